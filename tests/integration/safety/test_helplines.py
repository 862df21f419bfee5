"""The register of helplines."""

from datetime import UTC, date, datetime

from core.database import db
from safety import queries
from safety.models import Helpline
from safety.operations import load_helplines, record_check

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def line_of(number):
    """The line of the register; it has to be there."""
    line = queries.find_helpline(number)
    assert line is not None
    return line


def test_loading_twice_adds_nothing_and_keeps_what_the_office_wrote(app):
    added = load_helplines(NOW)
    assert added == db.session.query(Helpline).count() > 5
    line = line_of("1900 96 96 80")
    record_check(line, "Lê Thị Hoa", TODAY)
    line.names = {"vi": "Tên khác"}
    db.session.commit()
    assert load_helplines(NOW) == 0
    assert line_of("1900 96 96 80").names == {"vi": "Tên khác"}
    assert line_of("1900 96 96 80").checked_on == TODAY


def test_the_emergency_numbers_are_shown_even_from_an_empty_register(app):
    empty = queries.list_shown_helplines(TODAY)
    load_helplines(NOW)
    assert queries.list_shown_helplines(TODAY) == empty
    assert [line.number for line in empty] == ["113", "115", "111", "114", "112"]


def test_a_topic_narrows_the_lines_beside_the_emergency_numbers(app):
    load_helplines(NOW)
    record_check(line_of("1800 1744"), "Lê Thị Hoa", TODAY)
    shown = [line.number for line in queries.list_shown_helplines(TODAY, topic="violence")]
    assert shown == ["113", "115", "111", "114", "112", "1800 1744"]
    assert "1800 1744" not in [
        line.number for line in queries.list_shown_helplines(TODAY, topic="child")
    ]
