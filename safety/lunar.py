"""The Vietnamese lunar calendar, reckoned from moon and sun at seven hours east of Greenwich.

A month begins on the day of the new moon. The eleventh month holds the December solstice. Where
thirteen months lie between two eleventh months, the first in which the sun enters no new twelfth
of its way is the leap month and repeats the number before it. Moon and sun follow the shortened
series of Jean Meeus, "Astronomical Formulae for Calculators" and "Astronomical Algorithms";
they are good to a few minutes for the years 1970 to 2099.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import floor, pi, radians, sin

ZONE = 7 / 24  # of a day
FIRST_NEW_MOON = 2415020.75933  # Julian date of the new moon numbered 0, at the end of 1899
MEAN_MONTH = 29.53058868
JULIAN_DAY_OF_ORDINAL_ZERO = 1721425  # a Julian day number less `date.toordinal()`
SOLSTICE = 9  # the twelfth of the sun's way that begins with the December solstice


@dataclass(frozen=True)
class LunarDay:
    """A day of a lunar month."""

    day: int
    month: int
    is_leap: bool


@lru_cache(maxsize=4096)
def lunar_day(day: date) -> LunarDay:
    """Where a day of the years 1970 to 2099 stands in the lunar calendar."""
    number = day.toordinal() + JULIAN_DAY_OF_ORDINAL_ZERO
    moon = floor((number - FIRST_NEW_MOON) / MEAN_MONTH) + 1
    while _first_day(moon) > number:
        moon -= 1
    eleventh = _eleventh_month(day.year)
    if moon < eleventh:
        begin, end = _eleventh_month(day.year - 1), eleventh
    else:
        begin, end = eleventh, _eleventh_month(day.year + 1)
    place, is_leap = _place_in_year(moon, begin, end)
    return LunarDay(number - _first_day(moon) + 1, (place + 10) % 12 + 1, is_leap)


def _place_in_year(moon: int, begin: int, end: int) -> tuple[int, bool]:
    """How many numbered months lie between the eleventh month `begin` and `moon`."""
    place = moon - begin
    if end - begin < 13:
        return place, False
    leap = next(
        number
        for number in range(1, 14)
        if _sun_twelfth(_first_day(begin + number)) == _sun_twelfth(_first_day(begin + number + 1))
    )
    return (place, False) if place < leap else (place - 1, place == leap)


@lru_cache(maxsize=512)
def _eleventh_month(year: int) -> int:
    """The number of the new moon that begins the month of the December solstice."""
    last_day = date(year, 12, 31).toordinal() + JULIAN_DAY_OF_ORDINAL_ZERO
    moon = floor((last_day - FIRST_NEW_MOON) / MEAN_MONTH) + 1
    while _first_day(moon) > last_day or _sun_twelfth(_first_day(moon)) >= SOLSTICE:
        moon -= 1
    return moon


@lru_cache(maxsize=4096)
def _first_day(moon: int) -> int:
    """The Julian day number of the day, in our zone, on which new moon number `moon` falls."""
    return floor(_new_moon(moon) + 0.5 + ZONE)


@lru_cache(maxsize=4096)
def _sun_twelfth(day: int) -> int:
    """In which twelfth of its way the sun stands as the day begins, from 0 at the March equinox."""
    return floor(_sun_longitude(day - 0.5 - ZONE) / pi * 6)


def _new_moon(number: int) -> float:
    """The Julian date, in universal time, of new moon number `number`."""
    age = number / 1236.85  # in centuries
    mean = FIRST_NEW_MOON + MEAN_MONTH * number + 0.0001178 * age**2 - 0.000000155 * age**3
    mean += 0.00033 * sin(radians(166.56 + 132.87 * age - 0.009173 * age**2))
    sun = radians(359.2242 + 29.10535608 * number - 0.0000333 * age**2 - 0.00000347 * age**3)
    moon = radians(306.0253 + 385.81691806 * number + 0.0107306 * age**2 + 0.00001236 * age**3)
    node = radians(21.2964 + 390.67050646 * number - 0.0016528 * age**2 - 0.00000239 * age**3)
    correction = (0.1734 - 0.000393 * age) * sin(sun) + sum(
        amount * sin(by_sun * sun + by_moon * moon + by_node * node)
        for amount, by_sun, by_moon, by_node in NEW_MOON_TERMS
    )
    clock_error = -0.000278 + 0.000265 * age + 0.000262 * age**2
    return mean + correction - clock_error


# Days, and how often the anomalies of sun and moon and the argument of latitude enter the angle.
NEW_MOON_TERMS = (
    (0.0021, 2, 0, 0),
    (-0.4068, 0, 1, 0),
    (0.0161, 0, 2, 0),
    (-0.0004, 0, 3, 0),
    (0.0104, 0, 0, 2),
    (-0.0051, 1, 1, 0),
    (-0.0074, 1, -1, 0),
    (0.0004, 1, 0, 2),
    (-0.0004, -1, 0, 2),
    (-0.0006, 0, 1, 2),
    (0.0010, 0, -1, 2),
    (0.0005, 1, 2, 0),
)


def _sun_longitude(moment: float) -> float:
    """The sun's apparent place on its yearly way at a Julian date, in radians from 0 to 2π."""
    age = (moment - 2451545.0) / 36525
    anomaly = radians(357.52910 + 35999.05030 * age - 0.0001559 * age**2 - 0.00000048 * age**3)
    mean = 280.46645 + 36000.76983 * age + 0.0003032 * age**2
    centre = (
        (1.914600 - 0.004817 * age - 0.000014 * age**2) * sin(anomaly)
        + (0.019993 - 0.000101 * age) * sin(2 * anomaly)
        + 0.000290 * sin(3 * anomaly)
    )
    return radians(mean + centre) % (2 * pi)
