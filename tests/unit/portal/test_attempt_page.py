"""How a question of an attempt is shown."""

from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from portal.attempt_page import last_saved, show_items, unanswered
from quizzes.frozen import FrozenQuestion
from tests.unit.quizzes.samples import make_question

EARLY = datetime(2026, 11, 20, 3, tzinfo=UTC)
LATE = datetime(2026, 11, 20, 4, tzinfo=UTC)


def words(stem, choices, feedback=(None, None), explanation=None):
    return {
        "stem": stem,
        "choices": list(choices),
        "feedback": list(feedback),
        "explanation": explanation,
    }


VIETNAMESE = words("Giới là gì?", ["Một", "Hai"], ["Đúng.", None], "<p>Vì Điều 5.</p>")
ENGLISH = words("What is gender?", ["One", "Two"])


def show_item(row, language):
    (placed,) = show_items([row], language, "after_submit")
    return placed.shown


def item(html=None, response=None, **columns):
    question = make_question("single_choice", "x-")
    given = {
        "position": 3,
        "question": question,
        "edition": FrozenQuestion(
            1, question.points, question, html or {"vi": VIETNAMESE, "en": ENGLISH}
        ),
        "choice_order": [1, 0],
        "response": response,
        "saved_at": None,
        "fraction": None,
        "is_flagged": False,
        "tries": [],
        "is_finished": False,
        "awarded": None,
        "comment": "",
    }
    return SimpleNamespace(**given | columns)


def test_choices_stand_in_the_order_of_the_attempt_and_send_their_place_in_the_file():
    shown = show_item(item(response=[0]), "vi")
    assert shown.parts.options == (("1", "Hai"), ("0", "Một"))
    assert shown.parts.selected == {"0"}
    assert shown.field == "q3"


def test_a_text_that_is_not_translated_stands_in_the_original_and_says_so():
    shown = show_item(item(response=[0]), "en")
    assert shown.stem == "What is gender?"
    assert shown.explanation == '<div lang="vi"><p>Vì Điều 5.</p></div>'
    assert [choice.feedback for choice in shown.parts.choices] == [
        None,
        '<span lang="vi">Đúng.</span>',
    ]


def test_a_question_with_no_translation_at_all_stands_in_the_original():
    shown = show_item(item({"vi": VIETNAMESE}), "en")
    assert shown.stem == '<span lang="vi">Giới là gì?</span>'
    assert shown.parts.choices[0].text == '<span lang="vi">Hai</span>'


def test_a_text_that_is_nowhere_is_empty():
    shown = show_item(item({"vi": words("", ["", ""])}), "vi")
    assert (shown.stem, shown.parts.choices[0].text, shown.explanation) == ("", "", None)


@pytest.mark.parametrize(("response", "is_answered"), [(None, False), ([0], True), ([0, 1], True)])
def test_what_is_answered_is_what_has_a_response(response, is_answered):
    assert show_item(item(response=response), "vi").is_answered is is_answered


@pytest.mark.parametrize(
    ("fraction", "is_correct", "is_partly_correct"),
    [
        (None, False, False),
        (Decimal(0), False, False),
        (Decimal("0.5"), False, True),
        (Decimal("1.000000"), True, False),
    ],
)
def test_a_marked_question_is_correct_partly_or_not(fraction, is_correct, is_partly_correct):
    shown = show_item(item(fraction=fraction), "vi")
    assert (shown.is_correct, shown.is_partly_correct) == (is_correct, is_partly_correct)


def test_the_last_save_is_the_latest_of_all():
    shown = show_items([item(saved_at=at) for at in (EARLY, None, LATE)], "vi", "after_submit")
    assert last_saved(shown) == LATE
    assert last_saved([]) is None


def test_unanswered_questions_are_listed_in_order():
    items = [
        item(position=position, response=response)
        for position, response in ((1, None), (2, [0]), (3, None))
    ]
    shown = show_items(items, "vi", "after_submit")
    assert [question.position for question in unanswered(shown)] == [1, 3]
    assert [question.number for question in shown] == [1, 2, 3]
