"""The studio's editor in a browser, come to life: before, a press is a plain form's."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.browser import Visitor
from tests.e2e.quiz import COURSE

FILE = f"/studio{COURSE}/files/lessons/01-sex-and-gender.md"
SAVED = re.compile("save-state-saved")


def open_editor(visitor: Visitor, path: str = FILE) -> Page:
    """The page of a text, come to rest."""
    page = visitor.open(path)
    expect_live(page)
    page.wait_for_load_state("networkidle")
    return page


def expect_live(page: Page) -> None:
    """The page is an editor whose scripts are at work."""
    expect(page.locator(".editor.is-live")).to_be_attached()


def text_of(page: Page) -> Locator:
    """The text that is written."""
    return page.locator("textarea[name=source]")


def write_at_end(page: Page, words: str) -> None:
    """Put words at the end, as keys and pasting do."""
    expect_live(page)
    text_of(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(words)


def save(page: Page) -> None:
    """Press the button, and wait until the server has it."""
    expect_live(page)
    page.locator(".studio-foot button[type=submit]").last.click()
    expect_saved(page)


def expect_saved(page: Page, timeout: float = 10_000) -> None:
    """The page says that all of it is saved; `timeout` in milliseconds."""
    expect(page.locator("[data-save-state]")).to_have_class(SAVED, timeout=timeout)
