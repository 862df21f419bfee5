"""What a quiz file says: its questions, their choices and texts.

Every text is Markdown source, dedented, without space at its ends. A stem holds no `#` or `##`
heading outside code, for these part a file into sections and questions.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from quizzes.quiz_settings import QuizSettings, decimal_of, text_of

DIFFICULTIES = ("easy", "medium", "hard")
SCORINGS = ("partial", "all")


@dataclass(frozen=True)
class Choice:
    """What is true of a choice in every language.

    `fraction` is the share of the points its author gave it (-1 to 1); None leaves it to the
    question's type.
    """

    is_correct: bool
    fraction: Decimal | None = None
    is_fixed: bool = False
    misconception: str | None = None


@dataclass(frozen=True)
class QuestionText:
    """A question's words in one language; `feedback` runs beside whatever it is said of.

    In a translation an empty text or None is one that nobody has translated yet. `details` are
    JSON values that only the question's type knows.
    """

    stem: str
    choices: tuple[str, ...] = ()
    feedback: tuple[str | None, ...] = ()
    explanation: str | None = None
    hints: tuple[str, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question; the first language of `texts` is the one it was written in.

    `details` are JSON values that only its type knows, the same in every language. One that
    `is_retired` stays in its file and is asked no more. `line` is where it stood in its file, and
    no part of what it is.
    """

    id: str
    type: str
    texts: Mapping[str, QuestionText]
    choices: tuple[Choice, ...] = ()
    points: Decimal = Decimal(1)
    tags: tuple[str, ...] = ()
    difficulty: str | None = None
    source: str | None = None
    scoring: str = "partial"
    penalty: Decimal | None = None
    section: str | None = None
    is_retired: bool = False
    details: Mapping[str, Any] = field(default_factory=dict)
    line: int = field(default=0, compare=False)

    @property
    def language(self) -> str:
        """The language it was written in."""
        return next(iter(self.texts))


@dataclass(frozen=True)
class Section:
    """A part of a quiz under a heading of its own."""

    id: str
    title: Mapping[str, str]
    introduction: Mapping[str, str]
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, kw_only=True)
class QuizFile:
    """A quiz or a bank as its file says it, in the language of the file and its translations."""

    kind: str
    id: str
    language: str
    title: Mapping[str, str] = field(default_factory=dict)
    introduction: Mapping[str, str] = field(default_factory=dict)
    settings: QuizSettings = field(default_factory=QuizSettings)
    sections: tuple[Section, ...] = ()
    questions: tuple[Question, ...] = ()
    path: str = field(default="", compare=False)

    @property
    def current_questions(self) -> tuple[Question, ...]:
        """The questions that are asked: all but those retired."""
        return tuple(question for question in self.questions if not question.is_retired)


def to_json(question: Question) -> dict[str, Any]:
    """Give a question as JSON values, decimals as strings, languages in their order.

    `from_json` makes an equal question of it; only the line in the file is left behind.
    """
    return {
        "id": question.id,
        "type": question.type,
        "points": str(question.points),
        "tags": list(question.tags),
        "difficulty": question.difficulty,
        "source": question.source,
        "scoring": question.scoring,
        "penalty": text_of(question.penalty),
        "section": question.section,
        "choices": [_choice_to_json(choice) for choice in question.choices],
        "texts": [_text_to_json(language, text) for language, text in question.texts.items()],
        **({"is_retired": True} if question.is_retired else {}),
        **_details_to_json(question.details),
    }


def from_json(value: Mapping[str, Any]) -> Question:
    """Make the question that `to_json` wrote; KeyError where a part is missing."""
    return Question(
        id=value["id"],
        type=value["type"],
        points=Decimal(value["points"]),
        tags=tuple(value["tags"]),
        difficulty=value["difficulty"],
        source=value["source"],
        scoring=value["scoring"],
        penalty=decimal_of(value["penalty"]),
        section=value["section"],
        is_retired=value.get("is_retired", False),
        choices=tuple(_choice_from_json(choice) for choice in value["choices"]),
        texts={text["language"]: _text_from_json(text) for text in value["texts"]},
        details=value.get("details", {}),
    )


def _choice_to_json(choice: Choice) -> dict[str, Any]:
    return {
        "is_correct": choice.is_correct,
        "fraction": text_of(choice.fraction),
        "is_fixed": choice.is_fixed,
        "misconception": choice.misconception,
    }


def _choice_from_json(value: Mapping[str, Any]) -> Choice:
    return Choice(
        value["is_correct"],
        decimal_of(value["fraction"]),
        value["is_fixed"],
        value["misconception"],
    )


def _text_to_json(language: str, text: QuestionText) -> dict[str, Any]:
    return {
        "language": language,
        "stem": text.stem,
        "choices": list(text.choices),
        "feedback": list(text.feedback),
        "explanation": text.explanation,
        "hints": list(text.hints),
        **_details_to_json(text.details),
    }


def _text_from_json(value: Mapping[str, Any]) -> QuestionText:
    return QuestionText(
        value["stem"],
        tuple(value["choices"]),
        tuple(value["feedback"]),
        value["explanation"],
        tuple(value["hints"]),
        value.get("details", {}),
    )


def _details_to_json(details: Mapping[str, Any]) -> dict[str, Any]:
    """Written only where there are any: what had none before keeps its hash."""
    return {"details": dict(details)} if details else {}
