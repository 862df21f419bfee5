"""Going through the starter course as a learner does."""

import json
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.e2e.browser import Visitor
from tests.e2e.server import Server

COURSE = "/courses/gender-equality-basics"
QUIZ = f"{COURSE}/quizzes/final"
LESSONS = (
    "sex-and-gender",
    "what-equality-means",
    "bias-and-discrimination",
    "principles-and-bans",
)


def begin_quiz(visitor: Visitor) -> Page:
    """Start the quiz from its front page."""
    page = visitor.open(QUIZ)
    page.locator(f"form.stack[method=post] button, form[action='{QUIZ}'] button").first.click()
    expect(page.locator("form.attempt")).to_be_visible()
    return page


def questions(page: Page) -> Locator:
    """The questions of an attempt."""
    return page.locator(".question-place")


def answer(page: Page, number: int, choice: int = 1) -> None:
    """Choose an answer to question `number` by its label."""
    place = page.locator(f"#q{number}")
    place.locator("label.choice-label").nth(choice - 1).click()


def expect_saved(page: Page, answered: int, within_s: int = 10) -> None:
    """The page says that all is saved, and how many questions are answered."""
    state = page.locator("[data-save-state]")
    expect(state).to_have_class("save-state save-state-saved", timeout=within_s * 1000)
    expect(page.locator("[data-save-text]")).to_contain_text("Đã lưu")
    expect(page.locator("[data-answered]")).to_contain_text(f"{answered} ")


def checked(page: Page) -> list[str]:
    """What is chosen, as ids of the form's fields."""
    script = "all => all.filter(each => each.checked).map(each => each.id)"
    found: list[str] = page.locator("form.attempt input").evaluate_all(script)
    return found


def expect_checked(page: Page, fields: list[str]) -> None:
    """The form comes to hold exactly `fields` as chosen, though it may be loaded anew meanwhile."""
    expect(page.locator("form.attempt input:checked")).to_have_count(len(fields))
    for field in fields:
        expect(page.locator(f"[id='{field}']")).to_be_checked()


def right_answers(server: Server, visitor: Visitor) -> dict[int, list[str]]:
    """By position, the ids of the fields that are right in the attempt on the page."""
    uuid = visitor.path.split("/")[2].replace("-", "")
    rows = server.execute(
        "SELECT i.position, i.choice_order, e.content FROM attempt_items i"
        " JOIN attempts a ON a.id = i.attempt_id"
        " JOIN question_editions e ON e.id = i.question_edition_id"
        " WHERE replace(CAST(a.uuid AS VARCHAR(36)), '-', '') = :uuid ORDER BY i.position",
        uuid=uuid,
    )
    return {position: _right_fields(position, order, content) for position, order, content in rows}


def _right_fields(position: int, order: Any, content: Any) -> list[str]:
    order, content = _value(order), _value(content)
    return [
        f"q{position}-{place}"
        for place, index in enumerate(order, 1)
        if content["choices"][index]["is_correct"]
    ]


def _value(column: Any) -> Any:
    return json.loads(column) if isinstance(column, str) else column
