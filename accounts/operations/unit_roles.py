"""Writes about the roles that hold in a unit which is closed, or goes up in another."""

from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select

from accounts.models import RoleGrant
from accounts.operations.people import Author
from core.database import db


def end_roles_in(unit_id: int, author: Author) -> int:
    """Let the roles in force in a unit end today; what was held stays on record. How many."""
    grants = _grants_in(unit_id, author)
    for grant in grants:
        grant.revoked_at = author.at
        grant.revoked_by_id = author.person_id
    db.session.flush()
    return len(grants)


def pass_roles_on(unit_id: int, target_id: int, author: Author) -> int:
    """Let who holds a role in a unit hold it in another from today on. How many.

    A role of one programme stays one of that programme. Nobody is given a role that she holds
    there already, as widely and as long.
    """
    held = _grants_in(target_id, author)
    grants = _grants_in(unit_id, author)
    end_roles_in(unit_id, author)
    for grant in grants:
        if not any(_includes(each, grant, author.today) for each in held):
            db.session.add(
                RoleGrant(
                    person_id=grant.person_id,
                    role=grant.role,
                    unit_id=target_id,
                    programme_key=grant.programme_key,
                    valid_from=max(grant.valid_from, author.today),
                    valid_to=grant.valid_to,
                    granted_at=author.at,
                    granted_by_id=author.person_id,
                )
            )
    db.session.flush()
    return len(grants)


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
