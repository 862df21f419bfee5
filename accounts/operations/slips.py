"""Writes of codes that let somebody choose a password: made, withdrawn, used once."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, update

from accounts import activation_codes, audit_actions, passwords, queries
from accounts.events import AccountChanged, CodeIssued
from accounts.failure_keys import failure_key
from accounts.models import ActivationCode, Person
from accounts.operations.auditing import note
from accounts.operations.own import write_password
from accounts.operations.people import Author
from accounts.operations.sign_in import (
    count_failure,
    end_other_sessions,
    refuse_waiting,
)
from accounts.queries.slips import AT_ONCE, is_open
from accounts.slip_sheets import Slip
from core.database import db
from core.events import publish
from core.jobs import enqueue

MAILS_AN_HOUR = 3
HOUR = timedelta(hours=1)
AGAIN_WITHIN = timedelta(minutes=10)


def issue_slip(person: Person, author: Author) -> str:
    """Make a slip for somebody; the code, to be shown once. Open codes of hers are withdrawn."""
    return issue_slips([person.id], author)[0].code


def issue_slips(person_ids: Collection[int], author: Author) -> list[Slip]:
    """Make a slip for each of these people, in the order they are handed out.

    Codes that were open are withdrawn, so that of a slip printed twice the second is good. The
    password stays until the slip is used. Who is deactivated gets none.
    """
    wanted = sorted(set(person_ids))
    without_password: dict[int, bool] = {}
    for start in range(0, len(wanted), AT_ONCE):
        without_password |= _hold(wanted[start : start + AT_ONCE])
    held = sorted(without_password)
    _withdraw(held, author.at)
    expires_at = author.at + activation_codes.SLIP_VALID_FOR
    codes = {person_id: activation_codes.new_code() for person_id in held}
    rows = [
        _row(each, codes[each], "activation" if without_password[each] else "password", "slip")
        | {"created_at": author.at, "created_by_id": author.person_id, "expires_at": expires_at}
        for each in held
    ]
    if rows:
        db.session.execute(insert(ActivationCode), rows)
        _note_slips(held, author)
    people = queries.list_slip_people(held)
    return [
        Slip(each.full_name, each.username, each.unit_name, codes[each.id], expires_at)
        for each in people
    ]


def mail_slips(person_ids: Collection[int], base_url: str, author: Author) -> int:
    """Mail a link instead of a slip to those who have an address; how many were mailed.

    As with slips, codes that were open are withdrawn.
    """
    people = [person for person in queries.list_by_ids(person_ids) if person.email]
    held = [each for each in people if each.is_active]
    _withdraw([each.id for each in held], author.at)
    for person in held:
        _mail(person, base_url, author, activation_codes.INVITATION_VALID_FOR)
    if held:
        _note_slips([each.id for each in held], author)
    return len(held)


def ask_for_mail(name: str, address: str, at: datetime) -> None:
    """Have a job mail a link to whoever is called so, if anybody is; for nobody a job comes, too.

    Raises TooManyFailures where too many were asked for from this address.
    """
    key = failure_key("mails", address)
    refuse_waiting(key, at)
    count_failure([key], at)
    person = queries.find_person_by_login(name)
    enqueue("people.mail_code", {"person": person.id if person else 0}, at)


def mail_code(person: Person, base_url: str, at: datetime) -> bool:
    """Mail a link to somebody who forgot her password, three an hour at most; whether it was.

    Codes that are open stay: others may ask for mails in her name, and must not close her way.
    """
    if not (person.email and person.is_active):
        return False
    if queries.count_mailed_codes(person.id, at - HOUR) >= MAILS_AN_HOUR:
        return False
    _mail(person, base_url, Author(person.id, at, at.date()), activation_codes.MAIL_VALID_FOR)
    return True


def redeem_code(typed: str, password_hash: str, at: datetime) -> Person | None:
    """Set the password of whoever holds the code; None where the code is not good.

    The code is used up in the same statement that finds it good: of two who use it at once one
    comes too late. All sessions end, and all other codes of hers are withdrawn.
    """
    code = ActivationCode
    hashes = [activation_codes.hash_code(each) for each in activation_codes.readings(typed)]
    person = queries.find_code_person(typed, at)
    if person is None:
        return None
    db.session.refresh(person, with_for_update=True)
    using = update(code).where(code.code_hash.in_(hashes), *is_open(at)).values(used_at=at)
    used = db.session.execute(
        using.returning(code.purpose, code.channel, code.created_by_id).execution_options(
            synchronize_session=False
        )
    ).first()
    if used is None or not person.is_active:
        return None
    _withdraw([person.id], at)
    write_password(person, password_hash, at)
    end_other_sessions(person.id, None, at)
    details = {"purpose": used.purpose, "channel": used.channel}
    note(audit_actions.PASSWORD_RENEWED, person.id, at, person.id, details=details)
    if used.purpose == "password":
        publish(AccountChanged((person.id,), "password_renewed", at, used.created_by_id))
    return person


def find_done_again(typed: str, password: str, at: datetime) -> Person | None:
    """Who redeemed this code a moment ago and chose this password: the form was sent twice."""
    person = queries.find_redeemer(typed, at - AGAIN_WITHIN)
    if person is None or not person.is_active:
        return None
    password_hash = person.password_hash
    db.session.rollback()
    fits = passwords.is_password(password, password_hash)
    return person if fits and person.password_hash == password_hash else None


def put_notices_away(person_id: int, at: datetime) -> None:
    """The person has read how her password was renewed."""
    code = ActivationCode
    query = update(code).where(
        code.person_id == person_id, code.used_at.is_not(None), code.seen_at.is_(None)
    )
    db.session.execute(query.values(seen_at=at))


def refuse_code(address: str, at: datetime) -> None:
    """Count a code that is not good, at the address it came from."""
    count_failure([_codes_key(address)], at)


def check_address(address: str, at: datetime) -> None:
    """Raise TooManyFailures while an address has to wait for the codes it guessed."""
    refuse_waiting(_codes_key(address), at)


def _codes_key(address: str) -> str:
    return failure_key("codes", address)


def _hold(person_ids: Sequence[int]) -> dict[int, bool]:
    """Of these people those who may sign in, and whether each has no password; all held fast."""
    query = (
        select(Person.id, Person.password_hash.is_(None))
        .where(Person.id.in_(person_ids), Person.deactivated_at.is_(None))
        .order_by(Person.id)
        .with_for_update()
    )
    return {row[0]: bool(row[1]) for row in db.session.execute(query)}


def _withdraw(person_ids: Sequence[int], at: datetime) -> None:
    code = ActivationCode
    for start in range(0, len(person_ids), AT_ONCE):
        query = update(code).where(
            code.person_id.in_(person_ids[start : start + AT_ONCE]),
            code.used_at.is_(None),
            code.withdrawn_at.is_(None),
        )
        db.session.execute(query.values(withdrawn_at=at))


def _mail(person: Person, base_url: str, author: Author, length: timedelta) -> None:
    code, expires_at = activation_codes.new_code(), author.at + length
    purpose = "password" if person.password_hash else "activation"
    db.session.add(
        ActivationCode(
            **_row(person.id, code, purpose, "mail"),
            created_at=author.at,
            created_by_id=author.person_id,
            expires_at=expires_at,
        )
    )
    db.session.flush()
    url = activation_codes.activation_url(base_url, code)
    publish(CodeIssued(person.id, person.email or "", person.language, purpose, url, expires_at))


def _row(person_id: int, code: str, purpose: str, channel: str) -> dict[str, Any]:
    return {
        "person_id": person_id,
        "code_hash": activation_codes.hash_code(code),
        "purpose": purpose,
        "channel": channel,
    }


def _note_slips(person_ids: Sequence[int], author: Author) -> None:
    """One entry; whose the slips are stands with the codes."""
    about_id = person_ids[0] if len(person_ids) == 1 else None
    details = {"count": len(person_ids)}
    note(audit_actions.SLIPS_ISSUED, author.person_id, author.at, about_id, details=details)
