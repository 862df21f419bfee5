"""What a quiz file says: its questions, their choices and texts, and how the quiz is taken.

Every text is Markdown source, dedented, without space at its ends. A stem holds no `#` or `##`
heading outside code, for these part a file into sections and questions.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

DIFFICULTIES = ("easy", "medium", "hard")
SCORINGS = ("partial", "all")
SHUFFLED_PARTS = ("questions", "choices")
BEHAVIOURS = ("after_submit", "immediate", "interactive", "practice")
REVIEW_PRESETS = ("open", "after_pass", "after_close", "none")
REVIEW_PARTS = (
    "score",
    "responses",
    "correctness",
    "correct_responses",
    "feedback",
    "explanation",
)
REVIEW_MOMENTS = ("during", "submitted", "closed")

Review = str | Mapping[str, tuple[str, ...]]


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
    """A question's words in one language; `choices` and `feedback` run beside its choices.

    In a translation an empty text or None is one that nobody has translated yet.
    """

    stem: str
    choices: tuple[str, ...] = ()
    feedback: tuple[str | None, ...] = ()
    explanation: str | None = None
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question; the first language of `texts` is the one it was written in.

    `line` is where it stood in its file, and no part of what it is.
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
    line: int = field(default=0, compare=False)

    @property
    def language(self) -> str:
        """The language it was written in."""
        return next(iter(self.texts))


@dataclass(frozen=True)
class DrawRule:
    """So many questions of a bank, each with all the tags and of the difficulty asked for."""

    bank: str
    count: int
    tags: tuple[str, ...] = ()
    difficulty: str | None = None


@dataclass(frozen=True, kw_only=True)
class QuizSettings:
    """How a quiz is taken; None means no pass mark (in per cent), no limit, nothing sensitive.

    `review` is a preset, or for each part the moments when it is shown.
    """

    pass_mark: Decimal | None = None
    attempts: int | None = None
    time_limit: timedelta | None = None
    shuffle: frozenset[str] = frozenset()
    feedback: str = "after_submit"
    review: Review = "open"
    draw: tuple[DrawRule, ...] = ()
    sensitive: str | None = None


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
        "penalty": _text_of(question.penalty),
        "section": question.section,
        "choices": [_choice_to_json(choice) for choice in question.choices],
        "texts": [_text_to_json(language, text) for language, text in question.texts.items()],
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
        penalty=_decimal_of(value["penalty"]),
        section=value["section"],
        choices=tuple(_choice_from_json(choice) for choice in value["choices"]),
        texts={text["language"]: _text_from_json(text) for text in value["texts"]},
    )


def settings_to_json(settings: QuizSettings) -> dict[str, Any]:
    """Give settings as JSON values: decimals as strings, the time limit in whole seconds."""
    limit = settings.time_limit
    return {
        "pass_mark": _text_of(settings.pass_mark),
        "attempts": settings.attempts,
        "time_limit": None if limit is None else int(limit.total_seconds()),
        "shuffle": sorted(settings.shuffle),
        "feedback": settings.feedback,
        "review": _review_to_json(settings.review),
        "draw": [
            {
                "bank": rule.bank,
                "count": rule.count,
                "tags": list(rule.tags),
                "difficulty": rule.difficulty,
            }
            for rule in settings.draw
        ],
        "sensitive": settings.sensitive,
    }


def settings_from_json(value: Mapping[str, Any]) -> QuizSettings:
    """Make the settings that `settings_to_json` wrote; KeyError where a part is missing."""
    limit = value["time_limit"]
    return QuizSettings(
        pass_mark=_decimal_of(value["pass_mark"]),
        attempts=value["attempts"],
        time_limit=None if limit is None else timedelta(seconds=limit),
        shuffle=frozenset(value["shuffle"]),
        feedback=value["feedback"],
        review=_review_from_json(value["review"]),
        draw=tuple(
            DrawRule(rule["bank"], rule["count"], tuple(rule["tags"]), rule["difficulty"])
            for rule in value["draw"]
        ),
        sensitive=value["sensitive"],
    )


def _text_of(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _decimal_of(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _choice_to_json(choice: Choice) -> dict[str, Any]:
    return {
        "is_correct": choice.is_correct,
        "fraction": _text_of(choice.fraction),
        "is_fixed": choice.is_fixed,
        "misconception": choice.misconception,
    }


def _choice_from_json(value: Mapping[str, Any]) -> Choice:
    return Choice(
        value["is_correct"],
        _decimal_of(value["fraction"]),
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
    }


def _text_from_json(value: Mapping[str, Any]) -> QuestionText:
    return QuestionText(
        value["stem"],
        tuple(value["choices"]),
        tuple(value["feedback"]),
        value["explanation"],
        tuple(value["hints"]),
    )


def _review_to_json(review: Review) -> str | dict[str, list[str]]:
    if isinstance(review, str):
        return review
    return {part: list(moments) for part, moments in review.items()}


def _review_from_json(value: str | Mapping[str, list[str]]) -> Review:
    if isinstance(value, str):
        return value
    return {part: tuple(moments) for part, moments in value.items()}
