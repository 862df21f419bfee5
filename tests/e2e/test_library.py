"""Every course of the library from its start to completion, on a phone, in both languages."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app import ROOT
from quizzes.content import from_json
from quizzes.question_types import type_of
from tests.e2e.browser import Visitor
from tests.e2e.looks import TOO_WIDE
from tests.e2e.server import Server

LIBRARY = ROOT / "library"
COURSES = sorted(each.parent.name for each in LIBRARY.glob("*/course.yml"))
UNSEEN = """() => [...document.querySelectorAll("main img")]
  .filter((each) => each.complete && !each.naturalWidth).map((each) => each.src)"""
ANSWER = """async ({ url, token, answers }) => {
  for (const [position, values] of answers) {
    const body = JSON.stringify({ position, values, client: "walk", sequence: 1, age: 0 });
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    const response = await fetch(url, { method: "POST", headers, body });
    if (!response.ok) throw new Error(`${position}: ${response.status}`);
  }
}"""


@pytest.fixture
def learner(server: Server, visit) -> Visitor:
    learner: Visitor = visit(server, reduced_motion="reduce")
    learner.sign_in("hocvien")
    return learner


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("key", COURSES)
def test_a_course_is_walked_to_its_completion(server, learner, key, language):
    page = learner.open(f"/courses/{key}")
    page.locator(f".foot button[name=language][value={language}]").click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    for path in lessons_of(learner, key):
        read(learner, path)
    quizzes = quizzes_of(learner, key)
    assert quizzes
    for path in quizzes:
        take(server, learner, path)
    query = (
        "SELECT e.state FROM enrolments e JOIN courses c ON c.id = e.course_id"
        " JOIN persons p ON p.id = e.person_id WHERE c.key = :key AND p.username = 'hocvien'"
    )
    assert server.execute(query, key=key) == [("completed",)]


def lessons_of(learner: Visitor, key: str) -> Sequence[str]:
    """The addresses of a course's lessons."""
    return _links(learner.open(f"/courses/{key}"), f"/courses/{key}/lessons/")


def quizzes_of(learner: Visitor, key: str) -> Sequence[str]:
    """The addresses of its quizzes but for practice."""
    links = _links(learner.open(f"/courses/{key}"), f"/courses/{key}/quizzes/")
    return [each for each in links if not each.endswith("/practice")]


def _links(page: Page, start: str) -> Sequence[str]:
    script = "all => all.map(each => each.getAttribute('href'))"
    found = page.locator(f"main a[href^='{start}']").evaluate_all(script)
    return list(dict.fromkeys(each.partition("#")[0] for each in found))


def read(learner: Visitor, path: str) -> None:
    """A lesson: every picture is there, nothing is too wide, every check is answered."""
    page = learner.open(path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate(UNSEEN) == []
    assert page.evaluate(TOO_WIDE) == []
    for check in page.locator("form.inline-check").all():
        check.locator("label.choice-label").first.click()
        check.locator("button[type=submit]").click()
        expect(check.locator("[data-result]")).not_to_be_empty()
    page.locator(".lesson-end form button").click()
    page.wait_for_load_state()


def take(server: Server, learner: Visitor, path: str) -> None:
    """A quiz, everything right; the review says so."""
    page = learner.open(path)
    page.locator("main form.stack[method=post] button[type=submit]").first.click()
    expect(page.locator("form.attempt")).to_be_visible()
    assert page.evaluate(TOO_WIDE) == []
    url = page.locator("form.attempt").get_attribute("data-responses-url")
    token = page.locator("form.attempt input[name=csrf_token]").input_value()
    answers = right_values(server, learner.path.split("/")[2])
    page.evaluate(ANSWER, {"url": url, "token": token, "answers": answers})
    page.reload()
    page.locator(".attempt-foot button").first.click()
    page.wait_for_url("**/review")
    expect(page.locator(".score-number")).to_have_text("100%")
    assert page.evaluate(TOO_WIDE) == []


def right_values(server: Server, uuid: str) -> list[tuple[int, list[str]]]:
    """What a page sends of right answers, by position."""
    rows = server.execute(
        "SELECT i.position, i.choice_order, e.content FROM attempt_items i"
        " JOIN attempts a ON a.id = i.attempt_id"
        " JOIN question_editions e ON e.id = i.question_edition_id"
        " WHERE replace(CAST(a.uuid AS VARCHAR(36)), '-', '') = :uuid ORDER BY i.position",
        uuid=uuid.replace("-", ""),
    )
    return [(row[0], values) for row in rows if (values := _right(_value(row[2]), _value(row[1])))]


def _right(content: Any, order: Any) -> list[str]:
    question = from_json(content)
    kind = type_of(question)
    response = kind.correct_response(question)
    return [] if response is None else list(kind.form_values(question, response, order))


def _value(column: Any) -> Any:
    return json.loads(column) if isinstance(column, str) else column
