"""Codes by time, recovery codes, who must have a second factor, where passkeys work."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from accounts.second_factor import (
    PasskeySite,
    challenge_digest,
    hash_recovery_code,
    in_groups,
    must_set_up,
    new_recovery_codes,
    new_totp_secret,
    normal_totp,
    passkey_site,
    totp_address,
    totp_counter,
)

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOW = datetime(2026, 11, 23, 1, 0, 10, tzinfo=UTC)
COUNTER = int(NOW.timestamp()) // 30


def code_at(**later):
    return pyotp.TOTP(SECRET).at(NOW + timedelta(**later))


@pytest.mark.parametrize("seconds", [-30, 0, 30])
def test_a_code_is_good_one_interval_early_or_late(seconds):
    found = totp_counter(SECRET, code_at(seconds=seconds), NOW, -1)
    assert found == COUNTER + seconds // 30


@pytest.mark.parametrize("seconds", [-90, -60, 60, 90])
def test_a_code_is_not_good_two_intervals_away(seconds):
    assert totp_counter(SECRET, code_at(seconds=seconds), NOW, -1) is None


def test_a_code_is_good_once_and_an_older_one_not_after_it():
    assert totp_counter(SECRET, code_at(), NOW, COUNTER - 1) == COUNTER
    assert totp_counter(SECRET, code_at(), NOW, COUNTER) is None
    assert totp_counter(SECRET, code_at(seconds=-30), NOW, COUNTER) is None
    assert totp_counter(SECRET, code_at(seconds=30), NOW, COUNTER) == COUNTER + 1


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u2009"])
def test_figures_may_be_typed_in_groups_and_wide(space):
    code = code_at()
    assert totp_counter(SECRET, f" {code[:3]}{space}{code[3:]} ", NOW, -1) == COUNTER
    wide = "".join(chr(ord(figure) + 0xFEE0) for figure in code)
    assert totp_counter(SECRET, wide, NOW, -1) == COUNTER


@pytest.mark.parametrize(
    "text", ["", "12345", "1234567", "12345a", "١٢٣٤٥٦", "-12345", "1" * 10_000]
)
def test_what_is_no_six_figures_is_no_code(text):
    assert normal_totp(text) is None
    assert totp_counter(SECRET, text, NOW, -1) is None


def test_secrets_are_long_and_differ():
    secrets = {new_totp_secret() for _ in range(50)}
    assert len(secrets) == 50
    assert {len(secret) for secret in secrets} == {32}


def test_the_picture_says_whose_code_it_is_and_where():
    address = totp_address(SECRET, "nguyễn hoa", "Sen")
    assert address.startswith("otpauth://totp/Sen:nguy%E1%BB%85n%20hoa?")
    assert f"secret={SECRET}" in address
    assert "issuer=Sen" in address


def test_a_secret_is_shown_in_groups():
    assert in_groups("ABCDEFGHIJ") == "ABCD EFGH IJ"


def test_recovery_codes_are_ten_and_read_however_they_are_typed():
    codes = new_recovery_codes()
    assert len(set(codes)) == 10
    for code in codes:
        wanted = hash_recovery_code(code)
        assert wanted
        for typed in (code.upper(), code.replace("-", ""), code.replace("-", " – "), f" {code}\n"):
            assert hash_recovery_code(typed) == wanted


@pytest.mark.parametrize("text", ["", "123456", "aaaa-bbbb-cccc", "aaaa-bbbb-cccc-ddd0", "é" * 16])
def test_what_is_no_recovery_code_has_no_hash(text):
    assert hash_recovery_code(text) is None


@pytest.mark.parametrize(
    ("roles", "demanded", "has_factor", "must"),
    [
        (["manager"], ["manager"], False, True),
        (["manager"], ["manager"], True, False),
        (["trainer", "manager"], ["manager"], False, True),
        (["trainer"], ["manager"], False, False),
        ([], ["manager"], False, False),
        (["manager"], [], False, False),
    ],
)
def test_who_holds_a_demanded_role_must_have_one(roles, demanded, has_factor, must):
    assert must_set_up(roles, demanded, has_factor) is must


@pytest.mark.parametrize(
    ("base_url", "host_url", "site"),
    [
        (None, "https://sen.example/", PasskeySite("sen.example", "https://sen.example")),
        (None, "https://sen.example:8443/", PasskeySite("sen.example", "https://sen.example:8443")),
        (None, "http://localhost:8000/", PasskeySite("localhost", "http://localhost:8000")),
        (None, "http://sen.example/", None),
        (None, "http://127.0.0.1:8000/", None),
        (None, "https://10.0.0.7/", None),
        (None, "https://[::1]/", None),
        (
            "https://sen.example",
            "http://sen.example/",
            PasskeySite("sen.example", "https://sen.example"),
        ),
        ("https://sen.example", "http://10.0.0.7/", None),
        ("https://sen.example/sen", "http://sen.example/", PasskeySite("sen.example", "https://sen.example")),
        ("http://sen.example", "http://sen.example/", None),
    ],
)  # fmt: skip
def test_passkeys_work_on_https_with_a_name_and_on_localhost(base_url, host_url, site):
    assert passkey_site(base_url, host_url) == site


def test_answered_challenges_are_remembered_by_their_digest():
    assert challenge_digest(b"a") != challenge_digest(b"b")
    assert len(challenge_digest(b"a")) == 64
