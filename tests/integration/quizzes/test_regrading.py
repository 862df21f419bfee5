"""After a question was corrected its attempts are marked anew, once, and both results are kept."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, update

from accounts.models import AuditEntry
from core import clock
from core.database import db
from core.jobs import run_due
from enrolments import queries as enrolment_queries
from quizzes import operations, queries
from quizzes.models import Attempt, AttemptItem, AttemptRegrade
from tests.factories.courses import bundle_texts, get_course, get_file, with_essay
from tests.factories.learning import BEGAN, RIGHT, WRONG

LATER = BEGAN + timedelta(days=3)


@pytest.fixture(autouse=True)
def now():
    clock.set_source(lambda: LATER)


@pytest.fixture
def course(make):
    """Three questions of a point each; 60 % pass."""
    return make.course("basics")


@pytest.fixture
def trainer(make):
    return make.person("giang")


def correct(make, number=1):
    """The other choice of a question is right."""
    return change(make, f"- [x] Đúng {number}\n- [ ] Sai", f"- [ ] Đúng {number}\n- [x] Sai")


def change(make, before, after):
    file = get_file(get_course("basics"), "quizzes/final.md")
    assert before in file.source
    file.source = file.source.replace(before, after)
    return make.publish(get_course("basics"))


def quiz():
    found = queries.find_quiz("basics", "final")
    assert found is not None
    return found


def plan():
    db.session.expire_all()
    return operations.plan_regrade(quiz())


def regrade(app, trainer):
    operations.ask_for_regrade(quiz(), plan(), trainer.id, LATER)
    run_due(app)
    db.session.expire_all()


def attempt_of(uuid):
    return db.session.query(Attempt).filter_by(uuid=uuid).one()


def result_of(person):
    enrolment = enrolment_queries.find_learner_enrolment(person.id, "basics")
    assert enrolment is not None
    [result] = enrolment.results.values()
    return result


def test_nothing_is_planned_while_nothing_was_corrected(make, course):
    make.graded_attempt(make.person(), course, RIGHT)
    change(make, "## Câu hỏi 1?", "## Câu hỏi thứ nhất?")
    assert (plan().questions, plan().name) == ((), "")


def test_the_plan_says_what_would_change_and_writes_nothing(make, course):
    uuid = make.graded_attempt(make.person(), course, RIGHT, RIGHT)
    make.graded_attempt(make.person(), course, WRONG, RIGHT)
    make.graded_attempt(make.person(), course, WRONG, WRONG, WRONG)
    correct(make)
    found = plan().preview
    assert (found.attempts, found.changed) == (3, 3)
    assert (found.newly_passed, found.no_longer_passed) == (1, 1)
    assert found.mean_before == 1
    assert round(found.mean_after, 6) == Decimal("1.333333")
    assert attempt_of(uuid).points == 2
    assert db.session.query(AttemptRegrade).count() == 0


def test_what_was_planned_is_done(app, make, course, trainer):
    uuids = [
        make.graded_attempt(make.person(), course, *values)
        for values in ((RIGHT, RIGHT), (WRONG, RIGHT), (WRONG, WRONG, WRONG))
    ]
    correct(make)
    expected = plan().preview
    regrade(app, trainer)
    attempts = [attempt_of(uuid) for uuid in uuids]
    assert [each.points for each in attempts] == [1, 2, 1]
    assert [each.passed for each in attempts] == [False, True, False]
    assert sum(each.points for each in attempts) == expected.points_after
    assert plan().questions == ()


def test_both_results_are_kept_with_who_had_them_marked_anew(app, make, course, trainer):
    make.graded_attempt(make.person(), course, RIGHT)
    correct(make)
    regrade(app, trainer)
    [kept] = db.session.scalars(select(AttemptRegrade))
    marks = [kept.fraction_before, kept.fraction_after, kept.points_before, kept.points_after]
    assert marks == [1, 0, 1, 0]
    assert kept.edition_before_id != kept.edition_after_id
    assert (kept.by_id, kept.at) == (trainer.id, LATER)
    item = db.session.get_one(AttemptItem, kept.attempt_item_id)
    assert item.question_edition_id == kept.edition_after_id
    assert [item.fraction, item.points] == [0, 0]
    [line] = queries.list_regrades(quiz().id, 9)
    assert (line.count, line.changed) == (1, 1)


def test_results_follow_and_whoever_passed_has_passed(app, make, course, trainer):
    passed, failed = make.person(), make.person()
    make.graded_attempt(passed, course, RIGHT, RIGHT)
    make.graded_attempt(failed, course, WRONG, RIGHT)
    correct(make)
    regrade(app, trainer)
    results = [result_of(person) for person in (passed, failed)]
    assert [each.scaled_score for each in results] == [Decimal("0.333333"), Decimal("0.666666")]
    assert [each.passed for each in results] == [True, True]


def test_done_twice_it_changes_nothing_more(app, make, course, trainer):
    uuid = make.graded_attempt(make.person(), course, RIGHT)
    correct(make)
    pairs = plan().pairs
    for _ in range(2):
        operations.regrade_attempt(attempt_of(uuid).id, pairs, trainer.id, LATER)
        db.session.commit()
    assert db.session.query(AttemptRegrade).count() == 1


def test_other_choices_are_left_alone(app, make, course, trainer):
    uuid = make.graded_attempt(make.person(), course, RIGHT)
    change(make, "- [ ] Sai 1\n", "- [ ] Sai 1\n- [x] Cả hai 1\n")
    [question] = plan().questions
    assert (question.meaning, plan().pairs) == ("other", {})
    regrade(app, trainer)
    assert attempt_of(uuid).points == 1


def test_an_attempt_that_goes_on_is_marked_by_what_it_asked(make, course, trainer):
    make.attempt(make.person(), course)
    correct(make)
    assert plan().questions == ()


def test_what_waits_for_a_trainer_is_marked_anew_and_goes_on_waiting(app, make, trainer):
    course = make.publish(make.draft(with_essay(bundle_texts("basics"))))
    person = make.person()
    uuid = make.submitted(make.attempt(person, course), person, {1: [WRONG], 4: ["Một việc"]})
    correct(make)
    regrade(app, trainer)
    attempt = attempt_of(uuid)
    assert (attempt.state, attempt.points) == ("submitted", None)
    marks = operations.Marks((Decimal(2), Decimal(1)), "", None)
    operations.mark_response(quiz().id, uuid, 4, marks, trainer.id, LATER)
    db.session.commit()
    assert attempt_of(uuid).points == 4


def test_more_points_for_a_question_count_in_whole_and_share(app, make, course, trainer):
    uuid = make.graded_attempt(make.person(), course, RIGHT)
    change(make, "{#q1 ", "{#q1 points=3 ")
    regrade(app, trainer)
    attempt = attempt_of(uuid)
    assert (attempt.points, attempt.max_points, attempt.scaled_score) == (3, 5, Decimal("0.6"))


def test_words_of_people_who_are_anonymous_keep_their_marks(app, make, course, trainer):
    uuid = make.graded_attempt(make.person(), course, RIGHT)
    db.session.execute(update(AttemptItem).values(response=None))
    db.session.commit()
    correct(make)
    regrade(app, trainer)
    assert attempt_of(uuid).points == 1


def test_a_try_that_is_right_only_now_counts_as_the_try_it_was(app, make, trainer):
    texts = bundle_texts("basics")
    head = "feedback: interactive\npass_mark: 60"
    texts["quizzes/final.md"] = texts["quizzes/final.md"].replace("pass_mark: 60", head)
    hint = "- [ ] Sai 1\n\n? Nghĩ lại.\n"
    texts["quizzes/final.md"] = texts["quizzes/final.md"].replace("- [ ] Sai 1\n", hint)
    course = make.publish(make.draft(texts, key="basics"))
    person = make.person()
    uuid = make.attempt(person, course)
    for values in ([WRONG], [RIGHT]):
        operations.check_question(uuid, person.id, 1, values, BEGAN)
        db.session.commit()
    make.submitted(uuid, person, {})
    assert attempt_of(uuid).points < 1
    correct(make)
    regrade(app, trainer)
    assert attempt_of(uuid).points == 1


def test_it_is_written_down_who_had_it_done(app, make, course, trainer):
    make.graded_attempt(make.person(), course, RIGHT)
    correct(make)
    regrade(app, trainer)
    [entry] = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "quiz.regraded"))
    assert (entry.subject, entry.details) == (
        "basics",
        {"count": 1, "questions": 1, "quiz": "final"},
    )


def test_kept_analyses_are_worked_out_anew(app, make, course, trainer):
    make.graded_attempt(make.person(), course, RIGHT)
    make.analysis(course)
    correct(make)
    regrade(app, trainer)
    analysis = queries.find_analysis(quiz().id, "first")
    assert analysis is not None
    assert analysis.computed_at == LATER
    assert [each["facility"] for each in analysis.content["questions"]] == [0.0, 0.0, 0.0]
