"""Asking again only what was wrong: what was right is carried over, and stays."""

import pytest

from core.database import db
from quizzes.operations import QuestionFinished
from tests.factories.courses import get_course, quiz_source
from tests.factories.learning import BEGAN, RIGHT, WRONG
from tests.integration.quizzes.taking import new_taker, publish_quiz, taker_of

RETAKE = "pass_mark: 60\nretake: wrong\nshuffle: [questions, choices]"


@pytest.fixture
def taker(make):
    """Somebody whose second answer was wrong, and who begins once more."""
    taker = new_taker(make, RETAKE)
    taker.take(RIGHT, WRONG)
    taker.begin(seed=7)
    return taker


def edition_ids(taker, index):
    attempts = taker.attempts
    return [item.question_edition_id for item in attempts[index].items]


def test_what_was_right_is_carried_over_at_its_place(taker):
    assert taker.responses == [[0], None, None]
    assert [item.is_finished for item in taker.items] == [True, False, False]
    assert edition_ids(taker, 0) == edition_ids(taker, 1)


def test_what_is_carried_over_cannot_be_changed(taker):
    with pytest.raises(QuestionFinished):
        taker.save(1, WRONG)
    db.session.rollback()
    taker.send({1: [WRONG], 2: [RIGHT]})
    assert taker.responses == [[0], [0], None]
    taker.submit({1: [WRONG], 3: [RIGHT]})
    assert taker.responses == [[0], [0], [0]]
    assert (taker.attempt.points, taker.attempt.passed) == (3, True)


def test_what_is_left_unanswered_again_earns_nothing(taker):
    taker.submit()
    assert [item.fraction for item in taker.items] == [1, 0, 0]
    assert taker.attempt.points == 1


def test_only_what_is_still_open_is_asked_for_before_submitting(taker):
    assert not taker.submit(is_confirmed=False)
    assert taker.submit({2: [WRONG], 3: [WRONG]}, is_confirmed=False)


def test_it_goes_on_over_several_attempts(taker):
    taker.submit({2: [RIGHT]})
    taker.begin()
    assert taker.responses == [[0], [0], None]
    taker.submit({3: [RIGHT]})
    assert [attempt.points for attempt in taker.attempts] == [1, 2, 3]


def test_where_everything_was_right_all_is_asked_anew(taker):
    taker.submit({2: [RIGHT], 3: [RIGHT]})
    taker.begin()
    assert taker.responses == [None] * 3
    assert not any(item.is_finished for item in taker.items)


def test_what_counts_nothing_is_no_reason_to_ask_only_that(make):
    plain = "pass_mark: 60\nretake: wrong"
    quiz = quiz_source(settings=plain).replace("{#q3 ", "{#q3 points=0 ")
    taker = new_taker(make, quiz=quiz)
    taker.take(RIGHT, RIGHT, WRONG)
    taker.begin()
    assert taker.responses == [None] * 3


def test_after_a_new_edition_all_is_asked_anew(make):
    course = publish_quiz(make, RETAKE)
    taker = taker_of(make, course)
    taker.take(RIGHT)
    statement = "UPDATE draft_files SET source = replace(source, 'Câu hỏi 1?', 'Câu mới?')"
    db.session.execute(db.text(statement))
    newer = make.publish(get_course(course.key))
    taker.edition_id = newer.find_activity("quiz", "final").quiz_edition_id
    taker.begin()
    assert taker.responses == [None] * 3


def test_an_attempt_whose_time_ran_out_is_carried_on_with_what_was_right(make):
    taker = new_taker(make, f"{RETAKE}\ntime_limit: 10m")
    taker.begin()
    taker.save(3, RIGHT)
    later = BEGAN.replace(hour=9)
    taker.begin(later)
    assert taker.responses == [None, None, [0]]


def test_what_was_right_at_a_later_try_is_asked_once_more(make):
    quiz = quiz_source(settings=f"{RETAKE}\nfeedback: interactive").replace(
        "> Giải thích", "? Gợi ý\n\n> Giải thích"
    )
    taker = new_taker(make, quiz=quiz)
    taker.begin()
    taker.check(1, WRONG)
    taker.check(1, RIGHT)
    taker.check(2, RIGHT)
    taker.submit()
    taker.begin()
    assert taker.responses == [None, [0], None]
    assert [item.tries for item in taker.items] == [[], [], []]


def test_without_that_setting_all_is_asked_anew(make):
    taker = new_taker(make)
    taker.take(RIGHT, WRONG)
    taker.begin()
    assert taker.responses == [None] * 3
