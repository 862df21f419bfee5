"""Answers given without a line, in a tab that was closed, on two devices: none is lost."""

import pytest
from playwright.sync_api import expect

from tests.e2e.quiz import answer, begin_quiz, checked, expect_checked, expect_saved

NO_LINE = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch", "ERR_FAILED")
UNSAVED = "save-state save-state-unsaved"
DATABASES = "async () => (await indexedDB.databases()).map(each => each.name)"
KEPT = """async () => {
  const open = indexedDB.open("sen-answers");
  const database = await new Promise(resolve => { open.onsuccess = () => resolve(open.result); });
  const all = name => new Promise(resolve => {
    const request = database.transaction(name).objectStore(name).getAll();
    request.onsuccess = () => resolve(request.result);
  });
  const answers = await all("answers");
  const keys = await all("keys");
  const text = answers.map(each => new TextDecoder().decode(each.data)).join("");
  database.close();
  return { answers: answers.length, keys: keys.length, canBeRead: text.includes("values"),
           canLeave: keys.some(each => each.extractable) };
}"""


@pytest.fixture
def learner(server, visit):
    learner = visit(server)
    learner.forgive(*NO_LINE)
    learner.sign_in("hocvien")
    return learner


def expect_unsaved(page):
    expect(page.locator("[data-save-state]")).to_have_class(UNSAVED)


def go_offline(learner, *, is_offline=True):
    learner.page.wait_for_load_state("networkidle")
    learner.context.set_offline(is_offline)


def test_answers_wait_in_the_browser_and_go_up_once_the_line_is_back(learner):
    page = begin_quiz(learner)
    go_offline(learner)
    for number in (1, 2, 3):
        answer(page, number)
    expect_unsaved(page)
    expect(page.locator("[data-kept]")).to_be_visible()
    kept = page.evaluate(KEPT)
    assert kept == {"answers": 3, "keys": 1, "canBeRead": False, "canLeave": False}
    go_offline(learner, is_offline=False)
    expect_saved(page, 3, within_s=40)
    assert page.evaluate(KEPT) | {"canLeave": False} == {
        "answers": 0,
        "keys": 0,
        "canBeRead": False,
        "canLeave": False,
    }


def test_a_tab_closed_without_a_line_loses_nothing_even_after_signing_in_anew(server, learner):
    page = begin_quiz(learner)
    path = learner.path
    answer(page, 1)
    expect_saved(page, 1)
    go_offline(learner)
    answer(page, 2)
    answer(page, 3)
    expect_unsaved(page)
    expect(page.locator("[data-kept]")).to_be_visible()
    given = checked(page)
    learner.reopen()
    go_offline(learner, is_offline=False)
    server.execute("UPDATE sign_in_sessions SET ended_at = created_at")
    learner.sign_in("hocvien")
    page = learner.open(path)
    expect(page.locator("[data-answered]")).to_contain_text("3 ", timeout=20_000)
    expect_checked(page, given)


def test_what_waits_goes_up_from_the_home_page(server, learner):
    page = begin_quiz(learner)
    go_offline(learner)
    answer(page, 4)
    expect_unsaved(page)
    expect(page.locator("[data-kept]")).to_be_visible()
    learner.reopen()
    go_offline(learner, is_offline=False)
    with learner.page.expect_response("**/responses") as sent:
        learner.open("/")
    assert sent.value.status == 200
    query = "SELECT position FROM attempt_items WHERE response IS NOT NULL"
    assert server.execute(query) == [(4,)] or (4,) in server.execute(query)


def test_an_attempt_written_before_its_answers_came_in_shows_them_all_the_same(learner):
    page = begin_quiz(learner)
    path = learner.path
    go_offline(learner)
    answer(page, 4)
    expect_unsaved(page)
    expect(page.locator("[data-kept]")).to_be_visible()
    given = checked(page)
    learner.reopen()
    go_offline(learner, is_offline=False)
    stale = learner.context.request.get(learner.base_url + path)
    with learner.page.expect_response("**/responses") as sent:
        page = learner.open("/")
    assert sent.value.status == 200
    page.route(f"**{path}", lambda route: route.fulfill(response=stale), times=1)
    page = learner.open(path)
    expect_checked(page, given)
    expect_saved(page, 1)


def test_signing_out_takes_key_and_answers_along(learner):
    page = begin_quiz(learner)
    go_offline(learner)
    answer(page, 1)
    expect_unsaved(page)
    learner.reopen()
    go_offline(learner, is_offline=False)
    learner.page.route("**/responses", lambda route: route.abort())
    page = learner.open("/")
    page.locator("form[data-sign-out]").evaluate("form => form.requestSubmit()")
    page.wait_for_url("**/sign-in*")
    page.wait_for_timeout(500)
    assert "sen-answers" not in page.evaluate(DATABASES)


def test_a_shared_computer_keeps_nothing(server, visit):
    learner = visit(server)
    learner.forgive(*NO_LINE)
    learner.sign_in("hocvien", is_shared=True)
    page = begin_quiz(learner)
    go_offline(learner)
    answer(page, 1)
    expect_unsaved(page)
    expect(page.locator("[data-not-kept]")).to_be_visible()
    assert page.evaluate(DATABASES) == []
    go_offline(learner, is_offline=False)
    expect_saved(page, 1, within_s=40)


def test_of_two_devices_the_answer_given_later_stays(server, visit, learner):
    page = begin_quiz(learner)
    other = visit(server)
    other.sign_in("hocvien")
    second = other.open(learner.path)
    go_offline(learner)
    answer(page, 1, 1)
    expect_unsaved(page)
    page.wait_for_timeout(1500)
    answer(second, 1, 2)
    expect_saved(second, 1)
    go_offline(learner, is_offline=False)
    expect(page.locator("#q1 .choice-input").nth(1)).to_be_checked(timeout=40_000)
    second.reload()
    expect(second.locator("#q1 .choice-input").nth(1)).to_be_checked()


def test_submitting_without_a_line_leaves_the_page_as_it_is(learner):
    page = begin_quiz(learner)
    go_offline(learner)
    answer(page, 1)
    page.locator(".attempt-foot button").first.click()
    expect_unsaved(page)
    assert len(checked(page)) == 1
