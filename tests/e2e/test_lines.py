"""The journeys over https behind a proxy, and over plain http at a name, as an intranet has it."""

import pytest
from playwright.sync_api import expect

from tests.e2e.editor import open_editor, save, write_at_end
from tests.e2e.quiz import (
    COURSE,
    LESSONS,
    answer,
    begin_quiz,
    checked,
    expect_saved,
    questions,
)

DESK = 1280


@pytest.fixture(params=["https", "intranet"])
def come(request, visit):
    """A visitor over one line or the other."""
    site = request.getfixturevalue(f"{request.param}_site")

    def come(**options):
        visitor = visit(site.server, base_url=site.url, ignore_https_errors=True, **options)
        if site.url.startswith("http:"):
            visitor.forgive("Cross-Origin-Opener-Policy")
        return visitor

    return come


def test_a_learner_reads_answers_and_submits(come):
    learner = come()
    page = learner.sign_in("hocvien")
    learner.open(f"{COURSE}/lessons/{LESSONS[0]}")
    page.locator(".lesson-end form button").click()
    page.wait_for_url(f"{learner.base_url}{COURSE}/lessons/{LESSONS[1]}*")
    begin_quiz(learner)
    count = questions(page).count()
    for number in range(1, count + 1):
        answer(page, number)
        expect_saved(page, number)
    given = checked(page)
    page.reload()
    assert checked(page) == given
    page.locator(".attempt-foot button").first.click()
    page.wait_for_url(f"{learner.base_url}/attempts/*/review")
    expect(page.locator(".score-number")).to_be_visible()


def test_a_trainer_writes_sees_and_saves(come):
    trainer = come(width=DESK)
    trainer.sign_in("giangvien")
    page = open_editor(trainer)
    write_at_end(page, "\n\nCâu này vừa được viết thêm.\n")
    expect(page.locator("[data-preview]")).to_contain_text("Câu này vừa được viết thêm.")
    save(page)
    page = trainer.open(f"/studio{COURSE}/publish")
    expect(page.locator("form[action$='/publish']")).to_be_visible()


def test_a_manager_looks_at_the_report_and_takes_it_along(come):
    manager = come(width=DESK)
    manager.sign_in("quanly")
    page = manager.open("/reports/completion")
    chart = page.locator("main img[src*='chart.svg']")
    chart.scroll_into_view_if_needed()
    assert chart.evaluate("each => each.decode().then(() => each.naturalWidth > 0)")
    with page.expect_download() as started:
        page.locator("a[href*='completion.xlsx']").first.click()
    assert started.value.path().stat().st_size > 1000
