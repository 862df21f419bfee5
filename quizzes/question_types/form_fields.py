"""The fields of a question's form, as data: what each shows of a question, and writes into it.

A form is filled in as a file is written: a field stands for a part of an item (`- [x] so {50%}`)
or of the heading (`{points=2}`), so that a type reads both alike and finds the same mistakes.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from decimal import Decimal

from core.sentences import NOTHING, Sentence, say
from quizzes.content import DIFFICULTIES
from quizzes.quiz_markdown.attributes import Attributes, read_number, write_number
from quizzes.quiz_markdown.items import Item

LINE, TEXT, FLAG, PICK = "line", "text", "flag", "pick"
Value = str | bool

_TOLD = say("What is said to whoever chooses it")
_SHARE = say("Share of the points, in per cent")
_POINTS = say("Points")


@dataclass(frozen=True, kw_only=True)
class FormField:
    """A field: a line, a text of several lines, a flag or a pick of `options`.

    A wording is translated, all else is the same in every language. What is rare is folded away.
    """

    name: str
    label: Sentence
    kind: str = LINE
    hint: Sentence = NOTHING
    options: tuple[tuple[str, Sentence], ...] = ()
    is_wording: bool = False
    is_rare: bool = False

    @property
    def nothing(self) -> Value:
        """What it holds while nobody has filled it in."""
        return False if self.kind == FLAG else ""


@dataclass(frozen=True, kw_only=True)
class ItemField(FormField, ABC):
    """A field that stands for a part of an item."""

    @abstractmethod
    def get(self, item: Item) -> Value:
        """What the item says."""

    @abstractmethod
    def put(self, item: Item, value: Value) -> Item:
        """The item with this said in it."""


@dataclass(frozen=True, kw_only=True)
class HeadField(FormField, ABC):
    """A field that stands for a part of the heading."""

    @abstractmethod
    def get(self, attributes: Attributes) -> Value:
        """What the heading says."""

    @abstractmethod
    def put(self, attributes: Attributes, value: Value) -> Attributes:
        """The heading with this said in it."""


@dataclass(frozen=True, kw_only=True)
class ItemRows:
    """The items as rows of the same fields; `least` are offered for a new question.

    Rows are `own` where each language has as many as it likes, and `fixed` where their number is.
    """

    label: Sentence
    row_label: Sentence
    fields: tuple[ItemField, ...]
    hint: Sentence = NOTHING
    least: int = 2
    is_own: bool = False
    is_fixed: bool = False
    mark: str = "-"


@dataclass(frozen=True, kw_only=True)
class ItemText(ItemField):
    """The text of an item."""

    def get(self, item: Item) -> Value:
        """The text as it stands."""
        return item.text

    def put(self, item: Item, value: Value) -> Item:
        """Take it as it is typed."""
        return replace(item, text=str(value))


@dataclass(frozen=True, kw_only=True)
class ItemFeedback(ItemField):
    """What is said to whoever gives this answer."""

    name: str = "feedback"
    label: Sentence = _TOLD
    kind: str = TEXT
    is_wording: bool = True

    def get(self, item: Item) -> Value:
        """The feedback, or nothing."""
        return item.feedback or ""

    def put(self, item: Item, value: Value) -> Item:
        """Say nothing where nothing was typed."""
        return replace(item, feedback=str(value) or None)


@dataclass(frozen=True, kw_only=True)
class ItemMark(ItemField):
    """Whether an item has one mark or the other."""

    kind: str = FLAG
    set_mark: str
    unset_mark: str

    def get(self, item: Item) -> Value:
        """Whether it has the first."""
        return item.mark.lower() == self.set_mark

    def put(self, item: Item, value: Value) -> Item:
        """Give it one of the two."""
        return replace(item, mark=self.set_mark if value else self.unset_mark)


@dataclass(frozen=True, kw_only=True)
class ItemFlag(ItemField):
    """A word in braces behind an item, which is the field's name."""

    kind: str = FLAG
    is_rare: bool = True

    def get(self, item: Item) -> Value:
        """Whether it stands there."""
        return self.name in item.attributes.flags

    def put(self, item: Item, value: Value) -> Item:
        """Write it where it is set."""
        flags = (self.name,) if value else ()
        return _with_flags(item, *flags)


@dataclass(frozen=True, kw_only=True)
class ItemValue(ItemField):
    """A value in braces behind an item, whose key is the field's name."""

    is_rare: bool = True

    def get(self, item: Item) -> Value:
        """The value, or nothing."""
        return item.attributes.values.get(self.name, "")

    def put(self, item: Item, value: Value) -> Item:
        """Write it where there is one."""
        values = {**item.attributes.values, **({self.name: str(value)} if value else {})}
        return replace(item, attributes=replace(item.attributes, values=values))


@dataclass(frozen=True, kw_only=True)
class ItemShare(ItemField):
    """The share of the points in per cent, `{50%}`, typed with or without its sign."""

    name: str = "share"
    label: Sentence = _SHARE
    is_rare: bool = True

    def get(self, item: Item) -> Value:
        """The number without its sign."""
        shares = (flag for flag in item.attributes.flags if flag.endswith("%"))
        return next(shares, "").removesuffix("%")

    def put(self, item: Item, value: Value) -> Item:
        """Write it where there is one."""
        number = with_point(str(value)).removesuffix("%").strip()
        return _with_flags(item, f"{number}%") if number else item


@dataclass(frozen=True, kw_only=True)
class ItemPoints(ItemField):
    """A number of points behind an item, `{2}`."""

    name: str = "points"
    label: Sentence = _POINTS

    def get(self, item: Item) -> Value:
        """The number."""
        return next(iter(item.attributes.flags), "")

    def put(self, item: Item, value: Value) -> Item:
        """Write it where there is one."""
        number = with_point(str(value)).strip()
        return _with_flags(item, number) if number else item


@dataclass(frozen=True, kw_only=True)
class HeadValue(HeadField):
    """A value in the heading, whose key is the field's name; `usual` is what silence means."""

    usual: str = ""

    def get(self, attributes: Attributes) -> Value:
        """The value, or what silence means."""
        return attributes.values.get(self.name, self.usual)

    def put(self, attributes: Attributes, value: Value) -> Attributes:
        """Write it where it says more than silence."""
        text = str(value).strip()
        given = {self.name: text} if text not in ("", self.usual) else {}
        return replace(attributes, values={**attributes.values, **given})


@dataclass(frozen=True, kw_only=True)
class HeadNumber(HeadValue):
    """A number in the heading, typed with either separator."""

    def put(self, attributes: Attributes, value: Value) -> Attributes:
        """Write it with a point."""
        text = with_point(str(value)).strip()
        number = read_number(text)
        return super().put(attributes, text if number is None else write_number(number))


@dataclass(frozen=True, kw_only=True)
class HeadFlag(HeadField):
    """A word in the heading, which is the field's name."""

    kind: str = FLAG

    def get(self, attributes: Attributes) -> Value:
        """Whether it stands there."""
        return self.name in attributes.flags

    def put(self, attributes: Attributes, value: Value) -> Attributes:
        """Write it where it is set."""
        flags = (self.name,) if value else ()
        return replace(attributes, flags=(*attributes.flags, *flags))


TAGS = HeadValue(
    name="tags", label=say("Tags"), hint=say("Words to draw and search by, parted by spaces.")
)
DIFFICULTY_NAMES = {"easy": say("Easy"), "medium": say("Medium"), "hard": say("Hard")}
DIFFICULTY = HeadValue(
    name="difficulty",
    label=say("Difficulty"),
    kind=PICK,
    options=(("", say("Not said")), *((word, DIFFICULTY_NAMES[word]) for word in DIFFICULTIES)),
)
SOURCE = HeadValue(
    name="source", label=say("Source"), hint=say("The article of law or the page it rests on.")
)
POINTS = HeadNumber(name="points", label=_POINTS, usual=str(Decimal(1)))
PENALTY = HeadNumber(
    name="penalty",
    label=say("What each further try costs"),
    hint=say("A share of the points, such as 0.33. It counts where one may try again."),
    is_rare=True,
)
WHAT_IT_IS = (DIFFICULTY, TAGS, SOURCE)
USUAL_FIELDS = (POINTS, *WHAT_IT_IS, PENALTY)


def with_point(text: str) -> str:
    """A number with the point that a file has for the comma that was typed."""
    return text.replace(",", ".")


def _with_flags(item: Item, *flags: str) -> Item:
    attributes = replace(item.attributes, flags=(*item.attributes.flags, *flags))
    return replace(item, attributes=attributes)
