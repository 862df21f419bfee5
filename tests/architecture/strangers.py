"""Ways to ask for what is somebody else's behind a question mark or in a field.

Each is tried with what stands in the foreign place, and with what stands nowhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.architecture.access import NOBODY
from tests.architecture.scopes import Place

# What stands nowhere, looking like what stands somewhere.
NOWHERE = Place(
    unit_key="unit-0",
    unit_name="Cơ sở Không",
    closed_key="unit-00",
    person_uuid=NOBODY,
    person_name="Trần Thị Ngườikhông",
    person_code="NV00000",
    course_key="khong-7",
    essay_uuid=NOBODY,
    gap_key="khong-co",
)
TODAY = "2026-11-20"
# Fields of addresses, with what of a place is put into them.
QUERIES = (
    ("words", "person_name"),
    ("words", "person_code"),
    ("q", "person_name"),
    ("q", "person_code"),
    ("unit", "unit_key"),
    ("unit", "unit_name"),
    ("parent", "unit_key"),
    ("person", "person_uuid"),
    ("course", "course_key"),
    ("sort", "unit_key"),
    ("page", "person_code"),
)
SOMEBODY = {"full_name": "Lê Thị Mới", "username": "moi", "sex": "female", "language": "vi"}
MANAGER = {"role": "manager", "begins_on": TODAY, "until": ""}
OWN_PERSON, OWN_UNIT, CHILD, CLOSED = "{person}", "{unit}", "{child}", "{closed}"
ONE, WHOLE = {"count": "1"}, {"whom": "all", "filter-state": "all"}


@dataclass(frozen=True)
class Attempt:
    """A form in whose field `name` something foreign is put.

    `fields` are the others, `about` stands in the address; a value in braces is one's own.
    """

    route: str
    name: str
    put: str
    fields: Mapping[str, str] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)
    role: str = "administrator"


PERSON, UNIT = {"uuid": OWN_PERSON}, {"key": CHILD}
ATTEMPTS = (
    Attempt("accounts.add_person", "unit", "unit_key", SOMEBODY | {"uuid": NOBODY}),
    Attempt("accounts.change_person", "unit", "unit_key", SOMEBODY | {"uuid": NOBODY}, PERSON),
    Attempt("accounts.grant_role", "unit", "unit_key", MANAGER, PERSON),
    *(
        Attempt("accounts.bulk", "person", "person_uuid", {"action": action})
        for action in ("slips", "deactivate", "move", "role", "export")
    ),
    Attempt("accounts.bulk", "filter-unit", "unit_key", WHOLE | {"action": "export"}),
    Attempt("accounts.bulk", "filter-words", "person_name", WHOLE | {"action": "export"}),
    Attempt("accounts.bulk_deactivate", "person", "person_uuid", ONE),
    Attempt("accounts.bulk_move", "person", "person_uuid", ONE | {"unit": OWN_UNIT}),
    Attempt("accounts.bulk_move", "unit", "unit_key", ONE | {"person": OWN_PERSON}),
    Attempt("accounts.bulk_role", "person", "person_uuid", ONE | MANAGER | {"unit": OWN_UNIT}),
    Attempt("accounts.bulk_role", "unit", "unit_key", ONE | MANAGER | {"person": OWN_PERSON}),
    Attempt("accounts.bulk_export", "person", "person_uuid"),
    Attempt("accounts.print_slips", "person", "person_uuid"),
    Attempt("accounts.add_unit", "parent", "unit_key", {"name": "Tổ Mới", "uuid": NOBODY}),
    Attempt("accounts.change_unit", "parent", "unit_key", {"name": "Tổ", "uuid": NOBODY}, UNIT),
    Attempt("accounts.merge_unit", "target", "unit_key", {}, UNIT),
    Attempt("accounts.reopen_unit", "target", "unit_key", {}, {"key": CLOSED}),
    Attempt(
        "reports.new_goal_submit",
        "unit",
        "unit_key",
        {"course": "basics", "target_percent": "90", "due_on": "2026-12-31"},
        role="organiser",
    ),
)

PERSON_THERE, UNIT_THERE, TOP_UNIT = "{foreign_person}", "{foreign_unit}", "{top}"
WHO_THERE, COURSE_THERE = {"uuid": PERSON_THERE}, {"key": "khac-7"}


@dataclass(frozen=True)
class Event:
    """Something that is done in the foreign place by whose role reaches everywhere."""

    route: str
    fields: Mapping[str, str] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)
    role: str = "administrator"


ELSEWHERE = (
    *(
        Event("accounts.add_person", SOMEBODY | {"username": name, "unit": UNIT_THERE})
        for name in ("moi-1", "moi-2")
    ),
    Event("accounts.grant_role", MANAGER | {"unit": UNIT_THERE}, WHO_THERE),
    Event("accounts.deactivate_person", {}, WHO_THERE),
    Event("accounts.add_unit", {"name": "Tổ Xa", "parent": UNIT_THERE, "uuid": NOBODY}),
    Event(
        "accounts.change_unit", {"name": "Cơ sở Ba mới", "parent": TOP_UNIT}, {"key": UNIT_THERE}
    ),
    Event(
        "reports.change_goal_submit",
        {"target_percent": "55", "due_on": "2026-12-30"},
        {"course_key": "basics", "unit_key": UNIT_THERE},
        role="organiser",
    ),
    Event(
        "studio.save_file",
        {"source": "x", "version": "1"},
        COURSE_THERE | {"path": "lessons/01-lesson-1.md"},
        role="trainer",
    ),
)
