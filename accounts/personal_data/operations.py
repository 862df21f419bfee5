"""Letting go of a person: what could say who it was goes, what is counted stays."""

import secrets
from datetime import datetime
from uuid import uuid4

from sqlalchemy import and_, delete, or_, select, update

from accounts.failure_keys import account_key, factor_key
from accounts.models import (
    ActivationCode,
    AuditEntry,
    AuditPseudonym,
    ExternalIdentity,
    FactorRemoval,
    ImportRun,
    KeptRequest,
    Passkey,
    Person,
    Placement,
    RecoveryCode,
    RoleGrant,
    SignInFailure,
    SignInSession,
    TotpDevice,
)
from core.database import db

NAMELESS = "—"
# Whose rows go as a whole.
OWNED = (
    ActivationCode,
    ExternalIdentity,
    FactorRemoval,
    KeptRequest,
    Passkey,
    RecoveryCode,
    RoleGrant,
    SignInSession,
    TotpDevice,
)


def anonymise_person(person_id: int, at: datetime) -> None:
    """Take away who this was; sex and the units stay for the counts, positions do not.

    The public identifier is renewed: an address that somebody kept leads nowhere.
    """
    person = db.session.get_one(Person, person_id)
    for model in OWNED:
        db.session.execute(delete(model).where(model.person_id == person_id))
    counted = SignInFailure.key.in_((account_key(person_id), factor_key(person_id)))
    db.session.execute(delete(SignInFailure).where(counted))
    placed = update(Placement).where(Placement.person_id == person_id)
    db.session.execute(placed.values(position=""))
    sent = update(ImportRun).where(ImportRun.by_id == person_id)
    db.session.execute(sent.values(file_name="", content=None, result=None))
    forget_in_audit(person_id)
    person.uuid = uuid4()
    person.username = f"anonymous-{secrets.token_hex(12)}"
    person.full_name = NAMELESS
    person.employee_code = person.email = person.phone = person.birth_year = None
    person.sort_key = person.search_key = person.rank = ""
    person.started_on = person.ended_on = None
    person.password_hash = person.password_set_at = person.password_set_by_id = None
    person.language, person.text_size = "vi", "m"
    person.shown_name, person.is_told_of_changes = "", True
    person.anonymised_at = at
    db.session.flush()


def forget_in_audit(person_id: int) -> None:
    """Destroy what leads from the audit to a person: the references, and the addresses.

    Where nobody is named as author, as in a refused sign-in, the address was hers as likely as
    not. The entries stay as they are, and the chain over them whole.
    """
    references = list(
        db.session.scalars(
            select(AuditPseudonym.reference).where(AuditPseudonym.person_id == person_id)
        )
    )
    about_her = AuditEntry.about_reference.in_(references)
    came_from_her = or_(
        AuditEntry.by_reference.in_(references),
        and_(AuditEntry.by_reference.is_(None), about_her),
    )
    done = update(AuditEntry).where(came_from_her)
    db.session.execute(done.values(address=None, address_salt=None))
    db.session.execute(delete(AuditPseudonym).where(AuditPseudonym.person_id == person_id))
