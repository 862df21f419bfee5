"""A question to match as a page shows it."""

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True)
class ShownOption:
    """A right side as a list offers it: plain text; `language` where it is not the reader's."""

    number: int
    text: str
    language: str | None


@dataclass(frozen=True)
class ShownLeft:
    """A left side with what was matched to it (`number`, `answer`) and what is right."""

    index: int
    text: Markup
    number: int | None
    answer: Markup | None
    right_answer: Markup
    is_correct: bool
    feedback: tuple[Markup, ...]


@dataclass(frozen=True)
class ShownAstray:
    """A right side that belongs to none, and what is said to whoever takes it."""

    text: Markup
    feedback: Markup | None


@dataclass(frozen=True)
class ShownMatch:
    """The left sides as in the file, the right sides in the order of the attempt, each once."""

    options: tuple[ShownOption, ...]
    lefts: tuple[ShownLeft, ...]
    astray: tuple[ShownAstray, ...]
