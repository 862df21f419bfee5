"""What was written in Word comes in: a document as a course, a list as questions."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from scripts.tour import BRIEFING
from tests.e2e.quiz import COURSE
from tests.factories.interop import briefing

PHONE, DESK = 360, 1280
SHEET = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def choose(page, name, content):
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": SHEET, "buffer": content}
    )
    page.locator("main form button[type=submit]").click()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_briefing_without_headings_becomes_a_course_that_people_learn(server, visit, width):
    trainer = visit(server, width=width)
    page = trainer.sign_in("giangvien")
    trainer.open("/studio")
    page.get_by_role("link", name="Tạo khóa học từ tài liệu Word").click()
    choose(page, "tap-huan.docx", briefing(*BRIEFING))
    titles = page.locator("input[name^=title-]")
    expect(titles).to_have_count(2)

    page.get_by_role("link", name="Điều (4)").click()
    expect(titles).to_have_count(4)
    page.locator(".outline-lesson summary").nth(1).click()
    page.get_by_label("Điều 2. Ai tham gia").last.uncheck()
    page.get_by_role("button", name="Xem lại dàn bài").click()
    expect(titles).to_have_count(3)

    titles.first.fill("Vì sao và ai")
    page.get_by_label("Tên khóa học").fill("Tập huấn đầu năm")
    page.get_by_role("button", name="Tạo khóa học").click()
    expect(page.locator(".flashes")).to_be_visible()
    expect(page.locator(".outline .studio-text").first).to_have_text("Vì sao và ai")
    page.locator("form[action$='/publish'] button[type=submit]").click()
    expect(page.locator(".flashes")).to_be_visible()

    learner = visit(server)
    learner.sign_in("hocvien")
    lesson = learner.open("/courses/tap-huan-dau-nam/lessons/vi-sao-va-ai")
    expect(lesson.locator("article")).to_contain_text("Người mới về trong năm.")


def test_what_is_no_document_is_refused_with_a_word(server, visit):
    trainer = visit(server)
    trainer.forgive("status of 422")
    page = trainer.sign_in("giangvien")
    trainer.open("/studio/documents/new")
    choose(page, "tap-huan.docx", b"PK\x03\x04 nothing")
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.locator(".field-errors")).to_be_visible()


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_the_list_that_the_studio_gives_comes_back_as_questions(server, visit, kind):
    trainer = visit(server, width=PHONE)
    page = trainer.sign_in("giangvien")
    trainer.open(f"/studio{COURSE}/question-lists/new")
    with page.expect_download() as download:
        page.locator(f"a[href$='question-list.{kind}']").click()
    choose(page, f"cau-hoi.{kind}", Path(download.value.path()).read_bytes())
    found = page.locator(".found-questions > li").count()
    assert found >= 3
    page.get_by_label("Ngân hàng hoặc bài kiểm tra").select_option("new")
    page.get_by_label("Tên ngân hàng câu hỏi mới").fill("Câu hỏi của phòng")
    page.get_by_role("button", name=f"Lưu {found} câu hỏi").click()
    expect(page.locator(".flashes")).to_contain_text(str(found))
    assert page.url.endswith("place=banks/cau-hoi-cua-phong")
