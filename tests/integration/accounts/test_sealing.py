"""The chain over the audit: sealing, pruning, and what checking finds."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, func, insert, select, text, update

from accounts import audit_actions
from accounts.audit_checks import read_noted
from accounts.models import AuditEntry, AuditPseudonym, AuditSeal
from accounts.operations import sealing
from accounts.operations.auditing import note
from core.database import db
from tests.concurrency import do_at_once

AT = datetime(2026, 11, 24, 3, tzinfo=UTC)
DAY = timedelta(days=1)
LOOK = audit_actions.PERSON_LOOKED_AT
TRIGGERS = (
    "audit_entries_keep_content",
    "audit_entries_keep_address",
    "audit_entries_keep_seal",
    "audit_entries_stay",
)


def write(count, at=AT):
    for number in range(count):
        note(LOOK, None, at, subject=f"entry {number}", address="203.0.113.7")
    db.session.commit()


def seal(at=AT):
    made = sealing.seal_entries(at)
    db.session.commit()
    return made


def prune(before):
    count = sealing.prune_entries(before, AT)
    db.session.commit()
    return count


def problems(noted=None):
    return sealing.verify_audit(AT, noted and read_noted(noted)).problems


@pytest.fixture
def attacker(app):
    """Somebody who may do anything in the database, triggers switched off meanwhile."""
    is_sqlite = db.engine.dialect.name == "sqlite"
    back = ["ALTER TABLE audit_entries ENABLE TRIGGER USER"]
    if is_sqlite:
        kept = text("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
        back = list(db.session.scalars(kept))
        for name in TRIGGERS:
            db.session.execute(text(f"DROP TRIGGER {name}"))
    else:
        db.session.execute(text("ALTER TABLE audit_entries DISABLE TRIGGER USER"))
    db.session.commit()
    yield
    db.session.rollback()
    for statement in back:
        db.session.execute(text(statement))
    db.session.commit()


def test_seals_follow_each_other(app):
    write(3)
    first = seal()
    assert seal() is None
    write(2)
    second = seal()
    assert (first.number, first.entry_count) == (1, 3)
    assert (second.number, second.entry_count) == (2, 2)
    assert second.previous_hash == first.hash
    verdict = sealing.verify_audit(AT)
    assert (verdict.seals, verdict.entries, verdict.unsealed) == (2, 5, 0)
    assert verdict.latest == f"2:{second.hash}"
    assert verdict.problems == []


def test_two_who_seal_at_once_close_every_entry_once(app):
    write(5)

    def act():
        made = sealing.seal_entries(AT)
        db.session.commit()
        return made is not None

    assert sorted(do_at_once(app, [act, act, act])) == [False, False, True]
    assert db.session.scalar(select(func.count(AuditSeal.number))) == 1
    assert problems() == []


def test_an_entry_that_is_committed_late_is_sealed_by_the_next_seal(app):
    """On PostgreSQL two write at once; the one that began first ends last."""
    if db.engine.dialect.name != "postgresql":
        return
    with db.engine.connect() as late:
        begun = late.begin()
        late.execute(
            insert(AuditEntry).values(
                action=LOOK, at=AT, subject="", details={}, address_mark="", digest="0" * 64
            )
        )
        write(1)
        first = seal()
        begun.commit()
    second = seal()
    assert (first.entry_count, second.entry_count) == (1, 1)
    of_seal = select(AuditEntry.id, AuditEntry.seal_number).order_by(AuditEntry.id)
    assert [row.seal_number for row in db.session.execute(of_seal)] == [2, 1]


def test_sealed_entries_stay_with_their_seal(app):
    write(1)
    seal()
    with pytest.raises(Exception, match="append-only"):
        db.session.execute(update(AuditEntry).values(seal_number=None))
    db.session.rollback()
    assert problems() == []


def test_a_changed_entry_is_found(app, attacker):
    write(3)
    seal()
    db.session.execute(update(AuditEntry).where(AuditEntry.subject == "entry 1").values(subject=""))
    db.session.commit()
    (problem,) = problems()
    assert "is not as it was written" in problem


def test_an_entry_that_was_taken_out_or_put_in_is_found(app, attacker):
    write(3)
    seal()
    db.session.execute(delete(AuditEntry).where(AuditEntry.subject == "entry 1"))
    db.session.commit()
    assert problems() == ["Seal 1 closes 3 entries; 2 are here."]
    write(1)
    db.session.execute(
        update(AuditEntry).where(AuditEntry.seal_number.is_(None)).values(seal_number=1)
    )
    db.session.commit()
    assert problems() == ["The entries of seal 1 are not those it closed."]


def test_a_seal_that_was_made_anew_breaks_the_chain(app):
    write(1)
    seal()
    write(1)
    seal()
    forged = update(AuditSeal).where(AuditSeal.number == 1).values(hash="f" * 64)
    db.session.execute(forged)
    db.session.commit()
    assert problems() == [
        "Seal 1 is not as it was made.",
        "Seal 2 does not follow the one before it.",
    ]


def test_a_cut_off_end_is_found_by_the_seal_that_was_noted(app, attacker):
    write(1)
    seal()
    write(1)
    noted = f"2:{seal().hash}"
    assert problems(noted) == []
    db.session.execute(delete(AuditEntry).where(AuditEntry.seal_number == 2))
    db.session.execute(delete(AuditSeal).where(AuditSeal.number == 2))
    db.session.commit()
    assert problems() == []
    assert "cut off" in problems(noted)[0]
    write(1)
    seal()
    assert "made anew" in problems(noted)[0]


def test_a_changed_address_is_found_and_an_erased_one_is_not_missed(app, attacker):
    write(2)
    seal()
    db.session.execute(update(AuditEntry).values(address="198.51.100.1"))
    db.session.commit()
    assert len(problems()) == 2
    db.session.execute(update(AuditEntry).values(address=None, address_salt=None))
    db.session.commit()
    assert problems() == []


def test_a_reference_given_to_somebody_else_is_found(make):
    guilty, innocent = make.person(), make.person()
    note(LOOK, guilty.id, AT)
    db.session.commit()
    assert problems() == []
    db.session.execute(update(AuditPseudonym).values(person_id=innocent.id))
    db.session.commit()
    assert "given to somebody else" in problems()[0]


def test_erasing_a_person_leaves_the_chain_whole(make):
    person = make.person()
    note(LOOK, person.id, AT)
    db.session.commit()
    seal()
    db.session.execute(delete(AuditPseudonym))
    db.session.commit()
    assert problems() == []


def test_old_entries_go_and_their_seals_stay(app):
    write(2, AT - 30 * DAY)
    seal()
    write(2, AT - 2 * DAY)
    seal()
    assert prune(AT - 10 * DAY) == 1
    assert prune(AT - 10 * DAY) == 0
    verdict = sealing.verify_audit(AT)
    assert (verdict.seals, verdict.entries, verdict.unsealed) == (2, 2, 1)
    assert verdict.problems == []
    said = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == audit_actions.AUDIT_PRUNED)
    ).one()
    assert said.details == {"through": 1, "entries": 2}


def test_a_seal_with_one_young_entry_keeps_all_of_them(app):
    write(1, AT - 30 * DAY)
    write(1, AT - DAY)
    seal()
    assert prune(AT - 10 * DAY) == 0


def test_two_who_prune_at_once_let_go_once(app):
    write(2, AT - 30 * DAY)
    seal()

    def act():
        count = sealing.prune_entries(AT - 10 * DAY, AT)
        db.session.commit()
        return count

    assert sorted(do_at_once(app, [act, act])) == [0, 1]
    assert problems() == []


def test_a_pruning_that_no_entry_tells_of_is_found(app):
    write(1)
    seal()
    db.session.execute(update(AuditSeal).values(pruned_at=AT))
    db.session.execute(delete(AuditEntry))
    db.session.commit()
    assert problems() == ["Seal 1 is pruned, and no entry says so."]


def test_entries_that_nobody_seals_are_told(app):
    write(1, AT - 3 * DAY)
    assert "wait to be sealed" in problems()[0]


@pytest.mark.parametrize("wrong", ["", "12", "x:4f6a4f6a4f6a", "12:short", "12:zzzzzzzzzzzzzz"])
def test_what_is_no_seal_is_refused(wrong):
    with pytest.raises(ValueError, match="no seal"):
        read_noted(wrong)
