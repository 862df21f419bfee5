"""How a question of an attempt is shown."""

from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from portal.attempt_page import last_saved, show_question, unanswered

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


def item(html=None, response=None, **columns):
    given = {
        "position": 3,
        "type": "single_choice",
        "html": html or {"vi": VIETNAMESE, "en": ENGLISH},
        "content": {"choices": [{"is_correct": True}, {"is_correct": False}]},
        "choice_order": [1, 0],
        "response": response,
        "saved_at": None,
        "fraction": None,
    }
    return SimpleNamespace(**given | columns)


def test_choices_stand_in_the_order_of_the_attempt_and_send_their_place_in_the_file():
    shown = show_question(item(response=[0]), "vi")
    assert shown.options == (("1", "Hai"), ("0", "Một"))
    assert shown.selected == {"0"}
    assert shown.field == "q3"


def test_a_text_that_is_not_translated_stands_in_the_original_and_says_so():
    shown = show_question(item(response=[0]), "en")
    assert shown.stem == "What is gender?"
    assert shown.explanation == '<div lang="vi"><p>Vì Điều 5.</p></div>'
    assert [choice.feedback for choice in shown.choices] == [None, '<span lang="vi">Đúng.</span>']


def test_only_a_choice_that_was_taken_is_commented():
    shown = show_question(item(response=[1]), "vi")
    assert [choice.feedback for choice in shown.choices] == [None, None]


def test_a_question_with_no_translation_at_all_stands_in_the_original():
    shown = show_question(item({"vi": VIETNAMESE}), "en")
    assert shown.stem == '<span lang="vi">Giới là gì?</span>'
    assert shown.choices[0].text == '<span lang="vi">Hai</span>'


def test_a_text_that_is_nowhere_is_empty():
    shown = show_question(item({"vi": words("", ["", ""])}), "vi")
    assert (shown.stem, shown.choices[0].text, shown.explanation) == ("", "", None)


@pytest.mark.parametrize(("response", "is_answered"), [(None, False), ([0], True), ([0, 1], True)])
def test_what_is_answered_is_what_has_a_response(response, is_answered):
    assert show_question(item(response=response), "vi").is_answered is is_answered


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
    shown = show_question(item(fraction=fraction), "vi")
    assert (shown.is_correct, shown.is_partly_correct) == (is_correct, is_partly_correct)


def test_the_last_save_is_the_latest_of_all():
    shown = [show_question(item(saved_at=at), "vi") for at in (EARLY, None, LATE)]
    assert last_saved(shown) == LATE
    assert last_saved([]) is None


def test_unanswered_questions_are_listed_in_order():
    shown = [
        show_question(item(position=position, response=response), "vi")
        for position, response in ((1, None), (2, [0]), (3, None))
    ]
    assert [question.position for question in unanswered(shown)] == [1, 3]
