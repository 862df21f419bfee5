"""Questions as an Excel list that can be read again, and the one to begin with."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.sentences import say
from core.tables import Cell, write_xlsx
from interop.questions.vietnamese import CHOICES, HEADER, LETTERS, LEVEL_NAMES, SAMPLE, SHEET_NAME
from quizzes.content import Question
from quizzes.quiz_markdown.problems import Problem

HELD = ("single_choice", "multiple_choice", "true_false", "short_answer")
BACKSLASH = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True)
class Written:
    """A file, and what of the questions it cannot hold."""

    content: bytes
    problems: tuple[Problem, ...] = ()


def write_sheet_list(questions: Iterable[Question], title: str) -> Written:
    """The questions that a list can hold; the others are named."""
    rows: list[Sequence[Cell]] = []
    problems = []
    for question in questions:
        if question.type in HELD and len(question.choices) <= len(CHOICES):
            rows.append(_row(len(rows) + 1, question))
            problems += _list_lost(question)
            continue
        message = say("“#%(id)s” cannot stand in an Excel list and is left out.", id=question.id)
        mend = say("Quiz Markdown holds every question.")
        problems.append(Problem("", question.line, message, mend, "warning"))
    return Written(write_xlsx(title, HEADER, rows), tuple(problems))


def write_sheet_template() -> bytes:
    """A list with a few questions that show how."""
    return write_xlsx(SHEET_NAME, HEADER, SAMPLE)


def _row(number: int, question: Question) -> Sequence[Cell]:
    text = question.texts[question.language]
    choices = [_plain(each) for each in text.choices]
    right = zip(LETTERS, question.choices, strict=False)
    key = ", ".join(letter for letter, choice in right if choice.is_correct)
    if question.type == "short_answer":
        key = "; ".join(each["text"] for each in text.details.get("answers", ())[:1])
    return (
        number,
        _plain(text.stem),
        *(*choices, *[None] * (len(CHOICES) - len(choices))),
        key,
        _plain(text.explanation or "") or None,
        ", ".join(question.tags) or None,
        LEVEL_NAMES.get(question.difficulty or ""),
        question.points,
        question.source,
    )


def _list_lost(question: Question) -> list[Problem]:
    """What of a question has no column: feedback, hints, shares, further accepted answers."""
    text = question.texts[question.language]
    lost = [
        (any(text.feedback), say("feedback")),
        (bool(text.hints), say("hints")),
        (any(each.fraction is not None for each in question.choices), say("shares of the points")),
        (len(text.details.get("answers", ())) > 1, say("further accepted answers")),
    ]
    return [
        Problem(
            "",
            question.line,
            say("“#%(id)s”: %(what)s cannot stand in an Excel list.", id=question.id, what=what),
            severity="warning",
        )
        for is_lost, what in lost
        if is_lost
    ]


def _plain(markdown: str) -> str:
    """The words as they are read: backslashes of Markdown go, its other signs stay."""
    return BACKSLASH.sub(r"\1", markdown).replace("&lt;", "<").replace("\n\n", "\n")
