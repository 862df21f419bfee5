"""What a spreadsheet says: columns by their heads, cells by their kind, problems by their place."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.importing.cells import READERS, CellRefused
from accounts.importing.columns import PEOPLE_COLUMNS, UNIT_COLUMNS, match_columns
from accounts.importing.listing import list_people
from accounts.importing.places import column_of, letters
from accounts.importing.plan import World
from accounts.importing.planning import plan_people
from accounts.importing.problems import WORDS, Problem
from accounts.importing.rows import Sheet, check_columns, read_rows
from accounts.importing.showing import annotated
from accounts.importing.tree import UnitTree, UnitUnknown
from accounts.importing.usernames import propose_username
from core.tables import neutralise, read_table, write_csv, write_xlsx
from tests.unit.accounts.plans import (
    HEAD,
    TODAY,
    TREE,
    actions,
    found,
    plan_of,
    sheet_of,
    somebody,
)


@pytest.mark.parametrize(
    ("heads", "keys"),
    [
        (["Mã NV", "Họ và tên", "Phòng ban"], ["employee_code", "full_name", "unit"]),
        (["MÃ NHÂN VIÊN (*)", "HỌ VÀ TÊN", "E-mail"], ["employee_code", "full_name", "email"]),
        (["Employee code", "Full name", "Unit"], ["employee_code", "full_name", "unit"]),
        (["employee_id", "NAME", "Date of birth"], ["employee_code", "full_name", "birth_year"]),
        (["Họ đệm", "Tên", "Giới tính"], ["family_name", "given_name", "sex"]),
        (["STT", "Mã số thuế", "Số tài khoản"], ["", "", ""]),
        (["Họ tên", "Họ và tên", None, 7], ["full_name", "", "", ""]),
        (["Ho ten", "Ngay sinh", "So dien thoai"], ["full_name", "birth_year", "phone"]),
        (["  Ngày  vào làm ", "Ngày nghỉ việc"], ["started_on", "ended_on"]),
    ],
)
def test_columns_are_known_by_their_heads_in_both_languages(heads, keys):
    assert match_columns(heads, PEOPLE_COLUMNS) == keys


def test_columns_of_units_are_known_by_their_heads():
    heads = ["Mã đơn vị", "Tên đơn vị", "Đơn vị cấp trên", "Loại"]
    assert match_columns(heads, UNIT_COLUMNS) == ["code", "name", "parent", "kind"]


def test_a_title_above_the_heads_is_passed_over():
    rows = [["BẢO HIỂM XÃ HỘI"], [], ["Mã NV", "Họ và tên", "Đơn vị"], ["1", "Lan", "Cơ sở"]]
    assert sheet_of(rows).head == 2
    assert found(plan_of([*rows, ["2", "Mai", "Nowhere"]])) == [("unit_unknown", 5, 3)]


@pytest.mark.parametrize(
    ("key", "cell", "value"),
    [
        ("started_on", 31412, date(1985, 12, 31)),
        ("started_on", 31412.75, date(1985, 12, 31)),
        ("started_on", "31412", date(1985, 12, 31)),
        ("started_on", " 31412.75 ", date(1985, 12, 31)),
        ("started_on", "31412,75", date(1985, 12, 31)),
        ("started_on", "73415", date(2100, 12, 31)),
        ("started_on", "10000", date(1927, 5, 18)),
        ("started_on", "31/12/1985", date(1985, 12, 31)),
        ("started_on", "31-12-1985", date(1985, 12, 31)),
        ("started_on", "1985-12-31 00:00:00", date(1985, 12, 31)),
        ("started_on", datetime(1985, 12, 31, 8), date(1985, 12, 31)),  # noqa: DTZ001
        ("birth_year", "31/12/1985", 1985),
        ("birth_year", "12/1985", 1985),
        ("birth_year", 1985, 1985),
        ("birth_year", 31412, 1985),
        ("birth_year", "31412", 1985),
        ("full_name", "  Nguye\u0302\u0303n   Thị\u00a0Lan ", "Nguyễn Thị Lan"),
        ("employee_code", " nv01 ", "nv01"),
        ("employee_code", 12.0, "12"),
        ("phone", 912345678, "0912345678"),
        ("sex", "NỮ", "female"),
        ("sex", "Nam", "male"),
        ("language", "Tiếng Việt", "vi"),
        ("position", "'=1+1", "=1+1"),
        ("position", "=1+1", "=1+1"),
        ("position", "'s-Hertogenbosch", "'s-Hertogenbosch"),
    ],
)
def test_a_cell_is_read(key, cell, value):
    read = READERS[key](cell)
    assert (read or "").casefold() == value if key == "employee_code" else read == value


@pytest.mark.parametrize(
    ("key", "cell", "code"),
    [
        ("full_name", "Ă" * 500, "too_long"),
        ("full_name", "a\x07b", "hidden_letters"),
        ("employee_code", "NV\u200b01", "hidden_letters"),
        ("employee_code", "9" * 500, "too_long"),
        ("started_on", "31/02/2020", "day_unknown"),
        ("started_on", "12/31/2020", "day_unknown"),
        ("started_on", -5, "day_unknown"),
        ("started_on", 1985, "day_unknown"),
        ("started_on", "1985", "day_unknown"),
        ("started_on", "09999", "day_unknown"),
        ("started_on", "73416", "day_unknown"),
        ("started_on", "٣١٤١٢", "day_unknown"),
        ("birth_year", 985, "year_unknown"),
        ("birth_year", "98500", "year_unknown"),
        ("started_on", 1e300, "day_unknown"),
        ("birth_year", "985", "year_unknown"),
        ("sex", "?", "sex_unknown"),
        ("email", "lan at office", "email_wrong"),
        ("username", "two words", "username_wrong"),
        ("language", "Klingon", "language_unknown"),
    ],
)
def test_a_cell_that_cannot_be_read_is_refused(key, cell, code):
    with pytest.raises(CellRefused) as caught:
        READERS[key](cell)
    assert caught.value.code == code


@given(
    st.sampled_from(sorted(READERS)),
    st.one_of(st.none(), st.text(max_size=40), st.floats(), st.integers(), st.dates()),
)
def test_no_cell_makes_it_fail_otherwise(key, cell):
    rows = read_rows(Sheet([["x"], [cell]], 0, (key,)))
    for row in rows:
        assert all(problem.code in WORDS and problem.sentence for problem in row.problems)


def test_a_name_of_500_letters_is_refused_with_its_place():
    plan = plan_of([HEAD, ["N1", "Ă" * 500, "Cơ sở"]])
    assert found(plan) == [("too_long", 2, 2)]
    assert actions(plan) == ["refused"]
    apart = [["Mã NV", "Họ đệm", "Tên", "Đơn vị"], ["N1", "Ă" * 500, "", "Cơ sở"]]
    assert found(plan_of(apart)) == [("too_long", 2, 2)]
    assert found(plan_of([HEAD, ["N1", "", "Cơ sở"]])) == [("name_missing", 2, 2)]


def test_a_formula_is_taken_as_text_and_that_is_said():
    plan = plan_of([HEAD, ["N1", '=HYPERLINK("x")', "Cơ sở", ""], ["N2", "+ An", "Cơ sở", ""]])
    assert found(plan) == [("formula_as_text", 2, 2)]
    assert plan.problems[0].value == '=HYPERLINK("x")'
    assert (actions(plan), plan.is_refused) == (["add", "add"], False)


def test_the_value_of_a_formula_is_taken_and_its_place_said():
    rows = [HEAD, ["N1", "Lê An", "Cơ sở"], ["N2", "Lê Bình", "#N/A"], ["N3", "Lê Chi", ""]]
    sheet = Sheet(rows, 0, sheet_of(rows).keys, frozenset({(2, 3), (3, 3), (4, 3), (2, 9)}))
    plan = plan_people(read_rows(sheet), World((), UnitTree.of(TREE), TODAY))
    assert found(plan) == [
        ("formula_value", 2, 3),
        ("formula_error", 3, 3),
        ("unit_missing", 4, 3),
    ]
    assert (plan.problems[0].value, plan.problems[0].severity) == ("Cơ sở", "warning")
    assert actions(plan) == ["add", "refused", "refused"]


def test_a_unit_that_is_asked_for_in_vain_keeps_nothing_of_those_who_asked():
    tree = UnitTree.of(TREE)
    depths = []
    for _ in range(3):
        with pytest.raises(UnitUnknown) as unknown:
            tree.find("Nơi không có")
        depths.append(len(unknown.traceback))
    assert len(set(depths)) == 1


def test_of_a_column_of_formulas_the_first_are_named_and_how_many_there_are():
    rows = [HEAD, *([f"N{number}", f"Lê {number}", "Cơ sở"] for number in range(50))]
    sheet = Sheet(rows, 0, sheet_of(rows).keys, frozenset((row, 3) for row in range(2, 52)))
    problems = [problem for row in read_rows(sheet) for problem in row.problems]
    assert [each.code for each in problems] == ["formula_value"] * 20 + ["formula_values"]
    assert (problems[-1].row, problems[-1].value) == (22, "50")


def test_a_row_that_stands_twice_is_refused_and_names_the_first():
    rows = [HEAD, ["N1", "Lê An", "Cơ sở"], [], ["N1", "Lê An", "Cơ sở"]]
    plan = plan_of(rows)
    assert found(plan) == [("row_repeated", 4, 1)]
    assert plan.problems[0].value == "2"
    assert actions(plan) == ["add", "refused"]


def test_two_new_people_do_not_share_an_address():
    rows = [HEAD, ["N1", "Lê An", "Cơ sở", "a@b.c"], ["N2", "Lê Bình", "Cơ sở", "A@B.C"]]
    assert len(found(plan_of(rows))) == 1
    assert found(plan_of(rows))[0][1:] in ((3, 1), (3, 4))


def test_a_unit_is_known_by_its_name_the_end_of_its_path_or_its_key():
    for text in ("phòng thu - sổ, thẻ", "BHXH tỉnh/Phòng Thu – Sổ, thẻ", "thu"):
        (row,) = plan_of([HEAD, ["N1", "Lê An", text]]).rows
        assert row.unit == 2
    assert found(plan_of([HEAD, ["N1", "Lê An", "Tổ Một"]])) == [("unit_unclear", 2, 3)]
    (row,) = plan_of([HEAD, ["N1", "Lê An", "Cơ sở / Tổ Một"]]).rows
    assert row.unit == 5


def test_who_is_closed_stays_closed_and_that_is_said():
    plan = plan_of([HEAD, ["NV1", "Nguyễn Thị Mai", ""]], [somebody(1, is_active=False)])
    assert found(plan) == [("account_closed", 2, None)]
    assert not plan.is_refused


def test_who_left_before_is_not_added():
    plan = plan_of([HEAD, ["N1", "Lê An", "Cơ sở", "", "01/01/2020"]])
    assert (actions(plan), found(plan)) == (["unchanged"], [("left_before", 2, 5)])


def test_the_last_administrator_is_not_closed():
    people = [somebody(1), somebody(2)]
    rows = [HEAD, ["NV1", "Nguyễn Thị Mai", "", "", "01/01/2020"]]
    plan = plan_of(rows, people, administrators=frozenset({1}))
    assert found(plan) == [("last_administrator", 2, 5)]


def test_an_empty_cell_changes_nothing():
    plan = plan_of([HEAD, ["NV1", "", "", "", ""]], [somebody(1, email="a@b.c")])
    assert actions(plan) == ["unchanged"]


@pytest.mark.parametrize(
    ("heads", "codes"),
    [
        (["Đơn vị", "Chức vụ"], {"no_name_column", "no_identifier_column"}),
        (["Họ và tên"], {"no_identifier_column"}),
    ],
)
def test_a_file_without_the_needed_columns_is_refused(heads, codes):
    sheet = sheet_of([heads, ["x"] * len(heads)])
    assert {each.code for each in check_columns(sheet, "people")} == codes
    assert {each.row for each in check_columns(sheet, "people")} == {1}


def test_heads_alone_are_no_list():
    assert [each.code for each in check_columns(sheet_of([HEAD]), "people")] == ["no_rows"]
    twice = Sheet([HEAD, ["a"]], 0, ("full_name", "full_name", "email", "", ""))
    assert [each.code for each in check_columns(twice, "people")] == ["column_twice"]


def test_usernames_are_made_as_offices_make_them():
    assert propose_username("Nguyễn Thị Lan", "NV01", lambda _: True) == "nv01"
    assert propose_username("Nguyễn Thị Lan", None, lambda _: True) == "lan.nt"
    taken = {"lan.nt", "lan.nt2"}
    assert propose_username("Nguyễn Thị Lan", None, lambda name: name not in taken) == "lan.nt3"
    assert propose_username("Đỗ", None, lambda _: True) == "do"


def test_the_column_of_a_problem_is_said_as_the_spreadsheet_shows_it():
    assert [letters(number) for number in (1, 26, 27, 100)] == ["A", "Z", "AA", "CV"]
    sheet = sheet_of([HEAD, ["N1"]])
    assert column_of(Problem("email_wrong", 2, 4, "x"), sheet) == "D (Email)"
    assert column_of(Problem("row_repeated", 2), sheet) == ""
    assert column_of(Problem("too_many_columns", 2, 101), sheet) == "CW"


def test_the_same_file_with_a_column_of_problems_keeps_every_row_where_it_was():
    rows = [["Tiêu đề"], HEAD, ["=1+1", "Lê An", "Nowhere"], [], ["N2", "Lê Bình", "Cơ sở"]]
    sheet, plan = sheet_of(rows), plan_of(rows)
    header, below = annotated(sheet, plan.problems)
    for content in (write_csv(header, below), write_xlsx("x", header, below)):
        read = read_table(content).rows
        assert read[2][0] == ("'=1+1" if content[:2] != b"PK" else "=1+1")
        assert "Nowhere" in str(read[2][5])
        assert read[4][:3] == ("N2", "Lê Bình", "Cơ sở")
        again = sheet_of(read)
        assert (again.head, again.keys[:5]) == (1, sheet.keys)
        assert again.keys[5] == ""


@pytest.mark.parametrize("cell", ["=1+1", "+84", "-x", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_no_text_becomes_a_formula_on_the_way_out(cell):
    assert str(neutralise(cell)).startswith("'")


names = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=20)


@given(st.lists(names, min_size=1, max_size=5), st.lists(names, min_size=1, max_size=5))
def test_an_export_that_is_imported_again_changes_nothing(given_names, positions):
    people = [
        somebody(number, full_name=f"Lê {name.strip()}".strip(), position=position, unit_id=unit)
        for number, (name, position, unit) in enumerate(
            zip(given_names, positions, (2, 3, 4, 5, 1), strict=False), 1
        )
    ]
    tree = UnitTree.of(TREE)
    for kind in ("csv", "xlsx"):
        listing = list_people("x", people, tree)
        if kind == "csv":
            content = write_csv(listing.header, listing.rows)
        else:
            content = write_xlsx("x", listing.header, listing.rows)
        plan = plan_of(read_table(content).rows, people)
        assert set(actions(plan)) == {"unchanged"}, plan
        assert plan.missing == []
