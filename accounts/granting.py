"""Which roles there are, where they hold, and who may give and take them.

The rules are for the person who gives: nobody hands on more than she administers, and nobody
below the whole organisation raises herself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from accounts.reach import Reach

ROLES = ("trainer", "reviewer", "organiser", "manager", "inspector", "administrator")
# These are about courses: they hold for all programmes or for one, and in no unit.
COURSE_ROLES = ("trainer", "reviewer")
LONGEST_INSPECTION = timedelta(days=366)
FARTHEST = timedelta(days=3652)


@dataclass(frozen=True)
class RoleWish:
    """A role that is to be given.

    `path` is the unit's path today; without a unit the role holds everywhere. `until` is the
    last day, None for no end.
    """

    role: str
    unit_id: int | None
    path: str | None
    programme_key: str | None
    begins_on: date
    until: date | None

    @property
    def valid_to(self) -> date | None:
        """The first day on which the role holds no more."""
        return self.until + timedelta(days=1) if self.until else None


class Grant(Protocol):
    """A role as it was given: where it holds, from when until before when, and whether taken."""

    @property
    def role(self) -> str:
        """Which role."""

    @property
    def unit_id(self) -> int | None:
        """The unit, or None for everywhere."""

    @property
    def path(self) -> str | None:
        """The unit's path today."""

    @property
    def valid_from(self) -> date:
        """The first day."""

    @property
    def valid_to(self) -> date | None:
        """The first day on which it holds no more."""

    @property
    def is_revoked(self) -> bool:
        """Whether it was taken back."""


def state_of(grant: Grant, today: date) -> str:
    """How a grant stands: in_force, upcoming, ended or revoked."""
    if grant.is_revoked:
        return "revoked"
    if grant.valid_to is not None and grant.valid_to <= today:
        return "ended"
    return "upcoming" if grant.valid_from > today else "in_force"


def roles_to_give(reach: Reach) -> tuple[str, ...]:
    """The roles that somebody with this reach may give, somewhere."""
    return tuple(role for role in ROLES if reach.is_whole or role not in COURSE_ROLES)


def may_change_roles(reach: Reach, is_oneself: bool) -> bool:
    """Whether one may give this person roles: of the whole organisation, or to somebody else."""
    return reach.is_whole or not is_oneself


def may_revoke(reach: Reach, grant: Grant) -> bool:
    """Whether somebody with this reach may take a role back that holds within it."""
    return reach.is_whole or (grant.unit_id is not None and reach.covers(grant.path))


def find_mistakes(wish: RoleWish, reach: Reach, today: date) -> Mapping[str, str]:
    """What is wrong with a wish, by the name of its field; empty where nothing is.

    The values are names of mistakes: beyond (more than one may give), no_unit (the role holds in
    no unit), no_programme (it holds for no programme), past, far, before, endless, long.
    """
    return {**_mistakes_of_place(wish, reach), **_mistakes_of_time(wish, today)}


def _mistakes_of_place(wish: RoleWish, reach: Reach) -> dict[str, str]:
    if wish.role not in roles_to_give(reach):
        return {"role": "beyond"}
    if wish.role in COURSE_ROLES:
        return {"unit": "no_unit"} if wish.unit_id is not None else {}
    if wish.programme_key is not None:
        return {"programme": "no_programme"}
    is_within = reach.is_whole or (wish.unit_id is not None and reach.covers(wish.path))
    return {} if is_within else {"unit": "beyond"}


def _mistakes_of_time(wish: RoleWish, today: date) -> dict[str, str]:
    if wish.begins_on < today:
        return {"begins_on": "past"}
    if wish.begins_on > today + FARTHEST:
        return {"begins_on": "far"}
    if wish.until is None:
        return {"until": "endless"} if wish.role == "inspector" else {}
    if wish.until < wish.begins_on:
        return {"until": "before"}
    if wish.role == "inspector" and wish.until - wish.begins_on > LONGEST_INSPECTION:
        return {"until": "long"}
    return {"until": "far"} if wish.until > today + FARTHEST else {}
