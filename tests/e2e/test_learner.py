"""A learner's whole way: the next step, four lessons, the quiz, the course completed."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.quiz import (
    COURSE,
    LESSONS,
    QUIZ,
    answer,
    begin_quiz,
    checked,
    expect_checked,
    expect_saved,
    questions,
    right_answers,
)


def test_one_next_step_leads_through_the_lessons_to_the_quiz_and_the_course_is_completed(
    each_server, visit
):
    learner = visit(each_server)
    learner.forgive("409")
    page = learner.sign_in("hocvien")
    expect(page.locator(".next-step")).to_have_count(1)
    expect(page.locator(".next-step")).to_contain_text("15/12/2026")
    page.locator(".next-step a").click()
    page.wait_for_url("**/quizzes/before")
    take_what_comes_before(page)
    learner.open("/")
    page.locator(".next-step a").click()
    for key in LESSONS:
        page.wait_for_url(f"**/lessons/{key}*")
        page.locator(".lesson-end form button").click()
    page.wait_for_url(f"**{QUIZ}")
    expect(page.locator("main")).to_contain_text("Lê Thị Hoa")
    expect(page.locator("main")).to_contain_text("Không phải bạn?")
    begin_quiz(learner)
    expect(questions(page)).to_have_count(10)
    for position, fields in right_answers(each_server, learner).items():
        for field in fields:
            page.locator(f"label[for={field}]").click()
        expect_saved(page, position)
    submit_hurriedly(page)
    page.wait_for_url("**/review")
    expect(page.locator(".score-number")).to_have_text("100%")
    expect(page.locator(".explanation")).to_have_count(10)
    marked = each_server.execute(
        "SELECT a.state FROM attempts a JOIN persons p ON p.id = a.person_id"
        " WHERE p.username = 'hocvien'"
    )
    assert marked == [("graded",), ("graded",)]
    learner.open("/")
    expect(page.locator(".next-step")).to_have_count(0)
    expect(page.locator("main .notice")).to_be_visible()
    expect(page.locator("main article")).to_contain_text("Khái niệm cơ bản về bình đẳng giới")


def begin_at_the_lessons(learner):
    """Past the questions asked before the course."""
    take_what_comes_before(learner.open(f"{COURSE}/quizzes/before"))


def take_what_comes_before(page):
    """The questions asked before a course, answered somehow."""
    page.locator("main form.stack[method=post] button[type=submit]").first.click()
    expect(page.locator("form.attempt")).to_be_visible()
    for number in range(1, questions(page).count() + 1):
        answer(page, number)
        expect_saved(page, number)
    page.locator(".attempt-foot button").first.click()
    page.wait_for_url("**/review")


def submit_hurriedly(page):
    """Five presses before the answer comes.

    They carry all answers: one that was being saved meanwhile may be refused, for it is handed in.
    """
    button = page.locator(".attempt-foot button").first
    button.evaluate("each => { for (let press = 0; press < 5; press += 1) each.click(); }")


def test_a_learner_who_leaves_a_lesson_comes_back_to_the_heading_she_read(server, visit):
    learner = visit(server)
    page = learner.sign_in("hocvien")
    begin_at_the_lessons(learner)
    learner.open(f"{COURSE}/lessons/sex-and-gender")
    heading = page.locator("main h2[id], main h3[id]").nth(2)
    anchor = heading.get_attribute("id")
    with page.expect_request("**/place") as noted:
        heading.evaluate("each => each.scrollIntoView()")
    noted.value.response()
    page = learner.reopen()
    learner.open("/")
    page.locator(".next-step a").click()
    page.wait_for_url(f"**/lessons/sex-and-gender#{anchor}")
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()


def test_a_check_in_a_lesson_is_answered_in_place(common_server, visit):
    learner = visit(common_server)
    learner.sign_in("hocvien")
    page = learner.open(f"{COURSE}/lessons/sex-and-gender")
    check = page.locator("form.inline-check").first
    before = page.url
    check.locator("button[type=submit]").click()
    expect(check.locator("[data-result]")).not_to_be_empty()
    check.locator("label.choice-label").first.click()
    check.locator("button[type=submit]").click()
    expect(
        check.locator("[data-result] .notice, [data-result] [class*=notice]").first
    ).to_be_visible()
    assert page.url == before


def test_a_closed_tab_loses_no_answer(server, visit):
    learner = visit(server)
    learner.sign_in("hocvien")
    page = begin_quiz(learner)
    for number in (1, 2, 3):
        answer(page, number, 2)
        expect_saved(page, number)
    path, before = learner.path, checked(page)
    page.close()
    later = visit(server)
    page = later.sign_in("hocvien")
    later.open(path)
    assert checked(page) == before


def test_the_front_page_leads_back_into_an_attempt_that_is_open(server, visit):
    learner = visit(server)
    learner.sign_in("hocvien")
    begin_quiz(learner)
    path = learner.path
    begin_quiz(learner)
    assert learner.path == path


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_killed_server_loses_no_answer_that_was_shown_as_saved(start_server, visit, database):
    server = start_server(database)
    learner = visit(server)
    learner.forgive("ERR_CONNECTION", "ERR_EMPTY", "ERR_SOCKET", "Failed to fetch")
    learner.sign_in("hocvien")
    page = begin_quiz(learner)
    for number in (1, 2, 3, 4):
        answer(page, number)
        expect_saved(page, number)
    server.kill()
    saved = checked(page)
    answer(page, 5)
    expect(page.locator("[data-save-state]")).to_have_class("save-state save-state-unsaved")
    server.start()
    expect_saved(page, 5, within_s=45)
    again = visit(server)
    page = again.sign_in("hocvien")
    again.open(learner.path)
    assert checked(page)[:4] == saved
    assert len(checked(page)) == 5


def test_a_server_killed_right_after_saving_has_kept_it(start_server, visit):
    """No time to write anything out: the answer was on the disk before the page said so."""
    server = start_server()
    learner = visit(server)
    learner.forgive("ERR_CONNECTION", "ERR_EMPTY", "ERR_SOCKET", "Failed to fetch")
    learner.sign_in("hocvien")
    page = begin_quiz(learner)
    for number in range(1, 11):
        answer(page, number)
    expect_saved(page, 10)
    server.kill()
    saved = checked(page)
    server.start()
    page.reload()
    assert checked(page) == saved


def test_an_answer_given_before_the_scripts_came_is_saved_when_they_come(server, visit):
    """On a slow line the page can be answered long before that."""
    learner = visit(server)
    learner.sign_in("hocvien")
    held = []
    learner.page.route("**/autosave.js", lambda route: held.append(route))
    page = begin_quiz(learner)
    answer(page, 1)
    answer(page, 2)
    held[0].continue_()
    expect_saved(page, 2)
    answer(page, 3)
    expect_saved(page, 3)
    saved = checked(page)
    page.reload()
    assert checked(page) == saved


def test_an_attempt_submitted_elsewhere_is_told_at_the_next_answer(server, visit):
    learner = visit(server)
    learner.forgive("409")
    learner.sign_in("hocvien")
    page = begin_quiz(learner)
    server.execute(
        "UPDATE attempts SET state = 'graded', points = 0, scaled_score = 0,"
        " passed = false, submitted_at = started_at WHERE state = 'in_progress'"
    )
    answer(page, 1)
    page.wait_for_url("**/review")


def test_a_session_that_ended_is_told_and_what_was_answered_goes_on_after_signing_in(server, visit):
    learner = visit(server)
    learner.forgive("401", "400")
    learner.sign_in("hocvien")
    page = begin_quiz(learner)
    answer(page, 1)
    expect_saved(page, 1)
    path = learner.path
    server.execute("UPDATE sign_in_sessions SET ended_at = created_at")
    answer(page, 2)
    given = checked(page)
    expect(page.locator("[data-save-state]")).to_have_class("save-state save-state-unsaved")
    help_text = page.locator("[data-save-help]")
    expect(help_text).to_be_visible()
    help_text.locator("button").click()
    page.wait_for_url(re.compile("/sign-in"))
    learner.fill_in_sign_in("hocvien")
    page.wait_for_url(f"**{path}")
    expect_checked(page, given)
    expect_saved(page, 2)


def test_signing_in_again_in_another_window_saves_what_still_waits(server, visit):
    learner = visit(server)
    learner.forgive("401", "400")
    learner.sign_in("hocvien")
    page = begin_quiz(learner)
    server.execute("UPDATE sign_in_sessions SET ended_at = created_at")
    answer(page, 1)
    expect(page.locator("[data-save-state]")).to_have_class("save-state save-state-unsaved")
    learner.page = learner.context.new_page()
    learner.sign_in("hocvien")
    expect_saved(page, 1, within_s=20)
    answer(page, 2)
    expect_saved(page, 2)


def test_somebody_else_who_signs_in_there_gets_none_of_her_answers(server, visit):
    learner = visit(server)
    learner.forgive("401", "400", "404")
    learner.sign_in("hocvien")
    page = begin_quiz(learner)
    server.execute("UPDATE sign_in_sessions SET ended_at = created_at")
    answer(page, 1)
    expect(page.locator("[data-save-state]")).to_have_class("save-state save-state-unsaved")
    learner.page = learner.context.new_page()
    learner.sign_in("quanly")
    page.wait_for_timeout(3000)
    expect(page.locator("[data-save-state]")).to_have_class("save-state save-state-unsaved")
    kept = "SELECT count(response) FROM attempt_items WHERE attempt_id = (SELECT max(id)"
    assert server.execute(f"{kept} FROM attempts)") == [(0,)]


def test_submitting_with_open_questions_asks_first(server, visit):
    learner = visit(server)
    learner.sign_in("hocvien")
    page = begin_quiz(learner)
    answer(page, 1)
    expect_saved(page, 1)
    page.locator(".attempt-foot button").first.click()
    expect(page.locator(".error-summary a")).to_have_count(9)
    assert len(checked(page)) == 1
    page.locator(".attempt-foot button").first.click()
    page.wait_for_url("**/review")
