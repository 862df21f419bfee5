"""Second factors in the database: encrypted, used once, two at once, removed, shown."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text

from accounts import passkeys
from accounts.models import (
    AuditEntry,
    FactorRemoval,
    Passkey,
    Person,
    RecoveryCode,
    SignInSession,
    TotpDevice,
    UsedChallenge,
)
from accounts.operations import TooManyFailures
from accounts.operations.factors import (
    CodeRefused,
    FactorDemanded,
    Owner,
    PasskeyKnown,
    add_passkey,
    remove_factors_of,
    remove_passkey,
    remove_totp,
    renew_recovery_codes,
    set_up_totp,
)
from accounts.operations.people import Author
from accounts.operations.second_step import Challenge, TypedCode, use_code, use_passkey
from accounts.passkeys import Holder, PasskeyRefused
from accounts.queries.factors import find_own_factors, find_removal
from accounts.second_factor import PasskeySite
from core.database import db
from tests.authenticator import PRESENT, Authenticator
from tests.concurrency import do_at_once
from tests.factories.factors import RECOVERY_CODES, SECRET_KEY, TOTP_SECRET, add_totp, code_at

NOW = datetime(2026, 11, 23, 1, 0, 10, tzinfo=UTC)
SITE = PasskeySite("localhost", "http://localhost")


@pytest.fixture
def hoa(make):
    return make.person("hoa", make.unit())


def owner_of(person, at=NOW):
    return Owner(person.id, person.uuid, 0, SECRET_KEY, at)


def typed(code):
    return TypedCode(code, "10.0.0.1", SECRET_KEY)


def challenge(content=b"c" * 32, until=NOW + timedelta(minutes=5)):
    return Challenge(content, until)


def register(person, device, content=b"n" * 32):
    """A passkey of a device, set up for somebody."""
    holder = Holder(person.uuid, person.username, person.full_name)
    options = json.loads(passkeys.ask_for_new(SITE, holder, (), content))
    passkey = passkeys.read_new(device.make(options), SITE, content)
    codes = add_passkey(owner_of(person), passkey, "Phone")
    db.session.commit()
    return codes


def sign(device, content=b"c" * 32, user_handle=None):
    options = json.loads(passkeys.ask_to_sign_in(SITE, (), content))
    return passkeys.read_assertion(device.sign(options, user_handle))


def actions():
    return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_the_secret_of_the_app_is_encrypted_and_the_codes_are_hashed(app, hoa):
    codes = set_up_totp(owner_of(hoa), TOTP_SECRET, code_at(NOW))
    db.session.commit()
    rows = [
        *db.session.execute(text("SELECT * FROM totp_devices")),
        *db.session.execute(text("SELECT * FROM recovery_codes")),
    ]
    kept = str(rows)
    assert len(codes) == 10
    assert TOTP_SECRET not in kept
    assert not [code for code in codes if code in kept or code.replace("-", "") in kept]
    assert actions() == ["second_factor.set"]


def test_a_secret_moved_to_somebody_else_opens_nothing(app, hoa, make):
    add_totp(hoa)
    lan = make.person("lan")
    device = db.session.scalars(select(TotpDevice)).one()
    device.person_id = lan.id
    db.session.commit()
    assert not use_code(lan, typed(code_at(NOW)), NOW)


def test_setting_up_the_app_twice_by_the_same_form_is_done_once(app, hoa):
    assert len(set_up_totp(owner_of(hoa), TOTP_SECRET, code_at(NOW))) == 10
    assert set_up_totp(owner_of(hoa), TOTP_SECRET, code_at(NOW)) == []
    assert len(db.session.scalars(select(TotpDevice)).all()) == 1
    assert find_own_factors(hoa.id).recovery_codes_left == 10


def test_two_forms_at_once_set_up_one_app(app, hoa):
    owner = owner_of(hoa)

    def act():
        codes = set_up_totp(owner, TOTP_SECRET, code_at(NOW))
        db.session.commit()
        return len(codes)

    assert sorted(do_at_once(app, [act, act])) == [0, 10]
    assert len(db.session.scalars(select(RecoveryCode)).all()) == 10


def test_a_wrong_code_sets_up_nothing(app, hoa):
    with pytest.raises(CodeRefused):
        set_up_totp(owner_of(hoa), TOTP_SECRET, code_at(NOW - timedelta(minutes=5)))
    assert not find_own_factors(hoa.id).has_any


def test_a_new_phone_takes_the_place_of_the_old_and_the_codes_on_paper_stay(app, hoa):
    add_totp(hoa)
    other = "A" * 32
    assert set_up_totp(owner_of(hoa), other, code_at(NOW, other)) == []
    db.session.commit()
    assert not use_code(hoa, typed(code_at(NOW)), NOW)
    assert find_own_factors(hoa.id).recovery_codes_left == 2


def test_setting_up_a_first_factor_ends_the_other_sessions(app, site, hoa):
    site.reader("hoa")
    set_up_totp(owner_of(hoa), TOTP_SECRET, code_at(NOW))
    db.session.commit()
    assert db.session.scalars(select(SignInSession)).one().ended_at is not None


def test_a_code_lets_in_once(app, hoa):
    add_totp(hoa)
    assert use_code(hoa, typed(code_at(NOW)), NOW)
    db.session.commit()
    assert not use_code(hoa, typed(code_at(NOW)), NOW)
    assert use_code(hoa, typed(code_at(NOW + timedelta(seconds=30))), NOW + timedelta(seconds=30))


@pytest.mark.parametrize("code", [code_at(NOW), RECOVERY_CODES[0]])
def test_of_two_who_send_a_code_at_once_one_gets_in(app, hoa, code):
    add_totp(hoa)
    person_id = hoa.id

    def act():
        fits = use_code(db.session.get_one(Person, person_id), typed(code), NOW)
        db.session.commit()
        return fits

    assert sorted(do_at_once(app, [act, act, act])) == [False, False, True]


def test_a_recovery_code_lets_in_once_and_is_noted(app, hoa):
    add_totp(hoa)
    assert use_code(hoa, typed(RECOVERY_CODES[0].upper()), NOW)
    db.session.commit()
    assert not use_code(hoa, typed(RECOVERY_CODES[0]), NOW)
    assert find_own_factors(hoa.id).recovery_codes_left == 1
    assert actions() == ["recovery.used", "second_factor.refused"]


def test_somebody_elses_codes_are_no_good(app, hoa, make):
    add_totp(hoa)
    lan = make.person("lan")
    assert not use_code(lan, typed(code_at(NOW)), NOW)
    assert not use_code(lan, typed(RECOVERY_CODES[0]), NOW)


def test_guessing_codes_has_to_wait_longer_and_longer_and_never_for_good(app, hoa):
    add_totp(hoa)
    for number in range(5):
        assert not use_code(hoa, typed(f"00000{number}"), NOW)
        db.session.commit()
    with pytest.raises(TooManyFailures) as refusal:
        use_code(hoa, typed(code_at(NOW)), NOW)
    later = refusal.value.until
    assert later - NOW <= timedelta(minutes=15)
    assert use_code(hoa, typed(code_at(later)), later)


def test_guessing_many_codes_at_once_gains_no_tries(app, hoa):
    add_totp(hoa)
    person_id = hoa.id

    def guess(code):
        def act():
            try:
                use_code(db.session.get_one(Person, person_id), typed(code), NOW)
            except TooManyFailures:
                db.session.rollback()
                return "waits"
            db.session.commit()
            return "tried"

        return act

    answers = do_at_once(app, [guess(f"00000{number}") for number in range(10)])
    assert answers.count("tried") == 5


def test_with_another_secret_key_the_codes_on_paper_still_work(app, hoa):
    add_totp(hoa)
    another = TypedCode(code_at(NOW), "10.0.0.1", "another-key-0123456789")
    assert not use_code(hoa, another, NOW)
    assert use_code(hoa, TypedCode(RECOVERY_CODES[1], "10.0.0.1", another.secret_key), NOW)


def test_new_recovery_codes_take_the_place_of_all_others(app, hoa):
    add_totp(hoa)
    codes = renew_recovery_codes(owner_of(hoa))
    db.session.commit()
    assert len(codes) == 10
    assert not use_code(hoa, typed(RECOVERY_CODES[0]), NOW)
    assert use_code(hoa, typed(codes[9]), NOW)


def test_a_passkey_signs_in_whoever_it_belongs_to(app, hoa):
    device = Authenticator()
    assert len(register(hoa, device)) == 10
    person = use_passkey(sign(device, user_handle=hoa.uuid.bytes), SITE, challenge(), NOW)
    assert person.id == hoa.id
    kept = db.session.scalars(select(Passkey)).one()
    assert (kept.transports, kept.name, kept.last_used_at) == (["internal"], "Phone", NOW)


def test_the_same_passkey_is_added_once(app, hoa):
    device = Authenticator()
    register(hoa, device)
    with pytest.raises(PasskeyKnown):
        register(hoa, device)


@pytest.mark.parametrize(
    "differs",
    [
        {"origin": "https://evil.example"},
        {"rp_id": "evil.example"},
        {"flags": PRESENT},
        {"flags": 0},
        {"key": Authenticator().key},
        {"credential_id": b"x" * 32},
    ],
)
def test_another_origin_key_or_no_finger_is_refused(app, hoa, differs):
    device = Authenticator()
    register(hoa, device)
    for name, value in differs.items():
        setattr(device, name, value)
    with pytest.raises(PasskeyRefused):
        use_passkey(sign(device), SITE, challenge(), NOW)


def test_an_answer_to_another_question_or_too_late_is_refused(app, hoa):
    device = Authenticator()
    register(hoa, device)
    with pytest.raises(PasskeyRefused):
        use_passkey(sign(device), SITE, challenge(b"d" * 32), NOW)
    with pytest.raises(PasskeyRefused):
        use_passkey(sign(device), SITE, challenge(until=NOW), NOW)


def test_somebody_elses_handle_is_refused_and_so_is_a_closed_account(app, hoa, make):
    device = Authenticator()
    register(hoa, device)
    with pytest.raises(PasskeyRefused):
        use_passkey(sign(device, user_handle=make.person().uuid.bytes), SITE, challenge(), NOW)
    hoa.deactivated_at = NOW
    db.session.commit()
    with pytest.raises(PasskeyRefused):
        use_passkey(sign(device), SITE, challenge(), NOW)


def test_an_answer_is_good_once_even_sent_twice_at_once(app, hoa):
    device = Authenticator()
    register(hoa, device)
    assertion = sign(device)

    def act():
        try:
            use_passkey(assertion, SITE, challenge(), NOW)
        except PasskeyRefused:
            db.session.rollback()
            return False
        db.session.commit()
        return True

    assert sorted(do_at_once(app, [act, act])) == [False, True]


def test_answered_challenges_are_forgotten_when_they_are_out_of_date(app, hoa):
    device = Authenticator()
    register(hoa, device)
    use_passkey(sign(device), SITE, challenge(), NOW)
    db.session.commit()
    later = NOW + timedelta(hours=1)
    again = challenge(b"e" * 32, later + timedelta(minutes=5))
    use_passkey(sign(device, b"e" * 32), SITE, again, later)
    assert len(db.session.scalars(select(UsedChallenge)).all()) == 1


def test_a_copied_key_is_noticed_by_its_count(app, hoa):
    device = Authenticator(count=4_294_967_000)
    register(hoa, device)
    device.count += 1
    use_passkey(sign(device), SITE, challenge(), NOW)
    db.session.commit()
    with pytest.raises(PasskeyRefused):
        use_passkey(sign(device, b"d" * 32), SITE, challenge(b"d" * 32), NOW)


@pytest.mark.parametrize(
    "answer", ["", "null", "[]", "{}", '{"id": 1}', "[" * 9_000, "x" * 30_000, '{"response": {}}']
)
def test_nonsense_is_refused(app, hoa, answer):
    with pytest.raises(PasskeyRefused):
        passkeys.read_new(answer, SITE, b"c" * 32)
    with pytest.raises(PasskeyRefused):
        use_passkey(passkeys.read_assertion(answer), SITE, challenge(), NOW)


def test_with_the_last_factor_the_recovery_codes_go(app, hoa):
    register(hoa, Authenticator())
    add_totp(hoa)
    remove_totp(owner_of(hoa), is_demanded=False)
    assert find_own_factors(hoa.id).recovery_codes_left == 12
    remove_passkey(owner_of(hoa), db.session.scalars(select(Passkey.uuid)).one(), False)
    assert find_own_factors(hoa.id).recovery_codes_left == 0


def test_where_one_is_demanded_the_last_one_stays(app, hoa):
    add_totp(hoa)
    with pytest.raises(FactorDemanded):
        remove_totp(owner_of(hoa), is_demanded=True)
    register(hoa, Authenticator())
    remove_totp(owner_of(hoa), is_demanded=True)
    assert find_own_factors(hoa.id).count == 1


def test_an_administrator_removes_all_and_the_person_is_told_until_there_is_another(
    app, site, hoa, make
):
    site.reader("hoa")
    add_totp(hoa)
    register(hoa, Authenticator())
    quan = make.person("quan", full_name="Trần Văn Quân")
    author = Author(quan.id, NOW, NOW.date())
    assert remove_factors_of(hoa, author)
    db.session.commit()
    assert not remove_factors_of(hoa, author)
    assert not find_own_factors(hoa.id).has_any
    assert db.session.scalars(select(SignInSession)).one().ended_at == NOW
    removal = find_removal(hoa.id)
    assert removal is not None
    assert (removal.by_name, removal.at) == ("Trần Văn Quân", NOW)
    set_up_totp(owner_of(hoa), TOTP_SECRET, code_at(NOW))
    db.session.commit()
    assert db.session.scalars(select(FactorRemoval)).all() == []
