"""Accepted answers, written `= 111 {50%}` in a file or within a gap: texts and numbers."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from core.sentences import say
from quizzes.content import Question
from quizzes.question_types.base import Disagreement
from quizzes.question_types.choices import read_share
from quizzes.question_types.form_fields import HeadFlag, ItemField, ItemFlag, Value
from quizzes.question_types.typed import LONGEST
from quizzes.quiz_markdown.attributes import Attributes, refuse_unknown, write_number
from quizzes.quiz_markdown.items import Item
from quizzes.quiz_markdown.problems import ProblemLog
from quizzes.typed_answers import fold_text, read_numbers, spell_number

MARK = "="
MARKER = re.compile(r"=(?:[ \t]+|$)")
EXACT, NO_DIACRITICS = "exact", "no-diacritics"
FLAGS = (EXACT, NO_DIACRITICS)
TOLD = say("What is said to whoever gives this answer")
_FLAG_LABELS = (
    (EXACT, say("Capitals and small letters count")),
    (NO_DIACRITICS, say("Accents, tone marks and the stroke of đ are passed over")),
)
HEAD_FLAGS = tuple(HeadFlag(name=name, label=label) for name, label in _FLAG_LABELS)
ITEM_FLAGS = tuple(ItemFlag(name=name, label=label) for name, label in _FLAG_LABELS)

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_TO_ESCAPE = re.compile(r"[\\{}]|\A[>`~]")
_AMOUNT = r"[0-9]{1,24}(?:\.[0-9]{1,12})?"
_SPREAD = re.compile(rf"(-?{_AMOUNT})(?:\s*(?:\+-|\+/-|±)\s*({_AMOUNT}))?")
_RANGE = re.compile(rf"(-?{_AMOUNT})\s*\.\.\s*(-?{_AMOUNT})")
_SEEMS_GROUPED = re.compile(r"(?<![0-9.])-?[1-9][0-9]{0,2}\.[0-9]{2}0(?![0-9])")
_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:[.,][0-9]+)*")


@dataclass(frozen=True, kw_only=True)
class AnswerField(ItemField):
    """An accepted text as it is meant, without the backslashes of its file."""

    def get(self, item: Item) -> Value:
        """The text without them."""
        return unescape(item.text)

    def put(self, item: Item, value: Value) -> Item:
        """Put them in where they are needed."""
        return replace(item, text=escape(str(value)))


@dataclass(frozen=True)
class Accepted:
    """What every accepted answer has: the share its author gave it; None is all."""

    fraction: Decimal | None

    @property
    def share(self) -> Fraction:
        """The share of the points it earns."""
        return Fraction(1 if self.fraction is None else self.fraction)


@dataclass(frozen=True)
class AcceptedText(Accepted):
    """A text that may be typed; a number written plainly is also compared as one."""

    text: str
    is_exact: bool = False
    drops_diacritics: bool = False

    def accepts(self, typed: str) -> bool:
        """Whether what was typed is this answer."""
        return self._fold(typed) == self._fold(self.text) or self._is_number(typed)

    def _fold(self, text: str) -> str:
        return fold_text(text, keeps_case=self.is_exact, drops_diacritics=self.drops_diacritics)

    def _is_number(self, typed: str) -> bool:
        if self.is_exact or not self.looks_like_number:
            return False
        return not set(read_numbers(typed)).isdisjoint(read_numbers(self.text))

    @property
    def looks_like_number(self) -> bool:
        """Whether it is written as a number: 16 or 1.5, but not 007."""
        return _PLAIN_NUMBER.fullmatch(self.text) is not None


@dataclass(frozen=True)
class AcceptedNumber(Accepted):
    """A number, give or take a tolerance, or else a range from `least` to `most`."""

    value: Decimal | None = None
    tolerance: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None

    @property
    def is_spread(self) -> bool:
        """Whether it is written with a tolerance or as a range."""
        return self.value is None or self.tolerance is not None

    @property
    def bounds(self) -> tuple[Fraction, Fraction]:
        """The least and the greatest number that count, exactly."""
        if self.value is None:
            return Fraction(self.least or 0), Fraction(self.most or 0)
        value, tolerance = Fraction(self.value), Fraction(self.tolerance or 0)
        return value - tolerance, value + tolerance

    @property
    def middle(self) -> Decimal:
        """A number that counts for certain."""
        return (self.least if self.value is None else self.value) or Decimal(0)

    def accepts(self, number: Decimal) -> bool:
        """Whether a number is within the bounds, which belong to it."""
        least, most = self.bounds
        return least <= Fraction(number) <= most

    def spell(self, language: str) -> str:
        """Write it as readers of a language do."""
        if self.value is None:
            ends = (spell_number(each or Decimal(0), language) for each in (self.least, self.most))
            return " – ".join(ends)
        value = spell_number(self.value, language)
        return f"{value} ± {spell_number(self.tolerance, language)}" if self.tolerance else value


def best_share(accepted: Iterable[Accepted]) -> Fraction:
    """The greatest share that any of these earns; nothing where there are none."""
    return max((each.share for each in accepted), default=Fraction(0))


def read_text(item: Item, problems: ProblemLog) -> AcceptedText:
    """Read an accepted text, naming what is wrong with it."""
    _read_attributes(item, FLAGS, problems)
    text = " ".join(unescape(item.text).split("\n")).strip()
    if not text:
        mend = say("Write what is accepted, such as 111.")
        problems.refuse(item.line, say("This answer has no text."), mend)
    if "\n" in item.text or len(text) > LONGEST:
        problems.refuse(
            item.line,
            say("An answer stands on one line, with %(count)d characters at most.", count=LONGEST),
            say("Shorten it; what explains the answer begins with “>”."),
        )
    return AcceptedText(
        read_share(item),
        text,
        is_exact=EXACT in item.attributes.flags,
        drops_diacritics=NO_DIACRITICS in item.attributes.flags,
    )


def read_number(item: Item, problems: ProblemLog) -> AcceptedNumber | None:
    """Read an accepted number or range; None where it is none, and the problem named."""
    _read_attributes(item, (), problems)
    number = parse_number(item.text, read_share(item))
    if number is None:
        message = say("“%(number)s” is no number.", number=item.text[:80])
        mend = say("Write it with a point: 1.5, 60 +- 5, or 55..65 for a range.")
        problems.refuse(item.line, message, mend)
    elif number.bounds[0] > number.bounds[1]:
        message = say("The range %(range)s begins after its end.", range=item.text)
        problems.refuse(item.line, message, say("Write the lesser number first: 55..65."))
    elif grouped := _SEEMS_GROUPED.search(item.text):
        plain, whole = write_number(Decimal(grouped[0])), grouped[0].replace(".", "")
        message = say("%(number)s is read as %(value)s here.", number=grouped[0], value=plain)
        mend = say("Write %(value)s, or %(whole)s if that is meant.", value=plain, whole=whole)
        problems.warn(item.line, message, mend)
    return number


def parse_number(text: str, fraction: Decimal | None = None) -> AcceptedNumber | None:
    """Make a number of `60`, `60 +- 5` or `55..65`; None where a text is neither."""
    if match := _RANGE.fullmatch(text):
        return AcceptedNumber(fraction, least=Decimal(match[1]), most=Decimal(match[2]))
    if match := _SPREAD.fullmatch(text):
        tolerance = None if match[2] is None else Decimal(match[2])
        return AcceptedNumber(fraction, Decimal(match[1]), tolerance)
    return None


def check_accepted(accepted: Sequence[Accepted], line: int, problems: ProblemLog) -> None:
    """Name what keeps accepted answers from making a good question."""
    if not accepted:
        mend = say("Write each on a line of its own that begins with =, such as = 111.")
        problems.refuse(line, say("This question has no accepted answer."), mend)
    elif best_share(accepted) < 1:
        mend = say("Leave out the share of the right one.")
        problems.refuse(line, say("No accepted answer earns all the points."), mend)


def find_other_flags(original: Question, translated: Question) -> Disagreement | None:
    """Find what a translation's heading says of all answers and the original does not."""
    other = next((flag for flag in translated.details if flag not in original.details), None)
    if other is None:
        return None
    message = say("The original of “#%(id)s” has no {%(flag)s}.", id=original.id, flag=other)
    return Disagreement(message, say("Write it after the answers that it is meant for."))


def write_text(accepted: AcceptedText, feedback: str | None) -> Item:
    """Write an accepted text as the item that `read_text` reads."""
    flags = [EXACT] * accepted.is_exact + [NO_DIACRITICS] * accepted.drops_diacritics
    return _write(escape(accepted.text), accepted, flags, feedback)


def write_number_item(accepted: AcceptedNumber, feedback: str | None) -> Item:
    """Write an accepted number as the item that `read_number` reads."""
    if accepted.value is None:
        text = f"{_text_of(accepted.least)}..{_text_of(accepted.most)}"
    else:
        tolerance = _text_of(accepted.tolerance)
        text = f"{_text_of(accepted.value)}" + (f" +- {tolerance}" if tolerance else "")
    return _write(text, accepted, [], feedback)


def text_to_json(accepted: AcceptedText) -> dict[str, Any]:
    """Give an accepted text as JSON values; flags only where they are set."""
    flags = {EXACT: accepted.is_exact, NO_DIACRITICS: accepted.drops_diacritics}
    given = {name: True for name, is_set in flags.items() if is_set}
    return {"text": accepted.text, "fraction": _text_of(accepted.fraction), **given}


def text_from_json(value: Mapping[str, Any], flags: Mapping[str, Any]) -> AcceptedText:
    """Make the text that `text_to_json` wrote; `flags` are those of its whole question."""
    return AcceptedText(
        _decimal_of(value["fraction"]),
        value["text"],
        is_exact=EXACT in value or EXACT in flags,
        drops_diacritics=NO_DIACRITICS in value or NO_DIACRITICS in flags,
    )


def number_to_json(accepted: AcceptedNumber) -> dict[str, str | None]:
    """Give an accepted number as JSON values, decimals as strings."""
    return {
        "value": _text_of(accepted.value),
        "tolerance": _text_of(accepted.tolerance),
        "min": _text_of(accepted.least),
        "max": _text_of(accepted.most),
        "fraction": _text_of(accepted.fraction),
    }


def number_from_json(value: Mapping[str, str | None]) -> AcceptedNumber:
    """Make the number that `number_to_json` wrote."""
    keys = ("fraction", "value", "tolerance", "min", "max")
    return AcceptedNumber(*(_decimal_of(value[key]) for key in keys))


def unescape(text: str) -> str:
    """Take out the backslashes that make text of a sign."""
    return _ESCAPED.sub(r"\1", text)


def escape(text: str) -> str:
    """Put in the backslashes that make text of a sign."""
    return _TO_ESCAPE.sub(r"\\\g<0>", text)


def _read_attributes(item: Item, flags: Sequence[str], problems: ProblemLog) -> None:
    share, attributes = read_share(item), item.attributes
    shares = [flag for flag in attributes.flags if flag.endswith("%")][: share is not None]
    refuse_unknown(attributes, (), {*flags, *shares}, item.line, problems)
    if attributes.id:
        mend = say("Take it out; only questions have one.")
        problems.refuse(item.line, say("An answer has no id."), mend)
    if share is not None and share < 0:
        mend = say("Write a share such as {50%}.")
        problems.refuse(item.line, say("An answer earns from 0% to 100%."), mend)


def _write(text: str, accepted: Accepted, flags: list[str], feedback: str | None) -> Item:
    share = accepted.fraction
    shares = [] if share is None else [f"{write_number(share * 100)}%"]
    return Item(MARK, text, feedback, Attributes(None, (*shares, *flags)))


def _text_of(number: Decimal | None) -> str | None:
    return None if number is None else write_number(number)


def _decimal_of(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
