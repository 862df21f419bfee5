"""Of a sensitive quiz only choices are counted: who took it, and how, is erased within a day."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import delete, func, select

from accounts.models import KeptRequest
from accounts.operations.kept_requests import keep_request
from core import clock
from core.database import db
from core.jobs import enqueue, run_due
from enrolments.models import ActivityResult
from quizzes import operations, queries
from quizzes.models import AttemptItem, AttemptRegrade, ChoiceCount, QuizAnalysis
from quizzes.statistics.keeping import analysis_from_json
from tests.factories.courses import bundle_texts, quiz_source
from tests.factories.learning import BEGAN, RIGHT, WRONG
from tests.integration.quizzes.taking import SOON, taker_of

KEY = "k-7f3a"
LATER = BEGAN + timedelta(hours=2)
DAY = timedelta(days=1)
SENSITIVE_COURSE = "sensitive: violence\nneutral_title: {vi: Khóa 7}"


@pytest.fixture(autouse=True)
def now():
    clock.set_source(lambda: LATER)


@pytest.fixture(params=["course", "quiz"])
def course(request, make):
    """A course whose quiz is sensitive by its course or by itself."""
    texts = bundle_texts(KEY, more=SENSITIVE_COURSE if request.param == "course" else "")
    settings = "sensitive: violence" if request.param == "quiz" else ""
    texts["quizzes/final.md"] = quiz_source(settings=f"{settings}\nattempts: 2\ndelay: 1d".strip())
    return make.publish(make.draft(texts, key=KEY))


@pytest.fixture
def taker(make, course):
    return taker_of(make, course)


def leave(taker):
    operations.leave_review(taker.uuid, taker.person_id)
    db.session.commit()


def run_job(app, at):
    clock.set_source(lambda: at)
    enqueue("attempts.erase", {}, at)
    run_due(app)
    db.session.expire_all()


def count_of(position=1):
    rows = db.session.scalars(select(ChoiceCount).order_by(ChoiceCount.question_edition_id))
    return list(rows)[position - 1]


def how_many(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_leaving_the_review_erases_all_but_that_it_was_and_its_day(taker):
    taker.take(RIGHT, WRONG)
    leave(taker)
    attempt = taker.attempt
    assert (attempt.state, attempt.number) == ("erased", 1)
    assert (attempt.points, attempt.scaled_score, attempt.passed) == (None, None, None)
    assert (attempt.seed, attempt.deadline_at) == (0, None)
    assert attempt.submitted_at == SOON.replace(hour=0, minute=0)
    assert attempt.started_at == attempt.submitted_at
    assert how_many(AttemptItem) == 0


def test_no_score_is_told_to_the_course(taker):
    taker.take(RIGHT, RIGHT, RIGHT)
    assert taker.attempt.scaled_score == 1
    result = db.session.scalars(select(ActivityResult)).one()
    assert (result.state, result.passed, result.scaled_score) == ("completed", True, None)
    leave(taker)
    assert db.session.scalars(select(ActivityResult)).one().state == "completed"


def test_choices_are_added_up_first_attempts_apart(make, course):
    for values in ((RIGHT,), (RIGHT, WRONG), (WRONG,)):
        make.erased_attempt(make.person(), course, *values)
    counts = [(each.asked, each.skipped, each.taken) for each in map(count_of, (1, 2, 3))]
    assert counts == [(3, 0, {"0": 2, "1": 1}), (3, 2, {"1": 1}), (3, 3, {})]
    assert all(count_of(number).is_first for number in (1, 2, 3))


def test_leaving_twice_counts_once(taker):
    taker.take(RIGHT)
    leave(taker)
    leave(taker)
    assert count_of().asked == 1


def test_an_attempt_that_goes_on_stays(taker):
    taker.begin()
    taker.save(1, RIGHT)
    leave(taker)
    assert taker.responses == [[0], None, None] or taker.responses == [0, None, None]


def test_attempts_at_any_other_quiz_stay(make):
    course = make.course("basics")
    taker = taker_of(make, course)
    taker.take(RIGHT)
    leave(taker)
    assert taker.attempt.state == "graded"


def test_somebody_elses_attempt_is_not_found(make, taker):
    taker.take(RIGHT)
    with pytest.raises(operations.AttemptNotFound):
        operations.leave_review(taker.uuid, make.person().id)


def test_the_limit_and_the_delay_hold_for_what_was_erased(taker):
    taker.take(RIGHT)
    leave(taker)
    with pytest.raises(operations.StartRefused):
        taker.begin(SOON)
    taker.take(WRONG, at=SOON + 2 * DAY)
    leave(taker)
    with pytest.raises(operations.StartRefused):
        taker.begin(SOON + 4 * DAY)
    later = [each for each in map(count_of, range(1, 7)) if not each.is_first]
    assert sorted(each.taken.get("1", 0) for each in later) == [0, 0, 1]


def test_a_review_that_nobody_leaves_is_erased_within_a_day(app, taker):
    taker.take(RIGHT)
    run_job(app, SOON + timedelta(hours=20))
    assert taker.attempt.state == "graded"
    run_job(app, SOON + timedelta(hours=23))
    assert taker.attempt.state == "erased"
    assert count_of().asked == 1


def test_an_attempt_that_is_left_lying_is_taken_away_within_a_day(app, taker):
    taker.begin()
    taker.save(1, RIGHT, at=SOON + timedelta(hours=5))
    run_job(app, SOON + timedelta(hours=23))
    assert taker.attempt.state == "in_progress"
    run_job(app, SOON + timedelta(hours=28))
    assert taker.attempts == []
    assert how_many(ChoiceCount) == 0


def test_the_job_leaves_other_quizzes_alone(app, make):
    taker = taker_of(make, make.course("basics"))
    taker.take(RIGHT)
    run_job(app, SOON + 10 * DAY)
    assert taker.attempt.state == "graded"


def test_both_results_of_a_regrade_go_too(taker):
    taker.take(RIGHT)
    item = taker.item(1)
    same = {"edition_before_id": item.question_edition_id, "fraction_after": Decimal(1)}
    same |= {"edition_after_id": item.question_edition_id, "points_after": Decimal(1)}
    db.session.add(AttemptRegrade(attempt_item_id=item.id, at=SOON, **same))
    db.session.commit()
    leave(taker)
    assert how_many(AttemptRegrade) == 0


# What trainers are told ------------------------------------------------------------------------


def analyse(app):
    quiz = queries.find_quiz(KEY, "final")
    assert quiz is not None
    operations.ask_for_analysis(quiz.id, "first", LATER)
    run_due(app)
    db.session.expire_all()
    found = queries.find_analysis(quiz.id, "first")
    return analysis_from_json(found.content) if found else None


def test_only_choices_are_told(app, make, course):
    for _ in range(5):
        make.erased_attempt(make.person(), course, RIGHT)
    analysis = analyse(app)
    assert analysis.is_sensitive
    first = analysis.analysis.questions[analysis.questions[0].key]
    assert (first.attempts, [choice.taken for choice in first.choices]) == (5, [5, 0])
    assert (first.facility, first.seconds, first.choices[0].thirds) == (None, None, None)
    assert analysis.analysis.quiz.mean is None


def test_what_is_not_erased_yet_is_not_told(app, make, course):
    for _ in range(5):
        make.graded_attempt(make.person(), course, RIGHT)
    assert analyse(app) is None


def test_fewer_than_five_more_are_not_told(app, make, course):
    for _ in range(5):
        make.erased_attempt(make.person(), course, RIGHT)
    analyse(app)
    make.erased_attempt(make.person(), course, RIGHT)
    assert analyse(app).analysis.quiz.attempts == 5
    db.session.execute(delete(QuizAnalysis))
    db.session.commit()
    assert analyse(app).analysis.quiz.attempts == 6


def test_what_came_after_signing_out_and_was_kept_goes_along(taker):
    """A form that was kept to be carried on holds the answers, too."""
    taker.take(RIGHT, WRONG)
    kept = f"/attempts/{taker.uuid}/responses"
    keep_request(taker.person_id, kept, [("q1", "0")], LATER)
    keep_request(taker.person_id, "/account", [("phone", "1")], LATER)
    leave(taker)
    assert [each.path for each in db.session.scalars(select(KeptRequest))] == ["/account"]
