"""How long to wait after failed sign-ins: longer and longer, never for good."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FIRST_WAIT = timedelta(seconds=15)
FORGOTTEN_AFTER = timedelta(days=7)  # the slowest forgiveness has long come to its end


@dataclass(frozen=True)
class FailureLimit:
    """How many failures are free, how long to wait at most, and how soon one is forgiven."""

    free: int
    longest_wait: timedelta
    one_forgiven_every: timedelta


@dataclass(frozen=True)
class Failures:
    """What is on record of an account's or an address's failures."""

    count: int = 0
    last_at: datetime | None = None
    blocked_until: datetime | None = None


ACCOUNT_LIMIT = FailureLimit(5, timedelta(minutes=15), timedelta(hours=1))
# An office of hundreds shares one address on Monday morning: what its people mistype is forgiven
# as fast as they mistype it. Somebody who guesses all day gets four guesses a minute, and one an
# hour at each account that is free of failures.
ADDRESS_LIMIT = FailureLimit(60, timedelta(minutes=1), timedelta(seconds=15))


def count_after(count: int, last_at: datetime | None, now: datetime, limit: FailureLimit) -> int:
    """The number of failures after one more at `now`, less those forgiven since `last_at`."""
    return _left(Failures(count, last_at), now, limit) + 1


def wait_after(count: int, limit: FailureLimit) -> timedelta:
    """How long to wait after `count` failures: nothing, then 15 s, doubling up to the longest."""
    beyond = count - limit.free
    if beyond < 0:
        return timedelta(0)
    return min(FIRST_WAIT * 2 ** min(beyond, 10), limit.longest_wait)


def blocked_until(account: Failures, address: Failures, now: datetime) -> datetime | None:
    """Until when a sign-in to `account` from `address` has to wait; None where it may go on.

    While an address waits, an account of which no failure is left still has one try: who guesses
    cannot shut colleagues out, and has a single guess at each account until it is forgiven.
    """
    waits = [account.blocked_until]
    if _left(account, now, ACCOUNT_LIMIT):
        waits.append(address.blocked_until)
    return max((until for until in waits if until and until > now), default=None)


def _left(failures: Failures, now: datetime, limit: FailureLimit) -> int:
    """The number of failures that are not forgiven yet."""
    if failures.last_at is None:
        return 0
    forgiven = max(0, (now - failures.last_at) // limit.one_forgiven_every)
    return max(0, failures.count - forgiven)
