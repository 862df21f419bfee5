"""Writes of signing in: sessions, and the count of failures."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, case, delete, func, or_, select, update

from accounts import audit_actions, identifiers, passwords, queries, sessions, throttling
from accounts.employment import has_left
from accounts.failure_keys import account_key, failure_key
from accounts.models import Person, SignInFailure, SignInSession
from accounts.operations.auditing import note
from accounts.queries.factors import SignInFacts, find_sign_in_facts
from accounts.second_factor import must_set_up
from accounts.sessions import KEY_LENGTH
from accounts.throttling import Failures
from core.database import db, insert_or_count, write_transaction
from core.identity import RoleScope, SignedInPerson

# Counted by address, which many share; all else is counted by account.
AT_ONCE = 500  # values in one statement: far below what either database takes
OF_ADDRESSES = ("address:", "codes:", "denials:", "mails:", "refusals:")


class TooManyFailures(Exception):
    """Sign-in has to wait until `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"Sign-in waits until {until}.")
        self.until = until


@dataclass(frozen=True)
class Login:
    """What somebody typed to sign in, from where, and on which day."""

    name: str
    password: str
    address: str
    today: date


@dataclass(frozen=True)
class Device:
    """What somebody signs in on, by the browser's own name, and whose it is."""

    name: str
    is_shared: bool = False
    is_trusted: bool = False


def check_login(login: Login, now: datetime) -> SignInFacts | None:
    """Who it is whose name and password were typed, with what signing in asks; or None.

    Raises TooManyFailures while it has to wait. The try is counted as a failure, and that is
    committed, before anything is compared: whoever tries many at once finds all of them counted.
    The password is compared outside any transaction, since that takes long and a lock held
    meanwhile would make everybody wait.
    """
    person = queries.find_person_by_login(login.name)
    keys = _failure_keys(login, person)
    person_id, password_hash = _known_hash(person, login.today)
    before = _count_try(keys, now)
    fits = passwords.is_password(login.password, password_hash)
    facts = find_sign_in_facts(person_id) if person_id else None
    # It may have been renewed while it was compared, and its sessions ended.
    if not fits or facts is None or facts.person.password_hash != password_hash:
        _forget_old_failures(now)
        note(audit_actions.SIGN_IN_REFUSED, None, now, person_id, address=login.address)
        return None
    _give_back(keys, before, now)
    return facts


def start_session(person_id: int, device: Device, now: datetime) -> str:
    """Begin a session and give its token, of which only the hash is kept.

    A shared device is trusted by nobody. Whoever comes in has just shown who she is.
    """
    token = secrets.token_urlsafe(24)
    is_trusted = device.is_trusted and not device.is_shared
    db.session.add(
        SignInSession(
            token_hash=sessions.hash_token(token),
            person_id=person_id,
            is_shared=device.is_shared,
            is_trusted=is_trusted,
            confirmed_at=now,
            device=device.name[:200],
            created_at=now,
            last_used_at=now,
            expires_at=sessions.expiry(now, is_trusted),
        )
    )
    db.session.flush()
    return token


def confirm_session(session_id: int, now: datetime) -> None:
    """Write down that the password was given once more in this session."""
    query = update(SignInSession).where(SignInSession.id == session_id)
    db.session.execute(query.values(confirmed_at=now))


def end_session(session_id: int, now: datetime) -> None:
    """End one session."""
    _end_where(now, SignInSession.id == session_id)


def end_own_session(person_id: int, key: str, now: datetime) -> bool:
    """End the session of this key, if it is one of the person's; whether it is."""
    is_theirs = and_(
        SignInSession.person_id == person_id,
        func.substr(SignInSession.token_hash, 1, KEY_LENGTH) == key,
    )
    _end_where(now, is_theirs)
    return db.session.scalar(select(SignInSession.id).where(is_theirs).limit(1)) is not None


def end_other_sessions(person_id: int, kept_session_id: int | None, now: datetime) -> None:
    """End a person's sessions but the one named."""
    _end_where(
        now, SignInSession.person_id == person_id, SignInSession.id != (kept_session_id or 0)
    )


def end_sessions_of(person_ids: Sequence[int], kept_session_id: int | None, now: datetime) -> None:
    """End the sessions of many people but the one named."""
    for start in range(0, len(person_ids), AT_ONCE):
        some = SignInSession.person_id.in_(person_ids[start : start + AT_ONCE])
        _end_where(now, some, SignInSession.id != (kept_session_id or 0))


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
        RoleScope(each.role, each.unit_id, each.path, each.programme_key)
        for each in rows
        if each.role and (each.unit_id is None or each.path)
    )
    return SignedInPerson(
        id=row.id,
        uuid=row.uuid,
        full_name=row.full_name,
        shown_name=row.shown_name or row.full_name,
        username=row.username,
        language=row.language,
        text_size=row.text_size,
        session_id=row.session_id,
        session_key=token,
        is_shared=row.is_shared,
        scopes=scopes,
        must_set_up_factor=must_set_up(
            (scope.role for scope in scopes),
            row.second_factor_roles or (),
            row.has_second_factor,
        ),
    )


def _end_where(now: datetime, *conditions: Any) -> None:
    query = update(SignInSession).where(SignInSession.ended_at.is_(None), *conditions)
    db.session.execute(query.values(ended_at=now))


def _known_hash(person: Person | None, today: date) -> tuple[int | None, str | None]:
    """Who was named, if anybody, and her password's hash, if she may sign in."""
    if person is None:
        return None, None
    may_enter = person.is_active and not has_left(person.ended_on, today)
    return person.id, person.password_hash if may_enter else None


def _failure_keys(login: Login, person: Person | None) -> tuple[str, str]:
    """Under which names failures are counted: the account's and the address's.

    A person's failures count together, by whichever of her names somebody tries.
    """
    name = identifiers.normal_username(login.name)
    account = account_key(person.id) if person else failure_key("account", name)
    return account, failure_key("address", login.address)


def refuse_waiting(key: str, now: datetime) -> None:
    """Raise TooManyFailures while what is counted under `key` alone has to wait."""
    (failures,) = queries.list_failures([key])
    if failures.blocked_until and failures.blocked_until > now:
        raise TooManyFailures(failures.blocked_until)


def count_failure(keys: Sequence[str], now: datetime) -> None:
    """Count one failure more under each of `keys`, and let them wait for it."""
    _forget_old_failures(now)
    _write_failures(keys, _hold_failures(keys, now), now)


def _count_try(keys: tuple[str, str], now: datetime) -> list[Failures]:
    """Count a try as a failure, in a transaction of its own; what was on record before.

    Raises TooManyFailures where it has to wait.
    """
    with write_transaction():
        before = _hold_failures(keys, now)
        until = throttling.blocked_until(before[0], before[1], now)
        if until is not None:
            raise TooManyFailures(until)
        _write_failures(keys, before, now)
    return before


def _give_back(keys: tuple[str, str], before: list[Failures], now: datetime) -> None:
    """Forget an account's failures, and that a try that was right counted at its address.

    Failures of others that were counted there meanwhile stay.
    """
    failure, address = SignInFailure, keys[1]
    is_alone = and_(failure.key == address, failure.count <= 1)
    gone = delete(failure).where(or_(failure.key == keys[0], is_alone)).returning(failure.key)
    if address in set(db.session.scalars(gone)):
        return
    (counted,) = _add_one(keys[1:], before[1:], now)
    is_ours = failure.blocked_until == counted["blocked_until"]
    values: dict[str, Any] = {
        "count": failure.count - 1,
        "blocked_until": case((is_ours, before[1].blocked_until), else_=failure.blocked_until),
    }
    db.session.execute(update(failure).where(failure.key == address).values(values))


def _hold_failures(keys: Sequence[str], now: datetime) -> list[Failures]:
    """What was on record under each of `keys`, with one counted more; others wait for it."""
    rows = insert_or_count(SignInFailure, _add_one(keys, [Failures()] * len(keys), now))
    found = {row.key: row for row in rows}
    return [
        Failures(row[1] - 1, row.last_at, row.blocked_until) if row[1] > 1 else Failures()
        for row in (found[key] for key in keys)
    ]


def _add_one(keys: Sequence[str], before: list[Failures], now: datetime) -> list[dict[str, Any]]:
    """The rows of `keys` after one failure more."""
    rows = []
    for key, failures in zip(keys, before, strict=True):
        is_address = key.startswith(OF_ADDRESSES)
        limit = throttling.ADDRESS_LIMIT if is_address else throttling.ACCOUNT_LIMIT
        count = throttling.count_after(failures.count, failures.last_at, now, limit)
        wait = throttling.wait_after(count, limit)
        until = now + wait if wait else None
        rows.append({"key": key, "count": count, "last_at": now, "blocked_until": until})
    return rows


def _write_failures(keys: Sequence[str], before: list[Failures], now: datetime) -> None:
    """Write what one failure more comes to; the first ones were written as they are."""
    rows = _add_one(keys, before, now)
    later = [row for row, failures in zip(rows, before, strict=True) if failures.count]
    if later:
        db.session.execute(update(SignInFailure), later)


def _forget_old_failures(now: datetime) -> None:
    forgotten = SignInFailure.last_at < now - throttling.FORGOTTEN_AFTER
    db.session.execute(delete(SignInFailure).where(forgotten))
