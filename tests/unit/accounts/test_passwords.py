"""Passwords are hashed, and compared in one Unicode form."""

import unicodedata

from accounts import passwords


def test_a_password_fits_its_hash_alone():
    hashed = passwords.hash_password("một câu ngắn")
    assert hashed.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.is_password("một câu ngắn", hashed)
    assert not passwords.is_password("một câu dài", hashed)


def test_the_keyboard_that_composed_a_password_makes_no_difference():
    hashed = passwords.hash_password(unicodedata.normalize("NFD", "một câu ngắn"))
    assert passwords.is_password(unicodedata.normalize("NFC", "một câu ngắn"), hashed)


def test_nothing_fits_where_there_is_no_hash_or_a_broken_one():
    assert not passwords.is_password("anything at all", None)
    assert not passwords.is_password("anything at all", "not a hash")
