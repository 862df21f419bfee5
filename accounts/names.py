"""Vietnamese names: sorted by the given name, and found without diacritics."""

import unicodedata

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
SHAPES = "\u0306\u0302\u031b"  # breve, circumflex, horn: part of the letter, not its tone


def sort_key(full_name: str) -> str:
    """A key of digits that sorts as a Vietnamese register does, on any database.

    The given name (last word) comes first, then the family and middle names; letters in the
    order of the Vietnamese alphabet, tones only where the letters are alike.
    """
    words = full_name.split()
    ordered = words[-1:] + words[:-1]
    pairs = [_word_key(word) for word in ordered]
    letters = "00".join(letter_codes for letter_codes, _ in pairs)
    tones = "0".join(tone_codes for _, tone_codes in pairs)
    return f"{letters}0000{tones}"[:600]


def fold(text: str) -> str:
    """Lower case without diacritics, đ included: what searching compares."""
    plain = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(letters.split())


def _word_key(word: str) -> tuple[str, str]:
    letters = []
    tone = "6"
    for letter, letter_tone in _letters(word.casefold()):
        letters.append(f"{ALPHABET.index(letter) + 10:02d}" if letter in ALPHABET else "99")
        tone = letter_tone or tone
    return "".join(letters), "0" if tone == "6" else tone


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
