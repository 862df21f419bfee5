"""A trainer's question: found in the bank, written beside its preview, filled in by a form."""

import pytest
from playwright.sync_api import expect

from tests.e2e.editor import open_editor, save, text_of
from tests.e2e.quiz import COURSE

LIST = f"/studio{COURSE}/questions"
QUESTION = f"{LIST}/banks/concepts/gender-definition"
NEW = "Theo Luật, từ “giới” nói về điều gì?"
PHONE, DESK = 360, 1280


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_question_is_found_written_beside_its_preview_and_saved_in_place(server, visit, width):
    trainer = visit(server, width=width)
    trainer.sign_in("giangvien")
    page = trainer.open(LIST)
    page.locator("input[name=words]").fill("gioi chi dieu gi")
    page.locator(".filters button[type=submit]").first.click()
    page.locator(".question-link").first.click()
    page.wait_for_url(f"**{QUESTION}")
    page = open_editor(trainer, f"{QUESTION}/text")
    text = text_of(page)
    text.fill(text.input_value().replace("Theo Luật Bình đẳng giới, “giới” chỉ điều gì?", NEW))
    if width < 700:
        page.locator(".editor-tab[data-shows=preview]").click()
    expect(page.locator("[data-preview]")).to_contain_text(NEW)
    save(page)
    page.reload()
    expect(page.locator("h1")).to_contain_text(NEW)


def test_a_row_is_added_and_a_mistake_mended_without_scripts(server, visit):
    trainer = visit(server, width=PHONE, java_script_enabled=False)
    trainer.forgive("status of 422")
    trainer.sign_in("giangvien")
    page = trainer.open(f"{QUESTION}/form")
    page.locator("button[value=more-rows]").click()
    page.locator("#rows-4-text").fill("Không biết")
    page.locator("#stem").fill("")
    page.locator(".form button[type=submit]").nth(-2).click()
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.locator("#rows-4-text")).to_have_value("Không biết")
    page.locator("#stem").fill(NEW)
    page.locator(".form button[type=submit]").nth(-2).click()
    expect(page.locator("h1")).to_contain_text(NEW)
    expect(page.locator("#rows-4-text")).to_have_value("Không biết")


def test_what_was_filled_in_and_not_saved_is_offered_again(server, visit):
    trainer = visit(server, width=PHONE)
    trainer.sign_in("giangvien")
    page = trainer.open(f"{QUESTION}/form")
    page.locator("button[value=more-rows]").click()
    page.locator("#rows-4-text").fill("Không biết")
    page.locator("#stem").fill(NEW)
    page.wait_for_timeout(500)
    trainer.reopen()
    page = trainer.open(f"{QUESTION}/form?language=en")
    expect(page.locator("[data-kept]")).to_be_hidden()
    page = trainer.open(f"{QUESTION}/form?language=vi")
    page.locator("[data-take]").click()
    expect(page.locator("#rows-4-text")).to_have_value("Không biết")
    expect(page.locator("#stem")).to_have_value(NEW)
    page.locator(".form button[type=submit]").nth(-2).click()
    expect(page.locator(".flashes")).to_be_visible()
    page.reload()
    expect(page.locator("#stem")).to_have_value(NEW)
    expect(page.locator("[data-kept]")).to_be_hidden()


@pytest.mark.parametrize("has_scripts", [True, False])
def test_one_question_after_another_is_filled_in(server, visit, has_scripts):
    trainer = visit(server, width=PHONE, java_script_enabled=has_scripts)
    trainer.sign_in("giangvien")
    page = trainer.open(f"{LIST}/new?place=banks/concepts&type=number")
    for words in ("Luật có mấy chương?", "Luật có mấy điều?"):
        page.locator("#stem").fill(words)
        page.locator("#rows-0-text").fill("6")
        page.get_by_role("button", name="Lưu và thêm câu khác").click()
        expect(page.locator(".flashes")).to_be_visible()
        expect(page.locator("#stem")).to_have_value("")
        expect(page.locator("[data-kept]")).to_be_hidden()
    page = trainer.open(f"{LIST}?words=luat+co+may")
    expect(page.locator(".question-link", has_text="Luật có mấy")).to_have_count(2)
