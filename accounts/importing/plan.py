"""What would become of a file: decided row by row, before anything is written."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any

from accounts.importing.problems import Problem
from accounts.importing.tree import UnitTree

ADD, CHANGE, MOVE, UNCHANGED, REFUSED = "add", "change", "move", "unchanged", "refused"
ACTIONS = (ADD, CHANGE, MOVE, UNCHANGED, REFUSED)
FIELDS = (
    "full_name",
    "username",
    "employee_code",
    "sex",
    "birth_year",
    "email",
    "phone",
    "rank",
    "language",
    "started_on",
    "ended_on",
)
IDENTIFIERS = ("employee_code", "email", "username")


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody in Sen. `is_within`: within reach; `is_managed`: no role reaches beyond it."""

    id: int
    username: str
    employee_code: str | None
    full_name: str
    sex: str
    birth_year: int | None
    email: str | None
    phone: str | None
    rank: str
    language: str
    started_on: date | None
    ended_on: date | None
    is_active: bool
    unit_id: int | None
    position: str
    placed_on: date | None
    is_within: bool = True
    is_managed: bool = True


@dataclass(frozen=True)
class World:
    """What a file is held against. `administrators`: who may administer everything.

    `facts` is what all this was made from, by which it is told later whether it still holds.
    """

    people: Sequence[KnownPerson]
    tree: UnitTree
    today: date
    author_id: int | None = None
    administrators: frozenset[int] = frozenset()
    creates_units: bool = False
    language: str = "vi"
    facts: object = None


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """What becomes of one row.

    `values` are the columns to write: all of somebody new, else what changes. `unit` is where
    she works from now on, None where her place stays: an id, or -1, -2, … for new units.
    """

    number: int
    action: str
    name: str
    person_id: int | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    before: Mapping[str, Any] = field(default_factory=dict)
    unit: int | None = None
    position: str = ""
    former_unit: int | None = None
    former_position: str = ""
    closes: bool = False


@dataclass(frozen=True)
class NewUnit:
    """A unit to make under another, which may be new itself (-1 is the first of them)."""

    parent: int
    name: str


@dataclass(frozen=True)
class Plan:
    """Everything that would become of a file of people."""

    rows: Sequence[PersonPlan]
    new_units: Sequence[NewUnit]
    missing: Sequence[KnownPerson]
    problems: Sequence[Problem]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows come to what; and how many people are in Sen but not in the file."""
        counted = Counter(row.action for row in self.rows)
        counts = {action: counted[action] for action in ACTIONS}
        closed = sum(row.closes for row in self.rows)
        return counts | {
            "missing": len(self.missing),
            "deactivate": closed,
            "new_units": len(self.needed_units()),
        }

    def needed_units(self) -> list[int]:
        """The references (-1, -2, …) of the new units to make, each after the one above it.

        Those that only refused rows name are not made.
        """
        needed: set[int] = set()
        for row in self.rows:
            reference = row.unit or 0
            while reference < 0 and reference not in needed:
                needed.add(reference)
                reference = self.new_units[-reference - 1].parent
        return sorted(needed, reverse=True)

    @property
    def is_refused(self) -> bool:
        """Whether something is wrong that keeps rows out."""
        return any(problem.severity == "error" for problem in self.problems)

    def digest(self) -> str:
        """Changes where anything that would be written changes."""
        sign = hashlib.sha256()
        names = [field.name for field in fields(PersonPlan)]
        for row in self.rows:  # one at a time: all of it as one text is large
            if row.action not in (UNCHANGED, REFUSED):
                sign.update(_as_bytes([getattr(row, name) for name in names]))
        sign.update(_as_bytes([asdict(unit) for unit in self.new_units]))
        sign.update(_as_bytes([problem.as_json() for problem in self.problems]))
        return sign.hexdigest()


def _as_bytes(value: Any) -> bytes:
    return json.dumps(value, default=str, sort_keys=True).encode() + b"\n"
