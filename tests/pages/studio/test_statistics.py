"""The page of an item analysis: asked for, waited for, read, looked at, taken along."""

import csv
from io import StringIO

import pytest
from defusedxml import ElementTree

from core.database import db
from core.jobs import run_due
from core.jobs.models import Job
from tests.counting import MOST_QUERIES, counted_queries
from tests.factories.courses import bundle_texts
from tests.factories.learning import RIGHT, WRONG
from tests.pages.reader import text_of
from tests.pages.studio import COURSE, has_button

GAPS = """---
id: final
kind: quiz
title: Kiểm tra
---

## Luật có hiệu lực từ {{=2007 ~ 2006}}. {#year type=cloze}
"""
PAGE = f"{COURSE}/quizzes/final/statistics"


@pytest.fixture
def attempts(make, course):
    """Twelve people: four know all, the others the less the later they came."""
    for number in range(12):
        given = [RIGHT if number % 3 >= place else WRONG for place in range(2)]
        make.graded_attempt(make.person(), course, *given, RIGHT)


def analysed(app, reader, path=PAGE):
    reader.post(path)
    run_due(app)
    return reader.get(path)


def test_a_course_leads_to_the_statistics_of_its_quizzes(reader):
    assert reader.get(COURSE).links()["Results: Kiểm tra"] == PAGE


def test_nothing_is_shown_before_it_is_worked_out(reader):
    page = reader.get(PAGE)
    assert "Nothing is worked out yet" in page.text
    assert has_button(page, "Work it out")
    reader.get(f"{PAGE}/choices/1.svg", 404)


def test_while_it_is_worked_out_the_page_says_how_far_it_is(reader):
    reader.post(PAGE)
    page = reader.get(PAGE)
    [progress] = [each for each in page.all(".//div") if each.get("data-module")]
    told = reader.client.get(progress.get("data-url")).json
    assert told == {"working": True, "late": False, "done": 0, "total": 0}
    assert not has_button(page, "Work it out")


def test_work_that_failed_is_told_and_can_be_asked_for_again(reader):
    reader.post(PAGE)
    db.session.query(Job).update({"state": "failed"})
    db.session.commit()
    assert reader.client.get(f"{PAGE}/progress").json["working"] is False
    page = reader.get(PAGE)
    assert "could not be worked out" in page.text
    assert has_button(page, "Work it out")


def test_the_page_says_what_to_look_at_before_any_figure(app, reader, attempts):
    page = analysed(app, reader)
    assert "Attempts so far: 12" in page.text
    assert "Too easy: 100% of the points are earned" in page.text
    assert page.text.index("Attempts so far") < page.text.index("Internal consistency")


def test_each_question_leads_to_its_place_in_the_studio(app, reader, attempts):
    links = analysed(app, reader).links()
    assert links["Open it in the studio: Question 2"] == f"{COURSE}/files/quizzes/final.md#line-15"


def test_what_a_picture_shows_stands_in_a_table_behind_it(app, reader, attempts):
    page = analysed(app, reader)
    [table] = [each for each in page.all(".//table") if each.get("id") == "choices-2"]
    rows = [[text_of(cell) for cell in row] for row in table.findall(".//tbody/tr")]
    assert [row[:3] for row in rows] == [["A. Đúng 2 right", "8", "67%"], ["B. Sai 2", "4", "33%"]]
    pictures = {each.get("src") for each in page.all(".//main//img")}
    assert f"{PAGE}/questions.svg" in pictures
    assert f"{PAGE}/choices/3.svg" in pictures


def test_pictures_are_served_under_a_policy_of_their_own(app, reader, attempts):
    analysed(app, reader)
    for name in ("questions", "choices/1"):
        response = reader.client.get(f"{PAGE}/{name}.svg")
        assert response.mimetype == "image/svg+xml"
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        ElementTree.fromstring(response.data)
    reader.get(f"{PAGE}/choices/4.svg", 404)


def test_all_attempts_are_an_analysis_of_their_own(app, make, reader, course):
    person = make.person()
    for values in ((WRONG,), (RIGHT,)):
        make.graded_attempt(person, course, *values)
    analysed(app, reader)
    assert "Nothing is worked out yet" in reader.get(f"{PAGE}?scope=all").text
    page = analysed(app, reader, f"{PAGE}?scope=all")
    assert "Attempts so far: 2" in page.text
    current = [text_of(each) for each in page.all(".//main//a") if each.get("aria-current")]
    assert current == ["Statistics", "All attempts"]


def test_attempts_that_came_since_are_told(app, make, reader, course, attempts):
    analysed(app, reader)
    make.graded_attempt(make.person(), course, RIGHT)
    assert "1 attempt has come since" in reader.get(PAGE).text


def test_the_figures_are_taken_along_as_a_spreadsheet(app, reader, attempts):
    analysed(app, reader)
    response = reader.client.get(f"{PAGE}.csv")
    rows = list(csv.DictReader(StringIO(response.data.decode("utf-8-sig"))))
    assert [row["Number"] for row in rows] == ["1", "1", "1", "2", "2", "2", "3", "3", "3"]
    assert (rows[3]["Facility"], rows[4]["Taken"]) == ("0.666667", "8")
    assert reader.client.get(f"{PAGE}.xlsx").data[:2] == b"PK"


def test_the_page_asks_no_more_where_there_are_more_questions(app, make, site, reader, attempts):
    analysed(app, reader)
    make.publish(make.draft(bundle_texts("long", questions=30), key="long"))
    path = "/studio/courses/long/quizzes/final/statistics"
    analysed(app, reader, path)
    counts = []
    for each in (PAGE, path):
        reader.get(each)
        with counted_queries() as statements:
            reader.get(each)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_of_a_sensitive_quiz_only_choices_are_shown(app, make, reader):
    more = "sensitive: violence\nneutral_title: {vi: Khóa 7}"
    course = make.publish(make.draft(bundle_texts("k-7f3a", more=more), key="k-7f3a"))
    for _ in range(6):
        make.erased_attempt(make.person(), course, RIGHT)
    path = "/studio/courses/k-7f3a/quizzes/final/statistics"
    page = analysed(app, reader, path)
    assert "only how often each choice was taken is counted" in page.text
    for word in ("Internal consistency", "Discrimination", "Median time", "Bottom third"):
        assert word not in page.text
    [table] = [each for each in page.all(".//table") if each.get("id") == "choices-1"]
    assert text_of(table.findall(".//tbody/tr")[0]).endswith("6 100%")
    reader.get(f"{path}/questions.svg", 404)
    make.graded_attempt(make.person(), course, RIGHT)
    assert "come since" not in reader.get(path).text


def test_a_quiz_that_was_never_published_has_no_statistics(reader):
    reader.get(f"{COURSE}/quizzes/nowhere/statistics", 404)


def test_a_reviewer_reads_and_has_nothing_worked_out(app, make, site, reader, attempts):
    analysed(app, reader)
    make.role(make.person("lan"), "reviewer")
    visitor = site.reader("lan")
    assert not has_button(visitor.get(PAGE), "Work it out anew")
    visitor.post(PAGE, status=403)


def test_a_question_with_gaps_to_choose_for_is_analysed(app, make, site, trainer):
    """Its choices stand within its stem."""
    texts = bundle_texts("basics", lessons=1)
    texts["quizzes/final.md"] = GAPS
    course = make.publish(make.draft(texts))
    make.graded_attempt(make.person(), course, "1")
    reader = site.reader("giang")
    page = analysed(app, reader)
    assert "Attempts so far: 1" in page.text
    assert reader.client.get(f"{PAGE}.csv").status_code == 200
