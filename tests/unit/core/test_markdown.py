"""Markdown as it may stand in any page."""

import json
import os
import re
import threading
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urlsplit

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import markdown_inline
from core.markdown import ATTRIBUTES, CLASSES, TAGS, Picture, render_markdown
from core.markdown_uses import find_media_names
from tests.pace import expect_within

# Collections of attacks that other sanitisers are tested with, where somebody has them.
ATTACKS = Path(os.environ.get("SEN_TEST_ATTACKS", "attacks"))
MEDIA: dict[str, str | Picture] = {
    "media/a.svg": Picture("/media/a.svg", 720, 400),
    "media/b.png": "/media/b.png",
}
ALLOWED_TAGS = TAGS | {"input"}
ALLOWED_ATTRIBUTES = {
    *(name for names in ATTRIBUTES.values() for name in names),
    *("rel", "loading", "role", "tabindex", "type", "disabled", "checked", "aria-labelledby"),
    *("controls", "preload", "playsinline"),
}
PLAYERS = ("video", "audio", "source", "track")


def parse(html: str):
    return html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)


def assert_harmless(html: str) -> None:
    for element in parse(html).iter():
        if element.tag == "DOCUMENT_FRAGMENT":
            continue
        assert element.tag in ALLOWED_TAGS, html
        assert set(element.attrib) <= ALLOWED_ATTRIBUTES, html
        assert set((element.get("class") or "").split()) <= CLASSES, html
        for name in ("href", "src", "poster"):
            address = (element.get(name) or "").strip()
            assert urlsplit(address).scheme in ("", "http", "https", "mailto", "tel"), html
            assert not address.startswith(("//", "\\", "/\\")), html
        if element.tag == "img":
            assert (element.get("src") or "").startswith("/media/"), html
        if element.tag in PLAYERS:
            for name in ("src", "poster"):
                assert (element.get(name) or "/media/").startswith("/media/"), html


def test_a_heading_of_the_first_level_gives_way_to_the_pages_own() -> None:
    html = render_markdown("# Một\n\n## Hai\n\n### Ba")
    assert '<h2 id="text-mot">Một</h2>' in html
    assert '<h3 id="text-hai">Hai</h3>' in html
    assert '<h4 id="text-ba">Ba</h4>' in html


def test_without_one_headings_stay_as_they_are() -> None:
    assert '<h2 id="text-hai-chu-de-lan">' in render_markdown("## Hai chữ dễ lẫn")


def test_headings_alike_get_ids_of_their_own() -> None:
    html = render_markdown("## Đọc\n\n## Đọc\n\n## Đọc")
    assert 'id="text-doc"' in html
    assert 'id="text-doc-2"' in html
    assert 'id="text-doc-3"' in html


def test_ids_and_links_to_them_carry_the_prefix() -> None:
    html = render_markdown("## A {#own}\n\n[đến](#own) x[^1]\n\n[^1]: y", prefix="p-")
    ids = {element.get("id") for element in parse(html).iter() if element.get("id")}
    links = {element.get("href") for element in parse(html).iter("a")}
    assert {link[1:] for link in links} <= ids
    assert all(name.startswith("p-") for name in ids)


def test_an_id_given_twice_stands_once() -> None:
    html = render_markdown('## A {#x}\n\n## B {#x}\n\n<p id="x">c</p>')
    assert html.count('id="text-x"') == 1


def test_a_picture_alone_with_a_title_is_a_figure() -> None:
    html = render_markdown('![Bến <sông> "x"](media/a.svg "Cọc & xuồng")', MEDIA)
    figure = parse(html).find("figure")
    assert figure is not None
    picture, caption = figure
    assert picture.attrib == {
        "src": "/media/a.svg",
        "alt": 'Bến <sông> "x"',
        "width": "720",
        "height": "400",
        "loading": "lazy",
    }
    assert caption.text == "Cọc & xuồng"


def test_a_picture_in_a_sentence_is_no_figure() -> None:
    html = render_markdown('Xem ![b](media/b.png "t") này.', MEDIA)
    assert "<figure" not in html
    assert '<img alt="b" src="/media/b.png" loading="lazy">' in html


def test_a_picture_that_is_not_there_leaves_its_description() -> None:
    html = render_markdown("![Một bến sông](media/none.svg)\n\n![x](http://x.vn/y.png)", MEDIA)
    assert "<img" not in html
    assert "Một bến sông" in html


def test_names_of_media_are_found_wherever_they_stand() -> None:
    source = (
        "![a](media/a.svg) [tải](media/b.pdf) <img src='media/c.png'>\n\n"
        "![d][d] `![e](media/e.png)` ![f](media/s%C6%A1%20%C4%91%E1%BB%93.png)\n\n"
        "[d]: ./media/d.png"
    )
    assert find_media_names(source) == [
        *("media/a.svg", "media/d.png", "media/sơ đồ.png", "media/b.pdf", "media/c.png"),
    ]


def test_a_wide_table_scrolls_in_a_region_named_after_its_columns() -> None:
    html = render_markdown("| Việc | Ai |\n|---|--:|\n| a | b |")
    region = parse(html).find("div")
    assert region is not None
    assert region.attrib["aria-label"] == "Việc, Ai"
    assert region.attrib["tabindex"] == "0"
    heading = region.findall(".//th")[1]
    assert heading.attrib == {"align": "right", "scope": "col"}


def test_tasks_are_boxes_with_names() -> None:
    html = render_markdown("- [x] gọi **Lan**\n- [ ] pha trà\n- không")
    boxes = parse(html).findall(".//input")
    assert ["checked" in box.attrib for box in boxes] == [True, False]
    names = {element.get("id") for element in parse(html).iter()}
    assert all(box.get("aria-labelledby") in names for box in boxes)
    assert "<strong>Lan</strong>" in html


def test_nobody_writes_a_box_or_a_mark_of_ours() -> None:
    assert "<input" not in render_markdown("<input name=password> \ue000task-1-x\ue001")


def test_a_note_without_a_title_speaks_the_language_of_its_text() -> None:
    assert ">Lưu ý<" in render_markdown("!!! note\n    a", language="vi")
    assert ">Note<" in render_markdown("!!! note\n    a", language="en")
    assert ">Mẹo nhỏ<" in render_markdown('!!! tip "Mẹo nhỏ"\n    a', language="vi")


def test_notes_fold_and_keep_their_kind() -> None:
    html = render_markdown('??? tip "Mở ra"\n    trong')
    assert '<details class="tip">' in html
    assert "<summary>Mở ra</summary>" in html


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a[^1]\n\n[^1]: b", 'class="footnote"'),
        ("Từ\n:   nghĩa", "<dd>nghĩa</dd>"),
        ("UBND\n\n*[UBND]: Ủy ban nhân dân", '<abbr title="Ủy ban nhân dân">UBND</abbr>'),
        ("~~bỏ~~ ==nhớ== H~2~O", "<del>bỏ</del> <mark>nhớ</mark> H<sub>2</sub>O"),
        ("```python\nx < 1\n```", "<pre><code>x &lt; 1</code></pre>"),
        ("3. ba\n4. bốn", '<ol start="3">'),
        ("[thư](mailto:a@b.vn) [gọi](tel:111)", 'href="tel:111"'),
    ],
)
def test_it_knows_what_trainers_write(source: str, expected: str) -> None:
    assert expected in render_markdown(source)


def test_letters_are_composed_and_line_ends_alike() -> None:
    assert render_markdown("\ufeffVie\u0302\u0323t\r\nNam") == "<p>Việt\nNam</p>"


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1)) [y](JaVaScRiPt:1) [z](data:text/html,x) [w](vbscript:x)",
        "[x](//evil.vn) [y](/\\evil.vn) [z](\\\\evil.vn)",
        "![x](javascript:alert(1))",
        '<a href="jav&#x09;ascript:alert(1)" onclick="x" style="color:red" target="_blank">x</a>',
        '<p class="btn admonition" style="position:fixed">x</p>',
        '<svg onload=alert(1)><use href="#x"/></svg>',
        '<math><mi xlink:href="javascript:1">x</mi></math>',
        "<iframe src=x></iframe><form action=x><button formaction=y>z</button></form>",
        "text {: onclick=alert(1) style=color:red class=evil id='a b' }",
        '<img src="media/a.svg" srcset="http://x" onerror="x">',
        "<base href=x><meta http-equiv=refresh content=0><link rel=stylesheet href=x>",
        '<div role="dialog" tabindex="5" aria-label="x">y</div>',
    ],
)
def test_nothing_that_runs_or_dresses_up_gets_through(source: str) -> None:
    html = render_markdown(source, MEDIA)
    assert_harmless(html)
    assert "alert" not in html or "<" not in html.replace("<p>", "").replace("</p>", "")


def _attacks() -> list[str]:
    if not ATTACKS.is_dir():
        return []
    cases = json.loads((ATTACKS / "dompurify" / "expect.json").read_text(encoding="utf-8"))
    found = [case["payload"] for case in cases]
    for path in sorted((ATTACKS / "bleach").glob("*.test")):
        found.append(path.read_text(encoding="utf-8").split("--\n")[0])
    return found


@pytest.mark.skipif(not ATTACKS.is_dir(), reason="SEN_TEST_ATTACKS names no collection of attacks")
def test_known_attacks_do_nothing() -> None:
    attacks = _attacks()
    assert len(attacks) > 200
    for attack in attacks:
        for source in (attack, f"text {attack} text", f"- {attack}", f"> {attack}"):
            assert_harmless(render_markdown(source, MEDIA))


@settings(max_examples=150)
@given(st.text(alphabet="<>/\"'=&;:[](){}!#*_`|^~-? \nahrefsonimgclickdv\u00e9", max_size=120))
def test_whatever_is_written_comes_out_harmless(source: str) -> None:
    assert_harmless(render_markdown(source, MEDIA))


@pytest.mark.parametrize(
    "source",
    [
        ">" * 3000 + " a",
        "[" * 3000,
        "*" * 3000 + "a" + "*" * 3000,
        "<div>" * 2000,
        "".join(f"{'  ' * depth}- a\n" for depth in range(300)),
        "![" * 2000 + "](" * 2000,
        "`" * 4000,
    ],
    ids=["quotes", "brackets", "stars", "boxes", "lists", "pictures", "ticks"],
)
def test_a_text_made_to_be_slow_is_not_very(source: str) -> None:
    assert_harmless(expect_within(10, lambda: render_markdown(source)))


def test_threads_do_not_meet() -> None:
    results: dict[int, set[str]] = {number: set() for number in range(4)}

    def work(number: int) -> None:
        source = f"## Phần {number}\n\nx[^1] ![a](media/a.svg)\n\n[^1]: chú {number}"
        media = {"media/a.svg": f"/media/{number}.svg"}
        for _ in range(20):
            results[number].add(render_markdown(source, media, prefix=f"p{number}-"))

    threads = [threading.Thread(target=work, args=(number,)) for number in results]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number, found in results.items():
        assert len(found) == 1
        assert f"/media/{number}.svg" in found.pop()


SIGNS = st.text(alphabet="a1 \n\\`*_~^=[]()!<>&;:@#|-\"'", max_size=60)


@given(SIGNS)
def test_rules_tried_only_where_their_sign_stands_give_what_all_give(source: str) -> None:
    short = render_markdown(f"{source}\n\n[a]: /b\n[^1]: c")
    with patch.dict(markdown_inline.SIGNS, clear=True):
        assert render_markdown(f"{source}\n\n[a]: /b\n[^1]: c") == short


PLAIN = st.sampled_from(["a", "Đờ", "1", "1.", "A.", " ", "  ", ",", ";", "(c)", "%", "…", "“"])


@given(st.lists(PLAIN).map("".join))
def test_plain_words_are_rendered_as_any_text_is(words: str) -> None:
    """They take a shorter way to the same paragraph."""
    short = render_markdown(words)
    with patch("core.markdown.PLAIN_WORDS", re.compile(r"(?!)")):
        assert render_markdown(words) == short
