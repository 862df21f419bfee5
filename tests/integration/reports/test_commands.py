"""flask reports …, on both databases."""

import csv
import io
import json
from datetime import UTC, date, datetime

import openpyxl
import pytest

from core import clock


@pytest.fixture
def office(make):
    """One unit under the root; two people, one of whom has completed."""
    clock.set_source(lambda: datetime(2026, 11, 23, 3, tzinfo=UTC))
    root = make.unit("Tỉnh")
    unit = make.unit("Phòng A", root)
    course = make.bare_course("bare", title="Bình đẳng giới")
    assignment = make.bare_assignment(course, root, date(2026, 12, 15))
    done_at = datetime(2026, 11, 1, 20, tzinfo=UTC)
    done = make.enrolment(
        make.person(unit=unit, full_name="Lê Thị An"), course, assignment, done_at
    )
    make.activity_result(done, course.activity_ids[0], done_at)
    make.activity_result(done, course.activity_ids[-1], done_at, "0.999")
    other = make.person(unit=root, full_name="=Trần Bình", sex="male")
    make.enrolment(other, course, assignment)
    make.goal(course, root, 90)
    return unit


def run(app, *arguments):
    return app.test_cli_runner().invoke(args=["reports", *arguments])


def rows_of(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_without_a_course_each_course_is_a_row(app, office):
    result = run(app, "completion")
    assert result.exit_code == 0, result.output
    assert rows_of(result.stdout_bytes)[1] == (
        ["bare", "Bình đẳng giới", "2", "1", "0", "1", "1", "1", "0", "2026-12-15"]
    )


def test_with_a_course_each_person_is_a_row_and_no_name_is_a_formula(app, office):
    rows = rows_of(run(app, "completion", "--course", "bare").stdout_bytes)
    assert [row[0] for row in rows[1:]] == ["Lê Thị An", "'=Trần Bình"]
    assert rows[1][6:] == ["2026-11-02", "", "2026-11-02", "", "2026-11-02", "99"]
    assert rows[2][6:] == ["", "", "", "", "", ""]


def test_a_unit_is_that_unit_and_those_below(app, office):
    arguments = ("completion", "--course", "bare", "--unit", office.unit.key)
    assert len(rows_of(run(app, *arguments).stdout_bytes)) == 2


def test_json_is_one_document(app, office):
    document = json.loads(run(app, "completion", "--course", "bare", "--format", "json").stdout)
    assert document["people"][0]["activities"]["quiz/final"] == (
        {"state": "completed", "completed_on": "2026-11-02", "score": 99}
    )
    summary = json.loads(run(app, "completion", "--format", "json").stdout)
    assert summary["courses"][0]["women_completed"] == 1


def test_a_spreadsheet_goes_to_a_file(app, office, tmp_path):
    path = tmp_path / "a.xlsx"
    arguments = ("completion", "--course", "bare", "--format", "xlsx", "-o", str(path))
    assert run(app, *arguments).exit_code == 0
    assert openpyxl.load_workbook(path).active.max_row == 3


@pytest.mark.parametrize("option", ["--unit", "--course"])
def test_an_unknown_key_is_refused_with_those_there_are(app, office, option):
    result = run(app, "completion", option, "nowhere")
    assert result.exit_code == 1
    assert "nowhere" in result.stderr
    assert result.stdout == ""


def test_a_format_that_is_not_there_is_wrong_usage(app, office):
    assert run(app, "completion", "--format", "pdf").exit_code == 2


def test_a_file_that_cannot_be_written_is_refused_in_one_line(app, office, tmp_path):
    result = run(app, "completion", "-o", str(tmp_path / "none" / "a.csv"))
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1


def test_by_a_past_day_it_is_as_it_was(app, office):
    arguments = ("completion", "--on", "2026-11-01", "--format", "json")
    document = json.loads(run(app, *arguments).stdout)
    assert (document["on"], document["courses"][0]["completed"]) == ("2026-11-01", 0)
    people = json.loads(run(app, *arguments, "--course", "bare").stdout)["people"]
    assert [(each["state"], each["activities"]) for each in people] == [("not_started", {})] * 2
    later = json.loads(run(app, *arguments[:2], "2026-11-02", *arguments[3:]).stdout)
    assert later["courses"][0]["completed"] == 1


def test_by_today_it_is_as_it_is(app, office):
    arguments = ("completion", "--course", "bare")
    today = run(app, *arguments, "--on", "2026-11-23")
    assert (today.exit_code, today.stdout) == (0, run(app, *arguments).stdout)


def test_a_day_to_come_is_refused(app, office):
    result = run(app, "completion", "--on", "2026-11-24")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == ["2026-11-24 is not over yet."]


def test_what_is_no_day_is_wrong_usage(app, office):
    assert run(app, "completion", "--on", "soon").exit_code == 2


def test_a_unit_that_was_not_there_on_that_day_is_refused(app, office):
    result = run(app, "completion", "--on", "2019-12-31", "--unit", office.unit.key)
    assert result.exit_code == 1
    assert "none yet" in result.stderr


def test_a_sensitive_course_is_shown_as_it_stands_today_only(app, office, make):
    quiet = make.bare_course("k7", sensitive="violence", neutral_title={"vi": "Chuyên đề 7"})
    make.enrolment(make.person(unit=office), quiet, make.bare_assignment(quiet, office))
    past = ("completion", "--on", "2026-11-20")
    assert "k7" not in run(app, *past).stdout
    assert "k7" in run(app, "completion").stdout
    assert run(app, *past, "--course", "k7").exit_code == 1


def test_goals_are_lines_or_one_document(app, office):
    assert "short by 1 (1 of 2)" in run(app, "goals").output
    (goal,) = json.loads(run(app, "goals", "--json").stdout)["goals"]
    assert (goal["state"], goal["needed"], goal["short_by"]) == ("short", 2, 1)
