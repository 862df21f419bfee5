"""Writes about the roles that hold in a unit which is closed, or goes up in another."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, or_, select

from accounts.granting import RoleWish
from accounts.models import RoleGrant
from accounts.operations.people import Author
from accounts.operations.roles import give_role, revoke_role
from core.database import db


def end_roles_in(unit_id: int, author: Author) -> int:
    """Take back the roles that hold in a unit, each on record. How many."""
    grants = _grants_in(unit_id, author)
    for grant in grants:
        revoke_role(grant.id, author, author.session_id)
    return len(grants)


def pass_roles_on(unit_id: int, target_id: int, author: Author) -> int:
    """Let who holds a role in a unit hold it in another from today on, each on record. How many.

    A role of one programme stays one of that programme. Nobody is given a role that she holds
    there already, as widely and as long.
    """
    held = _grants_in(target_id, author)
    grants = _grants_in(unit_id, author)
    end_roles_in(unit_id, author)
    for grant in grants:
        if not any(_includes(each, grant, author.today) for each in held):
            wish = _wish(grant, target_id, author.today)
            give_role([grant.person_id], wish, author, author.session_id)
    return len(grants)


def _wish(grant: RoleGrant, unit_id: int, today: date) -> RoleWish:
    """The same role in another unit, for the days that are left of it."""
    until = grant.valid_to - timedelta(days=1) if grant.valid_to else None
    begins_on = max(grant.valid_from, today)
    return RoleWish(grant.role, unit_id, None, grant.programme_key, begins_on, until)


def _includes(held: RoleGrant, grant: RoleGrant, today: date) -> bool:
    """Whether one grant allows its holder all that another does, as long as that one."""
    is_same = (held.person_id, held.role) == (grant.person_id, grant.role)
    is_as_wide = held.programme_key in (None, grant.programme_key)
    is_as_early = held.valid_from <= max(grant.valid_from, today)
    lasts = held.valid_to is None or (
        grant.valid_to is not None and held.valid_to >= grant.valid_to
    )
    return is_same and is_as_wide and is_as_early and lasts


def _grants_in(unit_id: int, author: Author) -> list[RoleGrant]:
    query = select(RoleGrant).where(RoleGrant.unit_id == unit_id, _is_standing(author))
    return list(db.session.scalars(query.order_by(RoleGrant.id)))


def _is_standing(author: Author) -> ColumnElement[bool]:
    """In force, or to be so later."""
    is_not_over = or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to > author.today)
    return and_(RoleGrant.revoked_at.is_(None), is_not_over)
