"""SELECTs about second factors and identities from elsewhere."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, exists, func, or_, select
from sqlalchemy.orm import aliased

from accounts import identifiers
from accounts.models import (
    ExternalIdentity,
    FactorRemoval,
    Organisation,
    Passkey,
    Person,
    RecoveryCode,
    TotpDevice,
)
from core.database import db


@dataclass(frozen=True)
class Removal:
    """That somebody else removed a person's second factor: who (None: unknown), and when."""

    by_name: str | None
    at: datetime


@dataclass(frozen=True)
class SignInFacts:
    """Who signs in, whether by two steps, and whether a second factor was removed."""

    person: Person
    is_asked_twice: bool
    removal: Removal | None


@dataclass(frozen=True)
class OwnFactors:
    """What somebody has beside a password."""

    totp: TotpDevice | None
    passkeys: tuple[Passkey, ...]
    recovery_codes_left: int
    removal: Removal | None

    @property
    def has_any(self) -> bool:
        """Whether there is a second factor; recovery codes alone are none."""
        return self.totp is not None or bool(self.passkeys)

    @property
    def count(self) -> int:
        """How many there are, each passkey for itself."""
        return len(self.passkeys) + (self.totp is not None)


def has_second_factor(person_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """A condition: whether this person has a second factor."""
    return or_(
        exists().where(TotpDevice.person_id == person_id),
        exists().where(Passkey.person_id == person_id),
    )


def find_sign_in_facts(person_id: int) -> SignInFacts:
    """This person, read anew, and what signing in asks about her second factor."""
    remover = aliased(Person)
    query = (
        select(Person, has_second_factor(Person.id), FactorRemoval.removed_at, remover.full_name)
        .outerjoin(FactorRemoval, FactorRemoval.person_id == Person.id)
        .outerjoin(remover, remover.id == FactorRemoval.removed_by_id)
        .where(Person.id == person_id)
        .execution_options(populate_existing=True)
    )
    person, is_asked_twice, removed_at, name = db.session.execute(query).one()
    return SignInFacts(person, is_asked_twice, Removal(name, removed_at) if removed_at else None)


def find_own_factors(person_id: int) -> OwnFactors:
    """All that this person has beside a password."""
    return OwnFactors(
        find_totp(person_id),
        tuple(list_passkeys(person_id)),
        count_recovery_codes(person_id),
        find_removal(person_id),
    )


def find_totp(person_id: int) -> TotpDevice | None:
    """This person's app for codes by time."""
    return db.session.scalars(select(TotpDevice).where(TotpDevice.person_id == person_id)).first()


def list_passkeys(person_id: int) -> list[Passkey]:
    """This person's passkeys, the oldest first."""
    query = select(Passkey).where(Passkey.person_id == person_id).order_by(Passkey.id)
    return list(db.session.scalars(query))


def find_passkey(uuid: UUID, person_id: int) -> Passkey | None:
    """A passkey of this person's."""
    query = select(Passkey).where(Passkey.uuid == uuid, Passkey.person_id == person_id)
    return db.session.scalars(query).first()


def find_passkey_by_credential(credential_id: str) -> tuple[Passkey, Person] | None:
    """The passkey with this id, and whose it is."""
    query = (
        select(Passkey, Person)
        .join(Person, Person.id == Passkey.person_id)
        .where(Passkey.credential_id == credential_id)
    )
    row = db.session.execute(query).first()
    return (row[0], row[1]) if row else None


def count_recovery_codes(person_id: int) -> int:
    """How many recovery codes this person has left."""
    query = select(func.count(RecoveryCode.id)).where(
        RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None)
    )
    return db.session.scalar(query) or 0


def find_removal(person_id: int) -> Removal | None:
    """Who removed this person's second factor, unless she has set one up since."""
    return find_sign_in_facts(person_id).removal


def list_demanded_roles() -> list[str]:
    """The roles whose holders have to have a second factor."""
    organisation = db.session.get(Organisation, 1)
    return list(organisation.second_factor_roles) if organisation else []


def find_identity(issuer: str, subject: str) -> ExternalIdentity | None:
    """Who this is, if anybody, of all that a provider knows."""
    query = select(ExternalIdentity).where(
        ExternalIdentity.issuer == issuer, ExternalIdentity.subject == subject
    )
    return db.session.scalars(query).first()


def list_identities(person_id: int) -> list[ExternalIdentity]:
    """Who this person is elsewhere."""
    query = select(ExternalIdentity).where(ExternalIdentity.person_id == person_id)
    return list(db.session.scalars(query.order_by(ExternalIdentity.id)))


def list_people_known_as(code: str | None, email: str | None) -> list[Person]:
    """Whoever has this employee code, or this e-mail address."""
    conditions = []
    if code:
        conditions.append(Person.employee_code == identifiers.normal_code(code))
    if email:
        conditions.append(Person.email == identifiers.normal_email(email))
    if not conditions:
        return []
    return list(db.session.scalars(select(Person).where(or_(*conditions)).order_by(Person.id)))
