"""What one person is allowed beyond the settings of a quiz, and going on with an ended attempt."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from accounts.models import AuditEntry
from core.database import db
from quizzes import queries
from quizzes.models import Attempt, AttemptItem, QuizException
from quizzes.operations import (
    Allowance,
    AttemptNotFound,
    Decision,
    Marks,
    ReopenRefused,
    Start,
    StartRefused,
    Submission,
    end_attempt,
    mark_response,
    remove_exception,
    reopen_attempt,
    set_exception,
    start_attempt,
    submit_attempt,
)
from tests.concurrency import do_at_once
from tests.factories.courses import bundle_texts, quiz_source, with_essay
from tests.factories.learning import BEGAN, RIGHT, WRONG, ZONE

MINUTES = timedelta(minutes=1)
LATER = BEGAN + timedelta(days=1)


@pytest.fixture
def course(make):
    """Twenty minutes, and one attempt."""
    return publish(make, "time_limit: 20m\nattempts: 1\npass_mark: 60")


def publish(make, settings):
    texts = bundle_texts("basics")
    texts["quizzes/final.md"] = quiz_source(settings=settings)
    return make.publish(make.draft(texts, key="basics"))


@pytest.fixture
def learner(make):
    return make.person()


@pytest.fixture
def trainer(make):
    return make.person("giang")


@pytest.fixture
def decide(learner, trainer):
    """Who decides about the learner, at some moment."""

    def decide(at=BEGAN + MINUTES):
        quiz = queries.find_quiz("basics", "final")
        assert quiz is not None
        return Decision(quiz, learner.id, trainer.id, at, ZONE)

    return decide


def allow(decision, minutes=0, attempts=0, closes_at=None, note=""):
    set_exception(decision, Allowance(minutes, attempts, closes_at, note))
    db.session.commit()


def reopen(decision, uuid):
    reopen_attempt(decision, uuid)
    db.session.commit()
    return attempt_of(uuid)


def attempt_of(uuid):
    db.session.expire_all()
    return db.session.query(Attempt).filter_by(uuid=uuid).one()


def entries(action):
    return list(db.session.scalars(select(AuditEntry).where(AuditEntry.action == action)))


def test_more_time_and_attempts_are_kept_once(make, course, decide, learner):
    for minutes in (10, 15, 15):
        allow(decide(), minutes, 1, note="Gãy tay.")
    [kept] = db.session.scalars(select(QuizException))
    assert (kept.extra_minutes, kept.extra_attempts, kept.note) == (15, 1, "Gãy tay.")
    allowed = queries.get_exceptions(kept.quiz_id, learner.id)
    assert (allowed.extra_time, allowed.extra_attempts) == (15 * MINUTES, 1)


def test_extra_time_reaches_an_attempt_that_runs(make, course, decide, learner):
    uuid = make.attempt(learner, course)
    allow(decide(), 10)
    attempt = attempt_of(uuid)
    assert attempt.deadline_at == BEGAN + 30 * MINUTES
    assert attempt.accepts_until == BEGAN + 31 * MINUTES
    allow(decide(), 5)
    assert attempt_of(uuid).deadline_at == BEGAN + 25 * MINUTES


def test_taken_back_the_attempt_ends_as_everybodys(make, course, decide, learner):
    uuid = make.attempt(learner, course)
    allow(decide(), 10)
    assert remove_exception(decide())
    db.session.commit()
    assert attempt_of(uuid).deadline_at == BEGAN + 20 * MINUTES
    assert not remove_exception(decide())
    assert db.session.query(QuizException).count() == 0


def test_a_later_end_reaches_an_attempt_that_runs(make, decide, learner):
    course = publish(make, "closes: 2026-11-20")
    uuid = make.attempt(learner, course)
    end = datetime(2026, 11, 22, 17, tzinfo=UTC)
    allow(decide(), closes_at=end)
    assert attempt_of(uuid).deadline_at == end


def edition_of(quiz):
    edition = queries.latest_quiz_edition(quiz.id)
    assert edition is not None
    return edition


def begin(learner, quiz, at):
    uuid = start_attempt(learner.id, edition_of(quiz), Start("/", 5, at, ZONE))
    db.session.commit()
    return queries.find_attempt(uuid, learner.id)


def test_another_attempt_may_be_begun(make, course, decide, learner):
    make.graded_attempt(learner, course, WRONG)
    with pytest.raises(StartRefused):
        begin(learner, decide().quiz, LATER)
    allow(decide(), attempts=1)
    assert begin(learner, decide().quiz, LATER).number == 2


def submitted(make, learner, course, minutes=5, *values):
    uuid = make.attempt(learner, course)
    given = {place: [value] for place, value in enumerate(values or (RIGHT, WRONG), 1)}
    return make.submitted(uuid, learner, given, BEGAN + minutes * MINUTES)


def test_a_reopened_attempt_has_its_answers_and_the_time_that_was_left(
    make, course, decide, learner
):
    uuid = submitted(make, learner, course, 5)
    attempt = reopen(decide(LATER), uuid)
    assert (attempt.state, attempt.submitted_at, attempt.points) == ("in_progress", None, None)
    assert attempt.deadline_at == LATER + 15 * MINUTES
    assert attempt.accepts_until == LATER + 16 * MINUTES
    items = queries.list_items(attempt.id)
    assert [item.response for item in items] == [[0], [1], None]
    assert {item.fraction for item in items} == {None}


def test_reopened_twice_only_the_time_at_work_counts(make, course, decide, learner):
    uuid = submitted(make, learner, course, 5)
    reopen(decide(LATER), uuid)
    submit_attempt(uuid, learner.id, Submission({}, is_confirmed=True), LATER + 4 * MINUTES)
    db.session.commit()
    attempt = reopen(decide(LATER + timedelta(days=1)), uuid)
    assert attempt.deadline_at == LATER + timedelta(days=1) + 11 * MINUTES


def test_extra_time_adds_to_what_was_left(make, course, decide, learner):
    uuid = submitted(make, learner, course, 5)
    reopen(decide(LATER), uuid)
    allow(decide(LATER), 10)
    assert attempt_of(uuid).deadline_at == LATER + 25 * MINUTES


def test_submitted_again_it_has_a_result_again(make, course, decide, learner):
    uuid = submitted(make, learner, course, 5)
    reopen(decide(LATER), uuid)
    given = Submission({2: [RIGHT], 3: [RIGHT]}, is_confirmed=True)
    submit_attempt(uuid, learner.id, given, LATER + MINUTES)
    db.session.commit()
    attempt = attempt_of(uuid)
    assert (attempt.state, attempt.points, attempt.passed) == ("graded", Decimal(3), True)
    assert attempt.number == 1


def test_where_the_time_was_over_more_has_to_be_given_first(make, course, decide, learner):
    uuid = make.attempt(learner, course)
    end_attempt(uuid, learner.id, LATER)
    db.session.commit()
    with pytest.raises(ReopenRefused) as refusal:
        reopen(decide(LATER), uuid)
    assert refusal.value.kind == "no_time"
    assert attempt_of(uuid).state == "expired"
    allow(decide(LATER), 10)
    assert reopen(decide(LATER), uuid).deadline_at == LATER + 10 * MINUTES


def test_a_quiz_that_is_closed_has_to_be_open_for_her_first(make, decide, learner):
    course = publish(make, "closes: 2026-11-20")
    uuid = submitted(make, learner, course)
    with pytest.raises(ReopenRefused):
        reopen(decide(LATER), uuid)
    allow(decide(LATER), closes_at=LATER + timedelta(days=1))
    assert reopen(decide(LATER), uuid).deadline_at == LATER + timedelta(days=1)


def test_without_a_time_limit_a_reopened_attempt_has_none(make, decide, learner):
    uuid = submitted(make, learner, publish(make, "pass_mark: 60"))
    assert reopen(decide(LATER), uuid).deadline_at is None


def test_while_another_attempt_runs_none_is_reopened(make, decide, learner):
    course = publish(make, "attempts: 3")
    uuid = submitted(make, learner, course)
    running = make.attempt(learner, course, seed=3)
    for each in (uuid, running):
        with pytest.raises(ReopenRefused) as refusal:
            reopen(decide(LATER), each)
        assert refusal.value.kind == "running"
        db.session.rollback()


def test_reopening_and_starting_at_once_leaves_one_that_runs(app, make, decide, learner):
    uuid = submitted(make, learner, publish(make, "attempts: 3"))
    learner_id, decision = learner.id, decide(LATER)
    quiz_id, by_id = decision.quiz.id, decision.by_id

    def reopen_it():
        again = Decision(queries.get_quiz(quiz_id), learner_id, by_id, LATER, ZONE)
        try:
            reopen_attempt(again, uuid)
            db.session.commit()
        except ReopenRefused:
            db.session.rollback()

    def start():
        edition = edition_of(queries.get_quiz(quiz_id))
        start_attempt(learner_id, edition, Start("/", 5, LATER, ZONE))
        db.session.commit()

    do_at_once(app, [reopen_it, start])
    states = [each.state for each in db.session.query(Attempt)]
    assert states.count("in_progress") == 1


def test_what_was_marked_by_hand_has_to_be_marked_again(make, decide, learner, trainer):
    course = make.publish(make.draft(with_essay(bundle_texts("basics"))))
    uuid = make.handed_in(learner, course)
    quiz_id = decide().quiz.id
    marks = Marks((Decimal(2), Decimal(1)), "Tốt.", None)
    mark_response(quiz_id, uuid, 4, marks, trainer.id, BEGAN)
    db.session.commit()
    reopen(decide(LATER), uuid)
    item = db.session.query(AttemptItem).filter_by(position=4).one()
    assert (item.response, item.awarded, item.comment, item.marked_at) == (
        "Một việc",
        None,
        "",
        None,
    )
    submit_attempt(uuid, learner.id, Submission({}, is_confirmed=True), LATER + MINUTES)
    db.session.commit()
    assert attempt_of(uuid).state == "submitted"
    assert queries.count_waiting_of(quiz_id) == 1


def test_nobody_elses_attempt_is_reopened(make, course, decide):
    uuid = submitted(make, make.person(), course)
    with pytest.raises(AttemptNotFound):
        reopen(decide(LATER), uuid)


def test_every_decision_is_written_down(make, course, decide, learner):
    uuid = submitted(make, learner, course)
    allow(decide(), 10, 1, note="Gãy tay.")
    reopen(decide(LATER), uuid)
    remove_exception(decide(LATER))
    db.session.commit()
    [made] = entries("quiz.exception_set")
    assert made.details == {"attempts": 1, "minutes": 10, "quiz": "final"}
    assert made.about_reference is not None
    assert [entry.details for entry in entries("attempt.reopened")] == [
        {"number": 1, "quiz": "final"}
    ]
    assert len(entries("quiz.exception_removed")) == 1
