"""Vietnamese names: sorted by the given name, and found without diacritics."""

import unicodedata

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
SHAPES = "\u0306\u0302\u031b"  # breve, circumflex, horn: part of the letter, not its tone
LONGEST_KEY = 600  # as wide as the column


def sort_key(full_name: str) -> str:
    """A key of digits that sorts as a Vietnamese register does, on any database.

    Word by word, the given name (the last one) first, then the family and middle names: of each
    word the letters in the order of the Vietnamese alphabet, then its tone. So all who are called
    Hà stand before all who are called Hạ.
    """
    words = full_name.split()
    key = "".join(_word_key(word) for word in words[-1:] + words[:-1])
    return key[:LONGEST_KEY] or "0"


def fold(text: str) -> str:
    """Lower case without diacritics, đ included: what searching compares."""
    plain = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(letters.split())


def _word_key(word: str) -> str:
    """Two digits for each letter, two zeros, which sort before any letter, and the tone's digit."""
    letters, tone = [], "0"
    for letter, letter_tone in _letters(word.casefold()):
        letters.append(f"{ALPHABET.index(letter) + 10:02d}" if letter in ALPHABET else "99")
        tone = letter_tone or tone
    return f"{''.join(letters)}00{tone}"


def _letters(word: str) -> list[tuple[str, str | None]]:
    """The word's letters in composed form, each with its tone's digit or None."""
    letters: list[tuple[str, str | None]] = []
    for mark in unicodedata.normalize("NFD", word):
        if mark in TONES and letters:
            letters[-1] = (letters[-1][0], TONES[mark])
        elif mark in SHAPES and letters:
            letters[-1] = (unicodedata.normalize("NFC", letters[-1][0] + mark), letters[-1][1])
        elif not unicodedata.combining(mark):
            letters.append((mark, None))
    return letters
