"""How long to wait after failed sign-ins: longer and longer, never for good."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FORGOTTEN_AFTER = timedelta(hours=12)
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=15)


@dataclass(frozen=True)
class FailureLimit:
    """How many failures are free before waiting begins."""

    free: int


ACCOUNT_LIMIT = FailureLimit(free=5)
# An office of hundreds shares one address on Monday morning.
ADDRESS_LIMIT = FailureLimit(free=60)


def count_after(count: int, last_at: datetime | None, now: datetime) -> int:
    """The number of failures after one more at `now`; old ones are forgotten."""
    is_fresh = last_at is not None and now - last_at < FORGOTTEN_AFTER
    return count + 1 if is_fresh else 1


def wait_after(count: int, limit: FailureLimit) -> timedelta:
    """How long to wait after `count` failures: nothing, then 15 s, doubling up to 15 minutes."""
    beyond = count - limit.free
    if beyond < 0:
        return timedelta(0)
    return min(FIRST_WAIT * 2 ** min(beyond, 10), LONGEST_WAIT)
