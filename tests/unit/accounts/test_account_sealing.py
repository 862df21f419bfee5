"""Secrets at rest open with the same key, for the same owner."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.sealing import seal, unseal

KEY = "only-for-tests-0123456789"


@given(st.text(), st.text())
def test_what_is_sealed_opens_again_for_its_owner(text, owner):
    assert unseal(seal(text, KEY, owner), KEY, owner) == text


def test_it_does_not_open_for_another_owner_or_with_another_key():
    sealed = seal("secret", KEY, "hoa")
    assert unseal(sealed, KEY, "lan") is None
    assert unseal(sealed, "another-key-0123456789", "hoa") is None


def test_the_same_text_never_looks_the_same():
    assert seal("secret", KEY, "hoa") != seal("secret", KEY, "hoa")


@pytest.mark.parametrize("place", [0, 12, -1])
def test_a_changed_byte_keeps_it_closed(place):
    content = bytearray(base64.urlsafe_b64decode(seal("secret", KEY, "hoa")))
    content[place] ^= 1
    assert unseal(base64.urlsafe_b64encode(content).decode(), KEY, "hoa") is None


@pytest.mark.parametrize("text", ["", "a", "====", "không", "\u0000", "A" * 5000])
def test_nonsense_opens_nothing(text):
    assert unseal(text, KEY, "hoa") is None
