"""Writes of signing in: sessions, and the count of failures."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, update

from accounts import identifiers, passwords, queries, sessions, throttling
from accounts.models import Person, SignInFailure, SignInSession
from core.database import db, insert_missing
from core.identity import RoleScope, SignedInPerson


class TooManyFailures(Exception):
    """Sign-in has to wait until `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"Sign-in waits until {until}.")
        self.until = until


@dataclass(frozen=True)
class Login:
    """What somebody typed to sign in, and from where."""

    name: str
    password: str
    address: str


def check_login(login: Login, now: datetime) -> Person | None:
    """The person whose name and password were typed, or None.

    Raises TooManyFailures while it has to wait. The password is compared outside any
    transaction, since that takes long and a lock held meanwhile would make everybody wait.
    """
    person = queries.find_person_by_login(login.name)
    keys = _failure_keys(login, person)
    of_account, of_address = queries.list_failures(keys)
    blocked_until = throttling.blocked_until(of_account, of_address, now)
    if blocked_until is not None:
        raise TooManyFailures(blocked_until)
    password_hash = person.password_hash if person and person.is_active else None
    db.session.rollback()
    fits = passwords.is_password(login.password, password_hash)
    # It may have been renewed while it was compared, and its sessions ended.
    if not fits or person is None or person.password_hash != password_hash:
        _count_failure(keys, now)
        return None
    db.session.execute(delete(SignInFailure).where(SignInFailure.key == keys[0]))
    return person


def start_session(person_id: int, is_shared: bool, device: str, now: datetime) -> str:
    """Begin a session and give its token, of which only the hash is kept."""
    token = secrets.token_urlsafe(24)
    db.session.add(
        SignInSession(
            token_hash=sessions.hash_token(token),
            person_id=person_id,
            is_shared=is_shared,
            device=device[:200],
            created_at=now,
            last_used_at=now,
            expires_at=sessions.expiry(now),
        )
    )
    db.session.flush()
    return token


def end_session(session_id: int, now: datetime) -> None:
    """End one session."""
    _end_where(now, SignInSession.id == session_id)


def end_other_sessions(person_id: int, kept_session_id: int | None, now: datetime) -> None:
    """End a person's sessions but the one named."""
    _end_where(
        now, SignInSession.person_id == person_id, SignInSession.id != (kept_session_id or 0)
    )


def touch_session(session_id: int, now: datetime) -> None:
    """Write down that a session was used."""
    query = update(SignInSession).where(SignInSession.id == session_id)
    db.session.execute(query.values(last_used_at=now))


def signed_in_person(rows: list[Row[Any]], token: str) -> SignedInPerson:
    """Put the rows of `queries.list_session_rows` together.

    A role in a unit that is closed holds nowhere; left in, it would look as if it held
    everywhere, since neither has a path.
    """
    row = rows[0]
    scopes = tuple(
        RoleScope(each.role, each.unit_id, each.path)
        for each in rows
        if each.role and (each.unit_id is None or each.path)
    )
    return SignedInPerson(
        id=row.id,
        uuid=row.uuid,
        full_name=row.full_name,
        username=row.username,
        language=row.language,
        text_size=row.text_size,
        session_id=row.session_id,
        session_key=token,
        is_shared=row.is_shared,
        scopes=scopes,
    )


def _end_where(now: datetime, *conditions: Any) -> None:
    query = update(SignInSession).where(SignInSession.ended_at.is_(None), *conditions)
    db.session.execute(query.values(ended_at=now))


def _failure_keys(login: Login, person: Person | None) -> tuple[str, str]:
    """Under which names failures are counted: the account's and the address's.

    A person's failures count together, by whichever of her names somebody tries.
    """
    account = f"person:{person.id}" if person else identifiers.normal_username(login.name)
    return _key("account", account), _key("address", login.address)


def _count_failure(keys: tuple[str, str], now: datetime) -> None:
    forgotten = SignInFailure.last_at < now - throttling.FORGOTTEN_AFTER
    db.session.execute(delete(SignInFailure).where(forgotten))
    limits = (throttling.ACCOUNT_LIMIT, throttling.ADDRESS_LIMIT)
    for key, limit in zip(keys, limits, strict=True):
        insert_missing(SignInFailure, key=key, count=0, last_at=now)
        failure = db.session.get_one(
            SignInFailure, key, with_for_update=True, populate_existing=True
        )
        failure.count = throttling.count_after(failure.count, failure.last_at, now, limit)
        failure.last_at = now
        wait = throttling.wait_after(failure.count, limit)
        failure.blocked_until = now + wait if wait else None
    db.session.flush()


def _key(kind: str, name: str) -> str:
    return f"{kind}:{hashlib.sha256(name.encode()).hexdigest()[:40]}"
