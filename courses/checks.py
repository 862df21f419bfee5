"""Questions within a lesson: answered at once, marked here, stored nowhere.

A check is kept as JSON in the lesson's edition: {"id", "type", "stem", "choices", "correct",
"feedback", "explanation"}. A page shows only what `shown_check` gives; the key stays here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from core.markdown import Picture, render_markdown
from quizzes.content import Question
from quizzes.question_types.rendering import phrasing


@dataclass(frozen=True)
class ShownCheck:
    """What a page may know of a check before it is answered; all texts are safe HTML."""

    id: str
    type: str
    stem: str
    choices: tuple[str, ...]

    @property
    def takes_several(self) -> bool:
        """Whether more than one choice may be ticked."""
        return self.type == "multiple_choice"


@dataclass(frozen=True)
class CheckedChoice:
    """A choice after the answer; `feedback` only where it was chosen."""

    html: str
    is_chosen: bool
    is_correct: bool
    feedback: str | None


@dataclass(frozen=True)
class CheckResult:
    """How a check was answered; nothing chosen is not answered, and reveals nothing."""

    is_answered: bool
    is_correct: bool
    choices: tuple[CheckedChoice, ...] = ()
    explanation: str | None = None


def check_block(
    name: str, question: Question, media: Mapping[str, str | Picture], language: str
) -> dict[str, Any]:
    """A check as it is kept, rendered in the one language its lesson is in."""
    text = next(iter(question.texts.values()))

    def render(source: str, part: str) -> str:
        return render_markdown(source, media, prefix=f"{name}-{part}-", language=language)

    return {
        "id": name,
        "type": question.type,
        "stem": phrasing(render(text.stem, "stem")),
        "choices": [
            phrasing(render(choice, str(index))) for index, choice in enumerate(text.choices)
        ],
        "correct": [index for index, each in enumerate(question.choices) if each.is_correct],
        "feedback": [
            render(each, f"feedback-{index}") if each else None
            for index, each in enumerate(text.feedback)
        ],
        "explanation": render(text.explanation, "why") if text.explanation else None,
    }


def shown_check(check: Mapping[str, Any]) -> ShownCheck:
    """The part of a check that a page may show."""
    return ShownCheck(check["id"], check["type"], check["stem"], tuple(check["choices"]))


def mark_check(check: Mapping[str, Any], chosen: Iterable[int | str]) -> CheckResult:
    """Mark the choices, by their numbers from 0; numbers that are no choices count as none."""
    names = {str(index): index for index in range(len(check["choices"]))}
    ticked = {names[str(each)] for each in chosen if str(each) in names}
    if not ticked:
        return CheckResult(is_answered=False, is_correct=False)
    correct = set(check["correct"])
    choices = tuple(
        CheckedChoice(
            html=html,
            is_chosen=index in ticked,
            is_correct=index in correct,
            feedback=check["feedback"][index] if index in ticked else None,
        )
        for index, html in enumerate(check["choices"])
    )
    return CheckResult(True, ticked == correct, choices, check["explanation"])
