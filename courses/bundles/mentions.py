"""Where texts name files of their course, found by reading and not by rendering. Pure.

A name may stand in brackets, in an address or in HTML; with a space it is written `%20`. Better
one place too many (a name in a block of code) than one too few: what is found is kept, and
follows when a file is called otherwise.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

from core.media_kinds import PLAYED, find_companions, kind_of

START = re.compile(r"(?:\./)?media/")
# Signs that end a name wherever it stands, and what is hardly a part of one at its end.
ENDS = re.compile(r"[\s\"'<>()\[\]`|]")
# No name is longer, each letter written as %E1%BB%87; no sentence ends with more signs.
LONGEST = 1_100
MOST_SIGNS = 5
SAFE = "/-._~!$&+,;=:@"


@dataclass(frozen=True, order=True)
class Mention:
    """A file named in a text: where, and which."""

    path: str
    line: int
    name: str


def list_mentions(texts: Mapping[str, str], names: Collection[str]) -> list[Mention]:
    """Every place where one of `names` stands, text by text."""
    return [
        Mention(path, text.count("\n", 0, start) + 1, name)
        for path, text in sorted(texts.items())
        for start, _end, name in find_names(text, names)
    ]


def list_shown(text: str, names: Collection[str]) -> frozenset[str]:
    """The files that a text needs: those it names, and what goes with its films and sounds."""
    named = {name for _start, _end, name in find_names(text, names)}
    beside = {
        other
        for name in named
        if kind_of(name) in PLAYED
        for other in find_companions(name, names).names
    }
    return frozenset(named | beside)


def rename_mentions(text: str, renamed: Mapping[str, str]) -> str:
    """The text with files called otherwise, everything else as it was."""
    parts, at = [], 0
    for start, end, name in find_names(text, renamed):
        parts += [text[at:start], write_name(renamed[name])]
        at = end
    return "".join([*parts, text[at:]])


def write_name(name: str) -> str:
    """A file's name as a text gives it: without spaces and brackets, letters as they are."""
    return "".join(sign if sign.isalnum() or sign in SAFE else quote(sign) for sign in name)


def find_names(text: str, names: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """Begin, end and name of each; of names that begin alike the longest that fits."""
    at = 0
    while match := START.search(text, at):
        start = match.end() - len("media/")
        at = match.end()
        if start and (text[start - 1].isalnum() or text[start - 1] in "_-"):
            continue
        stop = ENDS.search(text, at, at + LONGEST)
        end = stop.start() if stop else min(len(text), at + LONGEST)
        name = _known(text[start:end], names) or _known_with_gaps(text, start, names)
        if name:
            at = start + len(name[0])
            yield start, at, name[1]


def _known(written: str, names: Collection[str]) -> tuple[str, str] | None:
    """What is written and the name it is, less what belongs to the sentence around it."""
    if len(written) > LONGEST:
        return None
    for _ in range(MOST_SIGNS):
        name = unicodedata.normalize("NFC", unquote(written))
        if name in names:
            return written, name
        if not written or written[-1] not in ".,;:!?*_}#":
            return None
        written = written[:-1]
    return None


def _known_with_gaps(text: str, start: int, names: Collection[str]) -> tuple[str, str] | None:
    """A name with spaces as it stands, such as in `<media/a b.png>`."""
    fits = [name for name in names if re.search(r"[\s()\[\]'|]", name)]
    found = [name for name in fits if text.startswith(name, start)]
    return (max(found, key=len),) * 2 if found else None
