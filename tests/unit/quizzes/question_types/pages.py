"""Questions on their pages, without a site around them: what they show, what their form sends."""

from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from jinja2 import Environment, FileSystemLoader

from quizzes.content import Question
from quizzes.publishing import question_html
from quizzes.question_types import type_of
from quizzes.showing import ShownQuestion, show_question
from tests.architecture.tree import ROOT

EVERYTHING = frozenset({"responses", "correctness", "correct_responses", "feedback", "explanation"})
FIELD = "q1"

environment = Environment(
    loader=FileSystemLoader(ROOT / "templates"),
    extensions=["jinja2.ext.i18n"],
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)
environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]


def show(
    question: Question,
    response: Any = None,
    order: Sequence[int] | None = None,
    language: str = "vi",
) -> ShownQuestion:
    """Show a question; its Markdown stands in paragraphs as it is written."""
    html = question_html(question, lambda source, _name: f"<p>{source}</p>")
    kept = None if response is None else type_of(question).serialise(response)
    return show_question(FIELD, question, html, language, kept, order)


def ask(shown: ShownQuestion) -> Element:
    """The question as it is asked."""
    return _render(shown, number="Question 1 of 2")


def review(shown: ShownQuestion, visible: frozenset[str] | None = None, **more: Any) -> str:
    """The words of its review, of which only what is visible may be told; all where None."""
    allowed = {} if visible is None else {"visible": visible}
    page = _render(shown, number=None, is_review=True, **allowed, **more)
    return " ".join(" ".join(page.itertext()).split())


def sent_by(form: Element) -> tuple[str, ...]:
    """What a browser sends of the question's fields, in their order."""
    values = []
    for field in form.iter():
        if field.get("name") != FIELD:
            continue
        if field.tag == "select":
            options = field.findall("option")
            chosen = [each for each in options if each.get("selected") is not None]
            values.append((chosen or options)[-1 if chosen else 0].get("value", ""))
        elif field.get("checked") is not None:
            values.append(field.get("value", ""))
    return tuple(values)


def _render(shown: ShownQuestion, **variables: Any) -> Element:
    template = environment.get_template(f"quizzes/question_types/{shown.type}.html")
    source = template.render(question=shown, **variables)
    document: Element = html5lib.parse(source, namespaceHTMLElements=False)
    _expect_sound(document)
    return document


def _expect_sound(document: Element) -> None:
    """Ids are unique, what refers to one finds it, and every field has a label."""
    ids = [each.get("id") for each in document.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    labels = {each.get("for") for each in document.iter("label")}
    for each in document.iter():
        for name in ("for", "aria-labelledby", "aria-describedby"):
            assert set((each.get(name) or "").split()) <= set(ids)
        if each.tag in ("input", "select"):
            assert each.get("id") in labels
