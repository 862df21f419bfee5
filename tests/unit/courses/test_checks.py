"""Questions within lessons are marked at once."""

from typing import Any

import pytest

from courses.checks import mark_check, shown_check

CHECK: dict[str, Any] = {
    "id": "check-1",
    "type": "multiple_choice",
    "stem": "Chọn",
    "choices": ["a", "b", "c"],
    "correct": [0, 2],
    "feedback": ["<p>đúng</p>", "<p>sai</p>", None],
    "explanation": "<p>vì</p>",
}


@pytest.mark.parametrize(
    ("chosen", "is_correct"),
    [([0, 2], True), (["2", "0"], True), ([0], False), ([0, 1, 2], False), ([1], False)],
)
def test_it_is_right_when_just_the_right_choices_are_ticked(
    chosen: list[int | str], is_correct: bool
) -> None:
    result = mark_check(CHECK, chosen)
    assert result.is_answered
    assert result.is_correct is is_correct
    assert result.explanation == "<p>vì</p>"
    assert [choice.is_correct for choice in result.choices] == [True, False, True]


def test_feedback_is_given_on_what_was_chosen_alone() -> None:
    result = mark_check(CHECK, [1, 2])
    assert [choice.feedback for choice in result.choices] == [None, "<p>sai</p>", None]
    assert [choice.is_chosen for choice in result.choices] == [False, True, True]


@pytest.mark.parametrize("chosen", [[], ["x"], [9], ["-1"], ["0 "], [""]])
def test_no_answer_reveals_nothing(chosen: list[int | str]) -> None:
    result = mark_check(CHECK, chosen)
    assert not result.is_answered
    assert result.choices == ()
    assert result.explanation is None


def test_a_page_is_shown_no_key() -> None:
    shown = shown_check(CHECK)
    assert shown.takes_several
    assert "vì" not in repr(shown)
    assert "correct" not in repr(shown)
