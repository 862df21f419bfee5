"""Failed sign-ins make one wait longer and longer, never for good."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.throttling import (
    ACCOUNT_LIMIT,
    ADDRESS_LIMIT,
    Failures,
    blocked_until,
    count_after,
    wait_after,
)

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (1, 0), (4, 0), (5, 15), (6, 30), (7, 60), (8, 120), (10, 480), (11, 900), (99, 900)],
)
def test_an_account_waits_longer_after_each_failure(failures, seconds):
    assert wait_after(failures, ACCOUNT_LIMIT) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("failures", "seconds"), [(1, 0), (59, 0), (60, 15), (61, 30), (62, 60), (500, 60)]
)
def test_an_address_that_an_office_shares_waits_a_minute_at_most(failures, seconds):
    assert wait_after(failures, ADDRESS_LIMIT) == timedelta(seconds=seconds)


def test_the_first_failure_counts_one():
    assert count_after(0, None, NOW, ACCOUNT_LIMIT) == 1


@pytest.mark.parametrize(
    ("ago", "count"),
    [
        (timedelta(0), 5),
        (timedelta(minutes=59), 5),
        (timedelta(hours=1), 4),
        (timedelta(hours=3), 2),
        (timedelta(days=9), 1),
    ],
)
def test_an_account_is_forgiven_one_failure_an_hour(ago, count):
    assert count_after(4, NOW - ago, NOW, ACCOUNT_LIMIT) == count


def test_an_office_that_mistypes_twice_a_minute_never_waits():
    count, last_at = 0, None
    for number in range(1000):
        now = NOW + number * timedelta(seconds=30)
        count, last_at = count_after(count, last_at, now, ADDRESS_LIMIT), now
        assert not wait_after(count, ADDRESS_LIMIT)


def test_a_clock_that_was_set_back_forgives_nothing():
    assert count_after(4, NOW + timedelta(hours=2), NOW, ACCOUNT_LIMIT) == 5


SOON, LATER = NOW + timedelta(seconds=30), NOW + timedelta(minutes=5)
WAITING = Failures(60, NOW, SOON)


@pytest.mark.parametrize(
    ("account", "address", "until"),
    [
        (Failures(), Failures(), None),
        (Failures(), WAITING, None),
        (Failures(1, NOW), WAITING, SOON),
        (Failures(1, NOW - timedelta(minutes=59)), WAITING, SOON),
        (Failures(1, NOW - timedelta(hours=1)), WAITING, None),
        (Failures(9, NOW, LATER), WAITING, LATER),
        (Failures(9, NOW, LATER), Failures(), LATER),
        (Failures(5, NOW, NOW), Failures(60, NOW, NOW), None),
    ],
)
def test_while_an_address_waits_an_account_without_failures_has_its_try(account, address, until):
    assert blocked_until(account, address, NOW) == until
