"""The one place that reads the clock."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def _system_now() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _system_now


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _source()


def today(zone: str) -> date:
    """The present day in the IANA time zone `zone`."""
    return now().astimezone(ZoneInfo(zone)).date()


def end_of(day: date, zone: str) -> datetime:
    """The moment at which a day is over in a time zone: the first of the next one."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))


def set_source(source: Callable[[], datetime] | None) -> None:
    """Let tests and the demo say what time it is; None gives the system's clock back."""
    global _source
    _source = source or _system_now
