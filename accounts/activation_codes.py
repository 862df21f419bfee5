"""Codes on slips: 80 random bits in sixteen letters and figures that are hard to mistake.

The letters are Crockford's base 32, which knows no I, L, O and U. What a hand mistakes or a
Vietnamese keyboard makes of them is read as what was meant.
"""

import hashlib
import re
import secrets
import unicodedata
from datetime import datetime, timedelta

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
GROUP = 4
SLIP_VALID_FOR = timedelta(days=31)
MAIL_VALID_FOR = timedelta(minutes=30)
INVITATION_VALID_FOR = timedelta(days=3)
LONGEST_TYPED = 80

MISTAKEN = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
# What was pressed for a mark on a letter: in Telex, and in VNI.
TELEX = {
    "\u0301": "S", "\u0300": "F", "\u0309": "R", "\u0303": "X", "\u0323": "J", "\u0306": "W",
}  # fmt: skip
VNI = {
    "\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5",
    "\u0302": "6", "\u031b": "7", "\u0306": "8",
}  # fmt: skip


def new_code() -> str:
    """A code: 80 random bits."""
    number = secrets.randbits(5 * LENGTH)
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(LENGTH)))


def grouped(code: str) -> str:
    """A code as it is printed: in groups of four."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def readings(typed: str) -> list[str]:
    """The codes that somebody may have meant, none where it is no code at all."""
    if len(typed) > LONGEST_TYPED:
        return []
    texts = dict.fromkeys((typed, _as_pressed(typed, TELEX), _as_pressed(typed, VNI)))
    codes = dict.fromkeys(_tidy(text) for text in texts)
    return [code for code in codes if len(code) == LENGTH and set(code) <= set(ALPHABET)]


def hash_code(code: str) -> str:
    """What stands in the database of a code: 80 bits need no slow hash."""
    return hashlib.sha256(code.encode()).hexdigest()


def last_day(expires_at: datetime) -> datetime:
    """A moment of the last whole day on which a slip is good, wherever one is."""
    return expires_at - timedelta(days=1)


def page_url(base_url: str) -> str:
    """The page where a code is typed."""
    return f"{base_url.rstrip('/')}/activate"


def activation_url(base_url: str, code: str) -> str:
    """Where a code is used; it stands in the part of the address that no server is sent."""
    return f"{page_url(base_url)}#{grouped(code)}"


def _tidy(text: str) -> str:
    """Capitals without what stands between them; a mistaken letter is the one that was meant."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return re.sub(r"[\s\-\u2010-\u2015\u2212._,:/]+", "", plain).translate(MISTAKEN)


def _as_pressed(text: str, keys: dict[str, str]) -> str:
    """What was pressed, where a keyboard for Vietnamese put marks on letters."""
    pressed = ""
    for mark in unicodedata.normalize("NFD", text.upper().replace("Đ", "D\u0335")):
        if not unicodedata.combining(mark):
            pressed += mark
        elif mark == "\u0335":
            pressed += "9" if keys is VNI else "D"
        elif mark == "\u031b" and keys is TELEX and pressed.endswith("U"):
            pressed = pressed[:-1] + "W"
        else:
            pressed += keys.get(mark) or pressed[-1:]
    return pressed
