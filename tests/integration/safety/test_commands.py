"""`flask helplines`."""

from datetime import UTC, date, datetime

import pytest

from core import clock
from core.database import db
from safety import queries

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _november(app):
    clock.set_source(lambda: NOW)


def run(app, *arguments):
    result = app.test_cli_runner().invoke(args=["helplines", *arguments])
    db.session.rollback()
    return result


def shown():
    return [line.number for line in queries.list_shown_helplines(TODAY)]


def test_a_line_that_was_called_is_shown(app):
    result = run(app, "check", "18008027", "--by", "Lê Thị Hoa")
    assert (result.exit_code, result.output) == (0, "1800 8027 is shown.\n")
    assert "1800 8027" in shown()
    lines = run(app, "list").output.splitlines()
    assert len(lines) == 10
    assert [line for line in lines if "called 2026-11-23 by Lê Thị Hoa" in line]


@pytest.mark.parametrize(
    "arguments",
    [
        ("1800 0000", "--by", "Hoa"),
        ("1800 8027", "--by", "Hoa", "--on", "2026-05-26"),
        ("1800 8027", "--by", "Hoa", "--on", "2026-11-24"),
    ],
)
def test_a_number_that_is_unknown_or_a_day_that_is_not_good_is_refused(app, arguments):
    assert run(app, "check", *arguments).exit_code == 1
    assert len(shown()) == 5


def test_who_called_has_to_be_said(app):
    assert run(app, "check", "1800 8027").exit_code == 2
