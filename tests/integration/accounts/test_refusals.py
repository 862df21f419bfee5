"""What is refused that came another way than by a password: written down, but not without end."""

from datetime import timedelta

from sqlalchemy import func, select

from accounts import audit_actions
from accounts.models import AuditEntry
from accounts.operations.refusals import note_refusal
from accounts.throttling import ADDRESS_LIMIT
from core.database import db
from tests.factories.learning import BEGAN


def count_written() -> int:
    db.session.commit()
    query = select(func.count(AuditEntry.id))
    return db.session.scalar(query.where(AuditEntry.action == audit_actions.SIGN_IN_REFUSED)) or 0


def test_whoever_sends_thousands_does_not_fill_the_audit(app) -> None:
    for _ in range(ADDRESS_LIMIT.free + 20):
        note_refusal("oidc", "192.0.2.1", BEGAN)
    assert count_written() == ADDRESS_LIMIT.free


def test_from_another_address_or_after_a_while_it_is_written_again(app) -> None:
    for _ in range(ADDRESS_LIMIT.free + 1):
        note_refusal("oidc", "192.0.2.1", BEGAN)
    note_refusal("oidc", "192.0.2.2", BEGAN)
    note_refusal("oidc", "192.0.2.1", BEGAN + timedelta(minutes=2))
    assert count_written() == ADDRESS_LIMIT.free + 2


def test_it_says_by_which_way_and_about_whom(app, make) -> None:
    note_refusal("passkey", "192.0.2.1", BEGAN, make.person().id)
    db.session.commit()
    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.details, entry.address) == ({"way": "passkey"}, "192.0.2.1")
    assert entry.about_reference
