"""When a job is tried again, how long a try is believed to live, and which slot a moment is in."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

MOST_ATTEMPTS = 8
LEASE = timedelta(seconds=60)
HEARTBEAT = timedelta(seconds=10)
# A worker that was not seen for so long is not there.
WORKER_LOST = timedelta(seconds=45)
# A message is sent again after so long: where the queue is empty it must have been lost.
RESEND_EMPTY = timedelta(seconds=5)
RESEND_BUSY = timedelta(minutes=5)
KEPT_DONE = timedelta(days=30)
KEPT_FAILED = timedelta(days=90)
LONGEST_ERROR = 300

_FIRST_DELAY = timedelta(seconds=10)
_LONGEST_DELAY = timedelta(hours=6)


def retry_delay(attempts: int) -> timedelta:
    """How long to wait after the try of this number (from 1): 10 s, 40 s, … at most 6 hours."""
    return min(_FIRST_DELAY * 4 ** (attempts - 1), _LONGEST_DELAY)


def slot_of(moment: datetime, interval: timedelta, zone: str) -> datetime:
    """The beginning of the interval `moment` lies in; days begin at midnight in `zone`."""
    offset = moment.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    whole = (moment - epoch + offset) // interval
    return epoch + whole * interval - offset


def one_line(text: str) -> str:
    """A reason as one line of a length that fits its column."""
    return " ".join(text.replace("\x00", " ").split())[:LONGEST_ERROR]
