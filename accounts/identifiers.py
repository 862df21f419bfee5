"""What people sign in with, each in one way of writing, so that letter case never matters."""

import re
import unicodedata

from accounts.names import fold
from core.characters import are_visible

LONGEST_USERNAME = 80
LONGEST_CODE = 40
LONGEST_EMAIL = 254
LONGEST_KEY = 60
RESERVED_KEYS = frozenset({"closed", "new"})  # addresses of their own under /units/


def is_username(text: str) -> bool:
    """Whether `text`, as the database would keep it, has 2 to 80 characters that one can see.

    Hidden ones would make two usernames that look alike.
    """
    username = normal_username(text)
    return 2 <= len(username) <= LONGEST_USERNAME and are_visible(username)


def normal_username(text: str) -> str:
    """A username as the database keeps it: small letters."""
    return unicodedata.normalize("NFC", text).strip().casefold()


def normal_code(text: str | None) -> str | None:
    """An employee code as the database keeps it: capitals; None where nothing is written."""
    return unicodedata.normalize("NFC", text).strip().upper() or None if text else None


def normal_email(text: str | None) -> str | None:
    """An e-mail address as the database keeps it: small letters; None where there is none."""
    return unicodedata.normalize("NFC", text).strip().lower() or None if text else None


def unit_key(name: str, taken: frozenset[str]) -> str:
    """A unit's key made of its name, for addresses and commands; numbered where it is taken."""
    key = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:LONGEST_KEY].strip("-") or "unit"
    candidate, number = key, 2
    while candidate in taken | RESERVED_KEYS:
        candidate, number = f"{key}-{number}", number + 1
    return candidate
