"""How long to wait after failed sign-ins: longer and longer, never for good."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FIRST_WAIT = timedelta(seconds=15)


@dataclass(frozen=True)
class FailureLimit:
    """How many failures are free, how long to wait at most, and how soon one is forgiven."""

    free: int
    longest_wait: timedelta
    one_forgiven_every: timedelta


ACCOUNT_LIMIT = FailureLimit(5, timedelta(minutes=15), timedelta(hours=1))
# An office of hundreds shares one address on Monday morning: what its people mistype is forgiven
# as fast as they mistype it, and somebody who guesses all day gets four guesses a minute.
ADDRESS_LIMIT = FailureLimit(60, timedelta(minutes=1), timedelta(seconds=15))


def count_after(count: int, last_at: datetime | None, now: datetime, limit: FailureLimit) -> int:
    """The number of failures after one more at `now`, less those forgiven since `last_at`."""
    if last_at is None:
        return 1
    forgiven = max(0, (now - last_at) // limit.one_forgiven_every)
    return max(0, count - forgiven) + 1


def wait_after(count: int, limit: FailureLimit) -> timedelta:
    """How long to wait after `count` failures: nothing, then 15 s, doubling up to the longest."""
    beyond = count - limit.free
    if beyond < 0:
        return timedelta(0)
    return min(FIRST_WAIT * 2 ** min(beyond, 10), limit.longest_wait)
