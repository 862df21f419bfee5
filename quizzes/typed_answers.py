"""What a learner types, read as forgivingly as is fair: texts to compare, and numbers. Pure.

A text is compared in a form in which case, space, Unicode form, the place of a tone mark and the
look of quotation marks and dashes make no difference. A number may be written with a comma or a
point; where both readings are possible, both are given, and the learner is asked.
"""

import re
import unicodedata
from decimal import Decimal

# Curly and angled quotation marks, dashes and minus signs as a keyboard has them; what is drawn
# as nothing goes.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛‹›′`´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None),
    }
)
_WITHOUT_STROKE = str.maketrans("đĐ", "dD")
# Vowels next to one another with their marks; five of the marks are tones.
_VOWELS = re.compile(r"(?:[aeiouy][\u0300-\u036f]*)+", re.IGNORECASE)
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")

_SPACE = "[ \u00a0\u2007\u2009\u202f]"
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:[.,][0-9]{3})+")
_SPACED = re.compile(f"(?<![0-9.,])[1-9][0-9]{{0,2}}(?:{_SPACE}[0-9]{{3}})+(?![0-9])")
_NUMBER = re.compile(
    f"(?P<sign>[-+]?){_SPACE}*(?P<whole>[0-9][0-9.,]*|[.,][0-9]+){_SPACE}*%?", re.ASCII
)


def fold_text(text: str, *, keeps_case: bool = False, drops_diacritics: bool = False) -> str:
    """Give the form in which typed texts are compared; two texts are the same if theirs are.

    `drops_diacritics` takes all marks off the letters, and the stroke off đ.
    """
    plain = " ".join(text.translate(_PLAIN).split())
    folded = plain if keeps_case else plain.casefold()
    parted = unicodedata.normalize("NFD", folded)
    if drops_diacritics:
        letters = (letter for letter in parted if not unicodedata.combining(letter))
        return "".join(letters).translate(_WITHOUT_STROKE)
    return unicodedata.normalize("NFC", _VOWELS.sub(_put_tones_last, parted))


def read_numbers(text: str) -> tuple[Decimal, ...]:
    """Give every number that a typed text can mean: none, one, or two where nobody can know.

    Groups of three digits may be parted by spaces, points or commas, decimals by a point or a
    comma: 1.5 and 1,5 are one number, 1.234,5 and 1 000 too. 1.000 is a thousand or one, and the
    thousand, which is how Vietnamese writes it, stands first. A percent sign is passed over;
    words and units make it no number.
    """
    plain = _join_spaced(text.translate(_PLAIN).strip())
    match = _NUMBER.fullmatch(plain)
    if match is None:
        return ()
    sign, whole = match["sign"], match["whole"]
    return tuple(dict.fromkeys(Decimal(sign + number) for number in _read_unsigned(whole)))


def spell_number(number: Decimal, language: str) -> str:
    """Write a number as readers of a language do, without grouping its digits."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", "−").replace(".", "," if language == "vi" else ".")


def _put_tones_last(match: re.Match[str]) -> str:
    vowels = match[0]
    return _TONES.sub("", vowels) + "".join(_TONES.findall(vowels))


def _join_spaced(text: str) -> str:
    """Take out spaces that part groups of three digits; zeros tell that these are groups.

    What follows them then can only be decimals: 1 000.250 becomes 01000.250.
    """
    return _SPACED.sub(lambda match: "0" + re.sub(_SPACE, "", match[0]), text, count=1)


def _read_unsigned(text: str) -> list[str]:
    """Read digits with points and commas, as plain decimals with a point."""
    separators = [sign for sign in text if sign in ".,"]
    if not separators:
        return [text]
    before, _, after = text.rpartition(separators[-1])
    grouped = re.sub("[.,]", "", text)
    is_grouped = _GROUPED.fullmatch(text) is not None and len(set(separators)) == 1
    readings = [grouped] if is_grouped else []
    if len(separators) == 1:
        readings.append(f"{before or 0}.{after or 0}")
    elif _groups_by_other(before, separators):
        readings.append(f"{re.sub('[.,]', '', before)}.{after}")
    return readings


def _groups_by_other(before: str, separators: list[str]) -> bool:
    """Whether all separators but the last are the other sign, and part groups of three."""
    others = set(separators[:-1])
    return len(others) == 1 and separators[-1] not in others and bool(_GROUPED.fullmatch(before))
