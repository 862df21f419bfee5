"""Writes about roles: given to one or many, taken back. What was held stays on record."""

from collections.abc import Collection, Iterable

from sqlalchemy import delete, insert, select

from accounts import audit_actions, queries
from accounts.events import AccountChanged
from accounts.granting import RoleWish
from accounts.models import ImportRun, RoleGrant
from accounts.operations.auditing import note
from accounts.operations.people import Author, LastAdministrator, UnitClosed
from accounts.operations.sign_in import end_sessions_of
from accounts.queries.units import get_unit_key
from core.database import db
from core.events import publish

AT_ONCE = 500  # values in one statement: far below what either database takes


def grant_role(person_id: int, role: str, unit_id: int | None, author: Author) -> None:
    """Let somebody do what `role` allows from today on, in a unit and below or everywhere."""
    give_role([person_id], RoleWish(role, unit_id, None, None, author.today, None), author)


def give_role(
    person_ids: Collection[int], wish: RoleWish, author: Author, kept_session_id: int | None = None
) -> int:
    """Give people a role; how many did not hold it in just this way. Their sessions end.

    `kept_session_id` is the author's own, for who gives herself a role. Raises UnitClosed.
    """
    if wish.unit_id and not queries.hold_unit(wish.unit_id):
        raise UnitClosed({"unit"})
    new = sorted(set(person_ids) - _holders(person_ids, wish))
    if not new:
        return 0
    rows = [_row(person_id, wish, author) for person_id in new]
    db.session.execute(insert(RoleGrant), rows)
    about_id = new[0] if len(new) == 1 else None
    details: dict[str, str | int] = {} if about_id else {"people": len(new)}
    _note(audit_actions.ROLE_GRANTED, wish, author, about_id, details)
    end_sessions_of(new, kept_session_id, author.at)
    publish(AccountChanged(tuple(new), "role_given", author.at, author.person_id, wish.role))
    return len(new)


def revoke_role(grant_id: int, author: Author, kept_session_id: int | None = None) -> bool:
    """Take a role back, from now on; False where it was, or is over already.

    The administrators of the whole are held fast first: of two who are revoked at once, the
    second finds the first gone. Raises LastAdministrator.
    """
    queries.list_whole_administrators(author.today)
    grant = db.session.get_one(RoleGrant, grant_id, with_for_update=True, populate_existing=True)
    is_over = grant.valid_to is not None and grant.valid_to <= author.today
    if is_over or grant.revoked_at is not None:
        return False
    grant.revoked_at, grant.revoked_by_id = author.at, author.person_id
    db.session.flush()
    is_whole = grant.role == "administrator" and grant.unit_id is None
    if is_whole and not queries.list_whole_administrators(author.today):
        raise LastAdministrator
    _note(audit_actions.ROLE_REVOKED, grant, author, grant.person_id, {})
    end_sessions_of([grant.person_id], kept_session_id, author.at)
    if grant.role == "administrator":
        _let_go_of_files(grant.person_id)
    whose, role = (grant.person_id,), grant.role
    publish(AccountChanged(whose, "role_taken", author.at, author.person_id, role))
    return True


def _let_go_of_files(person_id: int) -> None:
    """Files of staff that somebody had checked name people whom she may reach no longer."""
    waiting = ImportRun.state.in_(("uploaded", "checking", "checked"))
    db.session.execute(delete(ImportRun).where(ImportRun.by_id == person_id, waiting))


def _holders(person_ids: Iterable[int], wish: RoleWish) -> set[int]:
    """Who holds, or is to hold, the role at this place and in these days; all are held fast."""
    wanted = sorted(set(person_ids))
    found: set[int] = set()
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        queries.hold_people(some)
        query = select(RoleGrant.person_id).where(
            RoleGrant.person_id.in_(some),
            RoleGrant.role == wish.role,
            RoleGrant.unit_id.is_not_distinct_from(wish.unit_id),
            RoleGrant.programme_key.is_not_distinct_from(wish.programme_key),
            RoleGrant.valid_from <= wish.begins_on,
            RoleGrant.valid_to.is_not_distinct_from(wish.valid_to),
            RoleGrant.revoked_at.is_(None),
        )
        found.update(db.session.scalars(query))
    return found


def _row(person_id: int, wish: RoleWish, author: Author) -> dict[str, object]:
    return {
        "person_id": person_id,
        "role": wish.role,
        "unit_id": wish.unit_id,
        "programme_key": wish.programme_key,
        "valid_from": wish.begins_on,
        "valid_to": wish.valid_to,
        "granted_at": author.at,
        "granted_by_id": author.person_id,
    }


def _note(
    action: str,
    held: RoleWish | RoleGrant,
    author: Author,
    about_id: int | None,
    details: dict[str, str | int],
) -> None:
    """Which role, and where; to whom, or to how many."""
    place = {"unit": get_unit_key(held.unit_id)} if held.unit_id else {}
    programme = {"programme": held.programme_key} if held.programme_key else {}
    more = {"role": held.role, **place, **programme, **details}
    note(action, author.person_id, author.at, about_id, details=more)
