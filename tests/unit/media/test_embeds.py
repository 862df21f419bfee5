"""Pages from elsewhere: links, and frames only where that is allowed."""

import pytest

from core.markdown import render_markdown
from media.embeds import frame_address, frame_hosts, offer_frames, tidy_host

ALLOWED = frozenset({"youtube.com", "youtu.be", "vimeo.com", "vtv.vn"})
NOTE = "Từ {host}."


@pytest.mark.parametrize(
    ("given", "host"),
    [
        ("youtube.com", "youtube.com"),
        (" WWW.YouTube.com ", "youtube.com"),
        ("https://www.youtube.com/watch?v=abc", "youtube.com"),
        ("player.vimeo.com/video/1", "player.vimeo.com"),
        ("", None),
        ("localhost", None),
        ("127.0.0.1", None),
        ("*.com", None),
        ("com", None),
        ("a b.vn", None),
        ("tên.vn", None),
        ("x.vn; script-src *", None),
        ("javascript:alert(1)", None),
        ("user@evil.vn", None),
        ("a.vn\nb.vn", None),
        ("http://[::1", None),
    ],
)
def test_a_host_is_read_from_what_people_paste(given: str, host: str | None) -> None:
    assert tidy_host(given) == host


@pytest.mark.parametrize(
    ("address", "framed"),
    [
        (
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
        ),
        ("https://youtu.be/dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871"),
        ("https://vtv.vn/embed/x?y=1", "https://vtv.vn/embed/x?y=1"),
        ("https://www.youtube.com/", None),
        ("https://www.youtube.com/watch?v=../../x", None),
        ("http://vtv.vn/x", None),
        ("https://vtv.vn:8443/x", None),
        ("https://vtv.vn@evil.vn/x", None),
        ("https://evil.vn/vtv.vn", None),
        ("https://vtv.vn.evil.vn/", None),
        ("https://notvtv.vn/", None),
        ("https://[vtv.vn/", None),
        ("javascript:alert(1)", None),
    ],
)
def test_only_what_is_allowed_is_framed(address: str, framed: str | None) -> None:
    assert frame_address(address, ALLOWED) == framed


def test_the_policy_names_where_frames_really_come_from() -> None:
    assert frame_hosts(["youtube.com", "vtv.vn"]) == (
        *("vtv.vn", "www.vtv.vn", "www.youtube-nocookie.com"),
    )


def test_a_page_from_elsewhere_is_a_link_until_its_host_is_allowed() -> None:
    html = render_markdown('![Phim](https://vtv.vn/embed/1?a=1&b=2 "Lời dẫn")')
    assert '<a href="https://vtv.vn/embed/1?a=1&amp;b=2" rel="noopener">Phim</a>' in html
    assert "<p>Lời dẫn</p>" in html
    assert offer_frames(html, frozenset(), NOTE) == html
    assert offer_frames(html, frozenset({"other.vn"}), NOTE) == html
    offered = offer_frames(html, ALLOWED, NOTE)
    assert 'data-frame="https://vtv.vn/embed/1?a=1&amp;b=2"' in offered
    assert "Từ vtv.vn." in offered


@pytest.mark.parametrize(
    "source",
    [
        '![x](javascript:alert(1) "t")',
        '![x](data:text/html,hi "t")',
        '![x](http://vtv.vn/clip "t")',
        "<iframe src=https://vtv.vn></iframe>",
        '<div class="embed"><a href="javascript:alert(1)">x</a></div>',
        '<div class="embed"><a data-frame="https://evil.vn" href="https://evil.vn">x</a></div>',
    ],
)
def test_nothing_else_becomes_a_frame(source: str) -> None:
    offered = offer_frames(render_markdown(source), ALLOWED, NOTE)
    assert "data-frame" not in offered
    assert "javascript:" not in offered
