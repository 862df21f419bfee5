"""Numbers that Word works out: "Điều 5.", "a)", "•" stand in no text of the file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from interop.docx.names import attribute, child, local, number_of, value_of

BULLET = "•"
DEEPEST = 8
# As far as Word itself goes: where a list begins, letters (thirty times z), what is written.
HIGHEST_START = 32_767
MOST_LETTERED = 780
LONGEST_TEXT = 255
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


@dataclass(frozen=True)
class Level:
    """One level of a list: where it begins, how it counts, what is written."""

    start: int = 1
    kind: str = "decimal"
    text: str = "%1."


@dataclass(frozen=True)
class List:
    """A list as a paragraph names it; those with the same `abstract` count on together."""

    abstract: str
    levels: Mapping[int, Level]


@dataclass
class Numbering:
    """The lists of a document, and how far each has counted."""

    lists: Mapping[str, List]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next_number(self, key: str, depth: int) -> str:
        """What stands before the next paragraph of a list; "" where it has no number."""
        found = self.lists.get(key)
        if found is None or key == "0":
            return ""
        depth = min(max(depth, 0), DEEPEST)
        counts = self.counts.setdefault(found.abstract, {})
        level = found.levels.get(depth, Level())
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        return _write(found.levels, counts, depth)


def read_numbering(tree: Element | None) -> Numbering:
    """The lists of word/numbering.xml; a document without any has none."""
    abstracts: dict[str, dict[int, Level]] = {}
    lists: dict[str, List] = {}
    for each in tree if tree is not None else ():
        if local(each) == "abstractNum":
            abstracts[attribute(each, "abstractNumId") or ""] = _levels(each)
        elif local(each) == "num":
            key = attribute(each, "numId") or ""
            lists[key] = _list(each, key, abstracts)
    return Numbering(lists)


def _list(num: Element, key: str, abstracts: Mapping[str, dict[int, Level]]) -> List:
    abstract = value_of(num, "abstractNumId") or ""
    levels = dict(abstracts.get(abstract, {}))
    is_anew = False
    for override in num:
        if local(override) != "lvlOverride":
            continue
        depth = number_of(attribute(override, "ilvl"))
        start = value_of(override, "startOverride")
        kept = levels.get(depth, Level())
        if start is not None and depth in range(DEEPEST + 1):
            levels[depth] = Level(_start(start), kept.kind, kept.text)
            is_anew = True
        levels |= _levels(override)
    return List(f"{abstract}/{key}" if is_anew else abstract, levels)


def _levels(element: Element) -> dict[int, Level]:
    return {
        number_of(attribute(each, "ilvl")): Level(
            _start(value_of(each, "start")),
            value_of(each, "numFmt") or "decimal",
            (attribute(child(each, "lvlText"), "val") or "")[:LONGEST_TEXT],
        )
        for each in element
        if local(each) == "lvl" and number_of(attribute(each, "ilvl")) in range(DEEPEST + 1)
    }


def _start(said: str | None) -> int:
    return min(max(number_of(said, 1), 0), HIGHEST_START)


def _write(levels: Mapping[int, Level], counts: Mapping[int, int], depth: int) -> str:
    level = levels.get(depth, Level())
    if level.kind == "bullet":
        return BULLET
    if level.kind == "none":
        return level.text.partition("%")[0].strip()

    def count(found: re.Match[str]) -> str:
        meant = int(found[1]) - 1
        of = levels.get(meant, Level())
        return write_count(counts.get(meant, of.start), of.kind)

    return re.sub(r"%([1-9])", count, level.text).strip()


def write_count(number: int, kind: str) -> str:
    """A count in the letters or digits of its kind."""
    if kind in ("lowerLetter", "upperLetter") and number <= MOST_LETTERED:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""
        return letters.upper() if kind == "upperLetter" else letters
    if kind in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman if kind == "upperRoman" else roman.lower()
    return f"{number:02d}" if kind == "decimalZero" else str(number)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        while 0 < value <= number < 4000:
            written += letters
            number -= value
    return written
