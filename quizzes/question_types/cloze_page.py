"""How a cloze question is shown: its text in pieces, with a field or an answer between them.

A gap is taken out of the text before it is rendered, and a word stands for it that means nothing
to Markdown; where that word comes out as plain text, the page puts the field.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain

from markupsafe import Markup

from quizzes.content import Question
from quizzes.question_types.gap_markup import list_gaps, read_gaps, replace_gaps
from quizzes.question_types.gaps import CHOICE, NUMBER, Gap
from quizzes.question_types.rendering import Render
from quizzes.question_types.typed import (
    LONGEST,
    ShownQuery,
    TypedNumber,
    is_blank,
    query_of,
    verdict_on,
)
from quizzes.wording import Words

BLANK = "____"
# A field is as wide as the first of these numbers of letters that holds all answers.
WIDTHS = (6, 12, 20, 30)

_TAG = re.compile(r'(<[^">]*(?:"[^"]*"[^">]*)*>)')
_NAME = re.compile(r"<(/?)([a-z0-9]+)")
# Where no field can stand.
_CLOSED = frozenset({"a", "code", "pre", "summary"})


@dataclass(frozen=True)
class ShownOption:
    """A choice of a gap: the value it sends, and its words."""

    value: str
    text: str
    is_selected: bool


@dataclass(frozen=True)
class ShownGap:
    """A gap: its number from 1, what it holds, and what is known of it at review."""

    number: int
    kind: str
    value: str
    given: str
    right: str
    verdict: str
    width: int
    takes_numbers: bool
    options: tuple[ShownOption, ...] = ()
    longest: int = LONGEST


@dataclass(frozen=True)
class ShownPiece:
    """A piece of the text, and the gap after it; the last piece has none."""

    html: Markup
    gap: ShownGap | None


@dataclass(frozen=True)
class ShownCloze:
    """A text with its gaps; `language` is that of the text, "" for the reader's own.

    `queries` ask about numbers that cannot be read for certain.
    """

    pieces: tuple[ShownPiece, ...]
    language: str
    queries: tuple[ShownQuery, ...] = field(default=())


def render_pieces(stem: str, render: Render) -> list[str]:
    """Render a text with gaps into one piece more than it has gaps.

    A gap that does not come out where it can be filled in gets its place after the text.
    """
    html, token = _render_marked(stem, render)
    count = len(read_gaps(stem))
    pieces, numbers = _cut(html, token)
    if numbers == list(range(count)):
        return pieces
    return [BLANK.join(pieces), *[""] * count]


def has_lost_gaps(stem: str, render: Render) -> bool:
    """Whether a gap stands where no field can, or would come out of its turn."""
    _, numbers = _cut(*_render_marked(stem, render))
    return numbers != list(range(len(read_gaps(stem))))


def show_cloze(
    question: Question, words: Words, typed: Sequence[TypedNumber], order: Sequence[int]
) -> ShownCloze:
    """Give the text in the reader's language, or the first that has one, with its gaps.

    `typed` is what each gap holds; `order` is that of the choices of all gaps together.
    """
    language = _find_language(question, words)
    gaps = list_gaps(question)
    own = read_gaps(question.texts[language].stem)
    worded = own if len(own) == len(gaps) else gaps
    shown: list[ShownGap | None] = []
    queries = []
    for number, (gap, said, held) in enumerate(zip(gaps, worded, typed, strict=True), 1):
        options = _list_options(gap, said, held, order)
        shown.append(_show_gap(number, gap, said, held, options, words.reader))
        queries.append(query_of(held, words.reader, number) if gap.kind == NUMBER else None)
    html = [*words.html.get(language, {}).get("pieces", ()), *[""] * len(gaps), ""]
    pieces = (
        ShownPiece(Markup(piece), gap)  # noqa: S704 - sanitised when the question was published
        for piece, gap in zip(html, [*shown, None], strict=False)
    )
    name = "" if language == words.reader else language
    return ShownCloze(tuple(pieces), name, tuple(filter(None, queries)))


def _find_language(question: Question, words: Words) -> str:
    """The reader's language if there is a text in it, else the first that has one."""
    known = (name for name in words.languages if name in words.html and name in question.texts)
    return next((name for name in known if question.texts[name].stem), question.language)


def _show_gap(
    number: int,
    gap: Gap,
    said: Gap,
    held: TypedNumber,
    options: tuple[ShownOption, ...],
    language: str,
) -> ShownGap:
    chosen = next((option.text for option in options if option.is_selected), "")
    share = None if is_blank(held.text) else gap.share_of(held)
    return ShownGap(
        number=number,
        kind=gap.kind,
        value=held.text,
        given=chosen if gap.kind == CHOICE else held.text.strip(),
        right=" / ".join(_list_right(said, language)),
        verdict=verdict_on(share),
        width=_width_of(gap),
        takes_numbers=gap.takes_numbers,
        options=options,
    )


def _list_options(
    gap: Gap, said: Gap, held: TypedNumber, order: Sequence[int]
) -> tuple[ShownOption, ...]:
    """The choices of a gap in the words of one language, in the order of this attempt."""
    places = {choice: place for place, choice in enumerate(order)}
    indexes = sorted(range(len(gap.options)), key=lambda each: places.get(gap.start + each, 0))
    options = said.options or gap.options
    return tuple(
        ShownOption(str(index), options[index].text, str(index) == held.text) for index in indexes
    )


def _list_right(gap: Gap, language: str) -> Iterator[str]:
    yield from (text.text for text in gap.texts if text.share == 1)
    yield from (option.text for option in gap.options if option.share == 1)
    yield from (number.spell(language) for number in gap.numbers if number.share == 1)


def _width_of(gap: Gap) -> int:
    """How many letters a field shows: enough for every answer, in steps that tell nothing."""
    numbers = (len(number.spell("")) for number in gap.numbers)
    longest = max(chain((len(each.text) for each in gap.texts), numbers), default=0)
    return next((width for width in WIDTHS if width >= longest), WIDTHS[-1])


def _render_marked(stem: str, render: Render) -> tuple[str, str]:
    """A text rendered with a word for each gap, and how these words begin."""
    token = f"gap{sha256(stem.encode('utf-8', 'replace')).hexdigest()[:12]}n"
    return render(replace_gaps(stem, lambda number: f"{token}{number}z"), "stem"), token


def _cut(html: str, token: str) -> tuple[list[str], list[int]]:
    """HTML in the pieces between the gaps that can be filled in, and the numbers of these."""
    word = re.compile(rf"{token}([0-9]+)z")
    pieces, depth = [""], 0
    numbers: list[int] = []
    for index, part in enumerate(_TAG.split(html)):
        name = _NAME.match(part) if index % 2 else None
        if name and name[2] in _CLOSED:
            depth += -1 if name[1] else 1
        if index % 2 or depth:
            pieces[-1] += word.sub(rf"{BLANK}\1", part)
            continue
        first, *others = word.split(part)
        pieces[-1] += first
        numbers += map(int, others[::2])
        pieces += others[1::2]
    return pieces, numbers
