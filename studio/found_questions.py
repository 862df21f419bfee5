"""What was found in a list of questions, as its page shows it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.markdown import render_markdown
from core.sentences import Sentence
from interop.questions.drafts import QuestionsRead
from interop.questions.formats import Format
from quizzes.content import Question
from quizzes.question_types import type_of
from quizzes.question_types.rendering import phrasing
from quizzes.quiz_markdown.problems import Problem

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class ShownChoice:
    """A choice with its letter, as HTML that was made safe."""

    letter: str
    html: str
    is_right: bool


@dataclass(frozen=True)
class ShownQuestion:
    """A question that was found: its words as HTML that was made safe, and where it stands."""

    html: str
    type: Sentence
    choices: Sequence[ShownChoice]
    accepted: Sequence[str]
    explanation: str
    place: Sentence


@dataclass(frozen=True)
class ShownProblem:
    """What is wrong or left out, and where."""

    place: Sentence | None
    problem: Problem


@dataclass(frozen=True)
class FoundList:
    """All that was found."""

    questions: Sequence[Question]
    shown: Sequence[ShownQuestion]
    problems: Sequence[ShownProblem]

    @property
    def mistake_count(self) -> int:
        """How many questions cannot be taken."""
        return sum(each.problem.severity == "error" for each in self.problems)


def show_found(format_: Format, read: QuestionsRead, language: str) -> FoundList:
    """The questions with their places and problems."""
    shown = [_show(each, format_, language) for each in read.questions]
    problems = [
        ShownProblem(_place(format_, each.line) if each.line else None, each)
        for each in read.problems
    ]
    return FoundList(read.questions, shown, problems)


def _show(question: Question, format_: Format, language: str) -> ShownQuestion:
    text = question.texts[question.language]

    def html(source: str) -> str:
        return phrasing(render_markdown(source, language=language, prefix="found-"))

    both = zip(LETTERS, text.choices, question.choices, strict=False)
    return ShownQuestion(
        html=html(text.stem),
        type=type_of(question).label,
        choices=[ShownChoice(letter, html(words), c.is_correct) for letter, words, c in both],
        accepted=[each["text"] for each in text.details.get("answers", ())],
        explanation=html(text.explanation) if text.explanation else "",
        place=_place(format_, question.line),
    )


def _place(format_: Format, line: int) -> Sentence:
    return Sentence(format_.place.text, {"number": line})
