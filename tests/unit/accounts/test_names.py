"""Names are sorted as a Vietnamese register sorts them, and found without diacritics."""

import unicodedata

import pytest

from accounts.names import fold, sort_key

LETTERS = [
    "An", "Ăn", "Ân", "Ban", "Can", "Dan", "Đan", "Em", "Êm", "Hoa", "Khoa", "Lan", "Nga", "On",
    "Ôn", "Ơn", "Phan", "Quân", "Sen", "Tân", "Tuấn", "Tư", "Vân", "Xuân", "Yên",
]  # fmt: skip
TONES = ["Ma", "Mà", "Mả", "Mã", "Má", "Mạ"]
PEOPLE = [
    "Lê Thị An",
    "Nguyễn An",
    "Nguyễn Văn An",
    "Trần Thị Bích Ân",
    "Đỗ Bình",
    "Võ Văn Dũng",
    "Huỳnh Đào",
    "Phạm Thanh Hà",
    "Phạm Thanh Hạ",
    "Lê Hoa",
    "Lê Thị Hoa",
]
REGISTER = [  # who has one given name stands together, whatever the family is called
    "Bùi Thị Hà",
    "Phạm Thu Hà",
    "Vũ Hà",
    "Vũ Thị Hà",
    "Lê Hả",
    "An Văn Hạ",
    "Đặng Hạ",
    "Đỗ Thị Hạ",
    "Trần Hai",
    "An Hải",
    "Vũ Hoa",
    "Bùi Thị Hoà",
    "An Văn Hoá",
    "An Văn Hoan",
    "Võ Thị Hưng",
    "Bùi Văn Hứng",
    "Lê Thị Tuân",
    "Lê Thị Ánh Tuấn",
    "Lê Thị Bích Tuấn",
    "Lê Thị Tư",
]
FAMILIES = [
    "Vu Thị An",
    "Vũ An",
    "Vũ Hà An",
    "Vũ Hạ An",
    "Vũ Thu An",
    "Vũ Thư An",
    "Vương An",
]


@pytest.mark.parametrize("register", [LETTERS, TONES, PEOPLE, REGISTER, FAMILIES])
def test_a_register_stands_in_the_order_of_the_vietnamese_alphabet(register):
    backwards = list(reversed(register))
    assert sorted(backwards, key=sort_key) == register


def test_letters_count_before_tones():
    assert sort_key("Má") < sort_key("Man")
    assert sort_key("Hoà An") < sort_key("Hoa Anh")


def test_tones_decide_where_all_letters_are_alike():
    assert sort_key("Lê Thị Hòa") < sort_key("Lê Thị Hoá")


def test_the_given_name_goes_before_the_family_name():
    assert sort_key("Vũ Thị An") < sort_key("Bùi Thị Bình")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_way_letters_are_composed_makes_no_difference(form):
    assert sort_key(unicodedata.normalize(form, "Nguyễn Thị Hường")) == sort_key("Nguyễn Thị Hường")
    assert fold(unicodedata.normalize(form, "Nguyễn Thị Hường")) == "nguyen thi huong"


def test_capitals_and_spaces_make_no_difference():
    assert sort_key("  LÊ   THỊ hoa ") == sort_key("Lê Thị Hoa")


@pytest.mark.parametrize(
    "name",
    ["", "O'Brien", "Anne-Marie", "李小龍", "Jean Ž.", "x" * 500, "ă " * 80, "ﬃ" * 160],
)
def test_any_name_has_a_key_of_digits_that_fits_the_column(name):
    key = sort_key(name)
    assert key.isdecimal()
    assert len(key) <= 600


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Thị Ngọc Ánh", "dang thi ngoc anh"),
        ("ĐƯỜNG", "duong"),
        ("Ưu Ơn Ân Ăn Êm Ôn", "uu on an an em on"),
        ("  hai   khoảng ", "hai khoang"),
        ("quản trị 01", "quan tri 01"),
    ],
)
def test_diacritics_are_folded_away(text, folded):
    assert fold(text) == folded
