"""A course from nothing with nothing but the screen; its outline by mouse and keyboard."""

import pytest
from playwright.sync_api import expect

from tests.e2e.editor import expect_live, save, text_of
from tests.e2e.finger import Finger
from tests.e2e.quiz import COURSE

STUDIO = f"/studio{COURSE}"
PHONE, DESK = 360, 1280


def titles(page):
    return [each.strip() for each in page.locator(".outline .studio-text").all_inner_texts()]


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_somebody_who_has_never_seen_it_writes_and_publishes(server, visit, width):
    trainer = visit(server, width=width)
    page = trainer.sign_in("giangvien")
    trainer.open("/studio")
    page.get_by_role("link", name="Khóa học mới").click()
    page.get_by_label("Khóa học tên là gì?").fill("Nghe trước khi nói")
    page.get_by_role("button", name="Bắt đầu khóa học").click()
    page.get_by_label("Tên bài học hoặc bài kiểm tra mới").fill("Lắng nghe")
    page.get_by_role("button", name="Thêm bài học").click()
    expect_live(page)
    text = text_of(page)
    text.fill(f"{text.input_value()}\nNghe hết câu rồi hãy trả lời.\n")
    save(page)
    trainer.open("/studio/courses/nghe-truoc-khi-noi")
    page.locator("form[action$='/publish'] button[type=submit]").click()
    expect(page.locator(".flashes")).to_be_visible()
    reader = visit(server)
    reader.sign_in("hocvien")
    lesson = reader.open("/courses/nghe-truoc-khi-noi/lessons/lang-nghe")
    expect(lesson.locator("article")).to_contain_text("Nghe hết câu rồi hãy trả lời.")


def test_lessons_move_by_keyboard_and_mouse_and_stay_there(server, visit):
    trainer = visit(server, width=DESK)
    page = trainer.sign_in("giangvien")
    trainer.open(STUDIO)
    before = titles(page)
    down = page.locator("#down-lesson-sex-and-gender")
    down.focus()
    with page.expect_response("**/outline"):
        page.keyboard.press("Enter")
    moved = [before[0], before[2], before[1], *before[3:]]
    assert titles(page) == moved
    expect(down).to_be_focused()
    expect(page.locator("[data-order-said]")).to_have_text("Đã chuyển đến vị trí 3 trên 8.")
    grip = page.locator("[data-order-grip]").nth(2)
    start, end = grip.bounding_box(), page.locator("[data-order-grip]").first.bounding_box()
    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    with page.expect_response("**/outline"):
        page.mouse.move(end["x"] + 10, end["y"] - 10, steps=12)
        page.mouse.up()
    page.reload()
    assert titles(page) == [moved[2], *moved[:2], *moved[3:]]


def test_a_finger_moves_a_lesson_further_than_the_screen_reaches(server, visit):
    trainer = visit(server, width=PHONE, has_touch=True, is_mobile=True)
    page = trainer.sign_in("giangvien")
    trainer.open(STUDIO)
    before = titles(page)
    page.locator(".outline").evaluate("each => each.scrollIntoView({ block: 'start' })")
    finger = Finger(page, page.locator("[data-order-grip]").first)
    finger.move_to(700)
    expect(page.locator(".outline-item").last).to_have_id("item-before")
    with page.expect_response("**/outline"):
        finger.lift()
    expect(page.locator("[data-order-said]")).to_have_text("Đã chuyển đến vị trí 8 trên 8.")
    end = page.locator("h2#texts-bank").bounding_box()
    assert end is not None
    assert end["y"] > 300
    page.reload()
    assert titles(page) == [*before[1:], before[0]]


def test_the_arrows_do_without_scripts(server, visit):
    trainer = visit(server, width=PHONE, java_script_enabled=False)
    page = trainer.sign_in("giangvien")
    trainer.open(STUDIO)
    before = titles(page)
    page.locator("[data-order-step='-1']").nth(2).click()
    assert titles(page) == [before[0], before[2], before[1], *before[3:]]
