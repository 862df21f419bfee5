"""The item analysis is worked out in a job, kept, and worked out anew when attempts came."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from core import clock
from core.database import db
from core.jobs import enqueue, run_due
from core.jobs.models import Job
from quizzes import operations, queries
from quizzes.models import AttemptItem, QuizAnalysis
from quizzes.statistics.keeping import analysis_from_json
from tests.factories.courses import bundle_texts, get_course, get_file
from tests.factories.learning import BEGAN, RIGHT, WRONG

LATER = BEGAN + timedelta(hours=2)


@pytest.fixture(autouse=True)
def now():
    clock.set_source(lambda: LATER)


@pytest.fixture
def course(make):
    return make.course("basics")


def quiz_of(key="basics"):
    quiz = queries.find_quiz(key, "final")
    assert quiz is not None
    return quiz


def analyse(app, key="basics", scope="first"):
    operations.ask_for_analysis(quiz_of(key).id, scope, LATER)
    run_due(app)
    db.session.expire_all()
    return kept(key, scope)


def kept(key="basics", scope="first"):
    found = queries.find_analysis(quiz_of(key).id, scope)
    return analysis_from_json(found.content) if found else None


def question(analysis, number):
    return analysis.analysis.questions[analysis.questions[number - 1].key]


def test_figures_are_those_of_first_attempts(app, make, course):
    for values in ((RIGHT, RIGHT, RIGHT), (RIGHT, WRONG), (WRONG, WRONG, WRONG)):
        make.graded_attempt(make.person(), course, *values)
    again = make.person()
    make.graded_attempt(again, course, WRONG)
    make.graded_attempt(again, course, RIGHT, RIGHT, RIGHT)
    analysis = analyse(app)
    assert analysis.analysis.quiz.attempts == 4
    first = question(analysis, 1)
    assert (first.attempts, first.facility, first.skipped) == (4, 0.5, 0)
    assert [choice.taken for choice in first.choices] == [2, 2]
    assert question(analysis, 3).skipped == 2
    assert analyse(app, scope="all").analysis.quiz.attempts == 5


def test_time_is_told_where_it_is_known(app, make, course):
    make.graded_attempt(make.person(), course, RIGHT)
    db.session.execute(update(AttemptItem).where(AttemptItem.position == 2).values(spent_ms=4500))
    db.session.commit()
    analysis = analyse(app)
    assert [question(analysis, number).seconds for number in (1, 2)] == [None, 4.5]


def test_attempts_that_go_on_do_not_count(app, make, course):
    make.attempt(make.person(), course)
    assert analyse(app).analysis.quiz.attempts == 0


def test_more_attempts_than_are_read_at_once_all_count(app, make, course, monkeypatch):
    monkeypatch.setattr(queries.statistics, "AT_ONCE", 2)
    for _ in range(5):
        make.graded_attempt(make.person(), course, RIGHT)
    assert question(analyse(app), 1).attempts == 5


def test_editions_with_another_key_are_told_apart(app, make, course):
    make.graded_attempt(make.person(), course, RIGHT)
    texts = bundle_texts("basics")
    corrected = texts["quizzes/final.md"].replace("- [x] Đúng 1", "- [ ] Đúng 1")
    file = get_file(get_course("basics"), "quizzes/final.md")
    file.source = corrected.replace("- [ ] Sai 1", "- [x] Sai 1")
    make.graded_attempt(make.person(), make.publish(get_course("basics")), RIGHT)
    analysis = analyse(app)
    assert [each.is_former for each in analysis.questions] == [False, False, False, True]
    assert [question(analysis, number).facility for number in (1, 2, 4)] == [0.0, 0.0, 1.0]


def test_working_it_out_twice_keeps_one(app, make, course):
    analyse(app)
    make.graded_attempt(make.person(), course, RIGHT)
    assert analyse(app).analysis.quiz.attempts == 1
    assert db.session.query(QuizAnalysis).count() == 1


def test_asked_for_twice_it_is_done_once(app, course):
    for _ in range(2):
        operations.ask_for_analysis(quiz_of().id, "first", LATER)
    db.session.commit()
    assert db.session.query(Job).filter_by(kind=operations.ANALYSE).count() == 1


def renew(app):
    enqueue("quizzes.renew_analyses", {}, LATER)
    run_due(app)
    db.session.expire_all()
    return db.session.query(Job).filter_by(kind=operations.ANALYSE).count()


def test_what_is_kept_is_worked_out_anew_once_other_attempts_count(app, make, course):
    analyse(app)
    assert renew(app) == 1
    make.graded_attempt(make.person(), course, RIGHT)
    assert renew(app) == 2
    assert kept().analysis.quiz.attempts == 1


def test_nothing_is_worked_out_that_nobody_asked_for(app, make, course):
    make.graded_attempt(make.person(), course, RIGHT)
    assert renew(app) == 0
