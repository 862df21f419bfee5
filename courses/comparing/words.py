"""Which words of a text came and which went. Pure."""

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
# Every word is tried with every equal one: beyond this all of it counts as written anew.
MOST_PAIRS = 250_000
# So few letters between two changes are no ground to stand on.
FEWEST_LETTERS = 3

Opcode = tuple[str, int, int, int, int]


@dataclass(frozen=True)
class Segment:
    """A run of words; `kind` is same, added or removed."""

    kind: str
    text: str


def split_words(text: str) -> list[str]:
    """The words and signs of a text, each with the space that follows."""
    return WORD.findall(text)


def compare_words(old: str, new: str) -> list[Segment]:
    """Both texts as one, in the order of reading: what went before what came in its place."""
    return [
        segment
        for is_same, was, now in _runs(old, new)
        for segment in (
            [Segment("same", now)] if is_same else [Segment("removed", was), Segment("added", now)]
        )
        if segment.text
    ]


def compare_sides(old: str, new: str) -> tuple[list[Segment], list[Segment]]:
    """Each text by itself, to the letter: of the old one what went, of the new one what came."""
    runs = _runs(old, new)
    before = [Segment("same" if is_same else "removed", was) for is_same, was, _now in runs]
    after = [Segment("same" if is_same else "added", now) for is_same, _was, now in runs]
    return [each for each in before if each.text], [each for each in after if each.text]


def _runs(old: str, new: str) -> list[tuple[bool, str, str]]:
    """Runs of words: whether both texts have them, and how each says them."""
    before, after = split_words(old), split_words(new)
    return [
        (tag == "equal", "".join(before[start:stop]), "".join(after[new_start:new_stop]))
        for tag, start, stop, new_start, new_stop in find_changes(before, after)
    ]


def find_changes(before: Sequence[str], after: Sequence[str]) -> list[Opcode]:
    """What is to be done to make one sequence of words of the other; space does not count."""
    old, new = [word.strip() for word in before], [word.strip() for word in after]
    return list(_settled(match(old, new), new))


def match(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Opcode]:
    """The same for anything that can be told apart."""
    if len(old) * len(new) > MOST_PAIRS:
        return change_as_one(old, new)
    return list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())


def change_as_one(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Opcode]:
    """All from the first to the last difference as one: what lies between is not looked into."""
    shorter = min(len(old), len(new))
    start = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    rest = shorter - start
    kept = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    end, new_end = len(old) - kept, len(new) - kept
    found: list[Opcode] = [
        ("equal", 0, start, 0, start),
        ("replace", start, end, start, new_end),
        ("equal", end, len(old), new_end, len(new)),
    ]
    return [each for each in found if each[1] < each[2] or each[3] < each[4]]


def _settled(opcodes: Sequence[Opcode], words: Sequence[str]) -> Iterator[Opcode]:
    """Changes that hardly anything parts are one change."""
    held: Opcode | None = None
    for index, opcode in enumerate(opcodes):
        tag, start, stop, new_start, new_stop = opcode
        is_between = 0 < index < len(opcodes) - 1
        is_little = len("".join(words[new_start:new_stop])) < FEWEST_LETTERS
        if tag == "equal" and not (is_between and is_little):
            if held:
                yield held
            held = None
            yield opcode
        elif held:
            held = ("replace", held[1], stop, held[3], new_stop)
        else:
            held = ("replace", start, stop, new_start, new_stop)
    if held:
        yield held
