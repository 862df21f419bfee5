"""`flask people import`, `flask people export` and `flask units import`."""

import io
import json

import openpyxl
import pytest
from sqlalchemy import func, select

from accounts.models import Person
from core.database import db
from core.tables import read_table

PEOPLE = "Mã NV;Họ và tên;Đơn vị\nHOA;Nguyễn Thị Hòa;BHXH tỉnh\nN1;Lê Văn An;BHXH tỉnh\n"
WRONG = "Mã NV;Họ và tên;Đơn vị\nN1;Lê Văn An;Không có\n"
UNITS = "Mã đơn vị\tTên đơn vị\tTrực thuộc\nA\tPhòng Một\tBHXH tỉnh\n"


@pytest.fixture
def office(make):
    make.organisation()
    province = make.unit("BHXH tỉnh")
    make.person("hoa", province, "Nguyễn Thị Hoa").employee_code = "HOA"
    db.session.commit()


def run(app, *arguments):
    db.session.commit()
    result = app.test_cli_runner().invoke(args=[str(each) for each in arguments])
    db.session.rollback()
    return result


def kept(tmp_path, text, name="staff.csv"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def name_of(username):
    return db.session.scalar(select(Person.full_name).where(Person.username == username))


def count_people():
    return db.session.scalar(select(func.count(Person.id)))


def test_a_dry_run_says_what_would_become_of_it_and_changes_nothing(app, office, tmp_path):
    result = run(app, "people", "import", kept(tmp_path, PEOPLE), "--dry-run")
    assert result.exit_code == 0, result.output
    assert "dry run" in result.output
    assert (name_of("hoa"), count_people()) == ("Nguyễn Thị Hoa", 1)


def test_a_file_is_imported_and_a_second_time_changes_nothing(app, office, tmp_path):
    path = kept(tmp_path, PEOPLE)
    assert run(app, "people", "import", path).exit_code == 0
    assert (name_of("hoa"), count_people()) == ("Nguyễn Thị Hòa", 2)
    again = run(app, "people", "import", path, "--json")
    assert json.loads(again.stdout)["counts"]["unchanged"] == 2


def test_json_is_one_document_on_standard_output_and_nothing_else(app, office, tmp_path):
    for text, code in ((PEOPLE, 0), (WRONG, 1), ("", 1), (b"PK\x03\x04broken", 1)):
        result = run(app, "people", "import", kept(tmp_path, text), "--dry-run", "--json")
        assert result.exit_code == code
        document = json.loads(result.stdout)
        assert bool(document["problems"]) is (code == 1)


def test_what_is_refused_is_named_by_row_and_column_and_changes_nothing(app, office, tmp_path):
    result = run(app, "people", "import", kept(tmp_path, WRONG))
    assert result.exit_code == 1
    assert "Row 2, column C (Đơn vị)" in result.output
    assert "Không có" in result.output
    assert count_people() == 1
    mixed = kept(tmp_path, PEOPLE + "N2;Lê Ba;Không có\n")
    assert run(app, "people", "import", mixed).exit_code == 1
    assert run(app, "people", "import", mixed, "--skip-refused").exit_code == 0
    assert count_people() == 2


def test_units_are_made_where_that_is_wanted(app, office, tmp_path):
    path = kept(tmp_path, WRONG)
    assert run(app, "people", "import", path, "--create-units").exit_code == 0
    assert count_people() == 2


STRANGE = "Danh sách;;\n;;\nMã số;Người;Nơi\nN1;Lê Văn An;BHXH tỉnh\n"


@pytest.mark.parametrize(
    "columns",
    [
        ("Mã số=employee_code", "Người=full_name", " nơi =unit"),
        ("A=employee_code", "người=full_name", "C=unit"),
    ],
)
def test_columns_that_were_not_recognised_are_said(app, office, tmp_path, columns):
    path = kept(tmp_path, STRANGE)
    assert run(app, "people", "import", path).exit_code == 1
    said = [part for column in columns for part in ("--column", column)]
    result = run(app, "people", "import", path, *said)
    assert result.exit_code == 0, result.output
    assert name_of("n1") == "Lê Văn An"


def test_what_was_recognised_wrongly_is_corrected(app, office, tmp_path):
    text = "Mã NV;Họ và tên;Tên khai sinh;Đơn vị;Email\nN1;An;Lê Văn An;BHXH tỉnh;no address\n"
    path = kept(tmp_path, text)
    columns = ("--column", "Tên khai sinh=full_name", "--column", "Email=")
    result = run(app, "people", "import", path, "--json", *columns)
    assert result.exit_code == 0, result.output
    held = {each["head"]: each["holds"] for each in json.loads(result.stdout)["columns"]}
    assert (held["Họ và tên"], held["Tên khai sinh"], held["Email"]) == (None, "full_name", None)
    assert name_of("n1") == "Lê Văn An"


def test_a_column_that_is_not_there_or_not_told_apart_is_refused(app, office, tmp_path):
    path = kept(tmp_path, "Mã NV;Tên;Tên;Đơn vị\nN1;Lê;An;BHXH tỉnh\n")
    for column, said in (("Nowhere=unit", "No column is called"), ("Tên=full_name", "Several")):
        result = run(app, "people", "import", path, "--column", column, "--json")
        assert result.exit_code == 1
        (problem,) = json.loads(result.stdout)["problems"]
        assert said in problem["message"]
    assert count_people() == 1


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_same_spreadsheet_with_a_column_of_problems_is_written(app, office, tmp_path, ending):
    path, told = kept(tmp_path, PEOPLE + "N2;Lê Ba;Không có\n"), tmp_path / f"told.{ending}"
    result = run(app, "people", "import", path, "--dry-run", "--json", "--problems", told)
    assert result.exit_code == 1
    json.loads(result.stdout)
    rows = read_table(told.read_bytes()).rows
    assert [row[:3] for row in rows] == [
        ("Mã NV", "Họ và tên", "Đơn vị"),
        ("HOA", "Nguyễn Thị Hòa", "BHXH tỉnh"),
        ("N1", "Lê Văn An", "BHXH tỉnh"),
        ("N2", "Lê Ba", "Không có"),
    ]
    assert "Không có" in str(rows[3][3])
    assert not any(rows[2][3:])
    again = run(app, "people", "import", told, "--problems", told, "--dry-run")
    assert again.exit_code == 1


def test_no_spreadsheet_of_problems_is_written_where_there_are_none(app, office, tmp_path):
    told = tmp_path / "told.xlsx"
    assert run(app, "people", "import", kept(tmp_path, PEOPLE), "--problems", told).exit_code == 0
    assert not told.exists()
    result = run(app, "people", "import", kept(tmp_path, ""), "--problems", told)
    assert (result.exit_code, told.exists()) == (1, False)
    nowhere = tmp_path / "none" / "told.xlsx"
    result = run(app, "people", "import", kept(tmp_path, WRONG), "--problems", nowhere)
    assert (result.exit_code, "cannot be written" in result.output) == (1, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ["people", "import"],
        ["people", "import", __file__, "--column", "x"],
        ["people", "import", __file__, "--column", "x=nonsense"],
        ["units", "import", __file__, "--column", "x=full_name"],
        ["people", "import", "/nowhere.csv"],
        ["people", "import", "--what"],
        ["people", "export", "--format", "docx"],
        ["units", "import"],
    ],
)
def test_wrong_usage_is_2(app, arguments):
    assert run(app, *arguments).exit_code == 2


def test_a_file_that_is_far_too_large_is_not_even_read(app, office, tmp_path):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    result = run(app, "people", "import", path)
    assert result.exit_code == 1
    assert "larger than 20 MB" in result.output


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_an_export_is_imported_again_and_changes_nothing(app, office, tmp_path, kind):
    path = tmp_path / f"all.{kind}"
    assert run(app, "people", "export", "-o", path).exit_code == 0
    result = run(app, "people", "import", path, "--json")
    counts = json.loads(result.stdout)["counts"]
    assert {name: count for name, count in counts.items() if count} == {"unchanged": 1}


def test_an_export_goes_to_standard_output_whole(app, office):
    result = run(app, "people", "export")
    book = openpyxl.load_workbook(io.BytesIO(result.stdout_bytes))
    assert "Nguyễn Thị Hoa" in [cell.value for cell in book.active[2]]
    assert "Nguyễn Thị Hoa" in run(app, "people", "export", "--format", "csv").output


def test_units_are_imported(app, office, tmp_path):
    result = run(app, "units", "import", kept(tmp_path, UNITS))
    assert result.exit_code == 0, result.output
    loop = "Mã đơn vị\tTên đơn vị\tTrực thuộc\nB\tHai\tB\n"
    refused = run(app, "units", "import", kept(tmp_path, loop))
    assert refused.exit_code == 1
    assert "Row 2, column C" in refused.output
