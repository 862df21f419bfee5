"""Whose completions somebody may see: the units of their roles, and all below these."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.identity import RoleScope

READERS = ("manager", "organiser", "inspector")
# Of a sensitive course these alone see who has completed it.
LISTERS = ("manager", "organiser")
GOAL_SETTERS = ("organiser",)


@dataclass(frozen=True)
class Scope:
    """The paths of the topmost units seen, none inside another; None is the whole organisation."""

    paths: tuple[str, ...] | None

    def covers(self, path: str) -> bool:
        """Whether the unit at `path` is one of these, or below one."""
        return self.paths is None or path.startswith(self.paths)


def scope_of(scopes: Iterable[RoleScope]) -> Scope:
    """What these scopes of roles cover together.

    A role that holds in a unit which is closed today has a unit but no path: it covers nothing,
    unlike a role without a unit, which covers everything.
    """
    held = tuple(scopes)
    if any(scope.unit_id is None for scope in held):
        return Scope(None)
    tops: list[str] = []
    for path in sorted(scope.path for scope in held if scope.path is not None):
        if not path.startswith(tuple(tops)):
            tops.append(path)
    return Scope(tuple(tops))


def unit_ids_on(path: str) -> list[int]:
    """The units from the root to the one at `path`, itself last."""
    return [int(part) for part in path.strip("/").split("/")]
