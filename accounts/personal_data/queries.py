"""Everything accounts holds about a person; secrets and their hashes are told, never shown."""

from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from accounts.failure_keys import account_key, factor_key
from accounts.models import (
    ActivationCode,
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
    UnitPeriod,
)
from accounts.queries.audit_entries import list_entries_about, list_entries_by
from core.database import db
from core.personal_data import Record, Sections

ACCOUNT_FIELDS = (
    "full_name", "shown_name", "username", "employee_code", "sex", "birth_year", "email", "phone",
    "rank", "started_on", "ended_on", "language", "text_size", "is_told_of_changes",
    "created_at", "deactivated_at",
)  # fmt: skip


def export_person(person_id: int) -> Sections:
    """The person, her places, roles, devices and factors, and what the audit says."""
    return {
        "person": _person(person_id),
        "placements": _rows(_placements(person_id)),
        "roles": _rows(_roles(person_id)),
        "sessions": _rows(_sessions(person_id)),
        "failures": _failures(person_id),
        "second_factors": _second_factors(person_id),
        "codes": _rows(_codes(person_id)),
        "kept_requests": _rows(
            select(KeptRequest.sent_at).where(KeptRequest.person_id == person_id)
        ),
        "imports": _rows(_imports(person_id)),
        "audit_about": [vars(entry) for entry in list_entries_about(person_id)],
        "audit_by": [vars(entry) for entry in list_entries_by(person_id)],
    }


def _person(person_id: int) -> list[Record]:
    person = db.session.get_one(Person, person_id)
    record = {name: getattr(person, name) for name in ACCOUNT_FIELDS}
    record["password_set_at"] = person.password_set_at
    if person.password_set_by_id not in (None, person_id):
        author = db.session.get(Person, person.password_set_by_id)
        record["password_set_by"] = author.full_name if author else None
    return [record]


def _placements(person_id: int) -> Select[*tuple[Any, ...]]:
    """Places with the name that their unit had when this began."""
    then = and_(
        UnitPeriod.unit_id == Placement.unit_id,
        UnitPeriod.valid_from <= Placement.valid_from,
        or_(UnitPeriod.valid_to.is_(None), UnitPeriod.valid_to > Placement.valid_from),
    )
    return (
        select(
            UnitPeriod.name.label("unit"),
            Placement.position,
            Placement.valid_from,
            Placement.valid_to,
        )
        .select_from(Placement)
        .outerjoin(UnitPeriod, then)
        .where(Placement.person_id == person_id)
        .order_by(Placement.valid_from, Placement.id)
    )


def _roles(person_id: int) -> Select[*tuple[Any, ...]]:
    now = and_(UnitPeriod.unit_id == RoleGrant.unit_id, UnitPeriod.valid_to.is_(None))
    return (
        select(
            RoleGrant.role,
            UnitPeriod.name.label("unit"),
            RoleGrant.programme_key,
            RoleGrant.valid_from,
            RoleGrant.valid_to,
            RoleGrant.granted_at,
            RoleGrant.revoked_at,
        )
        .select_from(RoleGrant)
        .outerjoin(UnitPeriod, now)
        .where(RoleGrant.person_id == person_id)
        .order_by(RoleGrant.id)
    )


def _sessions(person_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            SignInSession.device,
            SignInSession.is_shared,
            SignInSession.is_trusted,
            SignInSession.created_at,
            SignInSession.last_used_at,
            SignInSession.ended_at,
        )
        .where(SignInSession.person_id == person_id)
        .order_by(SignInSession.id)
    )


def _failures(person_id: int) -> list[Record]:
    """Wrong passwords and codes in her name that still count; others lead to nobody."""
    failure = SignInFailure
    kinds = {account_key(person_id): "password", factor_key(person_id): "factor"}
    columns = (failure.key.label("kind"), failure.count, failure.last_at, failure.blocked_until)
    found = _rows(select(*columns).where(failure.key.in_(kinds)).order_by(failure.key))
    return [{**record, "kind": kinds[record["kind"]]} for record in found]


def _codes(person_id: int) -> Select[*tuple[Any, ...]]:
    code = ActivationCode
    columns = (code.channel, code.created_at, code.expires_at, code.used_at)
    return select(*columns).where(code.person_id == person_id).order_by(code.id)


def _imports(person_id: int) -> Select[*tuple[Any, ...]]:
    run = ImportRun
    columns = (run.kind, run.file_name, run.created_at, run.done_at)
    return select(*columns).where(run.by_id == person_id).order_by(run.id)


def _second_factors(person_id: int) -> list[Record]:
    """Apps, keys, codes and identities elsewhere: what they are, not what opens them."""
    unused = select(func.count()).select_from(RecoveryCode)
    count = db.session.scalar(
        unused.where(RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None))
    )
    apps = select(TotpDevice.created_at, TotpDevice.last_used_at)
    keys = select(Passkey.name, Passkey.created_at, Passkey.last_used_at)
    elsewhere = select(
        ExternalIdentity.issuer,
        ExternalIdentity.subject,
        ExternalIdentity.created_at,
        ExternalIdentity.last_used_at,
    )
    removed = select(FactorRemoval.removed_at).where(FactorRemoval.person_id == person_id)
    return [
        *_kind("app", _rows(apps.where(TotpDevice.person_id == person_id))),
        *_kind("passkey", _rows(keys.where(Passkey.person_id == person_id).order_by(Passkey.id))),
        *_kind("recovery_codes", [{"unused": count}] if count else []),
        *_kind("identity", _rows(elsewhere.where(ExternalIdentity.person_id == person_id))),
        *_kind("removal", _rows(removed)),
    ]


def _kind(kind: str, records: list[Record]) -> list[Record]:
    return [{"kind": kind, **record} for record in records]


def _rows(query: Select[*tuple[Any, ...]]) -> list[Record]:
    return [dict(row) for row in db.session.execute(query).mappings()]
