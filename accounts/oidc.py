"""What a provider's claims say of a person, as far as they are believed."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from core.characters import has_visible

LONGEST_SUBJECT = 255
LONGEST = {"employee_code": 40, "email": 254, "full_name": 160, "unit": 200}


class Named(Protocol):
    """A unit as it is today."""

    @property
    def id(self) -> int:
        """Its id."""

    @property
    def key(self) -> str:
        """Its key."""

    @property
    def name(self) -> str:
        """Its name."""


@dataclass(frozen=True)
class ExternalPerson:
    """Somebody as a provider knows her; what is not known, or not believed, is None."""

    issuer: str
    subject: str
    employee_code: str | None = None
    email: str | None = None
    full_name: str | None = None
    unit: str | None = None


def read_person(
    issuer: str, claims: Mapping[str, Any], mapping: Mapping[str, str]
) -> ExternalPerson | None:
    """Who the claims speak of; None where the subject is no name to remember.

    An address that the provider has not verified is not believed: anybody might have written
    it there. What it says so of is the claim of that name: `email_verified` tells of `email`.
    """
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 1 <= len(subject) <= LONGEST_SUBJECT:
        return None
    if not subject.isprintable():
        return None
    known = {name: _text(claims.get(claim), LONGEST[name]) for name, claim in mapping.items()}
    verified = claims.get(f"{mapping.get('email')}_verified")
    if verified is not True and verified != "true":
        known["email"] = None
    return ExternalPerson(issuer, subject, **known)


def unit_named(text: str | None, units: Sequence[Named]) -> Named | None:
    """The unit with this key or name; None where there is none, or several of that name."""
    if text is None:
        return None
    wanted = text.casefold()
    by_key = [unit for unit in units if unit.key == wanted]
    by_name = [
        unit for unit in units if unicodedata.normalize("NFC", unit.name).casefold() == wanted
    ]
    found = by_key or by_name
    return found[0] if len(found) == 1 else None


def _text(value: object, longest: int) -> str | None:
    """A claim's text in one line and one form; of a list its only entry."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, str):
        return None
    text = " ".join(unicodedata.normalize("NFC", value).split())
    is_fit = has_visible(text) and len(text) <= longest and text.isprintable()
    return text if is_fit else None
