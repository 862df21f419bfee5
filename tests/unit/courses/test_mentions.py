"""Where texts name files, and texts that follow a file's new name."""

import pytest

from courses.bundles.media_names import free_name, renamed_with, tidy_name
from courses.bundles.mentions import (
    list_mentions,
    list_shown,
    rename_mentions,
    write_name,
)
from tests.factories.courses import bundle_texts, lesson_source, read_texts
from tests.factories.media import CAPTIONS, TRANSCRIPT, film
from tests.pace import expect_within

NAMES = ("media/a.png", "media/a b.png", "media/sơ đồ.png", "media/a.png.webp", "media/x/y.svg")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("![A](media/a.png)", ["media/a.png"]),
        ('![A](media/a.png "t") và media/a.png.', ["media/a.png", "media/a.png"]),
        ("[A]: ./media/a.png", ["media/a.png"]),
        ("<img src='media/a.png'>", ["media/a.png"]),
        ("![A](media/a%20b.png) ![A](<media/a b.png>)", ["media/a b.png", "media/a b.png"]),
        ("![A](media/s%C6%A1%20%C4%91%E1%BB%93.png)", ["media/sơ đồ.png"]),
        ("![A](media/so\u031b%20đồ.png)", ["media/sơ đồ.png"]),
        ("![A](media/a.png.webp)", ["media/a.png.webp"]),
        ("summary: xem media/x/y.svg", ["media/x/y.svg"]),
        ("![A](media/none.png) multimedia/a.png media/a.pngx", []),
        ("", []),
    ],
)
def test_names_are_found_wherever_they_stand(text: str, found: list[str]) -> None:
    assert [each.name for each in list_mentions({"a.md": text}, NAMES)] == found


def test_a_mention_tells_its_line() -> None:
    [found] = list_mentions({"a.md": "một\n\nhai ![A](media/a.png)"}, NAMES)
    assert (found.path, found.line) == ("a.md", 3)


def test_texts_follow_and_everything_else_stays() -> None:
    text = 'Xem media/a.png.\r\n![A](media/a%20b.png "media/a.png.webp") ![B](media/none.png)'
    renamed = {"media/a.png": "media/c.png", "media/a b.png": "media/d.png"}
    assert rename_mentions(text, renamed) == (
        'Xem media/c.png.\r\n![A](media/d.png "media/a.png.webp") ![B](media/none.png)'
    )


def test_a_name_is_written_so_that_it_is_found_again() -> None:
    for name in (*NAMES, "media/a (1).png", "media/100%.png", "media/'x'.png"):
        text = f"![A]({write_name(name)})"
        assert [each.name for each in list_mentions({"a.md": text}, [*NAMES, name])] == [name]


def test_nobody_keeps_the_reader_busy() -> None:
    texts = ("media/" * 30_000, "media/" + "." * 200_000, "media/%" * 30_000)
    found = expect_within(2.0, lambda: list_mentions(dict(zip("abc", texts, strict=True)), NAMES))
    assert found == []


def test_what_goes_with_a_film_is_shown_with_it() -> None:
    names = ["media/f.mp4", "media/f.vi.vtt", "media/f.webp", "media/g.vi.vtt"]
    assert list_shown("![F](media/f.mp4)", names) == set(names[:3])


@pytest.mark.parametrize(
    ("given", "extension", "name"),
    [
        ("Ảnh chụp 1.JPG", "webp", "media/anh-chup-1.webp"),
        ("C:\\fakepath\\x.PNG", "webp", "media/x.webp"),
        ("../../etc/passwd.png", "webp", "media/passwd.webp"),
        ("clip.vi.vtt", "vtt", "media/clip.vi.vtt"),
        ("Phim số 1.EN.txt", "txt", "media/phim-so-1-en.txt"),
        ("Đề cương.v2.docx", "docx", "media/de-cuong-v2.docx"),
        ("📷.jpg", "webp", "media/picture.webp"),
        ("...mp4", "mp4", "media/film.mp4"),
        ("a" * 300 + ".png", "webp", f"media/{'a' * 60}.webp"),
        ("x\u202egpj.png", "webp", "media/x-gpj.webp"),
    ],
)
def test_a_name_is_made_plain(given: str, extension: str, name: str) -> None:
    assert tidy_name(given, extension) == name


def test_no_name_is_taken_twice() -> None:
    assert free_name("media/a.png", ["media/b.png"]) == "media/a.png"
    assert free_name("media/a.png", ["media/A.PNG", "media/a-2.png"]) == "media/a-3.png"


def test_what_goes_with_a_film_is_renamed_with_it() -> None:
    assert renamed_with("media/a.mp4", "media/b.mp4", ["media/a.vi.vtt"]) == {
        **{"media/a.mp4": "media/b.mp4", "media/a.vi.vtt": "media/b.vi.vtt"},
    }


def problems_of(text: str, **media: bytes) -> list[tuple[str, int, str, str]]:
    texts = bundle_texts()
    texts["lessons/01-lesson-1.md"] = lesson_source("lesson-1", text=text)
    files = {f"media/{name.replace('__', '.')}": content for name, content in media.items()}
    found = read_texts(texts, files).problems
    return [(each.path, each.line, each.severity, str(each.message)) for each in found]


def test_a_film_wants_captions_or_what_is_said() -> None:
    [problem] = problems_of("![Phim](media/f.mp4)", f__mp4=film())
    message = "media/f.mp4 has neither captions nor a transcript."
    assert problem == ("lessons/01-lesson-1.md", 9, "warning", message)
    assert problems_of("![Phim](media/f.mp4)", f__mp4=film(), f__vi__vtt=CAPTIONS) == []
    assert problems_of("![Phim](media/f.mp4)", f__mp4=film(), f__vi__txt=TRANSCRIPT) == []
    told = '![Phim](media/f.mp4)\n\n??? note "Bản chép lời"\n    Xin chào.'
    assert problems_of(told, f__mp4=film()) == []


def test_captions_are_no_help_for_a_sound() -> None:
    sound = b"ID3\x04" + bytes(40)
    problems = problems_of("![Lời](media/s.mp3)", s__mp3=sound, s__vi__vtt=CAPTIONS)
    assert [severity for _path, _line, severity, _message in problems] == ["warning"]
    assert problems_of("![Lời](media/s.mp3)", s__mp3=sound, s__vi__txt=TRANSCRIPT) == []


def test_broken_captions_are_told_with_their_line() -> None:
    problems = problems_of("![Phim](media/f.mp4)", f__mp4=film(), f__vtt=b"WEBVTT\n\nA\n")
    assert problems == [("media/f.vtt", 3, "error", problems[0][3])]
