"""Practising a quiz: answered and explained at once, again and again."""

import pytest
from sqlalchemy import select

from core.database import db
from quizzes.models import Attempt, PracticeCard
from tests.factories.courses import bundle_texts, quiz_source
from tests.pages.reader import read_strictly

PRACTICE = "/courses/basics/quizzes/final/practice"
RIGHT, WRONG = "0", "1"


@pytest.fixture
def reader(site, make):
    make.person("hoa", make.unit())
    texts = bundle_texts("basics", more="completion: {lessons: all, quizzes: []}\n")
    quiz = quiz_source(questions=3).replace("kind: quiz", "kind: quiz\nfeedback: practice", 1)
    make.publish(make.draft(texts | {"quizzes/final.md": quiz}))
    return site.reader("hoa")


def hidden(page, name):
    (field,) = page.all(f".//input[@name='{name}']")
    return field.get("value")


def answer(reader, page, value):
    form = {"question": hidden(page, "question"), "seed": hidden(page, "seed")}
    return read_strictly(reader.post(PRACTICE, form | ({"q1": value} if value else {}), 200))


def cards():
    db.session.expire_all()
    return list(db.session.scalars(select(PracticeCard).order_by(PracticeCard.id)))


def links(page):
    return [each.get("href") for each in page.all(".//a")]


def test_the_front_page_leads_to_practice_and_no_attempt_is_begun(reader):
    assert PRACTICE in links(reader.get("/courses/basics/quizzes/final"))
    response = reader.post("/courses/basics/quizzes/final")
    assert response.headers["Location"].endswith("/practice")
    assert db.session.scalars(select(Attempt)).all() == []


def test_a_right_answer_is_explained_and_comes_back_later(reader):
    page = answer(reader, reader.get(PRACTICE), RIGHT)
    assert "Right. It comes back later." in page.text
    assert [card.box for card in cards()] == [1]
    (following,) = [link for link in links(page) if link and "after=" in link]
    assert hidden(reader.get(following), "question") != str(cards()[0].question_id)


def test_a_wrong_answer_comes_back_the_same_day(reader):
    page = answer(reader, reader.get(PRACTICE), WRONG)
    assert "Not right yet." in page.text
    assert [card.box for card in cards()] == [0]


def test_nothing_of_the_key_is_in_the_page_before_the_answer(reader):
    asked = reader.get(PRACTICE)
    assert not asked.all(".//*[@class='explanation']")
    assert "Correct" not in asked.text


def test_an_empty_answer_is_asked_again_and_moves_nothing(reader):
    page = answer(reader, reader.get(PRACTICE), None)
    assert "Choose or write an answer first." in page.text
    assert cards() == []


@pytest.mark.parametrize("form", [{}, {"question": "99999"}, {"question": "x"}])
def test_a_question_that_is_not_of_the_quiz_is_not_there(reader, form):
    reader.post(PRACTICE, form | {"q1": RIGHT}, 404)


def test_an_answer_that_cannot_be_is_refused(reader):
    form = {"question": hidden(reader.get(PRACTICE), "question"), "seed": "1", "q1": "77"}
    reader.post(PRACTICE, form, 400)
    assert cards() == []


def test_a_quiz_that_counts_is_not_practised(site, make):
    make.person("lan", make.unit())
    make.course("other")
    site.reader("lan").get("/courses/other/quizzes/final/practice", 404)
