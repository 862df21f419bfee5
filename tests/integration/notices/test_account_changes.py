"""People are told by mail what changes in their accounts: by choice, and what others do always."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from accounts import operations, passwords
from accounts.granting import RoleWish
from accounts.models import AuditEntry, Passkey, Person, RoleGrant
from accounts.operations import Author, PersonDetails, importing, slips
from accounts.operations.factors import (
    Owner,
    add_passkey,
    remove_factors_of,
    remove_passkey,
    remove_totp,
    set_up_totp,
)
from accounts.operations.importing import Order
from accounts.passkeys import KnownPasskey
from core.database import db
from core.jobs import run_due
from notices.models import Mail
from tests.factories.factors import TOTP_SECRET, add_totp, code_at
from tests.integration.notices.conftest import NOON

TODAY = NOON.date()


@pytest.fixture
def lan(make, post):
    make.organisation("BHXH tỉnh")
    return make_reader(make, "lan", "Nguyễn Thị Lan")


@pytest.fixture
def chief(make, lan):
    return make.person("chief", full_name="Võ Minh Khang")


def make_reader(make, username, full_name, language="en", is_told=True) -> Person:
    person = make.person(username, full_name=full_name, language=language)
    person.email, person.is_told_of_changes = f"{username}@office.example", is_told
    db.session.commit()
    return person


def told() -> list[tuple[str, str]]:
    """What was written: to which address, about what."""
    query = select(Mail.to_address, Mail.purpose).order_by(Mail.id)
    return [(row[0], row[1]) for row in db.session.execute(query)]


def silence(person) -> None:
    person.is_told_of_changes = False
    db.session.commit()


def owner(person) -> Owner:
    return Owner(person.id, uuid4(), 0, "a secret", NOON)


def author(person) -> Author:
    return Author(person.id, NOON, TODAY)


def new_hash() -> str:
    return passwords.hash_password("một câu ngắn mới")


def redeem(person, by) -> None:
    code = slips.issue_slip(person, author(by))
    assert slips.redeem_code(code, new_hash(), NOON) is not None


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        (
            "en",
            "Sen: your password was changed",
            ["Hello Nguyễn Thị Lan,", "20 Nov 2026, 12:00", "tell an administrator", "BHXH tỉnh"],
        ),
        ("vi", "Sen: ", ["Nguyễn Thị Lan", "12:00 20/11/2026", "BHXH tỉnh"]),
    ],
)
def test_a_changed_password_is_told_in_the_language_of_its_owner(
    app, post, lan, language, subject, words
):
    lan.language = language
    operations.change_password(lan, new_hash(), NOON)
    run_due(app)
    (message,) = post.mails
    text, page = (part.get_content() for part in message.iter_parts())
    assert message["Subject"].startswith(subject)
    for word in words:
        assert word in text
    assert "http" not in text
    assert "href" not in page
    assert post.recipients == [["lan@office.example"]]


def test_a_mail_comes_with_its_change_or_not_at_all(app, post, lan):
    operations.change_password(lan, new_hash(), NOON)
    db.session.rollback()
    assert run_due(app) == 0
    assert told() == []


def test_who_does_not_wish_it_is_not_told_of_what_she_did_herself(app, lan):
    silence(lan)
    operations.change_password(lan, new_hash(), NOON)
    add_totp(lan)
    remove_totp(owner(lan), is_demanded=False)
    redeem(lan, lan)
    assert told() == []


def test_factors_and_passkeys_that_come_and_go_are_told(app, lan):
    set_up_totp(owner(lan), TOTP_SECRET, code_at(NOON))
    add_passkey(owner(lan), KnownPasskey("a credential", b"no key", 0, ("internal",)), "Phone")
    passkey = db.session.scalars(select(Passkey.uuid)).one()
    remove_passkey(owner(lan), passkey, is_demanded=False)
    remove_totp(owner(lan), is_demanded=False)
    remove_totp(owner(lan), is_demanded=False)
    changes = ["factor_added", "passkey_added", "passkey_removed", "factor_removed"]
    assert told() == [("lan@office.example", each) for each in changes]


def test_what_others_do_to_the_sign_in_is_told_always(app, lan, chief):
    silence(lan)
    redeem(lan, chief)
    add_totp(lan)
    assert remove_factors_of(lan, author(chief))
    wanted = ["password_renewed", "factor_removed"]
    assert told() == [("lan@office.example", each) for each in wanted]


def test_a_first_password_is_no_news(app, lan, chief):
    lan.password_hash = None
    db.session.commit()
    redeem(lan, chief)
    assert told() == []


def test_a_renewed_password_stands_once_in_the_audit_and_as_renewed(app, lan, chief):
    redeem(lan, chief)
    query = select(AuditEntry.action).where(AuditEntry.action.like("password.%"))
    assert list(db.session.scalars(query)) == ["password.renewed"]


def test_a_changed_password_stands_once_in_the_audit_and_as_changed(app, lan):
    operations.change_password(lan, new_hash(), NOON)
    query = select(AuditEntry.action).where(AuditEntry.action.like("password.%"))
    assert list(db.session.scalars(query)) == ["password.changed"]


def test_a_role_given_and_taken_back_is_told_by_its_name_to_who_wishes_it(app, post, lan, chief):
    wish = RoleWish("trainer", None, None, None, TODAY, None)
    operations.give_role([lan.id, chief.id], wish, author(chief))
    grants = select(RoleGrant.id).where(RoleGrant.person_id == lan.id)
    operations.revoke_role(db.session.scalars(grants).one(), author(chief))
    run_due(app)
    assert told() == [("lan@office.example", each) for each in ("role_given", "role_taken")]
    assert all("Trainer" in mail.get_body().get_content() for mail in post.mails)
    silence(lan)
    operations.give_role([lan.id], wish, author(chief))
    assert len(told()) == 2


@pytest.mark.parametrize("new", ["lan.moi@office.example", None])
def test_a_changed_address_is_told_at_the_one_before(app, lan, chief, new):
    silence(lan)
    details = PersonDetails("Nguyễn Thị Lan", "lan", lan.employee_code, email=new, language="en")
    operations.change_person(lan, details, author(chief))
    assert told() == [("lan@office.example", "address_changed")]
    operations.change_person(lan, details, author(chief))
    assert len(told()) == 1


def test_a_first_address_is_told_to_nobody(app, lan, chief):
    details = PersonDetails("Võ Minh Khang", "chief", chief.employee_code, email="k@office.example")
    operations.change_person(chief, details, author(lan))
    assert told() == []


def test_an_address_changed_by_a_file_of_staff_is_told_at_the_one_before(app, make, lan):
    unit = make.unit("BHXH tỉnh")
    head = ("Mã nhân viên", "Họ và tên", "Đơn vị", "Email")
    row = (lan.employee_code, "Nguyễn Thị Lan", unit.name, "lan.moi@office.example")
    order = Order("people", Author(None, NOON, TODAY))
    for _turn in range(2):
        assert importing.import_file(importing.sheet_of([head, row], "people"), order).is_written
    assert told() == [("lan@office.example", "address_changed")]


def test_who_left_is_told_nothing(app, lan, chief):
    lan.deactivated_at = NOON
    operations.give_role(
        [lan.id], RoleWish("trainer", None, None, None, TODAY, None), author(chief)
    )
    assert told() == []
