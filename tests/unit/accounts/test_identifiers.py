"""What people sign in with is kept in one way of writing; units get keys one can read."""

import unicodedata

import pytest

from accounts import identifiers


def test_letter_case_and_composition_make_no_difference():
    typed = unicodedata.normalize("NFD", " Hường.LT ")
    assert identifiers.normal_username(typed) == "hường.lt"
    assert identifiers.normal_code(" nv-007a ") == "NV-007A"
    assert identifiers.normal_email(" Hoa@Office.GOV.vn") == "hoa@office.gov.vn"


@pytest.mark.parametrize("name", ["hoa", "Hường.LT", "x" * 80, "hoa@office.example", "ab"])
def test_a_username_has_2_to_80_characters_that_one_sees(name):
    assert identifiers.is_username(name)


@pytest.mark.parametrize(
    "name",
    [
        *("", "x", "two words", "x" * 81, "ß" * 41, "ﬃ" * 40),
        *("ho\u200ba", "ho\u202ea", "ho\x07a", "ho\u3164a", "ho\ufe0fa", "ho\u034fa", "ho\u2800a"),
    ],
)
def test_other_usernames_are_refused(name):
    assert not identifiers.is_username(name)


@pytest.mark.parametrize("blank", [None, "", "   "])
def test_blank_means_none(blank):
    assert identifiers.normal_code(blank) is None
    assert identifiers.normal_email(blank) is None


@pytest.mark.parametrize(
    ("name", "taken", "key"),
    [
        ("Phòng Tổ chức cán bộ", (), "phong-to-chuc-can-bo"),
        ("Phòng Thu – Sổ, thẻ", (), "phong-thu-so-the"),
        ("Đội 1", {"doi-1"}, "doi-1-2"),
        ("Đội 1", {"doi-1", "doi-1-2"}, "doi-1-3"),
        ("New", (), "new-2"),
        ("…", (), "unit"),
        ("x" * 200, (), "x" * 60),
    ],
)
def test_a_key_is_made_of_the_name(name, taken, key):
    assert identifiers.unit_key(name, frozenset(taken)) == key
