"""How a quiz is taken and what its review tells: each behaviour, each preset, on a phone."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from app import ROOT
from tests.e2e.browser import Visitor
from tests.e2e.looks import check_looks
from tests.e2e.quiz import answer, expect_saved
from tests.e2e.server import Server, environment

COURSE = "ways-to-ask"
QUESTIONS = """
## Bình đẳng giới là luôn ưu tiên nữ. {#equal}

- [x] Sai
    > Ngang nhau về vị trí.
- [ ] Đúng
    > Hãy đọc lại khoản 3.

? Nghĩ tới chữ “ngang nhau”.

> Nam, nữ có vị trí, vai trò ngang nhau.

## Giới tính là đặc điểm gì? {#sex}

- [x] sinh học
- [ ] xã hội
    > Đó là giới.

? Nghĩ tới cơ thể.

> Giới tính chỉ các đặc điểm sinh học của nam, nữ.
"""
SETTINGS: Mapping[str, str] = {
    "after-submit": "feedback: after_submit",
    "immediate": "feedback: immediate",
    "interactive": "feedback: interactive",
    "practice": "feedback: practice",
    "open": "pass_mark: 80\nreview: open",
    "after-pass": "pass_mark: 80\nreview: after_pass",
    "after-close": "attempts: 2\npass_mark: 80\nreview: after_close",
    "none": "pass_mark: 80\nreview: none",
    "kept-to-oneself": "pass_mark: 80\nsensitive: violence",
}
RIGHT, WRONG = 1, 2


def write_course(folder: Path) -> None:
    """A course with a quiz for each way to take it."""
    (folder / "quizzes").mkdir()
    activities = "  - lesson: reading\n" + "".join(
        f"  - quiz: {key}\n    role: practice\n" for key in SETTINGS
    )
    (folder / "course.yml").write_text(
        f"sen: 1\nkey: {COURSE}\nprogramme: gender-equality\nlanguage: vi\n"
        f"title: {{vi: Các cách hỏi}}\ncompletion:\n  lessons: all\nactivities:\n{activities}",
        "utf-8",
    )
    (folder / "lessons").mkdir()
    (folder / "lessons" / "01-reading.md").write_text(
        "---\nid: reading\ntitle: Đọc trước\n---\n\nMột câu.\n", "utf-8"
    )
    for key, settings in SETTINGS.items():
        head = f"---\nid: {key}\nkind: quiz\ntitle: {key}\n{settings}\n---\n"
        (folder / "quizzes" / f"{key}.md").write_text(head + QUESTIONS, "utf-8")


@pytest.fixture
def learner(server: Server, visit, tmp_path: Path) -> Visitor:
    """Somebody on a phone, in front of that course."""
    write_course(tmp_path)
    subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "courses", "import", tmp_path, "--publish"],
        cwd=ROOT,
        env=environment(server.instance, server.database_url),
        check=True,
    )
    learner: Visitor = visit(server, reduced_motion="reduce")
    learner.sign_in("hocvien")
    return learner


def begin(learner: Visitor, key: str) -> Page:
    """Start a quiz."""
    page = learner.open(f"/courses/{COURSE}/quizzes/{key}")
    page.locator("main form.stack[method=post] button[type=submit]").first.click()
    expect(page.locator("form.attempt")).to_be_visible()
    return page


def submit(page: Page) -> Page:
    """Hand in, and wait for the review."""
    page.locator(".attempt-foot button").first.click()
    page.wait_for_url("**/review")
    return page


def take(learner: Visitor, key: str, *choices: int) -> Page:
    """A whole attempt; the review."""
    page = begin(learner, key)
    for number, choice in enumerate(choices, 1):
        answer(page, number, choice)
        expect_saved(page, number)
    return submit(page)


def check(page: Page, number: int, choice: int) -> Locator:
    """Answer a question and have it checked; its place on the page that comes."""
    answer(page, number, choice)
    page.locator(f"#q{number} button[name=check]").click()
    page.wait_for_load_state()
    return page.locator(f"#q{number}")


def expect_told(page: Page, *, score: bool, own: bool, explained: bool) -> None:
    """What the review tells."""
    for element, is_told in (
        (page.locator(".score"), score),
        (page.get_by_text("Hãy đọc lại khoản 3."), own),
        (page.get_by_text("Nam, nữ có vị trí, vai trò ngang nhau."), explained),
    ):
        expect(element).to_have_count(1 if is_told else 0)


def test_after_submission_everything_is_told_at_the_end(learner):
    page = begin(learner, "after-submit")
    expect(page.locator("button[name=check]")).to_have_count(0)
    answer(page, 1, WRONG)
    expect_saved(page, 1)
    answer(page, 2, RIGHT)
    expect_saved(page, 2)
    expect(page.get_by_text("Hãy đọc lại khoản 3.")).to_have_count(0)
    expect_told(submit(page), score=True, own=True, explained=True)
    check_looks(page)


def test_immediately_each_question_is_told_once_it_is_checked(learner):
    page = begin(learner, "immediate")
    first = check(page, 1, WRONG)
    expect(first.get_by_text("Hãy đọc lại khoản 3.")).to_be_visible()
    expect(first.locator("button[name=check]")).to_have_count(0)
    expect(first.locator("input:enabled")).to_have_count(0)
    expect(page.locator("#q2").get_by_text("sinh học", exact=True)).to_be_visible()
    check_looks(page)
    check(page, 2, RIGHT)
    expect(submit(page).locator(".score")).to_contain_text("50")


def test_interactively_a_hint_helps_and_a_further_try_costs_a_part(learner):
    page = begin(learner, "interactive")
    first = check(page, 1, WRONG)
    expect(first.get_by_text("Nghĩ tới chữ “ngang nhau”.")).to_be_visible()
    expect(first.get_by_text("Nam, nữ có vị trí, vai trò ngang nhau.")).to_have_count(0)
    check_looks(page)
    first = check(page, 1, RIGHT)
    expect(first.get_by_text("Nam, nữ có vị trí, vai trò ngang nhau.")).to_be_visible()
    check(page, 2, RIGHT)
    score = submit(page).locator(".score-number")
    percent = int(score.inner_text().rstrip("%").strip())
    assert 50 < percent < 100


def test_practising_brings_back_what_was_wrong_and_counts_for_nothing(server, learner):
    page = learner.open(f"/courses/{COURSE}/quizzes/practice")
    page.locator("main .actions a").first.click()
    seen = []
    for choice in (WRONG, RIGHT, RIGHT):
        page.wait_for_url("**/practice*")
        seen.append(page.locator("main .choice-label").first.inner_text())
        place = page.locator("main form[method=post]").last
        right = place.locator("label.choice-label", has_text="sinh học").or_(
            place.locator("label.choice-label", has_text="Sai")
        )
        wrong = place.locator("label.choice-label", has_text="xã hội").or_(
            place.locator("label.choice-label", has_text="Đúng")
        )
        (right if choice == RIGHT else wrong).first.click()
        place.locator("button[type=submit]").last.click()
        expect(page.locator("main .notice").first).to_be_visible()
        check_looks(page)
        page.set_viewport_size({"width": 360, "height": 800})
        page.locator("main .actions a").first.click()
    assert len(set(seen)) == 2
    assert server.execute("SELECT count(*) FROM attempts WHERE points IS NULL") == [(0,)]


@pytest.mark.parametrize(
    ("key", "failed", "passed"),
    [
        ("open", (True, True, True), (True, False, True)),
        ("after-pass", (True, True, False), (True, False, True)),
        ("none", (False, False, False), (False, False, False)),
    ],
)
def test_a_preset_tells_what_it_says(learner, key, failed, passed):
    page = take(learner, key, WRONG, RIGHT)
    score, own, explained = failed
    expect_told(page, score=score, own=own, explained=explained)
    check_looks(page)
    page.set_viewport_size({"width": 360, "height": 800})
    page = take(learner, key, RIGHT, RIGHT)
    score, own, explained = passed
    expect_told(page, score=score, own=own, explained=explained)


def test_after_closing_the_right_answers_are_told_once_no_attempt_is_left(learner):
    page = take(learner, "after-close", WRONG, RIGHT)
    expect_told(page, score=True, own=False, explained=False)
    first = learner.path
    take(learner, "after-close", RIGHT, RIGHT)
    expect_told(learner.open(first), score=True, own=True, explained=True)


# Nothing stays of a sensitive quiz -------------------------------------------------------------


def kept_of(server: Server) -> list[tuple]:
    """What the database holds of that quiz."""
    query = (
        "SELECT a.state, a.points, count(i.id) FROM attempts a JOIN quizzes q ON q.id = a.quiz_id"
        " LEFT JOIN attempt_items i ON i.attempt_id = a.id WHERE q.key = 'kept-to-oneself'"
        " GROUP BY a.id, a.state, a.points"
    )
    return server.execute(query)


def wait_until_erased(page: Page, server: Server) -> None:
    """A beacon is sent as the page goes: give it the time it takes."""
    for _ in range(50):
        if kept_of(server) == [("erased", None, 0)]:
            return
        page.wait_for_timeout(100)
    assert kept_of(server) == [("erased", None, 0)]


def test_leaving_the_review_of_a_sensitive_quiz_erases_what_was_answered(server, learner):
    page = take(learner, "kept-to-oneself", WRONG, RIGHT)
    expect(page.locator(".score")).to_be_visible()
    check_looks(page)
    assert kept_of(server)[0][2] == 2
    review = learner.path
    learner.open("/")
    wait_until_erased(page, server)
    page = learner.open(review)
    expect(page.locator(".score")).to_have_count(0)
    expect(page.get_by_text("Ngang nhau")).to_have_count(0)
    check_looks(page)


def test_without_scripts_a_button_does_it(server, learner, visit):
    plain = visit(server, java_script_enabled=False)
    plain.sign_in("hocvien")
    page = plain.open(f"/courses/{COURSE}/quizzes/kept-to-oneself")
    page.locator("main form.stack[method=post] button[type=submit]").first.click()
    page.locator("#q1 label.choice-label").first.click()
    page.locator("#q2 label.choice-label").first.click()
    submit(page)
    page.locator("form[action$='/leave'] button").click()
    page.wait_for_url(f"**/courses/{COURSE}")
    assert kept_of(server) == [("erased", None, 0)]


def test_answers_to_a_sensitive_quiz_wait_in_no_browser(learner):
    learner.forgive("ERR_INTERNET_DISCONNECTED", "Failed to fetch", "ERR_FAILED")
    page = begin(learner, "kept-to-oneself")
    page.wait_for_load_state("networkidle")
    learner.context.set_offline(True)
    answer(page, 1, RIGHT)
    expect(page.locator("[data-not-kept]")).to_be_visible()
    assert page.evaluate("async () => (await indexedDB.databases()).length") == 0
    learner.context.set_offline(False)
    expect_saved(page, 1, within_s=40)
