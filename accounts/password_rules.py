"""Which passwords are refused: too short, or among the first that anybody would try.

Length counts, not signs and figures. What is refused is made of known words, years, rows of keys
and the person's own names, in whatever case, with or without marks, a 0 for an o. A sentence of
one's own is none of that, for something of it is always left.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from accounts.names import fold
from accounts.passwords import LONGEST, SHORTEST
from core.characters import has_visible

FEWEST_DIFFERENT = 5  # signs
FEWEST_LEFT = 4  # letters that no known word covers
SHORTEST_OWN = 3
SHORTEST_ROW = 4
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qazwsxedcrfvtgbyhnujmik",
)
LOOKALIKES = str.maketrans("013457@$!|+", "oieastasiit")
COMMON = Path(__file__).with_name("common_passwords.txt")


def is_fit_in_length(password: str) -> bool:
    """Whether a password has 10 to 200 signs."""
    return SHORTEST <= len(unicodedata.normalize("NFC", password)) <= LONGEST


def is_too_common(password: str, own_words: Iterable[str] = ()) -> bool:
    """Whether `password` is easily guessed by those who know this person, or nobody.

    `own_words` are what others know of her: username, names, code, unit.
    """
    text = fold(password)
    if not has_visible(password) or len(set(text)) < FEWEST_DIFFERENT:
        return True
    words = _common_words() | _own(own_words)
    readings = {_letters(text), _letters(text.translate(LOOKALIKES))}
    return any(_letters_left(letters, words) < FEWEST_LEFT for letters in readings)


def _letters(text: str) -> str:
    """The letters alone; of figures and signs between them there are few to try."""
    return "".join(sign for sign in text if sign.isalpha())


def _letters_left(letters: str, words: frozenset[str]) -> int:
    """How many letters no word covers, where words are laid over them as best they fit."""
    lengths = sorted({len(word) for word in words})
    left = [0]
    for end, _ in enumerate(letters, 1):
        covered = [
            left[end - length]
            for length in lengths
            if length <= end and letters[end - length : end] in words
        ]
        left.append(min([left[end - 1] + 1, *covered]))
    return left[-1]


def _own(texts: Iterable[str]) -> frozenset[str]:
    """One's own words, apart and written together."""
    found: set[str] = set()
    for text in texts:
        parts = [part for part in re.split(r"[^a-z]+", fold(text)) if part]
        found |= {*parts, "".join(parts)}
    return frozenset(word for word in found if len(word) >= SHORTEST_OWN)


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    words = {_letters(fold(word)) for line in lines if line[:1] != "#" for word in line.split()}
    for row in ROWS:
        for way in (row, row[::-1]):
            ends = range(SHORTEST_ROW, len(way) + 1)
            words |= {way[end - SHORTEST_ROW : end] for end in ends}
    return frozenset(words - {""})
