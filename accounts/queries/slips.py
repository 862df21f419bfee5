"""SELECTs about slips: whose code it is, what a slip says, who renewed a password."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import aliased

from accounts import activation_codes
from accounts.models import (
    ActivationCode,
    Organisation,
    Person,
    Placement,
    RoleGrant,
    SignInSession,
    UnitPeriod,
)
from accounts.queries.people import IS_CURRENT_PLACEMENT, IS_CURRENT_UNIT
from accounts.reach import Reach
from core.database import db

AT_ONCE = 500  # values in one statement: far below what either database takes


@dataclass(frozen=True)
class SlipPerson:
    """What a slip says of a person."""

    id: int
    full_name: str
    username: str
    unit_name: str | None


@dataclass(frozen=True)
class Redemption:
    """A code by which a password was set: when, which kind, who had made it."""

    id: int
    purpose: str
    channel: str
    used_at: datetime | None
    by_name: str | None
    is_own: bool


def is_open(at: datetime) -> tuple[ColumnElement[bool], ...]:
    """Conditions under which a code is good."""
    code = ActivationCode
    return (code.used_at.is_(None), code.withdrawn_at.is_(None), code.expires_at > at)


def find_code_person(typed: str, at: datetime) -> Person | None:
    """Whose code was typed, while it is good and she may sign in."""
    hashes = [activation_codes.hash_code(code) for code in activation_codes.readings(typed)]
    query = (
        select(Person)
        .join(ActivationCode, ActivationCode.person_id == Person.id)
        .where(ActivationCode.code_hash.in_(hashes), *is_open(at))
        .where(Person.deactivated_at.is_(None))
        .order_by(ActivationCode.id)
        .limit(1)
    )
    return db.session.scalars(query).first() if hashes else None


def find_redeemer(typed: str, since: datetime) -> Person | None:
    """Who redeemed the code that was typed, if that was after `since`."""
    hashes = [activation_codes.hash_code(code) for code in activation_codes.readings(typed)]
    query = (
        select(Person)
        .join(ActivationCode, ActivationCode.person_id == Person.id)
        .where(ActivationCode.code_hash.in_(hashes), ActivationCode.used_at > since)
        .order_by(ActivationCode.id)
        .limit(1)
    )
    return db.session.scalars(query).first() if hashes else None


def list_by_ids(person_ids: Collection[int]) -> list[Person]:
    """These people, by id."""
    found: list[Person] = []
    wanted = sorted(set(person_ids))
    for start in range(0, len(wanted), AT_ONCE):
        query = select(Person).where(Person.id.in_(wanted[start : start + AT_ONCE]))
        found += db.session.scalars(query.order_by(Person.id).with_for_update())
    return found


def list_slip_people(person_ids: Collection[int]) -> list[SlipPerson]:
    """What slips say of these people, as they are handed out: by unit, then by name."""
    rows: list[Any] = []
    wanted = sorted(set(person_ids))
    for start in range(0, len(wanted), AT_ONCE):
        query = (
            select(Person.id, Person.full_name, Person.username, UnitPeriod.name)
            .add_columns(UnitPeriod.path, Person.sort_key)
            .outerjoin(Placement, IS_CURRENT_PLACEMENT)
            .outerjoin(UnitPeriod, IS_CURRENT_UNIT)
            .where(Person.id.in_(wanted[start : start + AT_ONCE]))
            .order_by(Person.id)
        )
        rows += db.session.execute(query).all()
    rows.sort(key=lambda row: (row.path or "", row.sort_key, row.id))
    return [SlipPerson(row[0], row[1], row[2], row[3]) for row in rows]


def list_slip_candidates(
    uuids: Collection[UUID], reach: Reach, except_id: int, today: date
) -> list[int]:
    """Of the people named those whose accounts one may manage and who may sign in; not oneself.

    Whose roles reach beyond `reach` is not among them.
    """
    found: list[int] = []
    wanted = sorted(set(uuids))
    within = (
        [UnitPeriod.path.startswith(path, autoescape=True) for path in reach.paths]
        if not reach.is_whole
        else []
    )
    for start in range(0, len(wanted), AT_ONCE):
        query = (
            select(Person.id)
            .outerjoin(Placement, IS_CURRENT_PLACEMENT)
            .outerjoin(UnitPeriod, IS_CURRENT_UNIT)
            .where(Person.uuid.in_(wanted[start : start + AT_ONCE]), Person.id != except_id)
            .where(Person.deactivated_at.is_(None))
        )
        if not reach.is_whole:
            query = query.where(or_(false(), *within))
        found += db.session.scalars(query.order_by(Person.id))
    beyond = _list_beyond(reach, today)
    return sorted(set(found) - beyond)


def _list_beyond(reach: Reach, today: date) -> set[int]:
    """Who holds a role that reaches beyond `reach`; nobody where it is the whole."""
    if reach.is_whole:
        return set()
    query = (
        select(RoleGrant.person_id, RoleGrant.unit_id, UnitPeriod.path)
        .outerjoin(
            UnitPeriod,
            and_(UnitPeriod.unit_id == RoleGrant.unit_id, UnitPeriod.valid_to.is_(None)),
        )
        .where(RoleGrant.revoked_at.is_(None))
        .where(or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to > today))
        .order_by(RoleGrant.id)
    )
    return {row.person_id for row in db.session.execute(query) if not reach.covers_all([row])}


def list_people_for_slips(unit_path: str | None, new_only: bool) -> list[int]:
    """Everybody who may sign in, in a unit and below where one is named; or only who never did."""
    query = (
        select(Person.id)
        .outerjoin(Placement, IS_CURRENT_PLACEMENT)
        .outerjoin(UnitPeriod, IS_CURRENT_UNIT)
        .where(Person.deactivated_at.is_(None))
    )
    if unit_path:
        query = query.where(UnitPeriod.path.startswith(unit_path, autoescape=True))
    if new_only:
        has_been_in = select(SignInSession.id).where(SignInSession.person_id == Person.id)
        query = query.where(Person.password_hash.is_(None), ~has_been_in.exists())
    return list(db.session.scalars(query.order_by(Person.id)))


def list_unseen_redemptions(person_id: int) -> list[Redemption]:
    """How one's password was renewed, the last first, until one put it away.

    The first sign-in by a slip is news to nobody, unless a second code was needed after it.
    """
    maker = aliased(Person)
    code = ActivationCode
    query = (
        select(code.id, code.purpose, code.channel, code.used_at, maker.full_name)
        .add_columns(func.coalesce(code.created_by_id == person_id, false()))
        .outerjoin(maker, maker.id == code.created_by_id)
        .where(code.person_id == person_id, code.used_at.is_not(None), code.seen_at.is_(None))
        .order_by(code.used_at.desc(), code.id.desc())
    )
    rows: list[Any] = list(db.session.execute(query))
    found = [Redemption(*row) for row in rows]
    return [] if [each.purpose for each in found] == ["activation"] else found


def count_mailed_codes(person_id: int, since: datetime) -> int:
    """How many links were mailed to somebody since then."""
    code = ActivationCode
    query = select(func.count(code.id)).where(
        code.person_id == person_id, code.channel == "mail", code.created_at > since
    )
    return db.session.scalar(query) or 0


def list_own_words(person_id: int) -> list[str]:
    """What others know of somebody, which makes no good password."""
    query = (
        select(Person.username, Person.full_name, Person.employee_code, Person.email, Person.phone)
        .add_columns(UnitPeriod.name, Organisation.name)
        .outerjoin(Placement, IS_CURRENT_PLACEMENT)
        .outerjoin(UnitPeriod, IS_CURRENT_UNIT)
        .outerjoin(Organisation, Organisation.id == 1)
        .where(Person.id == person_id)
    )
    row = db.session.execute(query).first()
    return [value for value in row if value] if row else []
