"""A material change asks again: the completion stands, and so does the question."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from core.database import db
from courses import operations as courses
from courses import queries
from courses.operations import CardHasNothing, Change
from enrolments import operations
from enrolments.models import ActivityResult, EarlierCompletion, EarlierResult, Enrolment
from enrolments.queries import (
    count_asked_again,
    count_people_to_ask,
    find_learner_enrolment,
    find_read_lesson,
    list_completed_editions,
)
from quizzes.models import Attempt
from tests.factories.courses import bundle_texts, get_course, get_file, quiz_source
from tests.factories.learning import BEGAN, RIGHT, WRONG
from tests.integration.enrolments.test_counting import counted, kept

LATER = BEGAN + timedelta(days=5)
AGAIN_BY = date(2026, 12, 31)
ANSWERED = datetime(2026, 12, 10, 3, tzinfo=UTC)


@pytest.fixture
def unit(make):
    return make.unit("Phòng Thu")


def complete(make, person, course):
    make.lessons_read(person, course)
    make.graded_attempt(person, course, RIGHT, RIGHT, RIGHT)


def change_lesson(course, new="Một đoạn văn khác."):
    draft = get_course(course.key)
    file = get_file(draft, "lessons/01-lesson-1.md")
    courses.save_draft(file, file.source.replace("Một đoạn văn ngắn.", new), file.version, LATER)


def publish(course, again, at=LATER):
    change = Change("Điều 7 mới", is_material=True, again=again, again_by=AGAIN_BY)
    courses.publish_draft(get_course(course.key), change, at)
    db.session.commit()
    published = queries.find_published_course(course.key)
    assert published is not None
    return published


def enrolment_of(person):
    return db.session.scalars(select(Enrolment).where(Enrolment.person_id == person.id)).one()


@pytest.mark.parametrize("again", ["card", "course"])
def test_whoever_completed_is_asked_and_stays_completed_on_record(make, unit, again):
    person, course = make.person(unit=unit), make.course()
    make.assignment(course, unit)
    complete(make, person, course)
    change_lesson(course)
    publish(course, again)
    enrolment = enrolment_of(person)
    assert (enrolment.state, enrolment.again) == ("asked_again", again)
    assert (enrolment.completed_at, enrolment.asked_again_at) == (BEGAN, LATER)
    assert enrolment.due_on == AGAIN_BY
    assert list_completed_editions(person.id)[course.key].number == 1
    earlier = db.session.scalars(select(EarlierCompletion)).one()
    assert (earlier.completed_at, earlier.completed_edition_id) == (BEGAN, course.edition_id)
    assert kept() == counted()
    assert count_asked_again(course.course_id, is_sensitive=False) == 1


@pytest.mark.parametrize("change", [Change(is_material=True), Change(), Change(again="course")])
def test_without_a_material_change_that_asks_nobody_is_asked(make, unit, change):
    person, course = make.person(unit=unit), make.course()
    complete(make, person, course)
    change_lesson(course)
    courses.publish_draft(get_course(course.key), change, LATER)
    assert enrolment_of(person).state == "completed"


def test_a_card_leaves_all_that_was_done_and_is_answered_once(make, unit):
    person, course = make.person(unit=unit), make.course()
    make.assignment(course, unit)
    complete(make, person, course)
    change_lesson(course)
    now = publish(course, "card")
    learner = find_learner_enrolment(person.id, course.key)
    assert learner is not None
    assert learner.again == "card"
    assert all(learner.is_done(each.activity_id) for each in now.activities)
    assert operations.confirm_changes(person.id, now, ANSWERED) is True
    assert operations.confirm_changes(person.id, now, ANSWERED + timedelta(days=1)) is False
    db.session.commit()
    enrolment = enrolment_of(person)
    assert (enrolment.state, enrolment.again, enrolment.asked_again_at) == ("completed", "", None)
    assert (enrolment.completed_at, enrolment.completed_edition_id) == (ANSWERED, now.edition_id)
    assert kept() == counted()


def test_reading_alone_does_not_answer_a_card(make, unit):
    person, course = make.person(unit=unit), make.course()
    complete(make, person, course)
    change_lesson(course)
    now = publish(course, "card")
    make.lessons_read(person, now, ANSWERED)
    assert enrolment_of(person).state == "asked_again"


def test_the_whole_course_is_done_anew_and_what_was_done_is_kept(make, unit):
    person, course = make.person(unit=unit), make.course()
    make.assignment(course, unit)
    complete(make, person, course)
    first = find_read_lesson(person.id, course.key, "lesson-1")
    assert first is not None
    read_edition = first.lesson_edition_id
    change_lesson(course)
    now = publish(course, "course")
    assert db.session.scalars(select(ActivityResult)).all() == []
    assert len(db.session.scalars(select(EarlierResult)).all()) == 3
    again = find_read_lesson(person.id, course.key, "lesson-1")
    assert again is not None
    assert again.lesson_edition_id == read_edition
    make.lessons_read(person, now, ANSWERED)
    assert enrolment_of(person).state == "asked_again"
    make.graded_attempt(person, now, RIGHT, RIGHT, RIGHT, at=ANSWERED)
    enrolment = enrolment_of(person)
    assert (enrolment.state, enrolment.completed_at) == ("completed", ANSWERED)
    assert enrolment.completed_edition_id == now.edition_id
    assert kept() == counted()


def test_what_was_passed_before_does_not_pass_the_quiz_again(make, unit):
    person = make.person(unit=unit)
    course = make.publish(make.draft(_with_attempts(1)))
    complete(make, person, course)
    change_lesson(course)
    now = publish(course, "course")
    make.lessons_read(person, now, ANSWERED)
    make.graded_attempt(person, now, WRONG, WRONG, WRONG, at=ANSWERED)
    assert enrolment_of(person).state == "asked_again"
    numbers = select(Attempt.number, Attempt.is_past).order_by(Attempt.number)
    assert [tuple(row) for row in db.session.execute(numbers)] == [(1, True), (2, False)]


def _with_attempts(most):
    settings = f"pass_mark: 60\nattempts: {most}"
    return {**bundle_texts("tried"), "quizzes/final.md": quiz_source(settings=settings)}


def test_whoever_is_on_the_way_reads_only_what_changed_again(make, unit):
    person, course = make.person(unit=unit), make.course()
    make.lessons_read(person, course)
    change_lesson(course)
    publish(course, "card")
    done = {each.activity.key for each in db.session.scalars(select(ActivityResult))}
    assert done == {"lesson-2"}
    assert enrolment_of(person).state == "in_progress"


def test_asked_by_a_card_and_then_by_the_course_is_asked_by_the_course(make, unit):
    person, course = make.person(unit=unit), make.course()
    complete(make, person, course)
    change_lesson(course)
    publish(course, "card")
    change_lesson_again(course, "Đoạn thứ hai.")
    publish(course, "course", LATER + timedelta(days=1))
    enrolment = enrolment_of(person)
    assert (enrolment.again, enrolment.completed_at) == ("course", BEGAN)
    assert len(db.session.scalars(select(EarlierCompletion)).all()) == 1


def test_asked_by_the_course_and_then_by_a_card_stays_asked_by_the_course(make, unit):
    person, course = make.person(unit=unit), make.course()
    complete(make, person, course)
    change_lesson(course)
    now = publish(course, "course")
    make.lessons_read(person, now, LATER + timedelta(hours=1))
    change_lesson_again(course, "Đoạn thứ hai.")
    publish(course, "card", LATER + timedelta(days=1))
    assert enrolment_of(person).again == "course"
    done = {each.activity.key for each in db.session.scalars(select(ActivityResult))}
    assert done == {"lesson-2"}


def change_lesson_again(course, new):
    draft = get_course(course.key)
    file = get_file(draft, "lessons/01-lesson-1.md")
    courses.save_draft(file, f"{file.source}\n\n{new}\n", file.version, LATER)


def test_a_card_with_nothing_on_it_is_refused(make):
    course = make.course()
    draft = get_course(course.key)
    file = get_file(draft, "course.yml")
    source = file.source.replace("Khóa học thử", "Tên khác")
    courses.save_draft(file, source, file.version, LATER)
    with pytest.raises(CardHasNothing):
        publish(course, "card")


def test_the_people_told_beforehand_are_those_asked(make, unit):
    course = make.course()
    people = [make.person(unit=unit) for _ in range(4)]
    make.assignment(course, unit)
    for person in people[:3]:
        complete(make, person, course)
    make.lessons_read(people[3], course)
    people[2].deactivated_at = LATER
    db.session.commit()
    told = count_people_to_ask(course.course_id, is_sensitive=False)
    assert (told.by_card, told.by_course, told.on_the_way) == (2, 2, 1)
    change_lesson(course)
    publish(course, "card")
    assert count_asked_again(course.course_id, is_sensitive=False) == told.by_card


def test_of_a_sensitive_course_who_chose_it_is_neither_counted_nor_asked(make, unit):
    more = "sensitive: violence\nneutral_title: {vi: Khóa học}"
    course = make.course("k-17", more=more)
    assigned, free = make.person(unit=unit), make.person()
    make.assignment(course, unit)
    for person in (assigned, free):
        complete(make, person, course)
    assert count_people_to_ask(course.course_id, is_sensitive=True).by_course == 1
    change_lesson(course)
    publish(course, "course")
    assert enrolment_of(assigned).state == "asked_again"
    assert enrolment_of(free).state == "completed"
