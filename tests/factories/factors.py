"""Second factors for tests, as if they had been set up long ago."""

from uuid import UUID

import pyotp
from sqlalchemy import select

from accounts.models import Passkey, Person, RecoveryCode, TotpDevice
from accounts.operations.factors import seal_secret
from accounts.second_factor import hash_recovery_code
from core.database import db
from tests.factories.people import LONG_AGO

TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SECRET_KEY = "only-for-tests-0123456789"
RECOVERY_CODES = ("aaaa-bbbb-cccc-dddd", "eeee-ffff-gggg-hhhh")


def add_passkey(username: str, name: str = "Phone") -> UUID:
    """A passkey that nobody can use, since its key is no key; its public identifier."""
    person = db.session.scalars(select(Person).where(Person.username == username)).one()
    passkey = Passkey(
        person_id=person.id,
        credential_id=f"credential-of-{username}-{name}",
        public_key=b"no key",
        sign_count=0,
        transports=["internal"],
        name=name,
        created_at=LONG_AGO,
    )
    db.session.add(passkey)
    db.session.commit()
    return passkey.uuid


def add_totp(person: Person) -> None:
    """An app for codes by time, and two recovery codes."""
    sealed = seal_secret(TOTP_SECRET, person.uuid, SECRET_KEY)
    db.session.add(
        TotpDevice(person_id=person.id, secret=sealed, last_counter=0, created_at=LONG_AGO)
    )
    for code in RECOVERY_CODES:
        db.session.add(RecoveryCode(person_id=person.id, code_hash=hash_recovery_code(code)))
    db.session.commit()


def code_at(moment, secret: str = TOTP_SECRET) -> str:
    """What the app shows at a moment."""
    return pyotp.TOTP(secret).at(moment)
