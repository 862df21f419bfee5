"""An attempt is begun once, each answer saved, everything marked once, whoever hurries."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from core import events
from core.database import db
from quizzes import queries
from quizzes.events import AttemptGraded
from quizzes.models import Attempt
from quizzes.operations import (
    AttemptClosed,
    AttemptNotFound,
    SavedResponse,
    Start,
    StartRefused,
    Submission,
    record_response,
    record_responses,
    start_attempt,
    submit_attempt,
)
from quizzes.question_types.base import ResponseRefused
from tests.concurrency import do_at_once
from tests.factories.courses import bundle_texts, quiz_source
from tests.factories.learning import BEGAN, RIGHT, WRONG, ZONE

LATER = BEGAN + timedelta(minutes=3)


@pytest.fixture
def course(make):
    return make.course()


@pytest.fixture
def learner(make):
    return make.person()


@pytest.fixture
def uuid(make, learner, course):
    return make.attempt(learner, course)


@pytest.fixture
def graded(monkeypatch):
    """Every attempt that is announced as marked from now on."""
    heard: list[AttemptGraded] = []
    listeners = events._handlers.get(AttemptGraded, [])
    monkeypatch.setitem(events._handlers, AttemptGraded, [*listeners, heard.append])
    return heard


def edition_of(course):
    return queries.get_quiz_edition(course.find_activity("quiz", "final").quiz_edition_id)


def begin(person_id, edition_id, seed):
    start = Start("/", seed, BEGAN, ZONE)
    uuid = start_attempt(person_id, queries.get_quiz_edition(edition_id), start)
    db.session.commit()
    return uuid


def save(uuid, person_id, position, *values, client="", sequence=0, at=LATER):
    response = SavedResponse(position, values, client, sequence)
    saved_at = record_response(uuid, person_id, response, at).at
    db.session.commit()
    return saved_at


def submit(uuid, person_id, given=None, is_confirmed=True):
    done = submit_attempt(uuid, person_id, Submission(given or {}, is_confirmed), LATER)
    db.session.commit()
    return done


def find(uuid, person_id):
    db.session.expire_all()
    return queries.find_attempt(uuid, person_id)


def responses(uuid, person_id):
    found = find(uuid, person_id)
    return [item.response for item in queries.list_items(found.id)]


def test_an_attempt_asks_what_the_quiz_draws(learner, uuid):
    items = queries.list_items(find(uuid, learner.id).id)
    assert [item.position for item in items] == [1, 2, 3]
    assert {item.response for item in items} == {None}


def test_beginning_again_goes_on_with_the_attempt_that_is_open(learner, course, uuid):
    assert begin(learner.id, edition_of(course).id, 99) == uuid


def test_two_starts_at_once_give_one_attempt(app, learner, course):
    edition_id, person_id = edition_of(course).id, learner.id
    starts = [lambda seed=seed: begin(person_id, edition_id, seed) for seed in range(4)]
    assert len(set(do_at_once(app, starts))) == 1
    assert db.session.query(Attempt).count() == 1


def test_each_attempt_after_a_submitted_one_has_the_next_number(learner, course, uuid):
    submit(uuid, learner.id)
    second = begin(learner.id, edition_of(course).id, 5)
    assert (find(uuid, learner.id).number, find(second, learner.id).number) == (1, 2)


def test_no_more_attempts_than_the_quiz_allows(make, learner):
    course = make.publish(make.draft(limited_texts()))
    submit(make.attempt(learner, course), learner.id)
    with pytest.raises(StartRefused):
        begin(learner.id, edition_of(course).id, 2)


def limited_texts():
    texts = bundle_texts("limited")
    texts["quizzes/final.md"] = quiz_source(settings="attempts: 1")
    return texts


def test_an_answer_is_saved_with_its_moment(learner, uuid):
    assert save(uuid, learner.id, 2, RIGHT) == LATER
    assert responses(uuid, learner.id) == [None, [0], None]


def test_an_answer_may_be_changed_and_taken_back(learner, uuid):
    save(uuid, learner.id, 1, RIGHT)
    save(uuid, learner.id, 1, WRONG)
    assert responses(uuid, learner.id)[0] == [1]
    save(uuid, learner.id, 1)
    assert responses(uuid, learner.id)[0] is None


def test_a_save_that_comes_late_or_twice_overwrites_nothing_newer(learner, uuid):
    save(uuid, learner.id, 1, RIGHT, client="page", sequence=5)
    save(uuid, learner.id, 1, WRONG, client="page", sequence=4)
    save(uuid, learner.id, 1, WRONG, client="page", sequence=5)
    assert responses(uuid, learner.id)[0] == [0]


def test_another_page_overwrites_whatever_its_count_is(learner, uuid):
    save(uuid, learner.id, 1, RIGHT, client="page", sequence=5)
    save(uuid, learner.id, 1, WRONG, client="other", sequence=1)
    assert responses(uuid, learner.id)[0] == [1]


@pytest.mark.parametrize("values", [("7",), ("-1",), ("x",), ("0", "1"), ("",), ("0" * 5000,)])
def test_values_that_are_no_answer_are_refused_and_change_nothing(learner, uuid, values):
    save(uuid, learner.id, 1, RIGHT)
    with pytest.raises(ResponseRefused):
        record_response(uuid, learner.id, SavedResponse(1, values), LATER)
    db.session.rollback()
    assert responses(uuid, learner.id)[0] == [0]


def test_nobody_saves_in_an_attempt_of_somebody_else(make, uuid):
    stranger = make.person()
    with pytest.raises(AttemptNotFound):
        save(uuid, stranger.id, 1, RIGHT)
    with pytest.raises(AttemptNotFound):
        record_responses(uuid, stranger.id, {1: [RIGHT]}, LATER)
    with pytest.raises(AttemptNotFound):
        submit(uuid, stranger.id)


@pytest.mark.parametrize("position", [0, 4, -1, 10**9])
def test_a_question_that_is_not_asked_has_no_answer(learner, uuid, position):
    with pytest.raises(AttemptNotFound):
        save(uuid, learner.id, position, RIGHT)


def test_an_attempt_that_is_nowhere_is_not_found(learner):
    with pytest.raises(AttemptNotFound):
        save(uuid4(), learner.id, 1, RIGHT)


def test_nothing_is_saved_once_it_is_submitted(learner, uuid):
    submit(uuid, learner.id)
    with pytest.raises(AttemptClosed):
        save(uuid, learner.id, 1, RIGHT)
    with pytest.raises(AttemptClosed):
        record_responses(uuid, learner.id, {1: [RIGHT]}, LATER)


def test_a_form_saves_all_it_shows(learner, uuid):
    save(uuid, learner.id, 3, WRONG)
    record_responses(uuid, learner.id, {1: [RIGHT], 2: []}, LATER)
    assert responses(uuid, learner.id) == [[0], None, [1]]


def test_a_form_with_one_wrong_value_saves_nothing_of_it(learner, uuid):
    with pytest.raises(ResponseRefused):
        record_responses(uuid, learner.id, {1: [RIGHT], 2: ["9"]}, LATER)
    db.session.rollback()
    assert responses(uuid, learner.id) == [None, None, None]


def test_submitting_with_open_questions_saves_and_asks_first(learner, uuid, graded):
    assert not submit(uuid, learner.id, {1: [RIGHT]}, is_confirmed=False)
    assert find(uuid, learner.id).state == "in_progress"
    assert responses(uuid, learner.id) == [[0], None, None]
    assert graded == []


def test_submitting_marks_what_was_saved_and_what_the_form_brings(learner, uuid, graded):
    save(uuid, learner.id, 1, RIGHT)
    assert submit(uuid, learner.id, {2: [RIGHT], 3: [WRONG]}, is_confirmed=False)
    found = find(uuid, learner.id)
    assert (found.state, found.points, found.max_points) == ("graded", 2, 3)
    assert found.passed
    assert [event.passed for event in graded] == [True]
    items = queries.list_items(found.id)
    assert [item.fraction for item in items] == [1, 1, 0]


@pytest.mark.parametrize(
    ("values", "passed"), [((RIGHT, RIGHT, WRONG), True), ((RIGHT, WRONG, WRONG), False)]
)
def test_the_pass_mark_decides(make, learner, course, values, passed):
    uuid = make.graded_attempt(learner, course, *values)
    assert find(uuid, learner.id).passed is passed


def test_submitting_again_changes_nothing(learner, uuid, graded):
    submit(uuid, learner.id, {1: [RIGHT]})
    assert submit(uuid, learner.id, {1: [WRONG], 2: [RIGHT]})
    assert find(uuid, learner.id).points == 1
    assert len(graded) == 1


def test_submits_at_once_mark_once(app, learner, uuid, graded):
    person_id = learner.id
    answers = [{1: [RIGHT]}, {1: [WRONG]}, {2: [RIGHT]}, {}]
    submits = [lambda given=given: submit(uuid, person_id, given) for given in answers]
    assert do_at_once(app, submits) == [True] * 4
    assert len(graded) == 1
    found = find(uuid, person_id)
    points = sum((item.points or Decimal(0) for item in queries.list_items(found.id)), Decimal(0))
    assert found.points == points


@pytest.mark.parametrize("turn", range(6))
def test_what_was_answered_as_saved_is_marked(app, learner, uuid, turn):
    person_id = learner.id
    saves = [lambda number=number: try_save(uuid, person_id, number) for number in (1, 2, 3)]
    actions = [*saves, lambda: submit(uuid, person_id)]
    results = do_at_once(app, actions[turn % 4 :] + actions[: turn % 4])
    saved = sum(result == LATER for result in results)
    assert find(uuid, person_id).points == saved


def try_save(uuid, person_id, position):
    try:
        return save(uuid, person_id, position, RIGHT, client=f"c{position}", sequence=1)
    except AttemptClosed:
        db.session.rollback()
        return None


def test_answers_saved_at_once_are_all_kept(app, learner, uuid):
    person_id = learner.id
    saves = [
        lambda number=number: save(uuid, person_id, number, RIGHT, client=str(number), sequence=1)
        for number in (1, 2, 3)
    ]
    do_at_once(app, saves)
    assert responses(uuid, person_id) == [[0], [0], [0]]
