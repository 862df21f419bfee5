"""SELECTs about people."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, true

from accounts import names
from accounts.models import (
    Organisation,
    Person,
    Placement,
    RoleGrant,
    UnitPeriod,
)
from accounts.queries.units import CurrentUnit, find_unit_by_id
from accounts.reach import Reach
from core.database import db
from core.pages import Page

PAGE_SIZE = 50
Placed = TypeVar("Placed", bound=Select[*tuple[Any, ...]])
IS_CURRENT_PLACEMENT = and_(Placement.person_id == Person.id, Placement.valid_to.is_(None))
IS_CURRENT_UNIT = and_(UnitPeriod.unit_id == Placement.unit_id, UnitPeriod.valid_to.is_(None))


@dataclass(frozen=True)
class PeopleFilter:
    """Which people to list: words of name, username or code; a unit's path; which state."""

    words: str = ""
    unit_path: str | None = None
    state: str = "active"


@dataclass(frozen=True)
class PersonRow:
    """A person in a list."""

    uuid: UUID
    full_name: str
    username: str
    employee_code: str | None
    unit_name: str | None
    position: str | None
    deactivated_at: datetime | None


@dataclass(frozen=True)
class PersonAccount:
    """A person with the place where she works today."""

    person: Person
    placement: Placement | None
    unit: CurrentUnit | None


@dataclass(frozen=True)
class HeldRole:
    """A role somebody holds today; without a unit it holds everywhere."""

    role: str
    unit_id: int | None
    unit_name: str | None
    path: str | None
    valid_from: date


def find_organisation() -> Organisation | None:
    """The organisation of this installation, once it is set up."""
    return db.session.get(Organisation, 1)


def find_person(uuid: UUID) -> Person | None:
    """The person with this public identifier."""
    return db.session.scalars(select(Person).where(Person.uuid == uuid)).first()


def find_person_by_username(username: str) -> Person | None:
    """The person with this username, written as the database keeps it."""
    return db.session.scalars(select(Person).where(Person.username == username)).first()


def find_placement(person_id: int) -> Placement | None:
    """Where this person works today."""
    query = select(Placement).where(Placement.person_id == person_id, Placement.valid_to.is_(None))
    return db.session.scalars(query).first()


def find_account(uuid: UUID, reach: Reach) -> PersonAccount | None:
    """The person with this public identifier, if she works within reach."""
    query = (
        select(Person, Placement)
        .outerjoin(Placement, IS_CURRENT_PLACEMENT)
        .where(Person.uuid == uuid)
    )
    row = db.session.execute(query).first()
    if row is None:
        return None
    person, placement = row
    unit = find_unit_by_id(placement.unit_id) if placement else None
    if not reach.covers(unit.path if unit else None):
        return None
    return PersonAccount(person, placement, unit)


def list_people(reach: Reach, wanted: PeopleFilter, number: int) -> Page[PersonRow]:
    """One page of the people within reach, as a Vietnamese register sorts them."""
    conditions = _conditions(reach, wanted)
    total = db.session.scalar(_placed(select(func.count(Person.id))).where(*conditions)) or 0
    last = max(1, -(-total // PAGE_SIZE))
    number = min(number, last)
    columns = (
        Person.uuid,
        Person.full_name,
        Person.username,
        Person.employee_code,
        UnitPeriod.name,
        Placement.position,
        Person.deactivated_at,
    )
    query = (
        _placed(select(*columns))
        .where(*conditions)
        .order_by(Person.sort_key, Person.id)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    rows = [PersonRow(*row) for row in db.session.execute(query)]
    return Page(rows, number, PAGE_SIZE, total)


def list_held_roles(person_id: int, today: date) -> list[HeldRole]:
    """The roles somebody holds today, where, and since when."""
    query = (
        select(
            RoleGrant.role,
            RoleGrant.unit_id,
            UnitPeriod.name,
            UnitPeriod.path,
            RoleGrant.valid_from,
        )
        .outerjoin(
            UnitPeriod,
            and_(UnitPeriod.unit_id == RoleGrant.unit_id, UnitPeriod.valid_to.is_(None)),
        )
        .where(RoleGrant.person_id == person_id, *_grant_is_valid(today))
        .order_by(RoleGrant.id)
    )
    return [HeldRole(*row) for row in db.session.execute(query)]


def list_whole_administrators(today: date) -> list[int]:
    """The ids of all who may administer everything today; their grants are held fast.

    Of two administrators who deactivate each other at once, the second finds the first gone.
    """
    query = (
        select(Person.id)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(RoleGrant.role == "administrator", RoleGrant.unit_id.is_(None))
        .where(Person.deactivated_at.is_(None), *_grant_is_valid(today))
        .order_by(Person.id)
    )
    return list(db.session.scalars(query.with_for_update()))


def list_taken_identifiers(identifiers: dict[str, str | None], except_id: int) -> set[str]:
    """Which of `username`, `employee_code` and `email` somebody else signs in with already.

    A name is also taken where it is another person's code or address, since each of the three
    is good for signing in.
    """
    values = [value for value in identifiers.values() if value]
    spellings = {spelling for value in values for spelling in (value, value.lower(), value.upper())}
    columns = (Person.username, Person.employee_code, Person.email)
    query = (
        select(*columns)
        .where(Person.id != except_id, or_(*(column.in_(spellings) for column in columns)))
        .order_by(Person.id)
    )
    used = {value.casefold() for row in db.session.execute(query) for value in row if value}
    return {name for name, value in identifiers.items() if value and value.casefold() in used}


def _placed(query: Placed) -> Placed:
    return query.outerjoin(Placement, IS_CURRENT_PLACEMENT).outerjoin(UnitPeriod, IS_CURRENT_UNIT)


def _conditions(reach: Reach, wanted: PeopleFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [_contains(word) for word in wanted.words.split()[:8]]
    if not reach.is_whole:
        below = [UnitPeriod.path.startswith(path, autoescape=True) for path in reach.paths]
        conditions.append(or_(*below) if below else ~true())
    if wanted.unit_path:
        conditions.append(UnitPeriod.path.startswith(wanted.unit_path, autoescape=True))
    if wanted.state == "active":
        conditions.append(Person.deactivated_at.is_(None))
    elif wanted.state == "deactivated":
        conditions.append(Person.deactivated_at.is_not(None))
    return conditions


def _contains(word: str) -> ColumnElement[bool]:
    """A word of the name begins so, or the username does, or the code holds it."""
    return or_(
        (literal(" ") + Person.search_key).contains(f" {names.fold(word)}", autoescape=True),
        Person.username.startswith(word.casefold(), autoescape=True),
        Person.employee_code.contains(word.upper(), autoescape=True),
    )


def _grant_is_valid(today: date) -> tuple[ColumnElement[bool], ...]:
    return (
        RoleGrant.valid_from <= today,
        or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to > today),
    )
