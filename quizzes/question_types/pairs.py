"""The items of a question to match, as a file writes them: `- left :: right`."""

import unicodedata
from dataclasses import dataclass, replace

from core.sentences import say
from quizzes.content import Choice
from quizzes.question_types.choices import FIXED, refuse_id
from quizzes.question_types.form_fields import TEXT, ItemFeedback, ItemField, ItemRows, Value
from quizzes.quiz_markdown.attributes import refuse_unknown
from quizzes.quiz_markdown.blocks import QuestionBlock
from quizzes.quiz_markdown.items import Item
from quizzes.quiz_markdown.problems import ProblemLog
from quizzes.quiz_markdown.signs import join_at_sign, split_at_sign

SIGN = "::"
PAIR = "- A :: B"
ASTRAY = "- :: B"

Pair = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class SideField(ItemField):
    """One side of a pair: 0 is the left one, 1 the right one."""

    kind: str = TEXT
    is_wording: bool = True
    side: int

    def get(self, item: Item) -> Value:
        """The text of this side."""
        return read_pair(item, ProblemLog(""))[self.side]

    def put(self, item: Item, value: Value) -> Item:
        """Write it beside what the other side says."""
        pair = read_pair(item, ProblemLog(""))
        pair = (pair[0], str(value)) if self.side else (str(value), pair[1])
        return replace(item, text=write_pair(*pair))


PAIR_ROWS = ItemRows(
    label=say("Pairs"),
    row_label=say("Pair"),
    fields=(
        SideField(name="left", label=say("Left side"), side=0),
        SideField(name="right", label=say("Right side"), side=1),
        ItemFeedback(label=say("What is said to whoever matches it")),
        FIXED,
    ),
    hint=say("A right side whose left side is empty belongs to none, and leads astray."),
    least=4,
)


def read_pair(item: Item, problems: ProblemLog) -> Pair:
    """Read the left and the right side of an item; either may be empty."""
    left, *rights = split_at_sign(item.text, SIGN)
    if not rights:
        left, rights = "", [left]
        if item.text:
            mend = say("Write %(pair)s, with a space on both sides of the sign.", pair=PAIR)
            problems.refuse(item.line, say("This item is no pair."), mend)
    if len(rights) > 1:
        mend = say("Where it is text, write %(sign)s.", sign=rf"\{SIGN}")
        problems.refuse(item.line, say("This pair has more than one %(sign)s.", sign=SIGN), mend)
    return left, rights[0]


def read_side(item: Item, pair: Pair, problems: ProblemLog) -> Choice:
    """Read what is true of a right side: it is correct where it has a left one."""
    refuse_unknown(item.attributes, (), {"fixed"}, item.line, problems)
    refuse_id(item, problems)
    return Choice(is_correct=bool(pair[0]), is_fixed="fixed" in item.attributes.flags)


def write_pair(left: str, right: str) -> str:
    """Write the text of an item."""
    return join_at_sign(left, right, SIGN)


def check_pairs(block: QuestionBlock, problems: ProblemLog) -> None:
    """Name what keeps pairs from being matched: too few, or sides without text or alike."""
    pairs = [read_pair(item, ProblemLog("")) for item in block.items]
    if sum(bool(left) for left, _right in pairs) < 2:
        mend = say("Write each on a line of its own: %(pair)s.", pair=PAIR)
        problems.refuse(block.line, say("This question has fewer than two pairs."), mend)
    elif len({comparable(right) for _left, right in pairs}) < 2:
        mend = say("Add one that belongs to none: %(pair)s.", pair=ASTRAY)
        problems.refuse(block.line, say("All right sides are the same."), mend)
    seen: set[str] = set()
    for item, (left, right) in zip(block.items, pairs, strict=True):
        if not right:
            mend = say("Write it after the sign: %(pair)s.", pair=PAIR)
            problems.refuse(item.line, say("This pair has no right side."), mend)
        if comparable(left) in seen:
            mend = say("Write each left side once.")
            problems.refuse(item.line, say("This left side stands here twice."), mend)
        seen |= {comparable(left)} if left else set()


def comparable(text: str) -> str:
    """Give a text as it is compared with others: space and Unicode form make no difference."""
    return " ".join(unicodedata.normalize("NFC", text).split())
