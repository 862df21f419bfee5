"""Texts that are the same however they are typed, and numbers with either separator."""

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.typed_answers import fold_text, read_numbers, spell_number


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bình đẳng", "Bình  đẳng "),
        ("BÌNH ĐẲNG", "bình đẳng"),
        ("hoà", "hòa"),
        ("HOÀ", "HÒA"),
        ("thuý", "thúy"),
        ("Thuỷ", "thủy"),
        ("khoẻ", "khỏe"),
        ("quý", "qúy"),
        ("hoàn", "hòan"),
        ("giữa", "gĩưa"),
        (unicodedata.normalize("NFD", "Tòa án"), "Toà án"),
        ("“a” – ‘b’…", "\"a\" - 'b'..."),
        ("một\u00a0hai", "một hai"),
        ("mot\u200bhai", "mothai"),
    ],
)
def test_these_are_the_same_text(one, other):
    assert fold_text(one) == fold_text(other)
    assert fold_text(other) == fold_text(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ma", "mà"),
        ("mà", "má"),
        ("đo", "do"),
        ("an", "ân"),
        ("uơ", "ươ"),
        ("a b", "ab"),
        ("a-b", "ab"),
        ("résumé", "resumé"),
        ("111", "112"),
    ],
)
def test_these_are_not(one, other):
    assert fold_text(one) != fold_text(other)


def test_case_is_kept_where_it_is_asked_for_and_nothing_else():
    assert fold_text("LIVES", keeps_case=True) != fold_text("lives", keeps_case=True)
    assert fold_text(" HOÀ ", keeps_case=True) == fold_text("HÒA", keeps_case=True)


@pytest.mark.parametrize(
    "typed", ["bình đẳng", "binh dang", "BINH DANG", "bình dang", "Bính đàng", "binh đang"]
)
def test_diacritics_are_passed_over_where_it_is_allowed(typed):
    expected = fold_text("Bình đẳng", drops_diacritics=True)
    assert fold_text(typed, drops_diacritics=True) == expected == "binh dang"


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    folded = fold_text(text)
    assert fold_text(folded) == folded


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("16", "16"),
        (" 16 ", "16"),
        ("007", "7"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("– 5", "-5"),
        ("+5", "5"),
        ("1.5", "1.5"),
        ("1,5", "1.5"),
        ("1,50", "1.5"),
        ("1,2345", "1.2345"),
        ("1234.567", "1234.567"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        (",5", "0.5"),
        ("5.", "5"),
        ("1 000", "1000"),
        ("1\u00a0000\u202f000", "1000000"),
        ("1 000,25", "1000.25"),
        ("1 000.250", "1000.25"),
        ("1.000.000", "1000000"),
        ("1,000,000", "1000000"),
        ("1.234,5", "1234.5"),
        ("1,234.567", "1234.567"),
        ("1.234.567,5", "1234567.5"),
        ("60%", "60"),
        ("60 %", "60"),
    ],
)
def test_a_number_may_be_written_like_this(typed, number):
    assert read_numbers(typed) == (Decimal(number),)


@pytest.mark.parametrize(
    ("typed", "thousands", "decimals"),
    [
        ("1.000", "1000", "1"),
        ("1,000", "1000", "1"),
        ("12.345", "12345", "12.345"),
        ("-1,234", "-1234", "-1.234"),
        ("999.999%", "999999", "999.999"),
    ],
)
def test_where_two_numbers_are_possible_both_are_given(typed, thousands, decimals):
    assert read_numbers(typed) == (Decimal(thousands), Decimal(decimals))


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "-", ".", ",", "%", "sáu mươi", "60 phút", "60đ", "1e5", "1_000", "0x10"),
        *("1..5", "1.00.000", "1.234.5", "1,234,5.6", "1.234,5,6", "12 34", "1 0000", "5.1 000"),
        *("1,5 1,5", "--5", "5-", "Infinity", "nan", "٣", "５", "²", "½", "1\n2", "\x00", "\ud800"),
    ],
)
def test_these_are_no_numbers(typed):
    assert read_numbers(typed) == ()


@given(st.decimals(-(10**9), 10**9, places=4), st.sampled_from(["vi", "en"]))
def test_a_number_that_is_spelled_is_among_its_readings(number, language):
    assert number in read_numbers(spell_number(number, language))


@pytest.mark.parametrize(
    ("number", "language", "words"),
    [
        ("1000", "vi", "1000"),
        ("1.50", "vi", "1,5"),
        ("1.50", "en", "1.5"),
        ("-2", "vi", "−2"),
        ("100", "en", "100"),
        ("1E+3", "en", "1000"),
    ],
)
def test_a_number_is_spelled_as_its_readers_write_it(number, language, words):
    assert spell_number(Decimal(number), language) == words


@given(st.text() | st.text("0123456789.,- %"))
def test_whatever_is_typed_is_read_without_an_error(text):
    assert len(read_numbers(text)) < 3
