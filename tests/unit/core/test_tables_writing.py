"""No cell of a CSV becomes a formula, wherever a spreadsheet parts its lines."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.tables import FORMULA_STARTS, read_table, write_csv

SIGNS = tuple(FORMULA_STARTS - {"\t", "\r"})


def parted(content: bytes, delimiter: str) -> list[str]:
    """The cells as a program reads them that parts lines at another sign."""
    lines = content.decode("utf-8-sig").split("\r\n")
    return [cell for row in csv.reader(lines, delimiter=delimiter) for cell in row]


@pytest.mark.parametrize("delimiter", [";", "\t"])
@pytest.mark.parametrize(
    "cell", ["x{}=1+1", "x{0}{0}-1", "x,y{}@SUM(A1)", 'x{}"=1+1', "x{}'\"+1", "{}=1", "x{}＝1"]
)
def test_no_formula_begins_within_a_cell(cell, delimiter):
    text = cell.format(delimiter)
    content = write_csv([text, text], [["a", text], [text, "b"]])
    assert not [each for each in parted(content, delimiter) if each.startswith(SIGNS)]


@pytest.mark.parametrize("cell", ["x;=1+1", "x;'=1", "x;''=1", "x\t-1", 'x;"=1', "a; b;c", "x;'"])
def test_what_is_guarded_within_a_cell_is_read_as_it_was(cell):
    assert read_table(write_csv(["a", "b"], [[cell, cell]])).rows[1] == (cell, cell)


@given(st.lists(st.text("a=+-;\t'\", ", max_size=8), min_size=1, max_size=4))
def test_no_formula_begins_within_any_cell(row):
    content = write_csv(["h"] * len(row), [row])
    for delimiter in ";\t":
        assert not [each for each in parted(content, delimiter) if each.startswith(SIGNS)]
