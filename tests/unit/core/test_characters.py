"""Which texts show something."""

import pytest

from core.characters import are_visible, has_visible


@pytest.mark.parametrize("text", ["a", " a ", "Đ", "…", "a\u200b", "1"])
def test_one_character_that_is_seen_is_enough(text):
    assert has_visible(text)


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "\u00a0\u2003", "\u3164", "\x07", "\ufe0f"])
def test_blanks_and_hidden_characters_show_nothing(text):
    assert not has_visible(text)


@pytest.mark.parametrize(("text", "expected"), [("hoa", True), ("h a", False), ("h\u202ea", False)])
def test_every_character_may_have_to_be_seen(text, expected):
    assert are_visible(text) is expected
