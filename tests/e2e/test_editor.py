"""The editor under one's hands: what is typed is seen, lists go on, the tools are one stop."""

import pytest
from playwright.sync_api import expect

from tests.e2e.editor import FILE, open_editor, text_of
from tests.e2e.looks import box_of
from tests.e2e.quiz import COURSE

PHONE, DESK = (360, 640), (1280, 800)
SIZES = [PHONE, (360, 800), (768, 1024), DESK]
ONE_ROW = 80
LONG = "---\nid: sex-and-gender\ntitle: Dài\n---\n\n" + "\n\n".join(
    f"Đoạn {part}: " + "chữ nghĩa " * 30 for part in range(20)
)
# Whether all of what is selected stands in the text's window, and between the two bars.
SEEN = """async (module) => {
  const { measureTops } = await import(module);
  const text = document.querySelector("textarea[name=source]");
  const letter = parseFloat(getComputedStyle(text).fontSize);
  const box = text.getBoundingClientRect();
  const [bar, foot] = [".bar", ".studio-foot"].map(
    each => document.querySelector(each).getBoundingClientRect()
  );
  const places = measureTops(text, [text.selectionStart, text.selectionEnd]);
  const [first, last] = places.map(each => box.top + each - text.scrollTop);
  return first >= Math.max(box.top, bar.bottom) && last + letter <= Math.min(box.bottom, foot.top);
}"""
# Whether a key is left to the browser.
IS_LEFT = """(text, init) => text.dispatchEvent(
  new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...init })
)"""


@pytest.fixture
def trainer(server, visit):
    return sign_in(server, visit, DESK)


def sign_in(server, visit, size, **options):
    width, height = size
    viewport = {"width": width, "height": height}
    visitor = visit(server, viewport=viewport, reduced_motion="reduce", **options)
    visitor.sign_in("giangvien")
    return visitor


def write(page, marked):
    """Let the text be this, with the cursor where its | stands."""
    at = marked.index("|")
    text_of(page).fill(marked.replace("|", "", 1))
    text_of(page).evaluate("(text, at) => text.setSelectionRange(at, at)", at)


def written(page):
    """The text, with a | where the cursor stands."""
    at = text_of(page).evaluate("text => text.selectionStart")
    value = text_of(page).input_value()
    return f"{value[:at]}|{value[at:]}"


def is_seen(page):
    script = page.locator("script[type=module]").first.get_attribute("src")
    return page.evaluate(SEEN, script.replace("main.js", "editor_lines.js"))


def type_at_the_end(page, words="\ncuối"):
    """From the top of the page, as somebody does who left the text at its end."""
    text_of(page).evaluate("""text => {
      scrollTo(0, 0);
      text.focus({ preventScroll: true });
      text.setSelectionRange(text.value.length, text.value.length);
      text.scrollTop = 0;
    }""")
    page.keyboard.type(words)


# Seen.


def test_whoever_types_at_the_end_of_a_long_text_sees_it(trainer):
    page = open_editor(trainer)
    text_of(page).fill(LONG)
    expect(page.locator("[data-problem-link]")).to_be_visible()
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for letters in ("text-m", "text-xl"):
            page.evaluate("size => { document.documentElement.className = size; }", letters)
            for words in ("\ncuối", "\n- một\nhai"):
                type_at_the_end(page, words)
                assert is_seen(page), (width, height, letters, words)


def test_the_bar_of_saving_has_one_row(trainer):
    page = open_editor(trainer)
    text_of(page).fill(LONG)
    expect(page.locator("[data-problem-link]")).to_be_visible()
    expect(page.locator("[data-save-state].save-state-saved")).to_be_visible()
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert box_of(page.locator(".studio-foot"))["height"] < ONE_ROW, width


def test_what_the_bar_tells_covers_nothing_either(server, visit):
    visitor = sign_in(server, visit, PHONE)
    visitor.forgive("ERR_FAILED")
    page = open_editor(visitor)
    page.route(f"**{FILE}", lambda route: route.abort())
    text_of(page).fill(LONG)
    expect(page.locator("[data-save-help]")).to_be_visible()
    assert box_of(page.locator(".studio-foot"))["height"] > ONE_ROW
    type_at_the_end(page)
    assert is_seen(page)


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_without_scripts_the_text_ends_above_the_bar(server, visit, size):
    visitor = sign_in(server, visit, size, java_script_enabled=False)
    page = visitor.open(FILE)
    text_of(page).fill(LONG)
    text_of(page).press("Control+End")
    page.keyboard.type("\ncuối")
    text = box_of(text_of(page))
    assert text["y"] + text["height"] <= box_of(page.locator(".studio-foot"))["y"]


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_what_a_press_puts_in_is_seen(server, visit, size):
    page = open_editor(sign_in(server, visit, size))
    write(page, LONG.replace("Đoạn 10", "|Đoạn 10"))
    page.locator(".editor-tool-help").click()
    page.locator(".editor-help [data-insert=block]").last.click()
    assert is_seen(page)
    write(page, f"{LONG}|")
    type_at_the_end(page)
    page.locator("[data-markdown=source]").click()
    selection = "text => text.value.slice(text.selectionStart - 7, text.selectionEnd)"
    assert text_of(page).evaluate(selection) == "title: …"
    assert is_seen(page)
    page.locator("[data-markdown=footnote]").click()
    assert is_seen(page)


def test_what_is_seen_already_stays_where_it_is(trainer):
    page = open_editor(trainer)
    write(page, LONG.replace("Đoạn 0", "|Đoạn 0"))
    place = "text => [scrollY, text.scrollTop]"
    text_of(page).evaluate("text => { scrollTo(0, 0); text.scrollTop = 0; }")
    page.locator("[data-markdown=bold]").click()
    assert text_of(page).evaluate(place) == [0, 0]


# Lists.

GOES_ON = [
    ("- a|", "- a\n- |"),
    ("* a|b", "* a\n* |b"),
    ("+ a|", "+ a\n+ |"),
    ("- |a", "- \n- |a"),
    ("9. a|", "9. a\n10. |"),
    ("> a|", "> a\n> |"),
    ("> - a|", "> - a\n> - |"),
    ("    - a|", "    - a\n    - |"),
    ("- [ ] a|", "- [ ] a\n- [ ] |"),
    ("- [x] a|b", "- [x] a\n- [ ] |b"),
    ("```quiz\nHỏi?\n- [x] Đúng|\n```", "```quiz\nHỏi?\n- [x] Đúng\n- [ ] |\n```"),
    ("```\na\n```\n- a|", "```\na\n```\n- a\n- |"),
]
ENDS = [
    ("- a\n- |\nb", "- a\n|\nb"),
    ("- [ ] |", "|"),
    ("- [ ]|", "|"),
    ("  - |", "|"),
    ("2. |", "|"),
    ("> a\n> |", "> a\n|"),
    ("> - |", "> |"),
]
PLAIN = [
    ("a|", "a\n|"),
    ("    a|", "    a\n|"),
    ("-|", "-\n|"),
    ("1.5 a|", "1.5 a\n|"),
    ("**a**|", "**a**\n|"),
    ("|- a", "\n|- a"),
    ("-| a", "-\n| a"),
    ("---\ntags:\n  - a|\n---\n", "---\ntags:\n  - a\n|\n---\n"),
    ("```\n- a|\n```", "```\n- a\n|\n```"),
    ("````\n```\n- a|\n````", "````\n```\n- a\n|\n````"),
    ("!!! note\n    ```\n    - a|\n    ```", "!!! note\n    ```\n    - a\n|\n    ```"),
]


def test_enter_goes_on_with_a_list_and_ends_it_and_undo_takes_it_back(trainer):
    page = open_editor(trainer)
    for before, after in GOES_ON + ENDS + PLAIN:
        write(page, before)
        page.keyboard.press("Enter")
        assert written(page) == after, before
        page.keyboard.press("Control+z")
        assert text_of(page).input_value() == before.replace("|", "", 1)


def test_enter_takes_the_place_of_what_is_selected(trainer):
    page = open_editor(trainer)
    text_of(page).fill("- một hai\n- ba")
    text_of(page).evaluate("text => text.setSelectionRange(5, 12)")
    page.keyboard.press("Enter")
    assert written(page) == "- một\n- |ba"


def test_with_another_key_enter_is_the_browsers_and_so_is_the_tab(trainer):
    page = open_editor(trainer)
    write(page, "- a|")
    page.keyboard.press("Shift+Enter")
    assert written(page) == "- a\n|"
    write(page, "- a|")
    for key in ("ctrlKey", "altKey", "metaKey", "shiftKey"):
        assert text_of(page).evaluate(IS_LEFT, {key: True}), key
    page.keyboard.press("Tab")
    expect(text_of(page)).not_to_be_focused()
    assert text_of(page).input_value() == "- a"


def test_enter_that_ends_a_composition_does_nothing_else(trainer):
    page = open_editor(trainer)
    write(page, "- |")
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "tiê", "selectionStart": 3, "selectionEnd": 3})
    for init in ({"isComposing": True}, {"keyCode": 229}):
        assert text_of(page).evaluate(IS_LEFT, init), init
    session.send("Input.insertText", {"text": "tiếng"})
    assert written(page) == "- tiếng|"
    page.keyboard.press("Enter")
    assert written(page) == "- tiếng\n- |"


# Tools.


def test_the_tools_are_one_stop_and_arrows_lead_about_in_them(trainer):
    page = open_editor(trainer)
    tool = {name: page.locator(f"[data-markdown={name}]") for name in ("heading", "bold", "italic")}
    help_tool = page.locator(".editor-tool-help")
    tool["heading"].focus()
    for key, expected in (
        ("ArrowRight", tool["bold"]),
        ("ArrowRight", tool["italic"]),
        ("ArrowLeft", tool["bold"]),
        ("End", help_tool),
        ("ArrowRight", tool["heading"]),
        ("ArrowLeft", help_tool),
        ("Home", tool["heading"]),
        ("ArrowRight", tool["bold"]),
        ("Tab", page.locator("[data-choose]")),
        ("Shift+Tab", tool["bold"]),
    ):
        page.keyboard.press(key)
        expect(expected).to_be_focused()
    expect(page.locator('.editor-tools button:not([tabindex="-1"])')).to_have_count(1)
    write(page, "|")
    tool["bold"].focus()
    page.keyboard.press("Enter")
    assert written(page) == "**|**"


# What they put in.

QUIZ = f"/studio{COURSE}/files/quizzes/final.md"
TEXTS = {
    FILE: "---\nid: sex-and-gender\ntitle: Bài\n{}\n---\n\nChữ.\n",
    QUIZ: "---\nid: final\nkind: quiz\ntitle: Bài\n---\n\nMở đầu.\n\n"
    '## Hỏi? {{#hoi source="Điều 4"}}\n\n- [x] a\n- [ ] b\n\n> Vì thế.\n',
}
SOURCE = "title: Báo cáo 2025"
# Where the front matter may have its sources, or none.
SOURCES = [
    "minutes: 1",
    "sources: []",
    f"sources:\n  - {SOURCE}\nminutes: 1",
    f"sources: # các nguồn\n- {SOURCE}",
    f"sources:\n    - {SOURCE}\n      article: Điều 4\nminutes: 1",
    f"sources: [{{{SOURCE}}}] # các nguồn\nminutes: 1",
    f"sources: [\n  {{{SOURCE}}},\n]",
]
COLOUR = "each => getComputedStyle(each).color"
# What keeps a text from being published; that it says … still is only a hint.
MISTAKES = "[data-problems] .notice-danger"
LOOK = """() => {
  const looked = done => document.querySelector(".editor")
    .addEventListener("sen:previewed", () => done(true), { once: true });
  window.looked = new Promise(looked);
}"""


def look(page, act):
    """Wait until the page beside the text is that of what was done."""
    page.evaluate(LOOK)
    act()
    page.evaluate("window.looked")


def test_a_source_is_put_in_however_the_others_are_written(trainer):
    page = open_editor(trainer)
    for head in SOURCES:
        text = TEXTS[FILE].format(head)
        look(page, lambda text=text: text_of(page).fill(text))
        look(page, page.locator("[data-markdown=source]").click)
        expect(page.locator(MISTAKES)).to_have_count(0)
        page.keyboard.insert_text("Nghị quyết")
        assert "title: Nghị quyết" in text_of(page).input_value(), head


@pytest.mark.parametrize("path", [FILE, QUIZ])
def test_a_block_that_a_tool_puts_in_is_no_mistake_even_from_the_top(trainer, path):
    """But for pictures and films, whose files are still to be named."""
    page = open_editor(trainer, path)
    offered = "all => all.map(each => each.dataset.markdown)"
    tools = page.locator("[data-markdown]").evaluate_all(offered)
    for name in sorted({*tools} & {"table", "callout", "quiz", "source"}):
        text = TEXTS[path].format(f"sources: [{{{SOURCE}}}]")
        look(page, lambda text=text: text_of(page).fill(text))
        text_of(page).evaluate("text => text.setSelectionRange(0, 0)")
        look(page, page.locator(f"[data-markdown={name}]").click)
        expect(page.locator(MISTAKES)).to_have_count(0)


def test_a_quiz_offers_no_tool_that_would_break_it_nor_does_a_key(trainer):
    question = f"/studio{COURSE}/questions/banks/concepts/gender-definition/text"
    for path in (QUIZ, question):
        page = open_editor(trainer, path)
        for name in ("heading", "quiz", "footnote", "source"):
            expect(page.locator(f"[data-markdown={name}]")).to_have_count(0)
        expect(page.locator(".cheat-keys")).not_to_contain_text("Chú thích cuối trang")
        write(page, "Chữ|")
        for key in ("Digit2", "Digit3", "KeyF"):
            page.keyboard.press(f"Control+Alt+{key}")
        assert text_of(page).input_value() == "Chữ"
        page.keyboard.press("Control+Alt+KeyM")
        assert text_of(page).input_value() != "Chữ"


def test_the_bar_is_quiet_about_hints_and_red_about_mistakes_each_in_words(trainer):
    page = open_editor(trainer)
    link = page.locator("[data-problem-link]")
    look(page, lambda: text_of(page).fill(TEXTS[FILE].format("minutes: 1")))
    expect(link).to_have_text("Nên xem lại")
    quiet = link.evaluate(COLOUR)
    look(page, lambda: text_of(page).fill(TEXTS[FILE].format("minutes: một")))
    expect(link).to_have_text("Bài này có 1 lỗi")
    assert link.evaluate(COLOUR) == page.locator("#problems .icon-error").evaluate(COLOUR) != quiet
    look(page, lambda: text_of(page).fill(TEXTS[FILE].format(f"sources: [{{{SOURCE}}}]")))
    expect(link).to_be_hidden()
