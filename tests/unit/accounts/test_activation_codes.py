"""Codes are read as they were meant, whatever hand or keyboard wrote them."""

import pytest

from accounts import activation_codes
from accounts.activation_codes import grouped, new_code, readings
from accounts.password_rules import is_too_common


def test_codes_are_never_the_same_and_read_back():
    made = {new_code() for _ in range(200)}
    assert len(made) == 200
    assert all(readings(grouped(code).lower()) == [code] for code in made)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("7k3m 9qxt 2bhd rw5c", "7K3M9QXT2BHDRW5C"),
        ("O000-IIII-LLLL-UUUU", "000011111111VVVV"),
        ("7K3M–9QXT–2BHD–RW5C", "7K3M9QXT2BHDRW5C"),
        ("Â00-0000-0000-0000", "AA00000000000000"),
        ("Á00-0000-0000-0000", "AS00000000000000"),
        ("Đ00-0000-0000-0000", "D900000000000000"),
    ],
)
def test_what_was_meant_is_among_the_readings(typed, meant):
    assert meant in readings(typed)


@pytest.mark.parametrize("typed", ["", "short", "x" * 5000, "\x00" * 16, "ключ" * 4, "🪷" * 16])
def test_what_is_no_code_has_no_reading(typed):
    assert readings(typed) == []


def test_the_code_stands_where_no_server_sees_it():
    url = activation_codes.activation_url("https://sen.example/", "7K3M9QXT2BHDRW5C")
    assert url == "https://sen.example/activate#7K3M-9QXT-2BHD-RW5C"


@pytest.mark.parametrize(
    "password",
    ["matkhau123456", "MậtKhẩu@2026", "P@ssw0rd2026", "anhyeuem1989", "0987654321", "hoa.nt 1985"],
)
def test_what_is_tried_first_is_refused(password):
    assert is_too_common(password, ["hoa.nt"])


@pytest.mark.parametrize("password", ["một câu ngắn mới", "con mèo leo cây cau", "xkqzv92741836"])
def test_a_sentence_of_ones_own_is_accepted(password):
    assert not is_too_common(password, ["hoa.nt"])
