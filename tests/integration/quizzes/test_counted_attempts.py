"""Which attempt counts reaches the course: score, passed, and that who has passed stays so."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from core import clock
from core.database import db
from core.jobs import enqueue, run_due
from enrolments.models import ActivityResult, Enrolment
from tests.factories.learning import BEGAN, RIGHT, WRONG
from tests.integration.quizzes.taking import MINUTE, new_taker

THREE = (RIGHT, RIGHT, RIGHT)
TWO = (RIGHT, RIGHT, WRONG)
ONE = (RIGHT, WRONG, WRONG)
NONE = (WRONG, WRONG, WRONG)


def result_of(taker):
    """Score, passed and state of the quiz in its course."""
    db.session.rollback()
    query = select(ActivityResult.scaled_score, ActivityResult.passed, ActivityResult.state)
    of_person = query.join(Enrolment, Enrolment.id == ActivityResult.enrolment_id).where(
        Enrolment.person_id == taker.person_id
    )
    return tuple(db.session.execute(of_person).one())


def take_all(taker, attempts):
    for turn, values in enumerate(attempts):
        taker.take(*values, at=BEGAN + turn * MINUTE)


@pytest.mark.parametrize(
    ("counts", "attempts", "score", "passed"),
    [
        ("best", (ONE, TWO, NONE), "0.666666", True),
        ("best", (NONE, ONE), "0.333333", False),
        ("last", (ONE, TWO), "0.666666", True),
        ("last", (ONE, NONE), "0", False),
        ("first", (ONE, THREE), "0.333333", False),
        ("first", (TWO, NONE), "0.666666", True),
        ("average", (ONE, TWO), "0.5", False),
        ("average", (ONE, THREE), "0.666666", True),
        ("average", (NONE, ONE, TWO), "0.333333", False),
    ],
)
def test_the_score_that_counts_reaches_the_course(make, counts, attempts, score, passed):
    taker = new_taker(make, f"pass_mark: 60\ncounts: {counts}")
    take_all(taker, attempts)
    state = "completed" if passed else "in_progress"
    assert result_of(taker) == (Decimal(score), passed, state)


@pytest.mark.parametrize("counts", ["last", "average"])
def test_whoever_has_passed_once_stays_so_whatever_counts_later(make, counts):
    taker = new_taker(make, f"pass_mark: 60\ncounts: {counts}")
    take_all(taker, (TWO, NONE))
    score, passed, state = result_of(taker)
    assert score < Decimal("0.6")
    assert (passed, state) == (True, "completed")


def test_without_a_pass_mark_handing_in_is_enough(make):
    taker = new_taker(make, "counts: last")
    take_all(taker, (NONE,))
    assert result_of(taker) == (0, True, "completed")


def test_an_attempt_whose_time_ran_out_counts_like_any_other(app, make):
    taker = new_taker(make, "pass_mark: 60\ncounts: last\ntime_limit: 10m")
    taker.take(*NONE)
    taker.begin()
    taker.save(1, RIGHT)
    taker.save(2, RIGHT)
    clock.set_source(lambda: BEGAN + 20 * MINUTE)
    enqueue("attempts.end", {}, BEGAN)
    run_due(app)
    assert result_of(taker) == (Decimal("0.666666"), True, "completed")


def test_an_open_attempt_counts_nothing_yet(make):
    taker = new_taker(make, "pass_mark: 60\ncounts: last")
    taker.take(*NONE)
    taker.begin()
    taker.save(1, RIGHT)
    assert result_of(taker) == (0, False, "in_progress")


@pytest.mark.parametrize("counts", ["best", "last", "first", "average"])
def test_one_attempt_passes_or_not_as_it_says_itself(make, counts):
    """Two thirds miss 66.6667 by less than the database keeps."""
    quiz = (
        f"---\nid: final\nkind: quiz\ntitle: T\npass_mark: 66.6667\ncounts: {counts}\n---\n\n"
        "## Chọn? {#q}\n\n- [x] A\n- [x] B\n- [x] C\n- [ ] D\n"
    )
    taker = new_taker(make, quiz=quiz)
    taker.begin()
    taker.submit({1: ["0", "1"]})
    assert taker.attempt.passed is False
    assert result_of(taker)[1] is False


def test_an_average_that_reaches_the_mark_exactly_passes(make):
    """A third, a third and five sixths are a half on average; rounded, they would be less."""
    choices = "".join(f"- [x] {letter}\n" for letter in "ABCDEF")
    quiz = (
        "---\nid: final\nkind: quiz\ntitle: T\npass_mark: 50\ncounts: average\n---\n\n"
        f"## Chọn? {{#q}}\n\n{choices}- [ ] G\n"
    )
    taker = new_taker(make, quiz=quiz)
    for count in (2, 2, 5):
        taker.begin()
        taker.submit({1: [str(number) for number in range(count)]})
    assert result_of(taker)[1] is True
