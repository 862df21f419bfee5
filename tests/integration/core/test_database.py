"""What waits for the end of a transaction, and turns."""

from functools import partial
from time import sleep

import pytest
from sqlalchemy import select

from core.database import before_commit, db, take_turns
from tests.concurrency import do_at_once


@pytest.fixture
def done():
    return []


@pytest.fixture
def act(done):
    def note(items):
        done.append(items)

    return note


def test_it_is_done_once_with_all_items(app, act, done) -> None:
    before_commit(act, [1])
    before_commit(act, [2])
    db.session.commit()
    db.session.commit()
    assert done == [{1, 2}]


def test_it_waits_for_the_transaction_not_for_a_savepoint(app, act, done) -> None:
    with db.session.begin_nested():
        before_commit(act, [1])
    assert done == []
    db.session.commit()
    assert done == [{1}]


def test_what_is_rolled_back_is_not_done(app, act, done) -> None:
    db.session.execute(select(1))
    before_commit(act, [1])
    db.session.rollback()
    db.session.commit()
    assert done == []


def test_whoever_names_the_same_numbers_in_another_order_waits_and_goes_on(app) -> None:
    def take(numbers):
        take_turns(1, numbers)
        sleep(0.2)
        db.session.commit()
        return True

    assert do_at_once(app, [partial(take, [3, 70, 5]), partial(take, [5, 6, 3])]) == [True, True]
