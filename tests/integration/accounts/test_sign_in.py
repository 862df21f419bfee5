"""Guesses: all are counted, also those made at once, and each costs the same."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import select

from accounts import operations, passwords
from accounts.failure_keys import failure_key
from accounts.models import SignInFailure
from accounts.operations import Login, TooManyFailures
from core.database import db
from tests.concurrency import do_at_once
from tests.factories.people import PASSWORD

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
OFFICE = "10.0.0.1"
TWO_DOZEN = 24


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Passwords are compared at once; what is asked here is how often."""
    asked = []

    def compare(password, password_hash):
        asked.append(password_hash)
        return password_hash is not None and password == PASSWORD

    monkeypatch.setattr(passwords, "is_password", compare)
    return asked


def attempt(name, password="not this one", address=OFFICE, at=NOW):
    """What came of it: the name, None, or that it has to wait."""
    try:
        facts = operations.check_login(Login(name, password, address, at.date()), at)
    except TooManyFailures:
        db.session.rollback()
        return "wait"
    found = facts.person.username if facts else None
    db.session.commit()
    return found


def count_at(kind, name):
    query = select(SignInFailure.count).where(SignInFailure.key == failure_key(kind, name))
    return db.session.scalar(query) or 0


def test_of_two_dozen_guesses_at_once_five_are_compared(app, make, quick):
    hoa = make.person("hoa")
    guesses = [partial(attempt, "hoa", address=f"10.0.1.{each}") for each in range(TWO_DOZEN)]
    answers = do_at_once(app, guesses)
    assert (answers.count(None), answers.count("wait")) == (5, TWO_DOZEN - 5)
    assert len(quick) == 5
    assert count_at("account", f"person:{hoa.id}") == 5


def test_of_two_dozen_guesses_from_one_address_each_counts(app, make, quick):
    names = [make.person().username for _ in range(TWO_DOZEN // 2)]
    names += [f"nobody{each}" for each in range(TWO_DOZEN // 2)]
    assert do_at_once(app, [partial(attempt, name) for name in names]) == [None] * TWO_DOZEN
    assert count_at("address", OFFICE) == TWO_DOZEN


def test_whoever_is_right_gets_the_try_back(app, make):
    make.person("hoa")
    for _ in range(3):
        attempt("nobody")
    assert attempt("hoa", PASSWORD) == "hoa"
    assert count_at("address", OFFICE) == 3


def test_of_an_office_that_signs_in_at_once_nothing_is_left(app, make):
    names = [make.person().username for _ in range(TWO_DOZEN)]
    actions = [partial(attempt, name, PASSWORD) for name in names]
    assert do_at_once(app, actions) == names
    assert count_at("address", OFFICE) == 0


def test_who_is_right_while_others_guess_leaves_their_guesses(app, make):
    names = [make.person().username for _ in range(6)]
    guesses = [partial(attempt, f"nobody{each}") for each in range(6)]
    do_at_once(app, [*(partial(attempt, name, PASSWORD) for name in names), *guesses])
    assert count_at("address", OFFICE) == 6


@pytest.mark.parametrize("who", ["hoa", "left", "new", "nobody", " "])
def test_each_guess_costs_one_comparison_whoever_is_named(app, make, quick, who):
    make.person("hoa")
    make.person("left").deactivated_at = NOW - timedelta(days=1)
    make.person("new").password_hash = None
    db.session.commit()
    assert attempt(who) is None
    assert len(quick) == 1
    assert (quick[0] is not None) is (who == "hoa")


@pytest.mark.parametrize("blank", ["", " ", "\u00a0", "\u3000", "\x1f"])
def test_nothing_is_nobodys_name(app, make, blank):
    make.person("hoa").employee_code = None
    db.session.commit()
    assert attempt(blank, PASSWORD) is None


def test_comparing_with_nothing_computes_a_hash_all_the_same(monkeypatch):
    monkeypatch.undo()
    verified = []
    verify = passwords._hasher.verify

    class Counting:
        def verify(self, *arguments):
            verified.append(arguments)
            return verify(*arguments)

    monkeypatch.setattr(passwords, "_hasher", Counting())
    for password_hash in (None, passwords._nobody_hash):
        assert not passwords.is_password("not this one", password_hash)
    assert len(verified) == 2
