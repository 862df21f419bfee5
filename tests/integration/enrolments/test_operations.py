"""Who is to learn what, and the one decision that a course is completed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from core import events
from core.database import db
from courses.queries import find_published_course
from enrolments import operations, queries
from enrolments.events import CourseCompleted
from enrolments.models import ActivityResult, Enrolment
from tests.concurrency import do_at_once
from tests.factories.learning import BEGAN, DUE, RIGHT, WRONG

LATER = BEGAN + timedelta(hours=1)


@pytest.fixture
def completed(monkeypatch):
    """Every completion that is announced from now on."""
    heard: list[CourseCompleted] = []
    monkeypatch.setitem(events._handlers, CourseCompleted, [heard.append])
    return heard


@pytest.fixture
def office(make):
    return make.unit("Cơ sở")


@pytest.fixture
def course(make):
    return make.course()


@pytest.fixture
def learner(make, office):
    return make.person(unit=office)


def lesson(course, number=1):
    return course.find_activity("lesson", f"lesson-{number}")


def read(person_id, course, number=1, at=BEGAN):
    done = operations.record_lesson_read(person_id, course, lesson(course, number), at)
    db.session.commit()
    return done


def pass_quiz(person_id, course, score="0.8", passed=True, at=BEGAN):
    activity = course.find_activity("quiz", "final")
    done = operations.record_quiz_result(
        person_id, course, activity, activity.quiz_edition_id, Decimal(score), passed, at
    )
    db.session.commit()
    return done


def find(person, course):
    db.session.expire_all()
    query = select(Enrolment).where(
        Enrolment.person_id == person.id, Enrolment.course_id == course.course_id
    )
    return db.session.scalars(query).first()


def result_of(person, course, activity):
    return queries.find_result(find(person, course).id, activity.activity_id)


def test_an_assignment_reaches_everybody_of_a_unit_and_below(make, course, office):
    below = make.unit(parent=office)
    beside = make.unit()
    people = [make.person(unit=unit) for unit in (office, below, beside)]
    make.assignment(course, office)
    assert [find(person, course) is not None for person in people] == [True, True, False]
    assert find(people[1], course).due_on == DUE


def test_assigning_again_moves_the_due_day_but_not_of_who_is_done(make, course, office):
    open_one, done = make.person(unit=office), make.person(unit=office)
    make.assignment(course, office)
    complete(done, course)
    assignment = make.assignment(course, office, date(2027, 1, 31))
    assert find(open_one, course).due_on == date(2027, 1, 31)
    assert find(done, course).due_on == DUE
    assert db.session.query(Enrolment).filter_by(assignment_id=assignment.id).count() == 2


def test_two_assignments_at_once_enrol_everybody_once(app, make, course, office, learner):
    unit_id = office.unit_id
    assign = lambda: assign_and_commit(course.course_id, unit_id)  # noqa: E731
    do_at_once(app, [assign, assign])
    assert db.session.query(Enrolment).count() == 1


def assign_and_commit(course_id, unit_id):
    operations.assign_course(course_id, unit_id, DUE, BEGAN)
    db.session.commit()


def test_whoever_comes_to_a_unit_gets_what_is_assigned_over_it(make, course, office):
    below = make.unit(parent=office)
    make.assignment(course, office)
    newcomer = make.person()
    operations.enrol_where_placed(newcomer.id, below.unit_id, LATER)
    db.session.commit()
    assert find(newcomer, course).due_on == DUE


def test_reading_notes_the_place_and_begins_the_course(course, learner):
    operations.note_place(learner.id, course, "lesson-1#muc", BEGAN)
    db.session.commit()
    enrolment = find(learner, course)
    assert (enrolment.place, enrolment.state) == ("lesson-1#muc", "in_progress")
    assert enrolment.started_at == BEGAN


def complete(person, course, at=BEGAN):
    read(person.id, course, 1, at)
    read(person.id, course, 2, at)
    return pass_quiz(person.id, course, at=at)


def test_a_course_is_completed_by_its_last_activity_and_says_so_once(
    course, learner, office, completed
):
    assert complete(learner, course)
    assert not pass_quiz(learner.id, course, "1.0", at=LATER)
    assert not read(learner.id, course, at=LATER)
    enrolment = find(learner, course)
    assert (enrolment.state, enrolment.completed_at) == ("completed", BEGAN)
    assert enrolment.completed_edition_id == course.edition_id
    assert enrolment.completed_unit_id == office.unit_id
    assert [event.person_id for event in completed] == [learner.id]


def test_the_last_two_activities_at_once_complete_it_once(app, course, learner, completed):
    person_id = learner.id
    read(person_id, course, 1)
    results = do_at_once(
        app,
        [
            lambda: read(person_id, course, 2),
            lambda: pass_quiz(person_id, course),
            lambda: pass_quiz(person_id, course, "0.9"),
        ],
    )
    assert sorted(results) == [False, False, True]
    assert len(completed) == 1
    assert find(learner, course).state == "completed"


def test_a_quiz_not_passed_is_only_begun(course, learner):
    assert not pass_quiz(learner.id, course, "0.4", passed=False)
    result = result_of(learner, course, course.find_activity("quiz", "final"))
    assert (result.state, result.passed, result.scaled_score) == (
        "in_progress", False, Decimal("0.4"),
    )  # fmt: skip


def test_the_best_score_counts_and_a_pass_is_never_taken_back(course, learner):
    for score, passed in (("0.7", True), ("0.2", False), ("0.9", True)):
        pass_quiz(learner.id, course, score, passed)
    result = result_of(learner, course, course.find_activity("quiz", "final"))
    assert (result.state, result.passed, result.scaled_score) == (
        "completed", True, Decimal("0.9"),
    )  # fmt: skip


def test_a_lesson_stays_read_in_the_edition_that_was_read_first(make, learner):
    draft = make.draft()
    first = make.publish(draft)
    read(learner.id, first)
    change_lesson(draft)
    second = make.publish(draft)
    assert lesson(second).lesson_edition_id != lesson(first).lesson_edition_id
    read(learner.id, second, at=LATER)
    result = result_of(learner, second, lesson(second))
    assert result.lesson_edition_id == lesson(first).lesson_edition_id
    assert result.completed_at == BEGAN


def change_lesson(draft):
    db.session.execute(
        db.text(
            "UPDATE draft_files SET source = replace(source, 'Một đoạn văn ngắn.', 'Văn bản mới.')"
            " WHERE course_id = :course"
        ),
        {"course": draft.id},
    )
    db.session.commit()


@pytest.mark.parametrize(
    ("values", "state"), [((RIGHT,) * 3, "completed"), ((WRONG,) * 3, "in_progress")]
)
def test_a_marked_attempt_counts_in_its_course(make, course, learner, values, state):
    make.lessons_read(learner, course)
    make.graded_attempt(learner, course, *values)
    assert find(learner, course).state == state


def test_an_attempt_at_a_quiz_that_stands_in_no_course_any_more_is_only_marked(make, learner):
    draft = make.draft()
    course = make.publish(draft)
    uuid = make.attempt(learner, course)
    draft.published_number = None
    db.session.commit()
    assert find_published_course(course.key) is None
    make.submitted(uuid, learner, {1: [RIGHT]})
    assert find(learner, course) is None


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("read"), st.integers(1, 2)),
        st.tuples(st.just("quiz"), st.sampled_from(["0.2", "0.6", "1.0"])),
    ),
    max_size=8,
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_a_completion_is_recorded_exactly_once_whatever_the_order(
    course, learner, completed, steps
):
    forget_everything(completed)
    for number, (what, value) in enumerate(steps):
        at = BEGAN + timedelta(minutes=number)
        if what == "read":
            read(learner.id, course, value, at)
        else:
            pass_quiz(learner.id, course, value, Decimal(value) >= Decimal("0.6"), at)
    done = {("read", 1), ("read", 2)} <= set(steps) and bool(
        {("quiz", "0.6"), ("quiz", "1.0")} & set(steps)
    )
    enrolment = find(learner, course)
    assert len(completed) == done
    assert (enrolment is not None and enrolment.state == "completed") is done
    if done:
        assert enrolment.completed_at == completed[0].at


def forget_everything(completed):
    completed.clear()
    db.session.execute(delete(ActivityResult))
    db.session.execute(delete(Enrolment))
    db.session.commit()


def test_who_finished_by_choice_counts_among_the_assigned_afterwards(make, course, office, learner):
    complete(learner, course)
    assignment = make.assignment(course, office)
    enrolment = find(learner, course)
    assert enrolment.assignment_id == assignment.id
    assert (enrolment.state, enrolment.due_on) == ("completed", None)


def test_of_two_assignments_the_nearest_units_due_day_counts(make, course, office):
    below = make.unit(parent=office)
    make.assignment(course, below, date(2027, 3, 1))
    make.assignment(course, office, date(2027, 1, 1))
    newcomer = make.person()
    operations.enrol_where_placed(newcomer.id, below.unit_id, BEGAN)
    db.session.commit()
    assert find(newcomer, course).due_on == date(2027, 3, 1)
