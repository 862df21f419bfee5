"""A month as a wall calendar shows it."""

from datetime import date

import pytest

from safety.month import Month, read_month

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2026-12", Month(2026, 12)),
        ("1970-01", Month(1970, 1)),
        ("2099-12", Month(2099, 12)),
        (None, Month(2026, 11)),
        ("", Month(2026, 11)),
        ("2026-13", Month(2026, 11)),
        ("2026-00", Month(2026, 11)),
        ("1969-12", Month(2026, 11)),
        ("2100-01", Month(2026, 11)),
        ("２０２６-12", Month(2026, 11)),
        ("2026-12'--", Month(2026, 11)),
    ],
)
def test_nonsense_is_the_month_of_today(text, month):
    assert read_month(text, TODAY) == month


def test_a_month_knows_its_neighbours_as_far_as_the_calendar_reaches():
    assert Month(2026, 1).previous == Month(2025, 12)
    assert Month(2026, 12).next == Month(2027, 1)
    assert Month(1970, 1).previous is None
    assert Month(2099, 12).next is None


def test_weeks_begin_on_monday_and_are_whole():
    weeks = Month(2026, 11).weeks(TODAY)
    assert [len(week) for week in weeks] == [7] * 6
    assert weeks[0][0].day == date(2026, 10, 26)
    assert not weeks[0][0].is_of_month
    assert [day.day for week in weeks for day in week if day.is_today] == [TODAY]


def test_the_lunar_month_is_written_where_one_begins():
    days = {day.day: day.lunar_text for week in Month(2026, 11).weeks(TODAY) for day in week}
    assert days[date(2026, 11, 1)] == "23/9"
    assert days[date(2026, 11, 8)] == "30"
    assert days[date(2026, 11, 9)] == "1/10"
    assert days[date(2026, 11, 23)] == "15"


@pytest.mark.parametrize("month", [Month(1970, 1), Month(2099, 12)])
def test_the_ends_of_the_calendar_can_be_shown(month):
    assert month.weeks(TODAY)


def test_a_leap_month_is_marked():
    days = [day for week in Month(2025, 7).weeks(TODAY) for day in week]
    assert "1/6+" in [day.lunar_text for day in days]
