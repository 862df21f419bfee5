"""A gap of a cloze question: what is accepted or offered in it, and what an answer earns."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import chain

from quizzes.question_types.accepted import AcceptedNumber, AcceptedText, best_share
from quizzes.question_types.typed import TypedNumber, settle
from quizzes.quiz_markdown.attributes import write_number

TEXT, NUMBER, CHOICE = "text", "number", "choice"


@dataclass(frozen=True)
class GapOption:
    """A choice of a gap: plain text; a wrong one may earn a share."""

    text: str
    is_right: bool
    fraction: Decimal | None = None

    @property
    def share(self) -> Fraction:
        """The share of the gap's points that it earns."""
        return Fraction(self.is_right if self.fraction is None else self.fraction)


@dataclass(frozen=True)
class Gap:
    """A gap: its kind, and what is accepted (text, number) or offered (choice).

    `start` is the index of its first option among the choices of the question.
    """

    kind: str
    texts: tuple[AcceptedText, ...] = ()
    numbers: tuple[AcceptedNumber, ...] = ()
    options: tuple[GapOption, ...] = ()
    start: int = 0

    @property
    def values(self) -> tuple[str, ...]:
        """What a choice gap sends: the indexes of its options."""
        return tuple(str(index) for index in range(len(self.options)))

    @property
    def takes_numbers(self) -> bool:
        """Whether nothing but numbers is accepted, so that a phone may show digits."""
        numbers = (accepted.looks_like_number for accepted in self.texts)
        return self.kind == NUMBER or (self.kind == TEXT and all(numbers))

    def agrees_with(self, translated: "Gap") -> bool:
        """Whether this may be the same gap in another language, which may leave marks out."""
        ours, theirs = self._marks, translated._marks
        is_unmarked = not any(is_right or fraction for is_right, fraction in theirs)
        bounds = [[number.bounds for number in gap.numbers] for gap in (self, translated)]
        has_same_options = ours == theirs or (is_unmarked and len(ours) == len(theirs))
        return self.kind == translated.kind and bounds[0] == bounds[1] and has_same_options

    @property
    def _marks(self) -> list[tuple[bool, Decimal | None]]:
        return [(option.is_right, option.fraction) for option in self.options]

    def share_of(self, typed: TypedNumber) -> Fraction:
        """Give the share of the gap's points that what it holds earns."""
        if self.kind == CHOICE:
            shares = dict(zip(self.values, (each.share for each in self.options), strict=True))
            return shares.get(typed.text, Fraction(0))
        if self.kind == NUMBER:
            return best_share(
                each for each in self.numbers if any(map(each.accepts, typed.numbers))
            )
        return best_share(each for each in self.texts if each.accepts(typed.text))

    def find_right(self) -> TypedNumber | None:
        """Find what earns all of the gap's points."""
        options = zip(self.values, self.options, strict=True)
        chosen = (value for value, option in options if option.share == 1)
        numbers = (write_number(each.middle) for each in self.numbers if each.share == 1)
        texts = (each.text for each in self.texts if each.share == 1)
        right = next(chain(chosen, numbers, texts), None)
        return None if right is None else settle(right, right if self.kind == NUMBER else "")
