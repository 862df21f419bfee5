"""Writes of second factors. Whatever changes a person's factors holds that person's row first."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from accounts import audit_actions, sealing, second_factor
from accounts.account_changes import AccountChange
from accounts.events import AccountChanged
from accounts.models import FactorRemoval, Passkey, Person, RecoveryCode, TotpDevice
from accounts.operations.auditing import note
from accounts.operations.people import Author
from accounts.operations.sign_in import end_other_sessions
from accounts.passkeys import KnownPasskey
from accounts.queries.factors import find_own_factors, find_passkey, find_totp
from core.database import db
from core.events import publish


class CodeRefused(Exception):
    """A code does not fit, or was used already."""


class PasskeyKnown(Exception):
    """This passkey is on record already."""


class FactorDemanded(Exception):
    """The organisation demands a second factor of this person, and this is the last one."""


@dataclass(frozen=True)
class Owner:
    """Whose factors are changed, in which session, and when; with what secrets are sealed."""

    person_id: int
    uuid: UUID
    session_id: int
    secret_key: str
    at: datetime


def seal_secret(secret: str, owner_uuid: UUID, secret_key: str) -> str:
    """A secret for codes by time, fit to be kept: encrypted, and good for this person alone."""
    return sealing.seal(secret, secret_key, f"totp:{owner_uuid}")


def unseal_secret(sealed: str, owner_uuid: UUID, secret_key: str) -> str | None:
    """What `seal_secret` sealed; None where it was not for this person, or the key is another."""
    return sealing.unseal(sealed, secret_key, f"totp:{owner_uuid}")


def set_up_totp(owner: Owner, secret: str, code: str) -> list[str]:
    """Take an app for codes by time into use, in place of one that was there.

    Gives recovery codes where there were none. Sent twice it is done once. Raises CodeRefused.
    """
    counter = second_factor.totp_counter(secret, code, owner.at, -1)
    if counter is None:
        raise CodeRefused
    is_first = _hold_and_see_if_first(owner.person_id)
    device = find_totp(owner.person_id)
    if device and unseal_secret(device.secret, owner.uuid, owner.secret_key) == secret:
        return []
    if device:
        db.session.delete(device)
        db.session.flush()
    sealed = seal_secret(secret, owner.uuid, owner.secret_key)
    db.session.add(
        TotpDevice(
            person_id=owner.person_id, secret=sealed, last_counter=counter, created_at=owner.at
        )
    )
    _tell(owner, audit_actions.SECOND_FACTOR_SET, "factor_added")
    return _welcome_factor(owner, is_first)


def add_passkey(owner: Owner, passkey: KnownPasskey, name: str) -> list[str]:
    """Take a passkey into use; gives recovery codes where there were none.

    Raises PasskeyKnown for one that is there already.
    """
    is_first = _hold_and_see_if_first(owner.person_id)
    db.session.add(
        Passkey(
            person_id=owner.person_id,
            name=name,
            created_at=owner.at,
            credential_id=passkey.credential_id,
            public_key=passkey.public_key,
            sign_count=passkey.sign_count,
            transports=list(passkey.transports),
        )
    )
    try:
        db.session.flush()
    except IntegrityError as refusal:
        db.session.rollback()
        raise PasskeyKnown from refusal
    _tell(owner, audit_actions.PASSKEY_ADDED, "passkey_added")
    return _welcome_factor(owner, is_first)


def rename_passkey(passkey: Passkey, name: str) -> None:
    """Call a passkey something else."""
    passkey.name = name
    db.session.flush()


def remove_totp(owner: Owner, is_demanded: bool) -> None:
    """Take the app for codes by time out of use. Raises FactorDemanded."""
    hold_factors(owner.person_id)
    device = find_totp(owner.person_id)
    if device is None:
        return
    _refuse_last(owner.person_id, is_demanded)
    db.session.delete(device)
    _tell(owner, audit_actions.SECOND_FACTOR_REMOVED, "factor_removed")
    _let_codes_go(owner.person_id)


def remove_passkey(owner: Owner, uuid: UUID, is_demanded: bool) -> None:
    """Take a passkey out of use. Raises FactorDemanded."""
    hold_factors(owner.person_id)
    passkey = find_passkey(uuid, owner.person_id)
    if passkey is None:
        return
    _refuse_last(owner.person_id, is_demanded)
    db.session.delete(passkey)
    _tell(owner, audit_actions.PASSKEY_REMOVED, "passkey_removed")
    _let_codes_go(owner.person_id)


def renew_recovery_codes(owner: Owner) -> list[str]:
    """New recovery codes in place of all there were."""
    hold_factors(owner.person_id)
    note(audit_actions.RECOVERY_CODES_RENEWED, owner.person_id, owner.at, owner.person_id)
    return _new_recovery_codes(owner.person_id)


def remove_factors_of(person: Person, author: Author) -> bool:
    """Let somebody sign in without a second factor, since the phone is lost; whether there was one.

    Whoever is signed in as that person is out, and the person is shown who did it.
    """
    hold_factors(person.id)
    if not find_own_factors(person.id).has_any:
        return False
    for model in (TotpDevice, Passkey, RecoveryCode, FactorRemoval):
        db.session.execute(delete(model).where(model.person_id == person.id))
    db.session.add(
        FactorRemoval(person_id=person.id, removed_by_id=author.person_id, removed_at=author.at)
    )
    end_other_sessions(person.id, None, author.at)
    note(audit_actions.SECOND_FACTOR_REMOVED, author.person_id, author.at, person.id)
    publish(AccountChanged((person.id,), "factor_removed", author.at, author.person_id))
    return True


def hold_factors(person_id: int) -> None:
    """Let nobody else change this person's factors, or guess at them, until this is committed."""
    db.session.get_one(Person, person_id, with_for_update=True)


def _tell(owner: Owner, action: str, change: AccountChange) -> None:
    """What somebody did to her own factors, told to the audit and to whoever listens."""
    note(action, owner.person_id, owner.at, owner.person_id)
    publish(AccountChanged((owner.person_id,), change, owner.at, owner.person_id))


def _hold_and_see_if_first(person_id: int) -> bool:
    hold_factors(person_id)
    return not find_own_factors(person_id).has_any


def _welcome_factor(owner: Owner, is_first: bool) -> list[str]:
    """What comes with a person's first factor: recovery codes, and all other devices are out."""
    db.session.execute(delete(FactorRemoval).where(FactorRemoval.person_id == owner.person_id))
    db.session.flush()
    if not is_first:
        return []
    end_other_sessions(owner.person_id, owner.session_id, owner.at)
    return _new_recovery_codes(owner.person_id)


def _new_recovery_codes(person_id: int) -> list[str]:
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    codes = second_factor.new_recovery_codes()
    hashes = [second_factor.hash_recovery_code(code) for code in codes]
    db.session.add_all(RecoveryCode(person_id=person_id, code_hash=each) for each in hashes)
    db.session.flush()
    return codes


def _refuse_last(person_id: int, is_demanded: bool) -> None:
    if is_demanded and find_own_factors(person_id).count == 1:
        raise FactorDemanded


def _let_codes_go(person_id: int) -> None:
    """Recovery codes stand for a factor; without one they are good for nothing."""
    db.session.flush()
    if not find_own_factors(person_id).has_any:
        db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
