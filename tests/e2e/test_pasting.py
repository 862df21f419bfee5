"""What is pasted from Word, Google Docs and web pages becomes clean Markdown."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.editor import FILE, expect_live, text_of

PASTES = Path(__file__).parent / "pastes"
HEAD = "---\nid: sex-and-gender\ntitle: Bài\n---\n\n"
DESK = 1280
PASTE = """([html, plain]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  data.setData("text/plain", plain);
  const init = { clipboardData: data, bubbles: true, cancelable: true };
  const event = new ClipboardEvent("paste", init);
  const text = document.querySelector("textarea[name=source]");
  return text.dispatchEvent(event);
}"""
CONVERT = """async ([html, first]) =>
  (await import("/static/js/paste_markdown.js")).toMarkdown(html, first)"""


@pytest.fixture
def page(common_server, visit):
    visitor = visit(common_server, width=DESK)
    visitor.sign_in("giangvien")
    page = visitor.open(FILE)
    # Only what is typed is looked at: nothing is to be saved for those who come after.
    page.route(
        "**/files/**",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )
    visitor.forgive("ERR_FAILED")
    expect_live(page)
    return page


def begin(page, text, at=None):
    """Let the text be this, with the cursor at its end or a place."""
    text_of(page).fill(text)
    place = len(text) if at is None else at
    text_of(page).evaluate("(text, at) => text.setSelectionRange(at, at)", place)


def paste(page, html, plain="x"):
    """Whether the browser is left to paste it as it is."""
    return page.evaluate(PASTE, [html, plain])


def address_of_module(page):
    script = page.locator("script[type=module]").first.get_attribute("src")
    return script.replace("main.js", "paste_markdown.js")


def convert(page, html, first=1):
    module = address_of_module(page)
    return page.evaluate(CONVERT.replace("/static/js/paste_markdown.js", module), [html, first])


@pytest.mark.parametrize("name", ["word", "google-docs", "web"])
def test_a_document_becomes_the_markdown_that_a_person_would_write(page, name):
    html = (PASTES / f"{name}.html").read_text(encoding="utf-8")
    expected = (PASTES / f"{name}.md").read_text(encoding="utf-8").rstrip("\n")
    begin(page, HEAD)
    assert not paste(page, html)
    assert text_of(page).input_value() == f"{HEAD}{expected}\n"
    shown = page.locator("[data-preview]")
    expect(shown.locator(".footnote")).to_contain_text("Điều" if name != "google-docs" else "LIVES")
    expect(shown.locator("table")).to_be_visible()
    expect(shown.locator("li").first).to_be_visible()
    assert page.evaluate("window.alerted") is None
    page.keyboard.press("Control+z")
    assert text_of(page).input_value() == HEAD


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", ""),
        ("<p>a</p>", "a"),
        ("<b> a </b>b", "**a** b"),
        ("<b>a</b><b> b</b>", "**a b**"),
        ("<b>a</b> <b>b</b>", "**a b**"),
        ("<i>a<b>b</b></i>", "*a**b***"),
        ("<b>đ<span>ậ</span>m</b>", "**đậm**"),
        ("<b><br>a<br></b>", "**a**"),
        ("<a href='https://e.org'><b>a</b></a>", "[**a**](https://e.org)"),
        ("<a href='https://e.org'></a>x", "x"),
        ("<a href='https://e.org/a b'>a</a>", "[a](https://e.org/a%20b)"),
        ("<a href='https://e.org/(a)'>a</a>", "[a](https://e.org/%28a%29)"),
        ("<a href='file:///C:/a.doc'>a</a>", "a"),
        ("<a href='#top'>lên</a>", "lên"),
        ("<h2>a<br>b</h2>", "## a b"),
        ("<h2><b>a</b></h2><h1>b</h1>", "### a\n\n## b"),
        ("<ul></ul>", ""),
        ("<ul><li></li><li>a</li></ul>", "- a"),
        ("<ul><li><ul><li>a</li></ul></li></ul>", "- - a"),
        ("<p>1. Phạm vi</p><p>- ý</p>", "1. Phạm vi\n\n- ý"),
        ("<p>2 * 3 * 4</p>", "2 \\* 3 \\* 4"),
        ("<p>ten_tep và _nhấn_</p>", "ten_tep và \\_nhấn\\_"),
        ("<p>&lt;b&gt; &amp;lt; 1 &lt; 2</p>", "&lt;b> &amp;lt; 1 < 2"),
        ("<p>Cộng hòa\u200b xã\u00ad hội</p>", "Cộng hòa xã hội"),
        ("<p>Tie\u0302\u0301ng Vie\u0323\u0302t</p>", "Tiếng Việt"),
        ("<sup><a href='#fn1' id='r1'>1</a></sup>", "^1^"),
        ("<table><tr><td>một ô</td></tr></table>", "một ô"),
        ("<img src='a.png' width='1' height='1'>", ""),
        ("<img src='data:image/png;base64,AA' alt='Sơ đồ'>", "![Sơ đồ](media/)"),
        ("<details><summary>Mở</summary><p>a</p></details>", "Mở\n\na"),
    ],
)
def test_small_things_come_out_clean(page, html, expected):
    assert convert(page, html) == expected


def test_words_go_in_where_the_cursor_is_and_blocks_stand_by_themselves(page):
    begin(page, f"{HEAD}Trước sau.", len(HEAD) + len("Trước "))
    paste(page, "<b>giữa</b>")
    assert text_of(page).input_value() == f"{HEAD}Trước **giữa**sau."
    begin(page, f"{HEAD}Trước.\nSau.", len(HEAD) + len("Trước."))
    paste(page, "<ul><li>a</li></ul>")
    assert text_of(page).input_value() == f"{HEAD}Trước.\n\n- a\n\nSau."


def test_footnotes_go_on_from_those_that_are_there(page):
    mark = "<p>a<sup><a href='#n1' id='r1'>1</a></sup></p>"
    html = f"{mark}<ol><li id='n1'>nguồn <a href='#r1'>↩</a></li></ol>"
    begin(page, f"{HEAD}Có rồi.[^2]\n\n[^2]: Đây.\n\n")
    paste(page, html)
    assert text_of(page).input_value().endswith("a[^3]\n\n[^3]: nguồn\n")


@pytest.mark.parametrize(
    ("html", "text", "at"),
    [
        (None, HEAD, None),
        ("<p>Luật</p>", HEAD, len("---\nid: sex-and-gender\ntitle: ")),
        ("<p>a</p>", f"{HEAD}```\n\n```\n", len(f"{HEAD}```\n")),
        ("<meta charset='utf-8'><div style='white-space: pre;'><div>a</div></div>", HEAD, None),
        ("<p>x</p>", HEAD, None),
    ],
)
def test_what_is_plain_or_stands_among_what_is_typed_is_left_to_the_browser(page, html, text, at):
    begin(page, text, at)
    assert paste(page, html)


def test_a_question_takes_markdown(page):
    begin(page, f"{HEAD}```quiz\n\n```\n", len(f"{HEAD}```quiz\n"))
    assert not paste(page, "<b>Hỏi?</b>")
    assert "```quiz\n**Hỏi?**\n```" in text_of(page).input_value()


def test_copying_and_pasting_with_the_keys_and_without_form(page):
    other = page.context.new_page()
    other.set_content("<h2>Đề mục</h2><p>Chữ <b>đậm</b>.</p>")
    other.keyboard.press("Control+a")
    other.keyboard.press("Control+c")
    begin(page, HEAD)
    page.bring_to_front()
    text_of(page).focus()
    page.keyboard.press("Control+v")
    assert text_of(page).input_value() == f"{HEAD}## Đề mục\n\nChữ **đậm**.\n"
    begin(page, HEAD)
    page.keyboard.press("Control+Shift+v")
    assert re.search(r"Đề mục\s+Chữ đậm\.", text_of(page).input_value())
    assert "**" not in text_of(page).input_value()
