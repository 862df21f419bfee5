"""Roles: given to one or many, taken back; also at the same moment."""

from datetime import UTC, date, datetime
from functools import partial

import pytest
from sqlalchemy import select

from accounts import operations, queries
from accounts.granting import RoleWish
from accounts.models import AuditEntry, RoleGrant, SignInSession
from accounts.operations import Author, LastAdministrator
from core import clock
from core.database import db
from tests.concurrency import do_at_once

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
BY_NOBODY = Author(None, NOW, TODAY)
ZONE = "Asia/Ho_Chi_Minh"
UNTIL = date(2027, 5, 31)


def wish(role="manager", unit=None, programme=None, until=None):
    unit_id, path = (unit.unit_id, unit.path) if unit else (None, None)
    return RoleWish(role, unit_id, path, programme, TODAY, until)


def grants():
    return list(db.session.scalars(select(RoleGrant).order_by(RoleGrant.id)))


def test_a_role_stands_with_its_place_its_days_and_who_gave_it(app, make):
    unit, chief = make.unit(), make.person("chief")
    person = make.person("hoa", unit)
    author = Author(chief.id, NOW, TODAY)
    assert operations.give_role([person.id], wish(unit=unit, until=UNTIL), author) == 1
    (grant,) = grants()
    assert (grant.role, grant.unit_id, grant.granted_by_id) == ("manager", unit.unit_id, chief.id)
    assert (grant.valid_from, grant.valid_to) == (TODAY, date(2027, 6, 1))
    (entry,) = db.session.scalars(select(AuditEntry))
    assert entry.action == "role.granted"
    assert entry.details == {"role": "manager", "unit": unit.unit.key}
    assert entry.about_reference is not None


def test_what_is_sent_twice_is_given_once(app, make):
    person = make.person("hoa")
    given = wish("trainer", programme="gender-equality")
    assert operations.give_role([person.id], given, BY_NOBODY) == 1
    assert operations.give_role([person.id], given, BY_NOBODY) == 0
    assert operations.give_role([person.id], wish("trainer"), BY_NOBODY) == 1
    assert len(grants()) == 2


def test_many_get_a_role_in_one_entry_that_names_nobody(app, make):
    people = [make.person() for _ in range(3)]
    make.role(people[0], "organiser")
    count = operations.give_role([each.id for each in people], wish("organiser"), BY_NOBODY)
    assert count == 2
    (entry,) = db.session.scalars(select(AuditEntry))
    assert (entry.details, entry.about_reference) == ({"role": "organiser", "people": 2}, None)


def test_a_change_of_role_ends_the_sessions_but_ones_own(app, make):
    person, chief = make.person("hoa"), make.person("chief")
    make.role(chief, "administrator")
    for each in (person, chief, chief):
        operations.start_session(each.id, operations.Device(""), NOW)
    own = db.session.scalars(select(SignInSession.id).order_by(SignInSession.id)).all()[-1]
    both = [person.id, chief.id]
    operations.give_role(both, wish("organiser"), Author(chief.id, NOW, TODAY), own)
    open_ones = select(SignInSession.id).where(SignInSession.ended_at.is_(None))
    assert list(db.session.scalars(open_ones)) == [own]


def test_a_role_taken_back_stays_on_record(app, make):
    person, chief = make.person("hoa"), make.person("chief")
    grant = make.role(person, "manager")
    author = Author(chief.id, NOW, TODAY)
    assert operations.revoke_role(grant.id, author)
    assert not operations.revoke_role(grant.id, author)
    (line,) = queries.list_grants_of(person.id)
    assert (line.revoked_at, line.revoked_by) == (NOW, chief.full_name)
    assert queries.list_held_roles(person.id, TODAY) == []
    actions = list(db.session.scalars(select(AuditEntry.action)))
    assert actions == ["role.revoked"]


def test_the_last_administrator_keeps_the_role(app, make):
    chief, second = make.person("chief"), make.person("second")
    grant = make.role(chief, "administrator")
    make.role(second, "administrator").valid_to = date(2027, 1, 1)
    make.role(second, "administrator", make.unit())
    db.session.commit()
    with pytest.raises(LastAdministrator):
        operations.revoke_role(grant.id, BY_NOBODY)


def test_of_two_administrators_who_revoke_each_other_at_once_one_stays(app, make):
    ids = [make.role(make.person(), "administrator").id for _ in range(2)]

    def revoke(grant_id):
        try:
            operations.revoke_role(grant_id, BY_NOBODY)
            db.session.commit()
        except LastAdministrator:
            return False
        finally:
            db.session.rollback()
        return True

    done = do_at_once(app, [partial(revoke, grant_id) for grant_id in ids])
    assert sorted(done) == [False, True]
    assert len(queries.list_whole_administrators(TODAY)) == 1


def test_what_is_given_at_once_is_given_once(app, make):
    person_id = make.person("hoa").id

    def give():
        operations.give_role([person_id], wish(), BY_NOBODY)
        db.session.commit()

    do_at_once(app, [give, give])
    db.session.rollback()
    assert len(grants()) == 1


def grant(app, *arguments):
    return app.test_cli_runner().invoke(args=["people", "grant", "hoa", *arguments])


def test_the_command_gives_what_the_page_would(app, make):
    make.person("hoa")
    make.course("basics")
    assert grant(app, "trainer", "--programme", "gender-equality").exit_code == 0
    assert grant(app, "inspector", "--until", f"{clock.today(ZONE)}").exit_code == 0
    assert [(each.role, each.programme_key) for each in grants()] == [
        ("trainer", "gender-equality"),
        ("inspector", None),
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("trainer", "--programme", "nonsense"), "There is no programme nonsense."),
        (("manager", "--programme", "gender-equality"), "Only trainers and reviewers"),
        (("inspector",), "An inspector needs a last day."),
        (("manager", "--until", "2020-01-01"), "The last day cannot be before the first."),
    ],
)
def test_the_command_says_what_is_wrong_and_changes_nothing(app, make, arguments, words):
    make.person("hoa")
    make.course("basics")
    result = grant(app, *arguments)
    assert (result.exit_code, words in result.output) == (1, True), result.output
    assert grants() == []
