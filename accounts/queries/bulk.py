"""SELECTs of many people at once: whom one may change together."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import and_, func, select

from accounts.importing.listing import Listing
from accounts.importing.listing import list_people as list_rows
from accounts.models import Person, Placement, RoleGrant, UnitPeriod
from accounts.queries.importing import list_known_people, read_tree
from accounts.queries.people import PeopleFilter, grant_stands, select_person_ids
from accounts.reach import Reach
from core.database import db
from core.i18n import gettext as _

AT_ONCE = 500  # values in one statement: far below what either database takes


def list_managed_ids(reach: Reach, wanted: PeopleFilter, except_id: int, today: date) -> list[int]:
    """The ids of the people within reach whose accounts one may change; not one's own.

    Whose roles reach further is not among them.
    """
    query = select_person_ids(reach, wanted).where(Person.id != except_id)
    found = set(db.session.scalars(query.where(Person.anonymised_at.is_(None))))
    return sorted(found - _list_beyond(reach, today))


def list_placements(person_ids: Sequence[int]) -> list[Placement]:
    """Where these people work today."""
    found: list[Placement] = []
    for start in range(0, len(person_ids), AT_ONCE):
        query = select(Placement).where(
            Placement.person_id.in_(person_ids[start : start + AT_ONCE]),
            Placement.valid_to.is_(None),
        )
        found += db.session.scalars(query.order_by(Placement.person_id))
    return found


def list_uuids(person_ids: Sequence[int]) -> list[UUID]:
    """The public identifiers of people."""
    found: list[UUID] = []
    for start in range(0, len(person_ids), AT_ONCE):
        some = Person.id.in_(person_ids[start : start + AT_ONCE])
        found += db.session.scalars(select(Person.uuid).where(some).order_by(Person.id))
    return found


def count_with_address(person_ids: Sequence[int]) -> int:
    """How many of these people can sign in and have an e-mail address."""
    count = 0
    for start in range(0, len(person_ids), AT_ONCE):
        some = Person.id.in_(person_ids[start : start + AT_ONCE])
        has = and_(Person.email.is_not(None), Person.deactivated_at.is_(None))
        count += db.session.scalar(select(func.count(Person.id)).where(some, has)) or 0
    return count


def list_chosen(reach: Reach, wanted: PeopleFilter, today: date) -> Listing:
    """The people within reach that a filter finds, as a table that can be imported again."""
    chosen = set(db.session.scalars(select_person_ids(reach, wanted)))
    tree = read_tree(reach)
    people = [each for each in list_known_people(tree, reach, today) if each.id in chosen]
    return list_rows(_("People"), people, tree)


def _list_beyond(reach: Reach, today: date) -> set[int]:
    if reach.is_whole:
        return set()
    is_current = and_(UnitPeriod.unit_id == RoleGrant.unit_id, UnitPeriod.valid_to.is_(None))
    query = (
        select(RoleGrant.person_id, RoleGrant.unit_id, UnitPeriod.path)
        .outerjoin(UnitPeriod, is_current)
        .where(grant_stands(today))
        .order_by(RoleGrant.id)
    )
    return {row.person_id for row in db.session.execute(query) if not reach.covers_all([row])}
