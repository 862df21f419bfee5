"""Gaps in lessons that each organisation fills itself: `{{organisation: KEY | what to fill in}}`.

Pure. A gap stands on a line of its own, outside fences; it is filled when the page is read, so
no edition freezes who sits in a committee.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

GAP = re.compile(
    r"\{\{\s*organisation\s*:\s*(?P<key>[^|{}\n]*?)\s*(?:\|\s*(?P<note>[^{}\n]*?)\s*)?\}\}"
)
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
LONGEST_KEY = 60
FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


@dataclass(frozen=True)
class Gap:
    """A gap where it stands: the text's path, the line, and what is to be filled in."""

    key: str
    note: str
    path: str
    line: int


@dataclass(frozen=True)
class FilledText:
    """What the organisation wrote, rendered, and in which language."""

    html: Markup
    language: str


@dataclass(frozen=True)
class ShownGaps:
    """What fills the gaps of a page, by key; `may_fill` says whether its reader may do so."""

    texts: Mapping[str, FilledText] = field(default_factory=dict)
    may_fill: bool = False


def is_key(text: str) -> bool:
    """Whether a gap can be called so."""
    return len(text) <= LONGEST_KEY and bool(KEY.match(text))


def find_gaps(texts: Mapping[str, str]) -> list[Gap]:
    """All gaps of texts by path, as rendering finds them."""
    return [gap for path in sorted(texts) for gap in _gaps_of(path, texts[path])]


def group_gaps(gaps: Iterable[Gap]) -> dict[str, list[Gap]]:
    """Gaps by key, the keys by the alphabet."""
    groups: dict[str, list[Gap]] = {}
    for gap in gaps:
        groups.setdefault(gap.key, []).append(gap)
    return dict(sorted(groups.items()))


def _gaps_of(path: str, source: str) -> Iterator[Gap]:
    if "organisation" not in source:
        return
    mark = ""
    for number, line in enumerate(source.splitlines(), 1):
        fence = FENCE.match(line)
        if fence and not mark:
            mark = fence[1]
        elif fence and fence[1].startswith(mark) and not line.strip().strip(mark[0]):
            mark = ""
        found = GAP.search(line) if not mark else None
        if found and line.strip() == found[0] and is_key(found["key"]):
            yield Gap(found["key"], found["note"] or "", path, number)
