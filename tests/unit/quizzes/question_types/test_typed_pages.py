"""What the pages of typed questions send and show."""

from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask, render_template
from hypothesis import given, settings

from core.i18n import init_i18n
from core.markdown import render_markdown
from quizzes.publishing import question_html
from quizzes.question_types import type_of
from quizzes.showing import show_question
from tests.architecture.tree import ROOT
from tests.unit.quizzes.question_types.test_typed import answered
from tests.unit.quizzes.samples import read_question

ALL = {"responses", "correctness", "correct_responses", "feedback", "explanation"}
SHORT = """\
## Number? {type=short}

= key
= own {50%}
    > said of it

> reason
"""
NUMBER = """\
## Number? {type=number}

= 1234567
= 42 {50%}
    > said of it

> reason
"""
CLOZE = """\
## Number? {type=cloze}

{{key|own {50%}}}

!!! explanation
    reason
"""


def make_app():
    app = Flask("sen", root_path=str(ROOT))
    app.config["ROOT"] = ROOT
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    init_i18n(app, "Asia/Ho_Chi_Minh", "en")
    return app


APP = make_app()


def page(question, response, order=None, **variables):
    """The page of a question, parsed strictly, and the question as it is shown."""
    kind = type_of(question)
    html = question_html(question, lambda source, name: render_markdown(source, prefix=name))
    kept = None if response is None else kind.serialise(response)
    shown = show_question("q1", question, html, "vi", kept, order)
    with APP.test_request_context():
        text = render_template(
            f"quizzes/question_types/{question.type}.html", question=shown, **variables
        )
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    document = parser.parse(f"<!doctype html><title>x</title>{text}")
    # A browser keeps control characters that were typed, and so does Sen.
    assert {error for _, error, _ in parser.errors} <= {"invalid-codepoint"}
    return document, shown


def values_sent(document: Element) -> tuple[str, ...]:
    """What the form of a page sends, in the order of its fields."""
    values = []
    for element in document.iter():
        if element.get("name") == "q1":
            options = element.findall("option")
            chosen = [each for each in options if each.get("selected") is not None] or options[:1]
            values.append((chosen[0] if options else element).get("value", ""))
    return tuple(values)


@settings(max_examples=30)
@given(answered())
def test_a_page_sends_what_it_shows(drawn):
    question, response = drawn
    document, shown = page(question, response)
    assert values_sent(document) == shown.values


@settings(max_examples=30)
@given(answered())
def test_an_untouched_page_sends_that_nothing_is_answered(drawn):
    question, _ = drawn
    document, _ = page(question, None)
    assert values_sent(document) == type_of(question).no_values(question)


@settings(max_examples=30)
@given(answered())
def test_every_field_has_a_label_and_what_describes_it(drawn):
    document, _ = page(*drawn)
    ids = [each.get("id") for each in document.iter() if each.get("id")]
    labelled = {label.get("for") for label in document.iter("label")}
    fields = [each for each in document.iter() if each.get("name") == "q1"]
    assert len(ids) == len(set(ids))
    assert all(each.get("id") in labelled for each in fields)
    described = " ".join(each.get("aria-describedby", "") for each in document.iter())
    assert set(described.split()) <= set(ids)


def test_a_number_with_two_readings_is_asked_about():
    question = read_question(NUMBER)
    response = type_of(question).parse_response(["1.000"], question)
    text = "".join(page(question, response)[0].itertext())
    assert "Did you mean 1000 or 1?" in text


PARTS = {
    "responses": "own",
    "correctness": "Partly correct",
    "correct_responses": "key",
    "feedback": "said of it",
    "explanation": "reason",
}


@pytest.mark.parametrize("shown", [ALL, set(), *({part} for part in ALL), ALL - {"correctness"}])
@pytest.mark.parametrize("source", [SHORT, NUMBER, CLOZE])
def test_a_review_holds_no_part_that_is_not_shown(source, shown):
    words = PARTS | ({"responses": "42", "correct_responses": "1234567"} if "42" in source else {})
    question = read_question(source)
    response = type_of(question).parse_response([words["responses"]], question)
    text = "".join(page(question, response, is_review=True, visible=shown)[0].itertext())
    seen = {part for part, word in words.items() if word in text}
    assert seen <= shown
    assert seen == ALL - ({"feedback"} if source is CLOZE else set()) or shown != ALL


def test_a_preview_shows_every_accepted_answer_with_what_is_said_of_it():
    document, _ = page(read_question(SHORT), None, is_review=True, explains_all=True)
    text = " ".join("".join(document.itertext()).split())
    assert "key Right answer own Earns 50% said of it reason" in text
