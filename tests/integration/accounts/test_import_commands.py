"""`flask people import`, `flask people export` and `flask units import`."""

import io
import json

import openpyxl
import pytest
from sqlalchemy import func, select

from accounts.models import Person
from core.database import db

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


@pytest.mark.parametrize(
    "arguments",
    [
        ["people", "import"],
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
