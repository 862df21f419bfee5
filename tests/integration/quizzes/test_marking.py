"""What was written is given points by hand; with the last of them the attempt has its result."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from core.database import db
from enrolments import queries as enrolment_queries
from quizzes import queries
from quizzes.models import Attempt
from quizzes.operations import AttemptNotFound, MarkedMeanwhile, Marks, mark_response
from quizzes.question_types.essay import MarkOutOfRange
from tests.concurrency import do_at_once
from tests.factories.courses import bundle_texts, with_essay
from tests.factories.learning import BEGAN, RIGHT, WRONG

LATER = BEGAN + timedelta(days=2)
PLACE = 4
FULL, HALF = (Decimal(2), Decimal(1)), (Decimal("1.5"), Decimal(0))


@pytest.fixture
def course(make):
    """Three questions of a point each, and an essay of three points; 60 % pass."""
    return make.publish(make.draft(with_essay(bundle_texts("basics"))))


@pytest.fixture
def learner(make):
    return make.person()


@pytest.fixture
def trainer(make):
    return make.person("giang")


@pytest.fixture
def uuid(make, learner, course):
    uuid = make.attempt(learner, course)
    given = {1: [RIGHT], 2: [RIGHT], 3: [WRONG], PLACE: ["Tôi sẽ hỏi thăm."]}
    return make.submitted(uuid, learner, given)


def quiz_id():
    quiz = queries.find_quiz("basics", "final")
    assert quiz is not None
    return quiz.id


def mark(uuid, by, awarded=FULL, comment="", seen=None, at=LATER):
    is_graded = mark_response(quiz_id(), uuid, PLACE, Marks(awarded, comment, seen), by.id, at)
    db.session.commit()
    return is_graded


def attempt_of(uuid):
    db.session.expire_all()
    return db.session.query(Attempt).filter_by(uuid=uuid).one()


def item_of(uuid):
    db.session.expire_all()
    found = queries.find_hand_item(quiz_id(), uuid, PLACE)
    assert found is not None
    return found


def result_of(person):
    enrolment = enrolment_queries.find_learner_enrolment(person.id, "basics")
    assert enrolment is not None
    [result] = enrolment.results.values()
    return result


def test_an_attempt_with_an_essay_waits_without_a_result(uuid):
    assert attempt_of(uuid).state == "submitted"
    assert (queries.count_waiting("basics"), queries.count_waiting_of(quiz_id())) == (
        {"final": 1},
        1,
    )


def test_an_essay_left_out_waits_for_nobody(make, learner, course):
    uuid = make.submitted(make.attempt(learner, course), learner, {1: [RIGHT]})
    assert attempt_of(uuid).state == "graded"
    assert queries.count_waiting("basics") == {}


def test_with_its_marks_the_attempt_has_its_result(uuid, learner, trainer):
    assert mark(uuid, trainer, HALF)
    attempt = attempt_of(uuid)
    assert (attempt.state, attempt.points, attempt.max_points) == ("graded", Decimal("3.5"), 6)
    assert attempt.passed is False
    assert result_of(learner).scaled_score == Decimal("0.583333")
    assert queries.count_waiting("basics") == {}


def test_points_comment_and_who_gave_them_are_kept(uuid, trainer):
    mark(uuid, trainer, HALF, "Rất cụ thể.")
    item = item_of(uuid)
    assert (item.awarded, item.comment) == (["1.5", "0"], "Rất cụ thể.")
    assert (item.points, item.marked_by_id, item.marked_at) == (Decimal("1.5"), trainer.id, LATER)


def test_marks_given_anew_change_the_result_and_whoever_passed_has_passed(uuid, learner, trainer):
    mark(uuid, trainer, FULL)
    assert (attempt_of(uuid).passed, result_of(learner).passed) == (True, True)
    mark(uuid, trainer, (Decimal(0), Decimal(0)), seen=LATER, at=LATER + timedelta(hours=1))
    assert (attempt_of(uuid).points, attempt_of(uuid).passed) == (Decimal(2), False)
    result = result_of(learner)
    assert (result.scaled_score, result.passed, result.state) == (
        Decimal("0.333333"),
        True,
        "completed",
    )


def test_whoever_comes_later_is_told_that_it_was_marked(make, uuid, trainer):
    other = make.person("lan")
    mark(uuid, trainer, HALF)
    with pytest.raises(MarkedMeanwhile) as refusal:
        mark(uuid, other, FULL)
    assert refusal.value.item.points == Decimal("1.5")
    assert mark(uuid, other, FULL, seen=LATER)


def test_sent_twice_marks_are_given_once(uuid, trainer):
    assert mark(uuid, trainer, HALF)
    assert mark(uuid, trainer, HALF, at=LATER + timedelta(minutes=1))
    assert item_of(uuid).marked_at == LATER


def test_of_two_at_once_one_is_told(app, make, uuid, trainer):
    other_id, trainer_id = make.person("lan").id, trainer.id

    def give(by_id, awarded):
        try:
            mark_response(quiz_id(), uuid, PLACE, Marks(awarded, "", None), by_id, LATER)
            db.session.commit()
        except MarkedMeanwhile:
            db.session.rollback()
            return "told"
        return "marked"

    both = [lambda: give(trainer_id, HALF), lambda: give(other_id, FULL)]
    assert sorted(do_at_once(app, both)) == ["marked", "told"]


@pytest.mark.parametrize(
    "awarded", [(Decimal(3), Decimal(0)), (Decimal(-1), Decimal(0)), (Decimal(1),), ()]
)
def test_points_that_do_not_fit_the_rubric_are_refused(uuid, trainer, awarded):
    with pytest.raises(MarkOutOfRange):
        mark(uuid, trainer, awarded)
    db.session.rollback()
    assert item_of(uuid).marked_at is None


def test_only_what_was_written_and_handed_in_is_marked(make, uuid, learner, course, trainer):
    going_on = make.attempt(make.person(), course)
    for attempt_uuid, place in ((uuid, 1), (uuid, 9), (uuid4(), PLACE), (going_on, PLACE)):
        with pytest.raises(AttemptNotFound):
            mark_response(quiz_id(), attempt_uuid, place, Marks(FULL, "", None), trainer.id, LATER)


def test_an_attempt_waits_until_all_of_it_is_marked(make, learner, trainer):
    texts = with_essay(bundle_texts("two"))
    second = texts["quizzes/final.md"].replace("#plan", "#other", 1).rpartition("\n## Viết")[2]
    texts["quizzes/final.md"] += f"\n## Viết{second}"
    texts["quizzes/final.md"] = texts["quizzes/final.md"].replace("#other", "#plan2")
    course = make.publish(make.draft(texts, key="two"))
    uuid = make.submitted(make.attempt(learner, course), learner, {4: ["một"], 5: ["hai"]})
    quiz = queries.find_quiz("two", "final")
    assert quiz is not None
    for place, is_graded in ((4, False), (5, True)):
        marks = Marks(FULL, "", None)
        assert mark_response(quiz.id, uuid, place, marks, trainer.id, LATER) is is_graded
    assert attempt_of(uuid).points == 6
