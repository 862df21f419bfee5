"""Entries of the audit: what they hold, and that nothing changes them."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DatabaseError

from accounts import audit_actions, auditing
from accounts.models import AuditEntry, AuditPseudonym
from accounts.operations.auditing import note
from core.database import db

AT = datetime(2026, 11, 24, 3, tzinfo=UTC)


def entries():
    return list(db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)))


def test_people_stand_in_it_by_a_reference(make) -> None:
    author, other = make.person(), make.person()
    note(audit_actions.ROLE_GRANTED, author.id, AT, other.id, "vp", {"role": "manager"}, "::1")
    note(audit_actions.ROLE_REVOKED, author.id, AT, other.id)
    db.session.commit()
    first, second = entries()
    mapping = {
        row.reference: (row.person_id, row.salt)
        for row in db.session.scalars(select(AuditPseudonym))
    }
    assert mapping[first.by_reference][0] == author.id
    assert mapping[first.about_reference][0] == other.id
    assert (first.by_reference, first.about_reference) == (
        second.by_reference,
        second.about_reference,
    )
    salt = mapping[first.by_reference][1]
    assert auditing.reference_of(author.uuid, salt) == first.by_reference


def test_of_the_address_the_digest_knows_a_mark(make) -> None:
    note(audit_actions.SIGN_IN_REFUSED, None, AT, address="203.0.113.7")
    note(audit_actions.SIGN_IN_REFUSED, None, AT)
    db.session.commit()
    known, unknown = entries()
    assert known.address == "203.0.113.7"
    assert known.address_mark == auditing.address_mark("203.0.113.7", known.address_salt)
    assert (unknown.address, unknown.address_salt, unknown.address_mark) == (None, None, "")


def test_odd_signs_are_left_out(make) -> None:
    note(audit_actions.PEOPLE_IMPORTED, None, AT, subject="a\x00b", details={"k": "x\x00" * 400})
    db.session.commit()
    (entry,) = entries()
    assert entry.subject == "ab"
    assert entry.details == {"k": "x" * 200}


def test_whoever_is_anonymous_already_gets_no_reference(make) -> None:
    person = make.person()
    person.anonymised_at = AT
    note(audit_actions.PERSON_LOOKED_AT, None, AT, person.id)
    db.session.commit()
    assert entries()[0].about_reference is None


@pytest.mark.parametrize(
    "statement",
    [
        update(AuditEntry).values(action="x"),
        update(AuditEntry).values(digest="x"),
        update(AuditEntry).values(address="198.51.100.1", address_salt="x"),
        delete(AuditEntry),
    ],
)
def test_the_database_refuses_to_change_or_lose_an_entry(make, statement) -> None:
    note(audit_actions.SIGN_IN_REFUSED, None, AT)
    db.session.commit()
    with pytest.raises(DatabaseError, match="append-only"):
        db.session.execute(statement)
    db.session.rollback()
    assert len(entries()) == 1


def test_postgresql_refuses_to_empty_it(app) -> None:
    if db.engine.dialect.name != "postgresql":
        return
    with pytest.raises(DatabaseError, match="append-only"):
        db.session.execute(text("TRUNCATE audit_entries CASCADE"))
