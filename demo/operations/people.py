"""Writes of units, people, where they work and what they may do."""

from datetime import date, datetime
from typing import Any

from accounts.models import Organisation, Person, Placement, RoleGrant, Unit, UnitPeriod
from accounts.names import fold, sort_key
from accounts.passwords import hash_password
from core.database import db
from demo import queries
from demo.accounts import ACCOUNTS, PASSWORD
from demo.operations.rows import insert_rows
from demo.organisation import OrganisationPlan, PlannedPerson, PlannedUnit

MAIL_DOMAIN = "senhong.example"


def save_organisation(plan: OrganisationPlan, units_since: date, at: datetime) -> None:
    """Write units and people, and mark the database as a demo."""
    db.session.add(Organisation(id=1, name=plan.units[0].name, is_demo=True, created_at=at))
    db.session.flush()
    _save_units(plan.units, units_since, at)
    _save_people(plan.people, at)


def _save_units(units: tuple[PlannedUnit, ...], since: date, at: datetime) -> None:
    insert_rows(Unit, [{"key": unit.key, "created_at": at} for unit in units])
    unit_ids = queries.list_unit_ids()
    root_id = unit_ids[units[0].key]
    rows = [
        {
            "unit_id": unit_ids[unit.key],
            "parent_id": root_id if position else None,
            "name": unit.name,
            "kind": unit.kind,
            "path": f"/{root_id}/{unit_ids[unit.key]}/" if position else f"/{root_id}/",
            "position": position,
            "valid_from": since,
        }
        for position, unit in enumerate(units)
    ]
    insert_rows(UnitPeriod, rows)


def _save_people(people: tuple[PlannedPerson, ...], at: datetime) -> None:
    password_hash = hash_password(PASSWORD)
    insert_rows(Person, [_person_row(person, password_hash, at) for person in people])
    person_ids, unit_ids = queries.list_person_ids(), queries.list_unit_ids()
    placements: list[dict[str, Any]] = []
    for person in people:
        placements += _placement_rows(person, person_ids[person.username], unit_ids)
    insert_rows(Placement, placements)
    insert_rows(RoleGrant, _role_rows(person_ids, unit_ids, at))


def _person_row(person: PlannedPerson, password_hash: str, at: datetime) -> dict[str, Any]:
    """Only the accounts that are shown have a password: nobody else can sign in."""
    return {
        "uuid": person.uuid,
        "username": person.username,
        "employee_code": person.employee_code,
        "full_name": person.full_name,
        "sort_key": sort_key(person.full_name),
        "search_key": fold(person.full_name),
        "sex": person.sex,
        "birth_year": person.birth_year,
        "email": f"{person.username}@{MAIL_DOMAIN}",
        "password_hash": password_hash if person.account else None,
        "created_at": at,
    }


def _placement_rows(
    person: PlannedPerson, person_id: int, unit_ids: dict[str, int]
) -> list[dict[str, Any]]:
    periods: list[tuple[str, date, date | None]] = [(person.unit_key, person.since, None)]
    if person.former_unit_key:
        first_day = person.since.replace(month=1, day=1)
        periods.insert(0, (person.former_unit_key, first_day, person.since))
    return [
        {
            "person_id": person_id,
            "unit_id": unit_ids[unit_key],
            "position": person.position,
            "valid_from": valid_from,
            "valid_to": valid_to,
        }
        for unit_key, valid_from, valid_to in periods
    ]


def _role_rows(
    person_ids: dict[str, int], unit_ids: dict[str, int], at: datetime
) -> list[dict[str, Any]]:
    return [
        {
            "person_id": person_ids[account.username],
            "role": role,
            "unit_id": unit_ids[unit_key] if unit_key else None,
            "valid_from": at.date(),
            "granted_at": at,
        }
        for account in ACCOUNTS
        for role, unit_key in account.roles
    ]
