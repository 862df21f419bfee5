"""SELECTs about people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
)

from accounts import names
from accounts.models import (
    Organisation,
    Person,
    Placement,
    RoleGrant,
    SignInSession,
    UnitPeriod,
)
from accounts.people_order import PeopleOrder
from accounts.queries.units import CurrentUnit, find_unit_by_id
from accounts.reach import Reach
from core.database import db
from core.pages import Page

PAGE_SIZE = 50
LISTED = (
    Person.uuid,
    Person.full_name,
    Person.username,
    Person.employee_code,
    UnitPeriod.name,
    Placement.position,
    Person.deactivated_at,
)
Placed = TypeVar("Placed", bound=Select[*tuple[Any, ...]])
IS_CURRENT_PLACEMENT = and_(Placement.person_id == Person.id, Placement.valid_to.is_(None))
IS_CURRENT_UNIT = and_(UnitPeriod.unit_id == Placement.unit_id, UnitPeriod.valid_to.is_(None))


@dataclass(frozen=True)
class PeopleFilter:
    """Which people: words of name, username or code; a unit's path; which state; a role held.

    `uuids` names them one by one. `today` is the day on which the role is held.
    """

    words: str = ""
    unit_path: str | None = None
    state: str = "active"
    role: str = ""
    today: date | None = None
    uuids: frozenset[UUID] | None = None


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
    was_in: bool = True
    held: str | None = None

    @property
    def roles(self) -> list[str]:
        """The roles in force, each once."""
        return sorted(set(self.held.split(","))) if self.held else []


@dataclass(frozen=True)
class PersonAccount:
    """A person with the place where she works today."""

    person: Person
    placement: Placement | None
    unit: CurrentUnit | None


def find_organisation() -> Organisation | None:
    """The organisation of this installation, once it is set up."""
    return db.session.get(Organisation, 1)


def find_person(uuid: UUID) -> Person | None:
    """The person with this public identifier."""
    return db.session.scalars(select(Person).where(Person.uuid == uuid)).first()


def find_person_by_username(username: str) -> Person | None:
    """The person with this username, written as the database keeps it."""
    return db.session.scalars(select(Person).where(Person.username == username)).first()


def hold_people(person_ids: Sequence[int]) -> None:
    """Let nobody else change these people until this transaction ends."""
    query = select(Person.id).where(Person.id.in_(person_ids)).order_by(Person.id)
    db.session.execute(query.with_for_update(key_share=True)).all()


def list_due_to_leave(today: date) -> list[int]:
    """The ids of those whose last day is over and whose accounts are open."""
    query = select(Person.id).where(Person.deactivated_at.is_(None), Person.ended_on < today)
    return list(db.session.scalars(query.order_by(Person.id)))


def find_placement(person_id: int) -> Placement | None:
    """Where this person works today, read anew."""
    query = select(Placement).where(Placement.person_id == person_id, Placement.valid_to.is_(None))
    return db.session.scalars(query.execution_options(populate_existing=True)).first()


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


def list_people(
    reach: Reach, wanted: PeopleFilter, number: int, order: PeopleOrder | None = None
) -> Page[PersonRow]:
    """One page of the people within reach; by default as a Vietnamese register sorts them."""
    conditions = _conditions(reach, wanted)
    total = count_people(reach, wanted)
    number = min(number, max(1, -(-total // PAGE_SIZE)))
    query = (
        _placed(select(*LISTED, _was_in(), _held_roles(wanted.today)))
        .where(*conditions)
        .order_by(*_order(order or PeopleOrder()), Person.sort_key, Person.id)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    rows = [PersonRow(*row) for row in db.session.execute(query)]
    return Page(rows, number, PAGE_SIZE, total)


def count_people(reach: Reach, wanted: PeopleFilter) -> int:
    """How many people within reach there are; of the whole, without asking where they work."""
    query = select(func.count(Person.id))
    if not reach.is_whole or wanted.unit_path:
        query = _placed(query)
    return db.session.scalar(query.where(*_conditions(reach, wanted))) or 0


def select_person_ids(reach: Reach, wanted: PeopleFilter) -> Select[*tuple[int]]:
    """The SELECT of the ids of the people within reach."""
    return _placed(select(Person.id)).where(*_conditions(reach, wanted))


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


def is_within(reach: Reach) -> list[ColumnElement[bool]]:
    """The conditions that somebody works within reach, where the unit's period is joined."""
    if reach.is_whole:
        return []
    below = [UnitPeriod.path.startswith(path, autoescape=True) for path in reach.paths]
    return [or_(*below) if below else ~true()]


def _conditions(reach: Reach, wanted: PeopleFilter) -> list[ColumnElement[bool]]:
    conditions = is_within(reach)
    conditions += [_contains(word) for word in wanted.words.split()[:8]]
    if wanted.unit_path:
        conditions.append(UnitPeriod.path.startswith(wanted.unit_path, autoescape=True))
    if wanted.role and wanted.today:
        conditions.append(_holds(wanted.role, wanted.today))
    if wanted.uuids is not None:
        conditions.append(Person.uuid.in_(sorted(wanted.uuids)))
    return conditions + _in_state(wanted.state)


def _in_state(state: str) -> list[ColumnElement[bool]]:
    """The conditions of a state; `never`: active, and never signed in. The anonymous are none."""
    if state == "active":
        return [Person.deactivated_at.is_(None)]
    if state == "deactivated":
        return [Person.deactivated_at.is_not(None), Person.anonymised_at.is_(None)]
    if state == "never":
        return [Person.deactivated_at.is_(None), ~_was_in()]
    return [Person.anonymised_at.is_(None)]


def _was_in() -> ColumnElement[bool]:
    return exists().where(SignInSession.person_id == Person.id)


def _held_roles(today: date | None) -> ColumnElement[str | None]:
    """The roles somebody holds today, commas between them."""
    joined = select(func.aggregate_strings(RoleGrant.role, ","))
    if today is None:
        return joined.where(false()).scalar_subquery()
    held = joined.where(RoleGrant.person_id == Person.id, grant_is_in_force(today))
    return held.correlate(Person).scalar_subquery()


def _holds(role: str, today: date) -> ColumnElement[bool]:
    return Person.id.in_(
        select(RoleGrant.person_id).where(RoleGrant.role == role, grant_is_in_force(today))
    )


def _order(order: PeopleOrder) -> list[ColumnElement[Any]]:
    if order.column == "name":
        return [Person.sort_key.desc()] if order.is_descending else []
    column: Any = Person.employee_code
    if order.column == "unit":
        if not order.unit_ids:
            return []
        ranks = {unit_id: rank for rank, unit_id in enumerate(order.unit_ids)}
        column = case(ranks, value=Placement.unit_id)
    return [(column.desc() if order.is_descending else column.asc()).nulls_last()]


def grant_is_in_force(today: date) -> ColumnElement[bool]:
    """The condition that a grant holds today."""
    return and_(RoleGrant.valid_from <= today, grant_stands(today))


def grant_stands(today: date) -> ColumnElement[bool]:
    """The condition that a grant holds today or will."""
    is_open = or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to > today)
    return and_(RoleGrant.revoked_at.is_(None), is_open)


def _contains(word: str) -> ColumnElement[bool]:
    """A word of the name begins so, or the username does, or the code holds it."""
    return or_(
        (literal(" ") + Person.search_key).contains(f" {names.fold(word)}", autoescape=True),
        Person.username.startswith(word.casefold(), autoescape=True),
        Person.employee_code.contains(word.upper(), autoescape=True),
    )
