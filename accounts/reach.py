"""How far a role reaches: over the organisation, over units and all below them, over programmes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


class Scope(Protocol):
    """Where a role holds: everywhere without a unit, else in the unit whose path this is."""

    @property
    def unit_id(self) -> int | None:
        """The unit, or None for everywhere."""

    @property
    def path(self) -> str | None:
        """The unit's path today; None everywhere, and for a unit that is closed."""


@dataclass(frozen=True)
class Reach:
    """Everything, or the units whose paths begin with one of `paths`."""

    is_whole: bool
    paths: tuple[str, ...] = ()

    def covers(self, path: str | None) -> bool:
        """Whether a unit with this path is within reach; no unit is only so for the whole."""
        return self.is_whole or (path is not None and path.startswith(self.paths))

    def covers_all(self, scopes: Iterable[Scope]) -> bool:
        """Whether nobody of these scopes reaches further.

        Who may renew somebody's password could use all that person's roles; so nobody manages
        the account of a person whose roles reach beyond one's own.
        """
        return all(
            self.is_whole or (scope.unit_id is not None and self.covers(scope.path))
            for scope in scopes
        )


def reach_of(scopes: Iterable[Scope]) -> Reach:
    """What these scopes reach together; a closed unit adds nothing."""
    held = tuple(scopes)
    paths = tuple(scope.path for scope in held if scope.unit_id is not None and scope.path)
    return Reach(any(scope.unit_id is None for scope in held), paths)


EVERYWHERE = Reach(True, ())
NOWHERE = Reach(False, ())


@dataclass(frozen=True)
class Programmes:
    """The programmes in which somebody works on courses; None is all of them."""

    keys: frozenset[str] | None

    def covers(self, key: str) -> bool:
        """Whether this programme is one of them."""
        return self.keys is None or key in self.keys


class CourseScope(Protocol):
    """Where a role about courses holds."""

    @property
    def programme_key(self) -> str | None:
        """The programme, or None for all."""


def programmes_of(scopes: Iterable[CourseScope]) -> Programmes:
    """The programmes that these scopes name together."""
    keys = [scope.programme_key for scope in scopes]
    named = frozenset(key for key in keys if key is not None)
    return Programmes(None if None in keys else named)
