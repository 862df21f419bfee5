"""What the types have in common whose answers are typed: fields, responses, how they are shown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from quizzes.content import Question
from quizzes.question_types.base import ResponseRefused
from quizzes.quiz_markdown.attributes import write_number
from quizzes.typed_answers import read_numbers, spell_number

LONGEST = 500

# What no field of one line sends, or no database keeps.
_UNTYPABLE = re.compile("[\x00\n\r\ud800-\udfff]")


@dataclass(frozen=True)
class TypedNumber:
    """A number as it was typed, and which one was meant where it can be read in two ways.

    `meant` is plain, with a point; "" where nothing had to be asked or nobody answered.
    """

    text: str
    meant: str = ""

    @property
    def readings(self) -> tuple[Decimal, ...]:
        """Every number that the text can mean."""
        return read_numbers(self.text)

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The numbers it is marked by: the one that was meant, or all readings.

        Whoever was never asked is not to lose by it, so any reading may then earn the points.
        """
        return tuple(Decimal(each) for each in [self.meant] if each) or self.readings

    @property
    def is_clear(self) -> bool:
        """Whether it is one number, for certain."""
        return len(self.numbers) == 1


@dataclass(frozen=True)
class ShownQuery:
    """What a page says of a number that it cannot read for certain: what was typed, and options.

    Without options it is no number at all. `field` is the number of the field within the
    question, from 1; each option is the value it sends and the number in the reader's language.
    """

    field: int
    typed: str
    options: tuple[tuple[str, str], ...]
    selected: str = ""

    @property
    def meant(self) -> str:
        """The option selected, in the reader's language; "" for none."""
        return dict(self.options).get(self.selected, "")


@dataclass(frozen=True)
class ShownAccepted:
    """An accepted answer at review; `language` is that of its text, "" for the reader's own."""

    text: str
    share: Fraction
    feedback: Markup | None = None
    language: str = ""

    @property
    def is_right(self) -> bool:
        """Whether it earns all."""
        return self.share >= 1

    @property
    def percent(self) -> Decimal:
        """The share in whole per cent, rounded down."""
        return Decimal(int(self.share * 100))


@dataclass(frozen=True)
class ShownTyped:
    """A question with one field to type in, what stands in it, and what it earned.

    `share` is None where nothing was answered; `accepted` begins with what earns all.
    """

    value: str
    share: Fraction | None
    feedback: Markup | None
    accepted: tuple[ShownAccepted, ...]
    query: ShownQuery | None = None
    longest: int = LONGEST

    @property
    def right_answers(self) -> tuple[ShownAccepted, ...]:
        """What would have earned all."""
        return tuple(each for each in self.accepted if each.is_right)

    @property
    def verdict(self) -> str:
        """What a review says of the answer: right, partly, wrong, or "" for none."""
        return verdict_on(self.share)


def verdict_on(share: Fraction | None) -> str:
    """Say what a share means: right, partly, wrong, or "" where nothing was answered."""
    if share is None:
        return ""
    return "right" if share >= 1 else "partly" if share > 0 else "wrong"


def check_typed(value: str, question: Question) -> str:
    """Give what was typed; ResponseRefused where no field can have sent it."""
    if len(value) > LONGEST or _UNTYPABLE.search(value):
        raise ResponseRefused(f"question {question.id} takes one line of {LONGEST} characters")
    return value


def is_blank(text: str) -> bool:
    """Whether a field was left empty."""
    return not text.strip()


def settle(text: str, meant: str) -> TypedNumber:
    """Make a typed number; what was meant counts only while the text can be read like that."""
    readings = read_numbers(text)
    is_asked = len(readings) > 1 and meant in map(write_number, readings)
    return TypedNumber(text, meant if is_asked else "")


def read_kept(value: Any) -> TypedNumber:
    """Make the typed number that `keep` wrote; ResponseRefused for anything else."""
    is_list = isinstance(value, list) and len(value) in (1, 2)
    if not is_list or not all(isinstance(each, str) for each in value):
        raise ResponseRefused(f"{value!r} is nothing that was typed")
    return settle(*value) if len(value) == 2 else TypedNumber(value[0])


def keep(typed: TypedNumber) -> list[str]:
    """Give a typed number as a JSON value."""
    return [typed.text, typed.meant] if typed.meant else [typed.text]


def query_of(typed: TypedNumber, language: str, field: int = 1) -> ShownQuery | None:
    """Say what has to be asked about a typed number; None where it is clear, or nothing."""
    readings = typed.readings
    if len(readings) == 1 or is_blank(typed.text):
        return None
    options = ((write_number(each), spell_number(each, language)) for each in readings)
    return ShownQuery(field, typed.text, tuple(options), typed.meant)


def sort_accepted(accepted: Sequence[ShownAccepted]) -> tuple[ShownAccepted, ...]:
    """Put what earns more first, else keep the order."""
    return tuple(sorted(accepted, key=lambda each: -each.share))
