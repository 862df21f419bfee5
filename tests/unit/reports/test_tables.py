"""Tables open in a spreadsheet with Vietnamese intact, and never as formulas."""

import csv
import io
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.tables import Cell, write_csv, write_xlsx
from core.tables.writing import unguard


def read_csv(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def read_xlsx(content):
    return openpyxl.load_workbook(io.BytesIO(content)).active


def test_excel_knows_the_csv_as_unicode():
    content = write_csv(["Họ tên"], [["Nguyễn Thị Đào"]])
    assert content.startswith(b"\xef\xbb\xbf")
    assert read_csv(content) == [["Họ tên"], ["Nguyễn Thị Đào"]]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_csv_cell_begins_as_a_formula(start):
    content = write_csv([f"{start}head"], [[f"{start}HYPERLINK()"]])
    assert read_csv(content) == [[f"'{start}head"], [f"'{start}HYPERLINK()"]]


def test_numbers_dates_and_nothing_stay_what_they_are():
    row: list[Cell] = [-3, Decimal("0.5"), date(2026, 12, 15), None]
    assert read_csv(write_csv(list("abcd"), [row]))[1] == ["-3", "0.5", "2026-12-15", ""]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=1))
def test_what_is_written_can_be_read_back(cells):
    read = read_csv(write_csv(["x"] * len(cells), [cells]))[1]
    assert [unguard(cell).removeprefix("'") for cell in read] == [
        cell.removeprefix("'") for cell in cells
    ]


def test_no_xlsx_cell_is_a_formula_or_link():
    sheet = read_xlsx(write_xlsx("Khóa", ["a", "b"], [["=1+1", "https://example.org"]]))
    cells = next(sheet.iter_rows(min_row=2))
    assert [cell.value for cell in cells] == ["=1+1", "https://example.org"]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


def test_the_head_of_an_xlsx_stays_and_days_are_days():
    sheet = read_xlsx(write_xlsx("A/B: [x]", ["Tên", "Hạn"], [["Đào", date(2026, 12, 15)]]))
    assert sheet.freeze_panes == "A2"
    assert sheet["B2"].value == datetime(2026, 12, 15)  # noqa: DTZ001
    assert sheet["B2"].number_format == "dd/mm/yyyy"
    assert sheet.title == "A B   x"


def test_an_empty_table_is_a_head():
    assert read_csv(write_csv(["a"], [])) == [["a"]]
    assert read_xlsx(write_xlsx("a", ["a"], [])).max_row == 1


def test_a_full_width_sign_begins_no_formula_either():
    assert read_csv(write_csv(["a"], [["＝1"], ["＠a"]])) == [["a"], ["'＝1"], ["'＠a"]]
