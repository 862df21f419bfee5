"""Codes that were swapped: rows that would hand one's account and record over to another.

A row is believed to be about whom its code says, unless the rest of it says somebody else. Names
are compared as they are spelt first, so that Lê Hà and Lê Hạ are two people; then without marks;
then whether a letter or a middle name alone is another.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from accounts.importing.matching import Register
from accounts.importing.plan import KnownPerson
from accounts.importing.rows import GivenRow
from accounts.names import fold

SAME, FOLDED, LETTER, MIDDLE, FAR = range(5)


class Matched(NamedTuple):
    """A row, whom its code says, and the name it gives."""

    row: GivenRow
    person: KnownPerson
    name: str


def refuse_swapped(matched: Sequence[Matched], register: Register) -> None:
    """Refuse rows in which one person's code stands beside what says another."""
    _refuse_renamed([each for each in matched if not _keeps_name(each)])
    _refuse_crossed_years([each for each in matched if _keeps_name(each)])
    for each in matched:
        other = _owner_of_rest(each, register)
        if other is None or each.row.is_doubtful:
            continue
        known, theirs = likeness(each.name, each.person.full_name), likeness(each.name, other)
        if theirs < known:
            each.row.refuse("code_and_name", "employee_code")
        elif theirs == known <= FOLDED:
            each.row.refuse("namesakes_swapped", "employee_code")


def likeness(name: str, other: str) -> int:
    """How far two names are apart: SAME, FOLDED, LETTER, MIDDLE or FAR."""
    if _spelt(name) == _spelt(other):
        return SAME
    one, two = fold(name), fold(other)
    if one == two:
        return FOLDED
    if _letter_keys(one) & _letter_keys(two):
        return LETTER
    return MIDDLE if _middle_key(one) == _middle_key(two) else FAR


class _Renamed:
    """Rows that give people other names than they have, found by the names they have."""

    def __init__(self, rows: Iterable[Matched]) -> None:
        self.rows = list(rows)
        self.by_spelling: dict[str, list[Matched]] = defaultdict(list)
        self.by_fold: dict[str, list[Matched]] = defaultdict(list)
        for each in self.rows:
            self.by_spelling[_spelt(each.person.full_name)].append(each)
            self.by_fold[fold(each.person.full_name)].append(each)

    @cached_property
    def by_key(self) -> dict[str, list[Matched]]:
        """By what names have in common that are alike but for a letter or a middle name."""
        found: dict[str, list[Matched]] = defaultdict(list)
        for each in self.rows:
            known = fold(each.person.full_name)
            if known != fold(each.name) or _spelt(each.name) in self.by_spelling:
                for key in _near_keys(known):
                    found[key].append(each)
        return found

    def nearer_to(self, row: Matched) -> list[Matched]:
        """The rows of those whose name this one rather gives."""
        name, own = fold(row.name), row.person.full_name
        found = self.by_spelling.get(_spelt(row.name), [])
        if not found and name != fold(own):
            found = self.by_fold.get(name) or self._near(row)
        return [each for each in found if each.person.id != row.person.id]

    def _near(self, row: Matched) -> list[Matched]:
        own = likeness(row.name, row.person.full_name)
        keys = _near_keys(fold(row.name))
        near = {each.row.number: each for key in keys for each in self.by_key.get(key, ())}
        return [each for each in near.values() if _is_nearer(row, each, own)]

    def is_gone(self, row: Matched) -> bool:
        """Whether a row is hardly any more about whom its code says."""
        return likeness(row.name, row.person.full_name) == FAR or bool(self.nearer_to(row))


def _refuse_renamed(rows: Sequence[Matched]) -> None:
    renamed = _Renamed(rows)
    for each in rows:
        for other in renamed.nearer_to(each):
            if renamed.is_gone(other):
                each.row.refuse("codes_swapped", "employee_code", str(other.row.number))
                break


def _refuse_crossed_years(rows: Sequence[Matched]) -> None:
    """Of two people of one name each row gives the other's year of birth."""

    def years(row: Matched) -> tuple[int | None, int | None]:
        return row.person.birth_year, row.row.values.get("birth_year")

    crossing = [each for each in rows if None not in years(each) and len(set(years(each))) == 2]
    found: dict[tuple[object, ...], int] = {}
    for each in crossing:
        found.setdefault((_spelt(each.name), *years(each)), each.row.number)
    for each in crossing:
        other = found.get((_spelt(each.name), *reversed(years(each))))
        if other is not None and not _says_own(each):
            each.row.refuse("namesakes_swapped", "employee_code")


def _says_own(each: Matched) -> bool:
    """Whether an e-mail address or username confirms whom the code says."""
    own = ((each.row.values.get(key), getattr(each.person, key)) for key in ("email", "username"))
    return any(given is not None and given == known for given, known in own)


def _owner_of_rest(each: Matched, register: Register) -> str | None:
    """The name of who else, within reach, has the e-mail or username of a row."""
    for key in ("email", "username"):
        other = register.by_key[key].get(each.row.values.get(key, ""))
        if other is not None and other.id != each.person.id and other.is_within:
            return other.full_name
    return None


def _keeps_name(each: Matched) -> bool:
    return _spelt(each.name) == _spelt(each.person.full_name)


def _is_nearer(row: Matched, other: Matched, own: int) -> bool:
    """Whether a row's name is nearer to another person's than to that of its own."""
    theirs = likeness(row.name, other.person.full_name)
    if theirs == own == LETTER:
        apart = _apart(row.name, row.person.full_name)
        return _apart(row.name, other.person.full_name) < apart
    return theirs < own


def _apart(name: str, other: str) -> int:
    """How many letters and marks have to be changed, put in or left out (Levenshtein)."""
    one, two = (unicodedata.normalize("NFD", _spelt(each)) for each in (name, other))
    before = list(range(len(two) + 1))
    for number, letter in enumerate(one, 1):
        row = [number]
        for place, other_letter in enumerate(two):
            cost = before[place] + (letter != other_letter)
            row.append(min(cost, row[-1] + 1, before[place + 1] + 1))
        before = row
    return before[-1]


def _spelt(name: str) -> str:
    """A name in small letters, its marks kept."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _near_keys(folded: str) -> set[str]:
    return _letter_keys(folded) | {_middle_key(folded)}


def _letter_keys(folded: str) -> set[str]:
    """Two names share one of these where a letter is another, too many or missing."""
    letters = folded.replace(" ", "")
    return {letters} | {letters[:index] + letters[index + 1 :] for index in range(len(letters))}


def _middle_key(folded: str) -> str:
    """The family and the given name, which a middle name does not change."""
    words = folded.split()
    return f"{words[0]} {words[-1]}" if len(words) > 1 else folded
