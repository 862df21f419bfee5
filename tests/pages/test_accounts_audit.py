"""The audit's page, and what the platform writes into it."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask_babel import force_locale
from sqlalchemy import select

from accounts import audit_actions
from accounts.audit_details import show_details
from accounts.audit_paging import read_place, write_place
from accounts.audit_words import ACTION_NAMES
from accounts.health import check_audit
from accounts.models import AuditEntry, AuditPseudonym, Person
from accounts.operations.auditing import note
from accounts.queries import audit_entries
from core import clock
from core.database import db
from tests.counting import MOST_QUERIES, counted_queries

AT = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.fixture
def office(make):
    """An administrator of the whole, one of a unit, and somebody else."""
    clock.set_source(lambda: AT)
    make.organisation()
    unit = make.unit("Phòng Thu")
    chief = make.person("chief", unit, "Trần Chính")
    make.role(chief, "administrator")
    local = make.person("local", unit, "Lê Địa Phương")
    make.role(local, "administrator", unit)
    make.person("staff", unit, "Phan Thị Ngọc Hân")
    return unit


def person(username):
    return db.session.scalars(select(Person).where(Person.username == username)).one()


def entries(*actions):
    db.session.rollback()
    query = select(AuditEntry).order_by(AuditEntry.id)
    found = db.session.scalars(query.where(AuditEntry.action.in_(actions)) if actions else query)
    return list(found)


def names_of(entry):
    def name(reference):
        if reference is None:
            return None
        mapping = db.session.get_one(AuditPseudonym, reference)
        return db.session.get_one(Person, mapping.person_id).username

    return name(entry.by_reference), name(entry.about_reference)


def test_signing_in_is_written_down_with_its_way_and_address(site, office):
    site.reader("staff")
    (entry,) = entries(audit_actions.SIGNED_IN)
    assert names_of(entry) == ("staff", None)
    assert entry.details == {"way": "password"}
    assert entry.address == "127.0.0.1"


def test_a_refusal_says_about_whom_and_never_what_was_typed(site, office):
    client = site.client()
    for name in ("staff", "Nguyễn Bí Mật"):
        client.post("/sign-in", data={"username": name, "password": "mật khẩu sai"})
    known, unknown = entries(audit_actions.SIGN_IN_REFUSED)
    assert names_of(known) == (None, "staff")
    assert names_of(unknown) == (None, None)
    written = f"{unknown.subject} {unknown.details}"
    assert "bí mật" not in written.casefold()
    assert "mật khẩu" not in written.casefold()


def test_a_look_at_somebody_is_written_down_and_one_at_oneself_is_not(site, office):
    reader = site.reader("chief")
    reader.get(f"/people/{person('staff').uuid}")
    reader.get(f"/people/{person('chief').uuid}")
    (entry,) = entries(audit_actions.PERSON_LOOKED_AT)
    assert names_of(entry) == ("chief", "staff")


def test_a_look_is_within_the_queries_of_a_page(site, office):
    reader = site.reader("chief")
    path = f"/people/{person('staff').uuid}"
    reader.get(path)
    with counted_queries() as statements:
        reader.get(path)
    assert len(statements) <= MOST_QUERIES + 3, statements


def test_what_administrators_do_to_an_account_is_written_down(site, office):
    reader = site.reader("chief")
    path = f"/people/{person('staff').uuid}"
    reader.post(f"{path}/deactivate")
    reader.post(f"{path}/deactivate")
    reader.post(f"{path}/reactivate")
    done = entries(audit_actions.PERSON_DEACTIVATED, audit_actions.PERSON_REACTIVATED)
    assert [(entry.action, names_of(entry)) for entry in done] == [
        (audit_actions.PERSON_DEACTIVATED, ("chief", "staff")),
        (audit_actions.PERSON_REACTIVATED, ("chief", "staff")),
    ]


def test_only_administrators_of_the_whole_see_it(site, office):
    for name, status in (("chief", 200), ("local", 403), ("staff", 403)):
        for path in ("/audit", "/audit.csv"):
            assert site.reader(name).client.get(path).status_code == status, (name, path)


def test_the_page_names_people_through_the_mapping(site, office):
    note(audit_actions.ROLE_GRANTED, person("chief").id, AT, person("staff").id, "phong-thu")
    page = site.reader("chief").get("/audit")
    row = next(text for text in rows_of(page) if "Granted a role" in text)
    assert "Trần Chính" in row
    assert "Phan Thị Ngọc Hân" in row
    assert "phong-thu" in row


def rows_of(page):
    return [" ".join(" ".join(row.itertext()).split()) for row in page.all(".//tbody/tr")]


def test_it_is_filtered_by_action_person_and_day(site, office):
    staff, chief = person("staff").id, person("chief").id
    note(audit_actions.ROLE_GRANTED, chief, AT - timedelta(days=3), staff)
    note(audit_actions.ROLE_REVOKED, chief, AT, None)
    reader = site.reader("chief")
    assert len(rows_of(reader.get("/audit?action=role.granted"))) == 1
    assert len(rows_of(reader.get("/audit?person=ngoc+han"))) == 1
    assert len(rows_of(reader.get("/audit?person=STAFF&action=role.revoked"))) == 0
    assert len(rows_of(reader.get("/audit?day=2026-11-21"))) == 1
    assert len(rows_of(reader.get("/audit?day=2026-11-22"))) == 0


def test_a_day_is_one_of_the_organisation(site, office):
    """23:30 UTC is the next day in Vietnam."""
    note(audit_actions.ROLE_GRANTED, None, datetime(2026, 11, 20, 23, 30, tzinfo=UTC))
    reader = site.reader("chief")
    assert len(rows_of(reader.get("/audit?day=2026-11-21"))) == 1
    assert len(rows_of(reader.get("/audit?day=2026-11-20"))) == 0


@pytest.mark.parametrize(
    "question",
    [
        "day=0001-01-01", "day=9999-12-31", "day=x", "action=nothing", "person=%25", "person=%00",
        "below=x", "below=1-1-1", "below=99999999999999999999-1", "below=-1", "below=1-",
        "below=%C2%B2-1", f"below=1-{'9' * 30}", "person=" + "a+" * 500,
    ],
)  # fmt: skip
def test_odd_questions_are_answered(site, office, question):
    assert site.reader("chief").client.get(f"/audit?{question}").status_code in (200, 400)


def test_it_is_paged_by_key(site, office):
    for number in range(120):
        note(
            audit_actions.ROLE_GRANTED,
            None,
            AT - timedelta(minutes=number // 3),
            subject=f"n{number}",
        )
    reader = site.reader("chief")
    page = reader.get("/audit?action=role.granted")
    seen = []
    while True:
        seen += rows_of(page)
        older = page.links().get("Older entries")
        if older is None:
            break
        page = reader.get(older)
    assert len(seen) == len(set(seen)) == 120
    assert "Newest entries" in page.links()


def test_whoever_is_anonymous_now_has_no_name(site, office):
    note(audit_actions.ROLE_GRANTED, person("chief").id, AT, person("staff").id)
    db.session.commit()
    for row in db.session.scalars(
        select(AuditPseudonym).where(AuditPseudonym.person_id == person("staff").id)
    ):
        db.session.delete(row)
    page = site.reader("chief").get("/audit?action=role.granted")
    assert "Somebody who is anonymous now" in page.text


def test_the_csv_neutralises_formulas_and_is_audited_itself(site, office):
    note(audit_actions.ROLE_GRANTED, None, AT, subject="=1+1")
    response = site.reader("chief").client.get("/audit.csv?action=role.granted")
    text = response.get_data().decode("utf-8-sig")
    assert response.headers["Content-Disposition"] == 'attachment; filename="audit.csv"'
    assert "=1+1" in text
    assert ",=1+1" not in text
    (entry,) = entries(audit_actions.AUDIT_EXPORTED)
    assert entry.details == {"entries": 1}


def test_every_action_has_its_words():
    actions = {
        value
        for name, value in vars(audit_actions).items()
        if name.isupper() and isinstance(value, str)
    }
    assert actions == set(ACTION_NAMES)


def test_a_place_is_read_as_it_was_written():
    at = AT + timedelta(microseconds=123457)
    assert read_place(write_place(at, 17)) == (at, 17)


def run(app, *arguments):
    result = app.test_cli_runner().invoke(args=["audit", *arguments])
    db.session.rollback()
    return result


def test_the_seal_is_printed_and_good_to_compare_with(app, office):
    note(audit_actions.ROLE_GRANTED, None, AT)
    db.session.commit()
    noted = run(app, "seal").output.strip()
    assert noted.startswith("1:")
    assert run(app, "seal").output.strip() == noted
    result = run(app, "verify", "--noted", noted, "--json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.output)["latest"] == noted
    assert run(app, "verify", "--noted", "1:" + "0" * 64).exit_code == 1
    assert run(app, "verify", "--noted", "nothing").exit_code == 2


def test_an_empty_audit_has_nothing_to_seal(app):
    result = run(app, "seal")
    assert (result.exit_code, result.stdout) == (0, "")
    assert run(app, "verify").exit_code == 0


def test_the_doctor_says_whether_the_audit_is_whole(app, office, tmp_path):
    settings = replace(app.extensions["settings"], instance=tmp_path)
    note(audit_actions.ROLE_GRANTED, None, AT)
    db.session.commit()
    noted = run(app, "seal").output
    assert check_audit(settings).text == "1 entries, 1 seals"
    (tmp_path / "audit-seal").write_text(noted)
    assert check_audit(settings).text == "1 entries, 1 seals, seal 1 as noted"
    (tmp_path / "audit-seal").write_text("1:" + "0" * 64)
    assert not check_audit(settings).is_well
    (tmp_path / "audit-seal").write_text("nothing")
    assert "is no seal" in check_audit(settings).text


@pytest.mark.parametrize("way", ["password", "code", "oidc", "passkey", "second_factor"])
def test_every_way_in_has_words(app, way):
    with app.test_request_context(), force_locale("en"):
        [(name, words)] = show_details({"way": way})
    assert name == "How"
    assert words[:1].isupper()


def test_a_renewed_password_says_in_words_what_for(app):
    details = {"purpose": "activation", "channel": "slip"}
    with app.test_request_context(), force_locale("en"):
        shown = show_details(details)
    assert shown == [("What for", "First sign-in"), ("How it was sent", "Slip of paper")]


def test_details_stand_in_words(site, office):
    details = {"way": "password", "fields": "email, phone", "role": "manager", "odd": "x"}
    note(audit_actions.ROLE_GRANTED, None, AT, details=details)
    page = site.reader("chief").get("/audit?action=role.granted")
    (row,) = rows_of(page)
    assert "Changed: E-mail, Phone" in row
    assert "How: Password" in row
    assert "Role: Manager" in row
    assert "odd: x" in row


def test_a_name_that_many_bear_finds_the_same(site, office, monkeypatch):
    note(audit_actions.ROLE_GRANTED, person("chief").id, AT, person("staff").id)
    note(audit_actions.ROLE_REVOKED, person("local").id, AT)
    reader = site.reader("chief")
    few = rows_of(reader.get("/audit?person=han"))
    monkeypatch.setattr(audit_entries, "FEW", 0)
    assert rows_of(reader.get("/audit?person=han")) == few
    assert len(few) == 1
