"""Captions: what browsers show, and the line of what they would not."""

import pytest

from media.checks import MediaRefused, check_file
from media.webvtt import CaptionsRefused, check_captions

HEAD = "WEBVTT\n\n"
CUE = "00:01.000 --> 00:02.500\nXin chào.\n"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (HEAD + CUE, 1),
        ("\ufeffWEBVTT - Tiếng Việt\r\nKind: captions\r\n\r\n" + CUE, 1),
        (HEAD + "mở đầu\n" + CUE + "\n\n\n2\n00:00:03.000 --> 01:00:04.000\nHai\ndòng\n", 2),
        (HEAD + "NOTE\nngười làm\n\nSTYLE\n::cue { color: red }\n\n" + CUE, 1),
        (HEAD + "00:01.000 --> 00:02.000 line:0 position:20%,line-left align:start\n<v An>A\n", 1),
        (HEAD + CUE + "\n00:01.000 --> 00:03.000\ncùng lúc\n", 2),
    ],
)
def test_sound_captions_are_counted(text: str, count: int) -> None:
    assert check_captions(text.encode()) == count


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "says WEBVTT"),
        (CUE, 1, "says WEBVTT"),
        ("WEBVTTX\n\n" + CUE, 1, "says WEBVTT"),
        ("WEBVTT\n" + CUE, 2, "blank line is missing"),
        (HEAD, 3, "not one caption"),
        (HEAD + "NOTE chỉ có lời\n", 4, "not one caption"),
        (HEAD + "00:01,000 --> 00:02,000\nA\n", 3, "times cannot be read"),
        (HEAD + "tên\n0:01.000 --> 00:02.000\nA\n", 4, "times cannot be read"),
        (HEAD + "00:61.000 --> 00:62.000\nA\n", 3, "times cannot be read"),
        (HEAD + f"{'9' * 5000}:00:00.000 --> 00:62.000\nA\n", 3, "times cannot be read"),
        (HEAD + f"00:01.000 --> {'9' * 5000}:00:00.000\nA\n", 3, "times cannot be read"),
        (HEAD + "00:02.000 --> 00:02.000\nA\n", 3, "ends before"),
        (HEAD + CUE + "\n00:00.500 --> 00:02.000\nA\n", 6, "begins before"),
        (HEAD + "00:01.000 --> 00:02.000 aline:0\nA\n", 3, "says nothing"),
        (HEAD + "00:01.000 --> 00:02.000\n\nA\n", 3, "no words"),
        (HEAD + CUE + CUE, 5, "blank line is missing"),
        (HEAD + "chỉ lời\n", 3, "times cannot be read"),
    ],
)
def test_the_first_thing_wrong_is_named_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(CaptionsRefused, match=message) as refusal:
        check_captions(text.encode())
    assert refusal.value.line == line


def test_another_encoding_is_told_with_its_line() -> None:
    with pytest.raises(MediaRefused, match="UTF-8") as refusal:
        check_file("a.vtt", HEAD.encode() + "Đà".encode("utf-16-le"))
    assert refusal.value.line == 3
