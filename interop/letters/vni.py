"""VNI for Windows, the letters of VNI-Times and its kin.

A toned letter is two signs: the bare vowel, then a sign that carries tone and hat. The letters ơ,
ư, đ and those of i with their tones stand in places of their own. Source: the VNI double-byte
encoding for Windows.
"""

import re

# Signs that follow a vowel: what each makes of it. A hat and a tone together are one sign.
_TONES = {"ù": "áéóúýớứ", "ø": "àèòùỳờừ", "û": "ảẻỏủỷởử", "õ": "ãẽõũỹỡữ", "ï": "ạẹọụ\0ợự"}
_VOWELS = "aeouyôö"  # ô and ö stand for ơ and ư
_HATS = {
    "â": {"a": "â", "e": "ê", "o": "ô"},
    "á": {"a": "ấ", "e": "ế", "o": "ố"},
    "à": {"a": "ầ", "e": "ề", "o": "ồ"},
    "å": {"a": "ẩ", "e": "ể", "o": "ổ"},
    "ã": {"a": "ẫ", "e": "ễ", "o": "ỗ"},
    "ä": {"a": "ậ", "e": "ệ", "o": "ộ"},
    "ê": {"a": "ă"},
    "é": {"a": "ắ"},
    "è": {"a": "ằ"},
    "ú": {"a": "ẳ"},
    "ü": {"a": "ẵ"},
    "ë": {"a": "ặ"},
}
_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "î": "ỵ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị"}


def _pairs() -> dict[str, str]:
    pairs = {
        vowel + sign: letters[index]
        for sign, letters in _TONES.items()
        for index, vowel in enumerate(_VOWELS)
        if letters[index] != "\0"
    }
    pairs |= {vowel + sign: made for sign, of in _HATS.items() for vowel, made in of.items()}
    return pairs


_SMALL = _pairs() | _SINGLE
# A capital takes its sign small or as a capital: both were written.
LETTERS = {
    **_SMALL,
    **{old.upper(): new.upper() for old, new in _SMALL.items()},
    **{old[0].upper() + old[1:]: new.upper() for old, new in _SMALL.items() if len(old) == 2},
}
_OLD = re.compile("|".join(sorted(map(re.escape, LETTERS), key=len, reverse=True)))


def from_vni(text: str) -> str:
    """Read old letters as Unicode; what is no old letter stays."""
    return _OLD.sub(lambda found: LETTERS[found[0]], text)
