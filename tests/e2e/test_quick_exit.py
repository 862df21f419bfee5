"""Quick exit: from every page at once, by button and by Escape, and the way back shows nothing."""

import pytest
from playwright.sync_api import expect

from tests.e2e.quiz import COURSE, answer, begin_quiz, checked, expect_saved

LESSON = f"{COURSE}/lessons/sex-and-gender"
TITLE = "Giới và giới tính"


def press_escape(page, times=3):
    for _turn in range(times):
        page.keyboard.press("Escape")


@pytest.fixture
def reader(server, visit):
    visitor = visit(server)
    visitor.sign_in("hocvien")
    visitor.open(LESSON)
    expect(visitor.page.locator("h1")).to_have_text(TITLE)
    return visitor


def expect_gone(visitor):
    visitor.page.wait_for_url("**/calendar")
    expect(visitor.page.locator("body")).not_to_contain_text(TITLE)
    expect(visitor.page.locator("body")).not_to_contain_text("Sen")
    assert "Sen" not in visitor.page.title()


def test_the_button_leaves(reader):
    reader.page.locator(".quick-exit-button").click()
    expect_gone(reader)


def test_three_escapes_leave(reader):
    press_escape(reader.page)
    expect_gone(reader)


def test_two_escapes_stay(reader):
    press_escape(reader.page, times=2)
    reader.page.wait_for_timeout(300)
    expect(reader.page.locator("h1")).to_have_text(TITLE)


def test_the_page_is_covered_before_the_answer_comes(reader):
    title, visibility = reader.page.evaluate(
        "() => { document.querySelector('.quick-exit-button').click();"
        " return [document.title, getComputedStyle(document.querySelector('h1')).visibility]; }"
    )
    assert title.strip() == ""
    assert visibility == "hidden"
    expect_gone(reader)


def test_the_back_button_does_not_bring_the_page_back(reader):
    reader.page.locator(".quick-exit-button").click()
    expect_gone(reader)
    reader.page.go_back()
    expect(reader.page.locator("article")).to_have_count(0)
    assert reader.path != LESSON


def test_what_was_answered_is_saved_on_the_way_out(server, visit):
    learner = visit(server)
    learner.sign_in("hocvien")
    page = begin_quiz(learner)
    path = learner.path
    answer(page, 1)
    press_escape(page)
    page.wait_for_url("**/calendar")
    later = visit(server)
    later.sign_in("hocvien")
    assert len(checked(later.open(path))) == 1
    expect_saved(later.page, 1)


def test_without_scripts_the_button_leaves_too(server, visit):
    visitor = visit(server, java_script_enabled=False)
    visitor.sign_in("hocvien")
    visitor.open(LESSON)
    visitor.page.locator(".quick-exit-button").click()
    expect_gone(visitor)


def test_it_works_without_signing_in_and_while_the_session_is_over(server, visit):
    visitor = visit(server)
    visitor.sign_in("hocvien")
    visitor.open(LESSON)
    server.execute("UPDATE sign_in_sessions SET ended_at = created_at")
    visitor.page.locator(".quick-exit-button").click()
    visitor.page.wait_for_url("**/calendar")


def test_it_leads_where_the_installation_says(start_server, visit):
    server = start_server(SEN_EXIT_URL="http://127.0.0.1:9/elsewhere")
    for with_scripts in (True, False):
        visitor = visit(server, java_script_enabled=with_scripts)
        visitor.forgive("ERR_UNSAFE_PORT", "ERR_CONNECTION")
        visitor.open("/sign-in")
        with visitor.page.expect_request("http://127.0.0.1:9/elsewhere"):
            visitor.page.locator(".quick-exit-button").click(no_wait_after=True)
