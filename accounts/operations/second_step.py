"""Writes of using a second factor: each code and each challenge is good once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, Update, delete, update

from accounts import audit_actions, passkeys, queries, second_factor, throttling
from accounts.failure_keys import factor_key, failure_key
from accounts.models import (
    Passkey,
    Person,
    RecoveryCode,
    SignInFailure,
    TotpDevice,
    UsedChallenge,
)
from accounts.operations.auditing import note
from accounts.operations.factors import hold_factors, unseal_secret
from accounts.operations.sign_in import TooManyFailures, count_failure
from accounts.passkeys import Assertion, KnownPasskey, PasskeyRefused
from accounts.queries.factors import count_recovery_codes, find_passkey_by_credential, find_totp
from accounts.second_factor import PasskeySite
from core.database import db, insert_missing


@dataclass(frozen=True)
class TypedCode:
    """A code that somebody typed, from where, and with what secrets are sealed."""

    code: str
    address: str
    secret_key: str


@dataclass(frozen=True)
class Challenge:
    """What a browser was asked, and until when it may answer."""

    content: bytes
    expires_at: datetime


def use_code(person: Person, typed: TypedCode, now: datetime) -> bool:
    """Whether this code by time, or recovery code, is this person's; it is used up by that.

    Of two who send the same code at once, one is told so, and guesses wait for each other.
    Failures are counted apart from those of passwords, which a right password makes forgotten.
    Raises TooManyFailures.
    """
    hold_factors(person.id)
    keys = factor_key(person.id), failure_key("address", typed.address)
    of_account, of_address = queries.list_failures(keys)
    blocked_until = throttling.blocked_until(of_account, of_address, now)
    if blocked_until is not None:
        raise TooManyFailures(blocked_until)
    if second_factor.normal_totp(typed.code) is not None:
        fits = _use_totp(person, typed, now)
    else:
        fits = _use_recovery_code(person, typed.code, now)
    if fits:
        db.session.execute(delete(SignInFailure).where(SignInFailure.key == keys[0]))
        return True
    count_failure(keys, now)
    note(audit_actions.SECOND_FACTOR_REFUSED, None, now, about_id=person.id, address=typed.address)
    return False


def use_passkey(
    assertion: Assertion, site: PasskeySite, challenge: Challenge, now: datetime
) -> Person:
    """Whoever holds the passkey that was used just now; each challenge is answered once.

    Raises PasskeyRefused.
    """
    found = find_passkey_by_credential(assertion.credential_id)
    if found is None:
        raise PasskeyRefused("The passkey is not known.")
    passkey, person = found
    try:
        if now >= challenge.expires_at:
            raise PasskeyRefused("The answer came too late.")
        if not person.is_active or assertion.user_handle not in (None, person.uuid.bytes):
            raise PasskeyRefused("Nobody may sign in by this passkey.")
        known = known_passkey(passkey)
        count = passkeys.check_assertion(assertion, known, site, challenge.content)
        use_up(challenge, now)
        _write_use(passkey, count, now)
    except PasskeyRefused as refusal:
        refusal.person_id = person.id
        raise
    return person


def use_up(challenge: Challenge, now: datetime) -> None:
    """Let a challenge be answered once. Raises PasskeyRefused where it was."""
    db.session.execute(delete(UsedChallenge).where(UsedChallenge.expires_at <= now))
    digest = second_factor.challenge_digest(challenge.content)
    if not insert_missing(UsedChallenge, digest=digest, expires_at=challenge.expires_at):
        raise PasskeyRefused("The challenge was answered already.")


def known_passkey(passkey: Passkey) -> KnownPasskey:
    """A passkey as the rules read it."""
    return KnownPasskey(
        passkey.credential_id, passkey.public_key, passkey.sign_count, tuple(passkey.transports)
    )


def _write_use(passkey: Passkey, count: int, now: datetime) -> None:
    """Write down the key's count, unless another use was faster. Raises PasskeyRefused."""
    is_as_read = (Passkey.id == passkey.id, Passkey.sign_count == passkey.sign_count)
    query = update(Passkey).where(*is_as_read)
    if _changed(query.values(sign_count=count, last_used_at=now)) != 1:
        raise PasskeyRefused("The passkey was used at the same moment.")


def _use_totp(person: Person, typed: TypedCode, now: datetime) -> bool:
    device = find_totp(person.id)
    secret = unseal_secret(device.secret, person.uuid, typed.secret_key) if device else None
    if device is None or secret is None:
        return False
    counter = second_factor.totp_counter(secret, typed.code, now, device.last_counter)
    if counter is None:
        return False
    query = update(TotpDevice).where(TotpDevice.id == device.id, TotpDevice.last_counter < counter)
    return _changed(query.values(last_counter=counter, last_used_at=now)) == 1


def _use_recovery_code(person: Person, code: str, now: datetime) -> bool:
    code_hash = second_factor.hash_recovery_code(code)
    if code_hash is None:
        return False
    query = update(RecoveryCode).where(
        RecoveryCode.person_id == person.id,
        RecoveryCode.code_hash == code_hash,
        RecoveryCode.used_at.is_(None),
    )
    if _changed(query.values(used_at=now)) != 1:
        return False
    left = count_recovery_codes(person.id)
    note(audit_actions.RECOVERY_CODE_USED, person.id, now, person.id, details={"left": left})
    return True


def _changed(statement: Update) -> int:
    result: CursorResult[Any] = db.session.execute(statement)  # type: ignore[assignment]
    return result.rowcount
