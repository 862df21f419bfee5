"""Two versions of a text, word by word, as they are rendered."""

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.markdown import render_markdown
from courses.comparing import Segment, compare_html, compare_words, fold_passages
from courses.comparing.lessons import lesson_html

IN, DEL = '<ins class="changed-added">', '<del class="changed-removed">'


def marked(html: str) -> str:
    return html.replace(IN, "[+").replace("</ins>", "+]").replace(DEL, "[-").replace("</del>", "-]")


def compared(old: str, new: str) -> str:
    return marked("".join(each.html for each in compare_html(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a b", "a b", [("same", "a b")]),
        ("", "", []),
        ("", "mới", [("added", "mới")]),
        ("cũ", "", [("removed", "cũ")]),
        (
            "theo Điều 7 Luật này",
            "theo Điều 9 Luật này",
            [
                ("same", "theo Điều "),
                ("removed", "7 "),
                ("added", "9 "),
                ("same", "Luật này"),
            ],
        ),
        ("a  b", "a b", [("same", "a b")]),
        ("một, hai", "ba, bốn", [("removed", "một, hai"), ("added", "ba, bốn")]),
    ],
)
def test_words_that_came_and_went_are_told(old, new, expected):
    assert compare_words(old, new) == [Segment(*each) for each in expected]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("<p>a b</p>", "<p>a b</p>", "<p>a b</p>", id="the same"),
        pytest.param("", "<p>mới</p>", "<p>[+mới+]</p>", id="a new paragraph"),
        pytest.param("<p>cũ</p>", "", "<p>[-cũ-]</p>", id="a paragraph gone"),
        pytest.param(
            "<p>theo Điều 7 Luật này</p>",
            "<p>theo Điều 9 Luật này</p>",
            "<p>theo Điều [-7 -][+9 +]Luật này</p>",
            id="a word",
        ),
        pytest.param(
            "<p>theo <strong>Điều 7</strong> Luật này</p>",
            "<p>theo <strong>Điều 9</strong> Luật này</p>",
            "<p>theo <strong>Điều [-7-][+9+]</strong> Luật này</p>",
            id="a word within strong ones",
        ),
        pytest.param(
            "<ul><li>một việc</li><li>hai việc</li></ul>",
            "<ul><li>một việc</li><li>ba việc</li><li>bốn</li></ul>",
            "<ul><li>một việc</li><li>[-hai -][+ba +]việc</li><li>[+bốn+]</li></ul>",
            id="points of a list",
        ),
        pytest.param(
            "<ul><li>một</li><li>hai</li></ul>",
            "<ul><li>hai</li></ul>",
            "<ul><li>[-một-]</li><li>hai</li></ul>",
            id="a point gone",
        ),
        pytest.param(
            '<p>xem <img src="/m/a.png" alt="A"></p>',
            '<p>xem <img src="/m/b.png" alt="A"></p>',
            '<p>xem [-<img src="/m/a.png" alt="A">-][+<img src="/m/b.png" alt="A">+]</p>',
            id="a picture",
        ),
        pytest.param(
            "<table><tbody><tr><td>60 phút</td></tr></tbody></table>",
            "<table><tbody><tr><td>90 phút</td></tr></tbody></table>",
            "<table><tbody><tr><td>[-60 -][+90 +]phút</td></tr></tbody></table>",
            id="a cell",
        ),
        pytest.param(
            "<p>một hai ba</p>",
            "<p>bốn năm sáu</p>",
            "<p>[-một hai ba-]</p><p>[+bốn năm sáu+]</p>",
            id="another text altogether",
        ),
        pytest.param(
            "<p>a &lt; b</p>", "<p>a &lt; c d</p>", "<p>a &lt; [-b-][+c d+]</p>", id="signs"
        ),
    ],
)
def test_rendered_texts_are_compared_word_by_word(old, new, expected):
    assert compared(old, new) == expected


def test_no_id_and_no_link_to_it_is_left():
    html = compared('<h2 id="a">Một</h2>', '<h2 id="a">Một hai</h2><p><a href="#a">Lên</a></p>')
    assert "id=" not in html
    assert "href" not in html


def test_a_passage_tells_what_was_and_what_is():
    (passage,) = compare_html("<p>nghỉ 60 phút</p>", "<p>nghỉ 90 phút mỗi ngày</p>")
    assert passage.is_changed
    assert marked(passage.before) == "<p>nghỉ [-60 -]phút </p>"
    assert marked(passage.now).replace("[+", "").replace("+]", "") == "<p>nghỉ 90 phút mỗi ngày</p>"


def test_a_passage_that_is_gone_leaves_nothing():
    (passage,) = compare_html("<ul>\n<li>một</li>\n<li>hai</li>\n</ul>", "")
    assert passage.now == ""
    (passage,) = compare_html("", "<p>mới</p>")
    assert passage.before == ""


def test_only_what_changed_is_shown_with_its_heading_and_what_stands_beside_it():
    lines = ["<h2>Phần một</h2>", *(f"<p>Đoạn {number}</p>" for number in range(6)), "<p>x</p>"]
    new = [*lines[:5], "<p>Đoạn khác</p>", *lines[6:]]
    folded = fold_passages(compare_html("".join(lines), "".join(new)))
    shown = ["…" if each.is_skipped else marked(each.html) for each in folded]
    assert shown == [
        "<h2>Phần một</h2>",
        "…",
        "<p>Đoạn 3</p>",
        "<p>Đoạn [-4-][+khác+]</p>",
        "<p>Đoạn 5</p>",
        "…",
    ]
    assert fold_passages(compare_html("<p>a</p>", "<p>a</p>")) == []


texts = st.lists(
    st.sampled_from(
        [
            "# Tiêu đề",
            "Một **đoạn** văn *ngắn* với [liên kết](https://a.vn).",
            "Một đoạn khác, `mã`.",
            "- một\n- hai\n    - ba",
            "1. một\n2. hai",
            "| a | b |\n|---|---|\n| 1 | 2 |",
            "> lời trích\n>\n> nữa",
            "!!! note\n    Ghi chú",
            "~~gạch~~ và <b>đậm</b>",
            "a < b & c",
        ]
    ),
    max_size=5,
).map("\n\n".join)


@settings(max_examples=60)
@given(texts, texts)
def test_both_versions_can_be_read_out_of_a_comparison(old, new):
    before, now = render_markdown(old, {}), render_markdown(new, {})
    passages = compare_html(before, now)
    assert words("".join(each.before for each in passages)) == words(before)
    assert words("".join(each.now for each in passages)) == words(now)


def words(html: str) -> str:
    return "".join(nh3.clean(html, tags=set()).split())


@settings(max_examples=40)
@given(texts)
def test_a_text_compared_with_itself_shows_no_change(text):
    html = render_markdown(text, {})
    assert not any(each.is_changed for each in compare_html(html, html))


def test_every_kind_of_block_has_something_to_be_compared():
    blocks = [
        {"kind": "html", "html": "<p>Văn bản</p>"},
        {"kind": "helplines", "topic": "violence"},
        {"kind": "organisation", "key": "committee", "note": "Ai ở trong Ban"},
        {"kind": "organisation", "key": "plan", "note": ""},
    ]
    html = lesson_html({"blocks": blocks})
    assert [word in html for word in ("Văn bản", "violence", "Ai ở trong Ban", "plan")] == [
        True
    ] * 4
