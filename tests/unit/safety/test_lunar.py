"""The lunar calendar agrees with printed Vietnamese calendars."""

from datetime import date, timedelta

import pytest

from safety.lunar import LunarDay, lunar_day

NEW_YEARS = [
    date(1985, 1, 21),  # a month before the Chinese one
    date(2007, 2, 17),  # a day before the Chinese one
    date(2020, 1, 25),
    date(2023, 1, 22),
    date(2024, 2, 10),
    date(2025, 1, 29),
    date(2026, 2, 17),
    date(2027, 2, 6),
    date(2030, 2, 2),  # a day before the Chinese one
    date(2034, 2, 19),
]


@pytest.mark.parametrize("day", NEW_YEARS, ids=str)
def test_the_new_year_falls_on_its_day(day):
    assert lunar_day(day) == LunarDay(1, 1, False)


@pytest.mark.parametrize(
    ("year", "month"), [(2017, 6), (2020, 4), (2023, 2), (2025, 6), (2028, 5), (2031, 3)]
)
def test_a_leap_month_repeats_the_number_before_it(year, month):
    days = [date(year, 1, 1) + timedelta(number) for number in range(365)]
    assert {lunar_day(day).month for day in days if lunar_day(day).is_leap} == {month}


def test_days_follow_each_other_for_a_hundred_and_thirty_years():
    day, before = date(1970, 1, 1), lunar_day(date(1969, 12, 31))
    while day.year < 2100:
        today = lunar_day(day)
        if today.day != 1:
            assert today == LunarDay(before.day + 1, before.month, before.is_leap)
        else:
            assert before.day in (29, 30)
            assert today.is_leap or today.month == before.month % 12 + 1
        day, before = day + timedelta(1), today
