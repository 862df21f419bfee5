"""Films, sounds and files in a text."""

import pytest

from core.markdown import Picture, render_markdown
from core.markdown_uses import find_media
from core.media_kinds import find_companions, kind_of
from quizzes.question_types.rendering import phrasing, plain_text
from tests.unit.core.test_markdown import assert_harmless, parse

MEDIA: dict[str, str | Picture] = {
    "media/clip.mp4": Picture("/media/clip.mp4", 640, 360),
    "media/clip.vi.vtt": Picture("/media/vi.vtt"),
    "media/clip.en.vtt": Picture("/media/en.vtt"),
    "media/clip.vi.txt": Picture("/media/vi.txt", words="Xin <b>chào</b>.\n\nHẹn gặp lại."),
    "media/clip.webp": Picture("/media/poster.webp", 640, 360),
    "media/talk.mp3": Picture("/media/talk.mp3"),
    "media/form.docx": Picture("/media/form.docx"),
}


def test_a_film_stands_by_itself_with_all_that_goes_with_it() -> None:
    html = render_markdown('![Bến sông](media/clip.mp4 "Một buổi chiều")', MEDIA)
    assert_harmless(html)
    film = parse(html).find("div/figure/video")
    assert film is not None
    assert film.attrib == {
        **{"src": "/media/clip.mp4", "poster": "/media/poster.webp", "aria-label": "Bến sông"},
        **{"width": "640", "height": "360"},
        **{"controls": "", "preload": "none", "playsinline": ""},
    }
    tracks = {track.get("srclang"): track.attrib for track in film.findall("track")}
    assert set(tracks) == {"vi", "en"}
    assert "default" in tracks["vi"]
    assert "default" not in tracks["en"]
    caption = parse(html).find("div/figure/figcaption")
    assert caption is not None
    assert caption.text == "Một buổi chiều"
    told = parse(html).findall("div/details/p")
    assert ["".join(each.itertext()) for each in told] == ["Xin <b>chào</b>.", "Hẹn gặp lại."]


def test_an_english_text_shows_english_captions_first() -> None:
    html = render_markdown("![River](media/clip.mp4)", MEDIA, language="en")
    tracks = parse(html).findall("div/figure/video/track")
    assert [track.get("srclang") for track in tracks if "default" in track.attrib] == ["en"]
    assert "Transcript" in html
    assert 'lang="vi"' in html


def test_a_sound_is_played_and_never_by_itself() -> None:
    html = render_markdown("![Lời kể](media/talk.mp3)", MEDIA)
    assert_harmless(html)
    sound = parse(html).find("div/figure/audio")
    assert sound is not None
    assert sound.attrib["preload"] == "none"
    for raw in (
        "<video src='media/clip.mp4' autoplay loop>",
        "<audio src='media/talk.mp3' autoplay>",
    ):
        html = render_markdown(raw, MEDIA)
        assert_harmless(html)
        assert "autoplay" not in html
        assert "controls" in html


@pytest.mark.parametrize(
    "source",
    [
        "Xem ![phim](media/clip.mp4) này.",
        "Tải [mẫu](media/form.docx) về.",
        "![mẫu](media/form.docx)",
    ],
)
def test_within_a_sentence_a_file_is_a_link(source: str) -> None:
    html = render_markdown(source, MEDIA)
    assert_harmless(html)
    assert '<a href="/media/' in html
    assert "<video" not in html


def test_in_a_question_the_player_stands_without_what_is_around_it() -> None:
    html = phrasing(render_markdown('Xem phim.\n\n![Bến](media/clip.mp4 "Chiều")\n\nAi?', MEDIA))
    assert "<div" not in html
    assert "<figure" not in html
    assert html.startswith("Xem phim.<br><video ")
    assert html.endswith("</video><br>Ai?")
    assert plain_text(html).split() == ["Xem", "phim.", "Bến", "Ai?"]
    link = phrasing(render_markdown('![Phim](https://vtv.vn/embed/1 "Chiều")'))
    assert link == '<a href="https://vtv.vn/embed/1" rel="noopener">Phim</a>'


@pytest.mark.parametrize(
    "raw",
    [
        "<video src='https://evil.vn/a.mp4'></video>",
        "<video poster='//evil.vn/a.png'></video>",
        "<audio><source src='https://evil.vn/a.mp3'></audio>",
        "<video><track src='https://evil.vn/a.vtt'></video>",
        "<video src=x onerror=alert(1)><source onerror=alert(1)></video>",
    ],
)
def test_nothing_is_played_from_elsewhere(raw: str) -> None:
    html = render_markdown(raw, MEDIA)
    assert_harmless(html)
    assert "evil" not in html
    assert "alert" not in html


def test_what_is_told_below_a_film_is_found() -> None:
    told = '![Phim](media/a.mp4)\n\n??? note "Bản chép lời"\n    Lời\n\n![Phim](media/b.mp4)\n\nLời'
    assert find_media(told).told == ("media/a.mp4",)


def test_what_goes_with_a_film_is_called_like_it() -> None:
    names = [*MEDIA, "media/clip.vtt", "media/clipper.vi.vtt", "media/clip.vi.pdf"]
    found = find_companions("media/clip.mp4", names)
    assert found.captions[0] == ("", "media/clip.vtt")
    assert {name for _language, name in found.captions} == {
        *("media/clip.vtt", "media/clip.vi.vtt", "media/clip.en.vtt"),
    }
    assert found.poster == "media/clip.webp"
    assert find_companions("media/talk.mp3", [*names, "media/talk.webp"]).poster is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.MP4", "video"), ("a/b.ogg", "audio"), (".mp4", None), ("mp4", None), ("a.exe", None)],
)
def test_a_name_says_what_kind_of_file_it_is(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind
