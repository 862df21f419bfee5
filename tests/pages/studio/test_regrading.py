"""The page says first what marking anew would change; then it is done, once, as it was seen."""

import pytest

from core.database import db
from core.jobs import run_due
from core.jobs.models import Job
from quizzes.models import AttemptRegrade
from tests.counting import MOST_QUERIES, counted_queries
from tests.factories.courses import bundle_texts, get_course, get_file
from tests.factories.learning import RIGHT, WRONG
from tests.pages.reader import read_strictly, text_of
from tests.pages.studio import COURSE, has_button

PAGE = f"{COURSE}/quizzes/final/regrade"


@pytest.fixture
def corrected(make, course):
    """Two attempts, and a question whose other choice is right by now."""
    make.graded_attempt(make.person(), course, RIGHT, RIGHT)
    make.graded_attempt(make.person(), course, WRONG, RIGHT)
    correct(make, 1)


def correct(make, number):
    file = get_file(get_course("basics"), "quizzes/final.md")
    file.source = file.source.replace(f"[x] Đúng {number}\n- [ ]", f"[ ] Đúng {number}\n- [x]")
    make.publish(get_course("basics"))


def plan_on(page):
    [field] = [each for each in page.all(".//input") if each.get("name") == "plan"]
    return field.get("value")


def tiles(page):
    return [text_of(each) for each in page.all(".//dl[@class='tiles']/div")]


def test_the_results_of_the_quiz_lead_there(reader):
    results = reader.get(reader.get(COURSE).links()["Results: Kiểm tra"])
    assert results.links()["Mark anew"] == PAGE


def test_where_nothing_was_corrected_there_is_nothing_to_do(reader):
    page = reader.get(PAGE)
    assert "Nothing to mark anew" in page.text
    assert not has_button(page, "Mark them anew")


def test_what_would_change_stands_there_before_anything_is_done(reader, corrected):
    page = reader.get(PAGE)
    assert "Nothing is written yet." in page.text
    assert tiles(page) == [
        "Attempts with other points 2of 2",
        "Newly passed 1",
        "No longer passed 1",
        "Points on average 1.51.5 before",
    ]
    assert db.session.query(AttemptRegrade).count() == 0


def test_it_is_done_as_it_was_seen_and_told_afterwards(app, reader, corrected):
    reader.post(PAGE, {"plan": plan_on(reader.get(PAGE))})
    page = reader.get(PAGE)
    assert [each for each in page.all(".//div") if each.get("data-module") == "import_progress"]
    assert reader.client.get(f"{PAGE}/progress").json["working"] is True
    run_due(app)
    page = reader.get(PAGE)
    assert "2 answers, 2 of them with other points" in page.text
    assert "Phạm Thị Giang" in page.text
    assert "Nothing to mark anew" in page.text


def test_another_edition_in_between_is_shown_first(make, reader, corrected):
    seen = plan_on(reader.get(PAGE))
    correct(make, 2)
    page = read_strictly(reader.post(PAGE, {"plan": seen}, 409))
    assert "Another edition was published since" in page.text
    assert plan_on(page) != seen
    assert db.session.query(Job).filter_by(kind="quizzes.regrade").count() == 0


def test_sent_twice_it_is_done_once(reader, corrected):
    plan = plan_on(reader.get(PAGE))
    for _ in range(2):
        reader.post(PAGE, {"plan": plan})
    assert db.session.query(Job).filter_by(kind="quizzes.regrade").count() == 1


def test_work_that_failed_is_told_and_can_be_begun_again(reader, corrected):
    reader.post(PAGE, {"plan": plan_on(reader.get(PAGE))})
    db.session.query(Job).update({"state": "failed"})
    db.session.commit()
    page = reader.get(PAGE)
    assert "It was not finished" in page.text
    assert has_button(page, "Mark them anew")


def test_what_cannot_be_compared_is_said(make, reader, course):
    make.graded_attempt(make.person(), course, RIGHT)
    file = get_file(get_course("basics"), "quizzes/final.md")
    file.source = file.source.replace("- [ ] Sai 1\n", "- [ ] Sai 1\n- [ ] Khác 1\n")
    make.publish(get_course("basics"))
    page = reader.get(PAGE)
    assert "Cannot be compared" in page.text
    assert not has_button(page, "Mark them anew")


def test_the_page_asks_no_more_where_there_are_more_attempts(make, reader, corrected, course):
    reader.get(PAGE)
    with counted_queries() as few:
        reader.get(PAGE)
    for _ in range(4):
        make.graded_attempt(make.person(), course, RIGHT)
    with counted_queries() as many:
        reader.get(PAGE)
    assert len(few) == len(many) <= MOST_QUERIES


def test_of_a_sensitive_quiz_nothing_is_marked_anew(make, reader):
    more = "sensitive: violence\nneutral_title: {vi: Khóa 7}"
    make.publish(make.draft(bundle_texts("k-7f3a", more=more), key="k-7f3a"))
    reader.get("/studio/courses/k-7f3a/quizzes/final/regrade", 404)
