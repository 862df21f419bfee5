"""Which characters of a text one can see."""

# Letters, marks and signs by Unicode's account, yet drawn as nothing: fillers and joiners.
HIDDEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | {
    chr(code) for code in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
}


def has_visible(text: str) -> bool:
    """Whether at least one character can be seen."""
    return any(_is_visible(character) for character in text)


def are_visible(text: str) -> bool:
    """Whether every character can be seen: no blank, no control or formatting sign among them."""
    return all(_is_visible(character) for character in text)


def _is_visible(character: str) -> bool:
    return character.isprintable() and not character.isspace() and character not in HIDDEN
