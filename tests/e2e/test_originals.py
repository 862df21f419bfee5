"""Writing a translation with its original beside it, in a browser."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.e2e.browser import PHONE
from tests.e2e.editor import FILE, expect_live, expect_saved, open_editor, text_of, write_at_end
from tests.e2e.quiz import COURSE

DESK = 1280
ENGLISH = FILE.replace(".md", ".en.md")
SIDE_BY_SIDE = f"/studio{COURSE}/translations/lessons/01-sex-and-gender.en.md"
NEW = "Câu này vừa được thêm vào bản gốc."


@pytest.fixture
def trainer(server, visit):
    visitor = visit(server, width=DESK)
    visitor.sign_in("giangvien")
    return visitor


def pane_of(page):
    return page.locator(".editor-original")


def tab(page, name):
    return page.locator(f".editor-tab[data-shows={name}]")


def change_original(trainer):
    page = open_editor(trainer)
    write_at_end(page, f"\n\n{NEW}\n")
    expect(page.locator("[data-save-state]")).not_to_have_class(re.compile("save-state-saved"))
    expect_saved(page)


def test_the_original_stands_beside_the_text_in_place_of_the_preview(trainer):
    page = open_editor(trainer, ENGLISH)
    expect(pane_of(page)).to_be_hidden()
    expect(tab(page, "preview")).to_have_attribute("aria-pressed", "true")
    tab(page, "original").focus()
    page.keyboard.press("Enter")
    expect(pane_of(page)).to_contain_text("Hai chữ dễ lẫn")
    expect(pane_of(page).locator(".prose summary").first).to_be_visible()
    expect(text_of(page)).to_be_visible()
    expect(page.locator(".editor-preview")).to_be_hidden()
    expect(tab(page, "original")).to_have_attribute("aria-pressed", "true")
    tab(page, "preview").click()
    expect(page.locator(".editor-preview")).to_be_visible()
    expect(pane_of(page)).to_be_hidden()


def test_on_a_phone_it_is_one_tab_among_the_others(server, visit):
    trainer = visit(server, width=PHONE)
    trainer.sign_in("giangvien")
    page = open_editor(trainer, f"{ENGLISH}?beside=original#line-20")
    expect(text_of(page)).to_be_focused()
    tab(page, "original").click()
    expect(pane_of(page)).to_be_visible()
    expect(text_of(page)).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    tab(page, "text").click()
    expect(text_of(page)).to_be_visible()


def test_an_original_has_none_beside_it(trainer):
    page = open_editor(trainer)
    expect(tab(page, "original")).to_have_count(0)


def test_a_row_of_the_two_languages_leads_to_its_line_with_the_original_beside(trainer):
    page = trainer.open(SIDE_BY_SIDE)
    row = page.locator(".both-row", has_text="## One question to tell them apart")
    row.locator(".both-write").click()
    expect_live(page)
    expect(pane_of(page)).to_be_visible()
    selected = "text => text.value.slice(text.selectionStart, text.selectionEnd)"
    expect(text_of(page)).to_be_focused()
    assert text_of(page).evaluate(selected) == "## One question to tell them apart"


def test_the_original_scrolls_along_by_its_parts_and_leads(trainer):
    page = open_editor(trainer, f"{ENGLISH}?beside=original")
    heading = pane_of(page).locator("h2", has_text="Một câu hỏi để phân biệt")
    heading.evaluate("""each => {
      const pane = each.closest(".editor-original");
      pane.scrollTop += each.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    }""")
    page.wait_for_timeout(300)
    moved = text_of(page).evaluate("text => text.scrollTop")
    assert moved > 0
    text_of(page).evaluate("text => (text.scrollTop = 0)")
    page.wait_for_timeout(300)
    assert pane_of(page).evaluate("pane => pane.scrollTop") == 0
    text_of(page).evaluate("(text, top) => (text.scrollTop = top)", moved)
    page.wait_for_timeout(300)
    gap = heading.evaluate(
        "each => each.getBoundingClientRect().top"
        " - each.closest('.editor-original').getBoundingClientRect().top"
    )
    assert abs(gap) < 30, gap


def test_what_changed_is_marked_until_it_is_said_to_be_translated(trainer):
    change_original(trainer)
    page = open_editor(trainer, f"{ENGLISH}?beside=original")
    expect(pane_of(page).locator("ins")).to_contain_text(NEW)
    write_at_end(page, "\n\nThis sentence is new.\n")
    pane_of(page).locator("button[value=confirm]").click()
    expect(pane_of(page).locator("ins")).to_have_count(0)
    expect(pane_of(page)).to_contain_text(NEW)
    expect(pane_of(page)).to_be_focused()
    expect_saved(page)
    page.reload()
    expect(text_of(page)).to_have_value(re.compile("This sentence is new."))
    expect(page.locator("button[value=confirm]")).to_have_count(0)


def test_a_press_while_it_saves_by_itself_is_heard(trainer):
    change_original(trainer)
    page = open_editor(trainer, f"{ENGLISH}?beside=original")
    held: list[Route] = []
    page.route(
        "**/files/**",
        lambda route: held.append(route) if is_first_save(route, held) else route.continue_(),
    )
    write_at_end(page, "\n\nThis sentence is new.\n")
    while not held:
        page.wait_for_timeout(100)
    pane_of(page).locator("button[value=confirm]").click()
    held[0].continue_()
    expect(pane_of(page).locator("ins")).to_have_count(0)


def is_first_save(route, held):
    return route.request.method == "POST" and not held


def test_saving_as_one_types_leaves_the_marks(trainer):
    change_original(trainer)
    page = open_editor(trainer, ENGLISH)
    write_at_end(page, "\n\nNot all of it yet.\n")
    expect(page.locator("[data-save-state]")).not_to_have_class(re.compile("save-state-saved"))
    expect_saved(page)
    page = open_editor(trainer, f"{ENGLISH}?beside=original")
    expect(pane_of(page).locator("ins")).to_contain_text(NEW)


def test_without_scripts_it_stands_below_the_text(server, visit):
    trainer = visit(server, width=PHONE, java_script_enabled=False)
    page = trainer.sign_in("giangvien")
    trainer.open(ENGLISH)
    expect(pane_of(page)).not_to_contain_text("Hai chữ dễ lẫn", use_inner_text=True)
    pane_of(page).locator("summary").first.click()
    expect(pane_of(page)).to_contain_text("Hai chữ dễ lẫn", use_inner_text=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
