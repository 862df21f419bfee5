"""How far a role reaches: over the whole organisation, or over units and all below them."""

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
