"""What accounts announces."""

from dataclasses import dataclass
from datetime import datetime

from accounts.account_changes import AccountChange


@dataclass(frozen=True)
class PersonPlaced:
    """Somebody joined the organisation or came to another unit."""

    person_id: int
    unit_id: int
    at: datetime


@dataclass(frozen=True)
class PeoplePlaced:
    """Many people at once joined or came to other units: pairs of a person's and a unit's id."""

    placements: tuple[tuple[int, int], ...]
    at: datetime


@dataclass(frozen=True)
class PeopleChanged:
    """Where people work, their sex or whether they are active changed.

    `unit_ids` are all units in which they counted or count from now on.
    """

    person_ids: frozenset[int]
    unit_ids: frozenset[int]


@dataclass(frozen=True)
class UnitMoved:
    """A unit hangs elsewhere from now on, with all below it."""

    unit_id: int
    at: datetime


@dataclass(frozen=True)
class UnitMerged:
    """A unit went up in another, where these people of it work from now on."""

    unit_id: int
    into_id: int
    person_ids: tuple[int, ...]
    at: datetime


@dataclass(frozen=True)
class UnitEnded:
    """A unit is closed from now on: by itself, or since it went up in another."""

    unit_id: int
    at: datetime


@dataclass(frozen=True)
class AccountChanged:
    """How people sign in or what they may do was changed by somebody; `role` says which role."""

    person_ids: tuple[int, ...]
    change: AccountChange
    at: datetime
    by_id: int | None
    role: str = ""


@dataclass(frozen=True)
class AddressesChanged:
    """People's mail goes elsewhere: pairs of a person's id and the address before."""

    former: tuple[tuple[int, str], ...]
    at: datetime


@dataclass(frozen=True)
class CodeIssued:
    """Somebody is to get a link by mail that lets them in once: `purpose` says for what.

    "activation" is the first sign-in, "password" a forgotten one.
    """

    person_id: int
    email: str
    language: str
    purpose: str
    url: str
    expires_at: datetime
