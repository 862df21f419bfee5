"""A law's article is corrected: what changed is seen, people are asked again, and answer."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.editor import open_editor, save, text_of
from tests.e2e.looks import check_looks
from tests.e2e.quiz import COURSE

STUDIO = f"/studio{COURSE}"
DESK = 1280
OLD, NEW = "Giới tính", "Giới tính sinh học"


def correct(trainer):
    """Save a word of the first lesson; gives the page."""
    page = open_editor(trainer)
    text = text_of(page)
    head, mark, body = text.input_value().partition("\n---\n")
    assert OLD in body
    text.fill(head + mark + body.replace(OLD, NEW, 1))
    save(page)
    return page


def publish(trainer, way):
    page = trainer.open(STUDIO)
    page.locator("a[href$='/publish']").click()
    expect(page.locator(".studio-change ins").first).to_contain_text("sinh học")
    page.locator(f"input[name=is_material][value={way}]").check()
    page.locator("textarea[name=note]").fill("Sửa theo Điều 5.")
    page.locator("form[action$='/publish'] button[type=submit]").click()
    expect(page.locator(".flashes")).to_be_visible()
    return page


@pytest.mark.parametrize("scripts", [True, False])
def test_a_corrected_article_is_confirmed_on_a_card_in_a_minute(server, visit, scripts):
    trainer = visit(server, width=DESK)
    trainer.sign_in("giangvien")
    correct(trainer)
    page = trainer.open(f"{STUDIO}/publish")
    told = page.locator("label[for$=is_material-1]").inner_text()
    count = int("".join(re.findall(r"\d+", told)))
    assert count > 0
    page = publish(trainer, "card")
    expect(page.locator("section[aria-labelledby=editions]")).to_contain_text(f"{count} người")

    learner = visit(server, java_script_enabled=scripts)
    page = learner.sign_in("quanly")
    expect(page.locator(".next-step")).to_be_visible()
    page.locator(".next-step a.button").click()
    expect(page.locator(".then-now ins").first).to_contain_text("sinh học")
    page.locator("form[action$='/changes'] button").click()
    expect(page.locator(".flashes")).to_be_visible()
    page = trainer.open(STUDIO)
    expect(page.locator("section[aria-labelledby=editions]")).to_contain_text(f"{count - 1} người")


def test_pages_about_changes_are_accessible_and_fit_a_phone(server, visit):
    trainer = visit(server, width=DESK, reduced_motion="reduce")
    trainer.sign_in("giangvien")
    correct(trainer)
    for path in ("/publish", "/publish?view=markdown", "/review"):
        check_looks(trainer.open(f"{STUDIO}{path}"))
    publish(trainer, "card")
    learner = visit(server, reduced_motion="reduce")
    page = learner.sign_in("quanly")
    learner.open(f"{COURSE}/changes")
    expect(page.locator(".then-now").first).to_be_visible()
    check_looks(page)


def test_a_second_person_accepts_what_is_then_published(server, visit):
    trainer = visit(server, width=DESK)
    trainer.sign_in("giangvien")
    correct(trainer)
    page = trainer.open(f"{STUDIO}/review")
    page.locator("textarea[name=note]").fill("Xem giúp Điều 5.")
    page.locator("form[action$='/review'] button[type=submit]").click()
    expect(page.locator("section[aria-labelledby=standing]")).to_contain_text("Xem giúp Điều 5.")
    page.locator(".studio-change summary").first.click()
    page.locator(".studio-change textarea[name=words]").first.fill("Nguồn ở đâu?")
    page.locator(".studio-change form[action$='/comments'] button").first.click()
    expect(page.locator(".review-comments").first).to_contain_text("Nguồn ở đâu?")
