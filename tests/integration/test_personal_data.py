"""What is held about a person is shown to her in whole, and gone when she is made anonymous."""

import json
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import JSON, LargeBinary, String, select, update

from accounts import audit_actions
from accounts.models import (
    AuditEntry,
    AuditPseudonym,
    ExternalIdentity,
    ImportRun,
    KeptRequest,
    Passkey,
    Person,
    Placement,
    RoleGrant,
    SignInSession,
)
from accounts.operations import sealing
from accounts.operations.auditing import note
from accounts.operations.retention import StillActive, make_anonymous
from core import personal_data
from core.database import db
from courses.models import Course, CourseEdition
from enrolments.models import ActivityResult, Enrolment
from quizzes.models import Attempt, AttemptItem, QuestionEdition
from safety.models import Helpline
from tests.concurrency import do_at_once

AT = datetime(2026, 11, 24, 3, tzinfo=UTC)
TRACES = {
    "full_name": "Phan Thị Ngọc Hân",
    "username": "phan.ngoc.han",
    "employee_code": "HN-774411",
    "email": "ngoc.han@coquan.example",
    "phone": "0912774411",
}
SECRET = "Tôi là Ngọc Hân ở phòng 12"
ADDRESS = "203.0.113.77"


@pytest.fixture
def world(make):
    """Somebody who did a little of everything, and left."""
    make.organisation()
    unit = make.unit("Phòng Thu")
    course = make.course("basics")
    person = make.person(TRACES["username"], unit, TRACES["full_name"])
    for name, value in TRACES.items():
        setattr(person, name, value)
    person.birth_year, person.rank, person.started_on = 1985, "Chuyên viên", date(2010, 1, 1)
    make.role(person, "trainer")
    make.assignment(course, unit)
    make.lessons_read(person, course)
    make.graded_attempt(person, course, "0")
    make.attempt(person, course)
    _leave_traces(person)
    person.deactivated_at = AT
    db.session.commit()
    return person


def _leave_traces(person):
    placement = db.session.scalars(select(Placement)).one()
    placement.position = f"Trưởng phòng {TRACES['full_name']}"
    db.session.add_all([*_ways_in(person.id), *_sent(person.id)])
    _answer_in_words()
    note(audit_actions.SIGNED_IN, person.id, AT, address=ADDRESS)
    note(audit_actions.PERSON_LOOKED_AT, None, AT, person.id)
    note(audit_actions.SIGN_IN_REFUSED, None, AT, person.id, address=ADDRESS)
    sealing.seal_entries(AT)


def _ways_in(person_id):
    name = f"Máy của {TRACES['full_name']}"
    used = {"person_id": person_id, "created_at": AT, "last_used_at": AT}
    return [
        SignInSession(token_hash="x" * 64, device=name, expires_at=AT, **used),
        ExternalIdentity(issuer="https://id.example", subject=TRACES["email"], **used),
        Passkey(credential_id="abc", public_key=b"key", sign_count=0, name=name, **used),
    ]


def _sent(person_id):
    name = TRACES["full_name"]
    fields = [["name", name]]
    return [
        KeptRequest(person_id=person_id, path="/people", fields=fields, sent_at=AT),
        ImportRun(
            kind="people",
            by_id=person_id,
            file_name=f"Danh sách của {name}.xlsx",
            file_digest="-",
            is_workbook=True,
            content=name.encode(),
            column_keys=[],
            created_at=AT,
        ),
        Helpline(
            number="1900",
            names={},
            purposes={},
            topic="violence",
            recorded_at=AT,
            checked_by=name,
            checked_on=AT.date(),
        ),
    ]


def _answer_in_words():
    """A response to a question of a type that takes free words."""
    query = select(QuestionEdition).order_by(QuestionEdition.id).limit(1)
    edition = db.session.scalars(query).one()
    attempt = db.session.scalars(select(Attempt).where(Attempt.state == "graded")).one()
    essay = QuestionEdition(
        question_id=edition.question_id,
        number=99,
        content_hash="-",
        type="essay",
        points=1,
        content={**edition.content, "type": "essay"},
        html={},
        created_at=AT,
    )
    item = AttemptItem(
        attempt_id=attempt.id,
        position=99,
        question_edition=essay,
        choice_order=[],
        response={"text": f"{SECRET}: {TRACES['full_name']}"},
        client="trang-1",
        saved_at=AT,
    )
    db.session.add_all([essay, item])


def texts_of_database():
    """Every text and blob in every row of every table: (table.column, text)."""
    for table in db.metadata.sorted_tables:
        columns = [
            column
            for column in table.columns
            if isinstance(column.type, String | JSON | LargeBinary)
        ]
        for row in db.session.execute(select(*columns)) if columns else ():
            for column, value in zip(columns, row, strict=True):
                if value not in (None, ""):
                    yield f"{table.name}.{column.name}", _as_text(value)


def _as_text(value):
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def places_of(text):
    wanted = text.casefold()
    return sorted({place for place, found in texts_of_database() if wanted in found.casefold()})


def test_the_export_shows_what_is_held(world):
    held = personal_data.as_plain(personal_data.export_person(world.id))
    written = json.dumps(held, ensure_ascii=False)
    for trace in (*TRACES.values(), SECRET, ADDRESS):
        assert trace in written, trace
    assert held["person"][0]["birth_year"] == 1985
    assert [record["state"] for record in held["attempts"]] == ["graded", "in_progress"]
    assert held["responses"][0]["response"] == ["Đúng 1"]
    told = {entry["action"] for entry in held["audit_about"]}
    assert told == {"person.looked_at", "sign_in.refused"}
    assert {"placements", "roles", "sessions", "second_factors", "enrolments", "results"} <= set(
        held
    )


def test_no_secret_is_shown(world):
    written = json.dumps(personal_data.as_plain(personal_data.export_person(world.id)))
    assert world.password_hash not in written
    assert "x" * 64 not in written


def test_every_word_of_the_export_is_known(world):
    for held, words in personal_data.export_with_words(world.id):
        fields = {name for records in held.values() for record in records for name in record}
        assert {*held, *fields} <= set(words)


def test_no_trace_of_whoever_is_anonymous_is_left(world):
    before = {trace: places_of(trace) for trace in (*TRACES.values(), SECRET, ADDRESS)}
    assert all(before.values()), before
    search_key = world.search_key
    assert make_anonymous(world.id, AT, None)
    db.session.commit()
    left = {trace: places_of(trace) for trace in (*before, search_key)}
    assert {trace: places for trace, places in left.items() if places} == {}


def test_what_is_counted_stays(world):
    before = db.session.scalar(select(Enrolment.state))
    results = len(db.session.scalars(select(ActivityResult)).all())
    make_anonymous(world.id, AT, None)
    db.session.commit()
    person = db.session.get_one(Person, world.id)
    placement = db.session.scalars(select(Placement)).one()
    assert (person.sex, person.birth_year, person.anonymised_at) == ("female", None, AT)
    assert placement.person_id == person.id
    assert db.session.scalar(select(Enrolment.state)) == before
    assert len(db.session.scalars(select(ActivityResult)).all()) == results
    choices = [item.response for item in db.session.scalars(select(AttemptItem))]
    assert [0] in choices
    assert db.session.scalars(select(RoleGrant)).all() == []


def test_the_audit_stays_whole_and_leads_to_nobody(world):
    count = len(db.session.scalars(select(AuditEntry)).all())
    make_anonymous(world.id, AT, None)
    db.session.commit()
    assert db.session.scalars(select(AuditPseudonym)).all() == []
    addresses = select(AuditEntry.address, AuditEntry.address_salt).where(AuditEntry.at == AT)
    assert set(db.session.execute(addresses).all()) == {(None, None)}
    assert len(db.session.scalars(select(AuditEntry)).all()) == count + 1
    assert sealing.verify_audit(AT).problems == []


def test_where_an_administrator_was_when_she_changed_somebody_erased_stays(world, make):
    chief, elsewhere = make.person("chief"), "192.0.2.77"
    note(audit_actions.PERSON_CHANGED, chief.id, AT, world.id, address=elsewhere)
    make_anonymous(world.id, AT, None)
    db.session.commit()
    assert db.session.scalars(
        select(AuditEntry.address).where(AuditEntry.address.is_not(None))
    ).all() == [elsewhere]


def test_who_is_active_stays(make):
    person = make.person()
    with pytest.raises(StillActive):
        make_anonymous(person.id, AT, None)


def test_twice_at_once_happens_once(app, world):
    person_id = world.id

    def act():
        done = make_anonymous(person_id, AT, None)
        db.session.commit()
        return done

    assert sorted(do_at_once(app, [act, act])) == [False, True]
    wanted = AuditEntry.action == audit_actions.PERSON_ANONYMISED
    assert len(db.session.scalars(select(AuditEntry).where(wanted)).all()) == 1


@pytest.fixture
def sensitive(world):
    """The course is one about violence."""
    manifest = {"sensitive": "violence", "neutral_title": {"vi": "Khóa học số 7"}}
    for row in [*db.session.scalars(select(Course)), *db.session.scalars(select(CourseEdition))]:
        row.manifest = {**row.manifest, **manifest}
    db.session.commit()
    return world


def test_a_sensitive_course_stands_in_the_export_under_its_neutral_title(sensitive):
    held = personal_data.as_plain(personal_data.export_person(sensitive.id))
    (record,) = held["enrolments"]
    assert record == {
        "course": {"vi": "Khóa học số 7"},
        "state": "not_completed",
        "due_on": "2026-12-15",
    }
    assert {"attempts", "responses", "results"}.isdisjoint(held)
    assert "Khóa học thử" not in json.dumps(held, ensure_ascii=False)


def test_a_sensitive_course_chosen_freely_does_not_stand_there_at_all(sensitive):
    db.session.execute(update(Enrolment).values(assignment_id=None))
    db.session.commit()
    assert "enrolments" not in personal_data.export_person(sensitive.id)


# A column that leads to a person, and what happens to it: `goes` with the person, `stays` as the
# id of somebody without a name, `kept` is the chain that leads to nobody once its mapping is gone.
COLUMNS = {
    "activation_codes.created_by_id": "stays",
    "activation_codes.person_id": "goes",
    "assignments.created_by_id": "stays",
    "attempt_items.marked_by_id": "stays",
    "attempt_regrades.by_id": "stays",
    "attempts.person_id": "stays",
    "audit_pseudonyms.person_id": "goes",
    "course_editions.published_by_id": "stays",
    "course_media.changed_by_id": "stays",
    "draft_files.changed_by_id": "stays",
    "draft_reviews.asked_by_id": "stays",
    "draft_reviews.decided_by_id": "stays",
    "draft_holds.person_id": "goes",
    "draft_revisions.saved_by_id": "stays",
    "organisation_texts.changed_by_id": "stays",
    "enrolments.person_id": "stays",
    "external_identities.person_id": "goes",
    "file_exchanges.person_id": "goes",
    "factor_removals.person_id": "goes",
    "factor_removals.removed_by_id": "stays",
    "goals.set_by_id": "stays",
    "import_runs.by_id": "stays",
    "kept_requests.person_id": "goes",
    "mails.person_id": "goes",
    "passkeys.person_id": "goes",
    "persons.password_set_by_id": "stays",
    "placements.person_id": "stays",
    "practice_cards.person_id": "goes",
    "quiz_exceptions.by_id": "stays",
    "quiz_exceptions.person_id": "goes",
    "received_files.by_id": "goes",
    "recovery_codes.person_id": "goes",
    "review_comments.settled_by_id": "stays",
    "review_comments.written_by_id": "stays",
    "role_grants.granted_by_id": "stays",
    "role_grants.person_id": "goes",
    "role_grants.revoked_by_id": "stays",
    "scheduled_publications.scheduled_by_id": "stays",
    "sign_in_sessions.person_id": "goes",
    "staged_bundles.by_id": "stays",
    "totp_devices.person_id": "goes",
}


def test_every_column_that_leads_to_a_person_was_thought_of(app):
    found = {
        f"{table.name}.{column.name}"
        for table in db.metadata.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == "persons"
    }
    assert found == set(COLUMNS)


def test_rows_that_go_with_a_person_are_gone(world):
    make_anonymous(world.id, AT, None)
    db.session.commit()
    for name in (name for name, fate in COLUMNS.items() if fate == "goes"):
        table_name, column_name = name.split(".")
        table = db.metadata.tables[table_name]
        left = db.session.execute(select(table).where(table.c[column_name] == world.id)).all()
        assert left == [], name
