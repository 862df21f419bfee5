"""Where a page of the audit begins: below one entry, named by its moment and its id."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
LONGEST = 40


def write_place(at: datetime, entry_id: int) -> str:
    """The place below an entry, for an address."""
    return f"{(at - EPOCH) // MICROSECOND}-{entry_id}"


def read_place(text: str) -> tuple[datetime, int] | None:
    """The moment and id that a place names; None for what names none."""
    moment, _dash, entry_id = text.partition("-")
    digits = moment + entry_id
    if len(text) > LONGEST or not (moment and entry_id and digits.isascii() and digits.isdigit()):
        return None
    try:
        return EPOCH + int(moment) * MICROSECOND, min(int(entry_id), 2**31 - 1)
    except OverflowError:
        return None
