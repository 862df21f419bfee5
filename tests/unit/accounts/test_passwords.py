"""Passwords are hashed, compared in one Unicode form, and made to be read aloud."""

import re
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


def test_a_first_password_is_easily_read_and_never_the_same():
    made = {passwords.new_initial_password() for _ in range(50)}
    assert len(made) == 50
    assert all(re.fullmatch(r"([a-hjkmnp-z2-9]{4}-){2}[a-hjkmnp-z2-9]{4}", each) for each in made)
