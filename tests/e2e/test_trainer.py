"""A trainer's text: seen as learners see it, saved, published; what was read stays on record."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.editor import FILE, open_editor, save, text_of, write_at_end
from tests.e2e.quiz import COURSE

STUDIO = f"/studio{COURSE}"
NEW = "Câu này vừa được viết thêm ở xưởng."
PHONE, DESK = 360, 1280


def read_first_lesson(visitor):
    page = visitor.open(f"{COURSE}/lessons/sex-and-gender")
    page.locator(".lesson-end form button").click()
    page.wait_for_url("**/lessons/what-equality-means")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_what_is_typed_is_previewed_saved_published_and_read(server, visit, width):
    reader = visit(server)
    page = reader.sign_in("hocvien")
    read_first_lesson(reader)
    trainer = visit(server, width=width)
    trainer.sign_in("giangvien")
    write_and_publish(trainer, width)
    reader.open(f"{COURSE}/lessons/sex-and-gender")
    expect(page.locator("article")).to_contain_text(NEW)
    reader.open("/record/gender-equality-basics/lessons/sex-and-gender")
    expect(page.locator("article")).to_be_visible()
    expect(page.locator("article")).not_to_contain_text(NEW)


def write_and_publish(trainer, width):
    page = open_editor(trainer)
    write_at_end(page, f"\n\n{NEW}\n")
    if width < 700:
        page.locator(".editor-tab[data-shows=preview]").click()
    expect(page.locator("[data-preview]")).to_contain_text(NEW)
    save(page)
    publish(trainer)


def publish(trainer):
    page = trainer.open(f"{STUDIO}/publish")
    page.locator("input[name=is_material][value=no]").check()
    page.locator("textarea[name=note]").fill("Thêm một câu.")
    page.locator("form[action$='/publish'] button[type=submit]").click()
    expect(page.locator(".flashes")).to_be_visible()


def test_whoever_completed_the_course_stays_completed(server, visit):
    trainer = visit(server, width=DESK)
    trainer.sign_in("giangvien")
    write_and_publish(trainer, DESK)
    manager = visit(server)
    page = manager.sign_in("quanly")
    manager.open(COURSE)
    expect(page.locator("main .notice").first).to_contain_text("hoàn thành")


def test_a_draft_is_seen_by_no_learner(server, visit):
    trainer = visit(server, width=DESK)
    trainer.sign_in("giangvien")
    page = open_editor(trainer)
    write_at_end(page, f"\n\n{NEW}\n")
    save(page)
    page.reload()
    expect(text_of(page)).to_have_value(re.compile(NEW))
    reader = visit(server)
    reader.sign_in("hocvien")
    expect(reader.open(f"{COURSE}/lessons/sex-and-gender").locator("article")).not_to_contain_text(
        NEW
    )


def test_without_scripts_a_trainer_previews_saves_and_publishes_too(server, visit):
    trainer = visit(server, width=DESK, java_script_enabled=False)
    page = trainer.sign_in("giangvien")
    trainer.open(FILE)
    text = text_of(page)
    text.fill(f"{text.input_value()}\n\n{NEW}\n")
    page.locator(".studio-foot button[value=preview]").click()
    expect(page.locator("[data-preview]")).to_contain_text(NEW)
    page.locator(".studio-foot button[type=submit]").last.click()
    expect(text_of(page)).to_have_value(re.compile(NEW))
    publish(trainer)


def test_what_is_typed_before_the_scripts_are_there_is_previewed_too(server, visit):
    trainer = visit(server, width=DESK)
    page = trainer.sign_in("giangvien")
    held = []
    page.route("**/editor.js", lambda route: held.append(route))
    page.goto(f"{server.url}{FILE}", wait_until="commit")
    text_of(page).fill("---\nid: sex-and-gender\ntitle: x\n---\n\nSớm.")
    for _ in range(100):
        if held:
            break
        page.wait_for_timeout(100)
    held[0].continue_()
    expect(page.locator("[data-preview]")).to_contain_text("Sớm.")
