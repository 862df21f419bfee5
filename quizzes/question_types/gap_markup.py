"""The gaps of a cloze question, as they stand in its text: `{{16}}`, `{{=right ~ wrong}}`.

A gap is what stands between two pairs of braces on one line, outside code; `\\{` begins none.
With `~` or a `=` at its start it is a choice, with `+-` or `..` a number, else a text; `|` parts
the answers that are accepted. A text of Markdown holds its gaps itself: nothing else keeps them.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from core.sentences import say
from quizzes.content import Question
from quizzes.question_types.accepted import (
    EXACT,
    NO_DIACRITICS,
    AcceptedText,
    parse_number,
    read_number,
    read_text,
    unescape,
)
from quizzes.question_types.base import Disagreement
from quizzes.question_types.choices import read_share
from quizzes.question_types.gaps import CHOICE, NUMBER, TEXT, Gap, GapOption
from quizzes.quiz_markdown.attributes import refuse_unknown, split_attributes
from quizzes.quiz_markdown.items import Item
from quizzes.quiz_markdown.lines import scan
from quizzes.quiz_markdown.problems import ProblemLog

_SIGN = re.compile(
    r"\\."
    r"|(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)"
    r"|\{\{(?P<gap>(?:[^{}\\\n]|\\[^\n]|\{[^{}\n]*\})*)\}\}"
    r"|(?P<open>\{\{)",
    re.DOTALL,
)
_TOKEN = re.compile(r"\\.|.", re.DOTALL)
_FILLED_IN = re.compile(r"\s*(helplines|organisation)\s*:")


@dataclass(frozen=True)
class _Place:
    """Where a gap stands in a text, from and to which sign and in which line from 0."""

    start: int
    end: int
    line: int
    source: str | None


@lru_cache(maxsize=512)
def read_gaps(stem: str) -> tuple[Gap, ...]:
    """Read the gaps of a text, whatever is wrong with them."""
    nowhere = ProblemLog("")
    return tuple(_read_gap(place.source or "", 0, nowhere) for place in _find_gaps(stem))


def list_gaps(question: Question) -> tuple[Gap, ...]:
    """List the gaps of a question; where words are typed, those of all its languages count."""
    languages = [read_gaps(text.stem) for text in question.texts.values()]
    gaps: list[Gap] = []
    start = 0
    for index, gap in enumerate(languages[0]):
        texts = tuple(_list_texts(index, languages, question.details))
        gaps.append(replace(gap, texts=texts, start=start))
        start += len(gap.options)
    return tuple(gaps)


def replace_gaps(stem: str, write: Callable[[int], str]) -> str:
    """Write something in the place of each gap, given its number from 0."""
    parts, end = [], 0
    for number, place in enumerate(_find_gaps(stem)):
        parts += [stem[end : place.start], write(number)]
        end = place.end
    return "".join([*parts, stem[end:]])


def check_gaps(stem: str, lines: Sequence[int], problems: ProblemLog) -> None:
    """Name what is wrong within the gaps of a text; `lines` are those of the file."""
    for place in _find_places(stem):
        line = lines[place.line]
        if place.source is None:
            mend = say("Close it on the same line: {{16}}. Plain braces are \\{{.")
            problems.refuse(line, say("This gap never ends."), mend)
        elif _FILLED_IN.match(place.source):
            problems.refuse(
                line,
                say("Helplines and gaps of the organisation stand in lessons, not in questions."),
                say("Take them out; a gap says what belongs into it: {{16}}."),
            )
        else:
            _check_gap(_read_gap(place.source, line, problems), line, problems)


def find_other_gaps(original: Question, stem: str) -> Disagreement | None:
    """Find whether a translated text has other gaps than the original."""
    ours, theirs = read_gaps(original.texts[original.language].stem), read_gaps(stem)
    for number, (one, other) in enumerate(zip_longest(ours, theirs), 1):
        if one is None or other is None or not one.agrees_with(other):
            message = say(
                "Gap %(number)d of “#%(id)s” is not that of the original.",
                number=number,
                id=original.id,
            )
            mend = say(
                "Give the translation as many gaps, of the same kinds in the same order, with "
                "the same numbers and as many choices."
            )
            return Disagreement(message, mend)
    return None


def _list_texts(
    index: int, languages: Sequence[Sequence[Gap]], flags: Mapping[str, Any]
) -> Iterator[AcceptedText]:
    for gaps in languages:
        for accepted in gaps[index].texts if index < len(gaps) else ():
            yield replace(
                accepted,
                is_exact=accepted.is_exact or EXACT in flags,
                drops_diacritics=accepted.drops_diacritics or NO_DIACRITICS in flags,
            )


def _find_gaps(stem: str) -> list[_Place]:
    return [
        place
        for place in _find_places(stem)
        if place.source is not None and not _FILLED_IN.match(place.source)
    ]


def _find_places(stem: str) -> Iterator[_Place]:
    """Everything that looks like a gap; `source` is None where it never ends."""
    for start, text in _list_plain(stem):
        for match in _SIGN.finditer(text):
            if match["gap"] is not None or match["open"]:
                begin, end = start + match.start(), start + match.end()
                yield _Place(begin, end, stem.count("\n", 0, begin), match["gap"])


def _list_plain(stem: str) -> Iterator[tuple[int, str]]:
    """The parts of a text that are no fenced code, and where each begins."""
    start = end = 0
    for line in scan(stem):
        if line.is_code:
            yield start, stem[start:end]
            start = end + len(line.text) + 1
        end += len(line.text) + 1
    yield start, stem[start:]


def _read_gap(source: str, line: int, problems: ProblemLog) -> Gap:
    options = _split(source, "~")
    if len(options) > 1 or source.lstrip().startswith("="):
        return Gap(CHOICE, options=tuple(_read_option(each, line, problems) for each in options))
    items = [_item_of(each, line) for each in _split(source, "|")]
    numbers = [parse_number(item.text) for item in items]
    if not any(number and number.is_spread for number in numbers):
        return _read_texts(items, source, line, problems)
    if None in numbers:
        message = say("This gap takes a number and words: {{%(gap)s}}.", gap=source)
        problems.refuse(line, message, say("Write +- or .. only where all answers are numbers."))
    read = (read_number(item, ProblemLog("") if None in numbers else problems) for item in items)
    return Gap(NUMBER, numbers=tuple(number for number in read if number))


def _read_texts(items: Sequence[Item], source: str, line: int, problems: ProblemLog) -> Gap:
    if not source.strip():
        problems.refuse(line, say("This gap is empty."), say("Write what belongs into it: {{16}}."))
        return Gap(TEXT)
    return Gap(TEXT, texts=tuple(read_text(item, problems) for item in items))


def _read_option(source: str, line: int, problems: ProblemLog) -> GapOption:
    bare = source.lstrip()
    item = _item_of(bare.removeprefix("="), line)
    share = read_share(item)
    shares = [flag for flag in item.attributes.flags if flag.endswith("%")][: share is not None]
    refuse_unknown(item.attributes, (), shares, line, problems)
    return GapOption(unescape(item.text), bare.startswith("="), share)


def _item_of(source: str, line: int) -> Item:
    text, attributes = split_attributes(source.strip())
    return Item("", text, None, attributes, line)


def _split(source: str, sign: str) -> list[str]:
    """Part a text at a sign, where no backslash makes it text."""
    parts = [""]
    for token in _TOKEN.findall(source):
        if token == sign:
            parts.append("")
        else:
            parts[-1] += token
    return parts


def _check_gap(gap: Gap, line: int, problems: ProblemLog) -> None:
    if gap.kind == CHOICE:
        _check_options(gap, line, problems)
    accepted = [*gap.texts, *gap.numbers]
    if accepted and all(each.share < 1 for each in accepted):
        mend = say("Leave out the share of the right one.")
        problems.refuse(line, say("No accepted answer earns all the points."), mend)


def _check_options(gap: Gap, line: int, problems: ProblemLog) -> None:
    if len(gap.options) < 2 or not all(option.text for option in gap.options):
        problems.refuse(
            line,
            say("This gap has fewer than two choices, or one without text."),
            say("Part the choices with ~ and begin the right one with =: {{=right ~ wrong}}."),
        )
    for option in gap.options:
        share = option.fraction
        if share is not None and (option.is_right != (share == 1) or share < 0):
            problems.refuse(
                line,
                say("The right choice earns 100%, and a wrong one less."),
                say("Leave out the share of the right choice."),
            )
