"""The server's last word to a page: read back by whoever said it, about that attempt alone."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.heard import LONGEST, read_word, word_of

SECRET = "only-for-tests"
ATTEMPT = UUID("5a1c4f0e-0000-4000-8000-000000000000")
OTHER = UUID("5a1c4f0e-0000-4000-8000-000000000001")
NOW = datetime(2026, 11, 20, 3, 0, 1, 234_567, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


def test_a_word_gives_its_moment_back_and_never_a_later_one():
    read = read_word(SECRET, ATTEMPT, word_of(SECRET, ATTEMPT, NOW))
    assert read == NOW.replace(microsecond=234_000)


@given(st.timedeltas(timedelta(days=-9_000), timedelta(days=30_000)))
def test_every_moment_comes_back_within_a_millisecond(distance):
    moment = NOW + distance
    read = read_word(SECRET, ATTEMPT, word_of(SECRET, ATTEMPT, moment))
    assert moment - MILLISECOND < read <= moment


def test_a_word_is_short_enough_to_be_read():
    assert len(word_of(SECRET, ATTEMPT, NOW)) <= LONGEST


@pytest.mark.parametrize(
    ("secret", "attempt"), [("another", ATTEMPT), (SECRET, OTHER), ("another", OTHER)]
)
def test_a_word_about_something_else_is_none(secret, attempt):
    assert read_word(SECRET, ATTEMPT, word_of(secret, attempt, NOW)) is None


WORD = word_of(SECRET, ATTEMPT, NOW)


@pytest.mark.parametrize(
    "word",
    [
        "",
        ".",
        "0",
        "1764000000000",
        "1764000000000.",
        f"1{WORD}",
        f"{WORD}x",
        f" {WORD}",
        WORD[:-1],
        WORD.replace("1", "2", 1),
        WORD.upper(),
        "\x00",
        "\ud800",
        "٣" + WORD,
        "x" * (LONGEST + 1),
        "9" * 10**6,
    ],
)
def test_a_forged_word_is_none(word):
    assert read_word(SECRET, ATTEMPT, word) is None


@given(st.text(st.characters(), max_size=120))
def test_no_text_is_a_word_nor_an_error(text):
    assert read_word(SECRET, ATTEMPT, text) is None
