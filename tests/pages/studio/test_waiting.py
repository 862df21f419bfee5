"""What waits for one's review stands first in the studio, and one's own page leads there."""

from datetime import timedelta

import pytest

from core import clock
from courses.editions import draft_digest
from courses.queries import course_pictures, find_course, list_draft_files
from tests.counting import MOST_QUERIES, counted_queries
from tests.factories.courses import bundle_texts, lesson_source
from tests.pages.reader import text_of
from tests.pages.studio import COURSE, HOME, LESSON, draft, save
from tests.pages.studio.conftest import NOW

WORD = "Waits for you to review"
KEYS = ("more-1", "more-2", "more-3")


@pytest.fixture
def reviewer(site, make, reader):
    """Somebody who reviews; the trainer has changed a lesson of one course among several."""
    for key in KEYS:
        make.draft(bundle_texts(key), key=key)
    save(reader, lesson_source("lesson-1", "Bài 1", "Một đoạn văn dài."))
    make.role(make.person("duyet", full_name="Trần Văn Duyệt"), "reviewer")
    return site.reader("duyet")


def ask(reader, key="basics"):
    course = find_course(key)
    assert course is not None
    texts = {file.path: file.source for file in list_draft_files(course)}
    name = draft_digest(texts, course_pictures(course))
    reader.post(f"/studio/courses/{key}/review", {"draft": name, "note": ""})


def tiles(page):
    """The courses of the studio in their order: where each leads, what it says."""
    return [
        (each.find(".//h2/a").get("href"), text_of(each))
        for each in page.all(".//li[@class='tile']")
    ]


def waiting(page):
    return [link for link, words in tiles(page) if WORD in words]


def line_on(page):
    return {words: link for words, link in page.links().items() if "you to review" in words}


def test_what_waits_for_one_stands_first_and_home_leads_there(reader, reviewer):
    assert waiting(reviewer.get(HOME)) == []
    assert line_on(reviewer.get("/")) == {}
    ask(reader, "more-2")
    page = reviewer.get(HOME)
    assert next(link for link, _words in tiles(page)) == "/studio/courses/more-2"
    assert waiting(page) == ["/studio/courses/more-2"]
    assert page.links()[WORD] == "/studio/courses/more-2/review"
    assert line_on(reviewer.get("/")) == {"1 course waits for you to review": HOME}
    ask(reader)
    links = [link for link, _words in tiles(reviewer.get(HOME))]
    assert links[:2] == [COURSE, "/studio/courses/more-2"]
    assert line_on(reviewer.get("/")) == {"2 courses wait for you to review": HOME}


def test_nobody_is_asked_to_review_what_she_wrote_or_asked_for(site, make, reader, reviewer):
    make.role(make.person("lan"), "trainer")
    other = site.reader("lan")
    other.post(LESSON.replace("/files/", "/hold/"), {"takes_over": "1"})
    save(other, lesson_source("lesson-1", "Bài 1", "Của Lan."), draft().version)
    ask(reader)
    for writer in (reader, other):
        assert waiting(writer.get(HOME)) == []
        assert "Waits for a second person" in writer.get(HOME).text
        assert line_on(writer.get("/")) == {}
    assert waiting(reviewer.get(HOME)) == [COURSE]


def test_a_draft_that_was_saved_or_decided_since_waits_for_nobody(reader, reviewer):
    ask(reader)
    clock.set_source(lambda: NOW + timedelta(minutes=1))
    save(reader, lesson_source("lesson-1", "Bài 1", "Lại khác."), draft().version)
    assert line_on(reviewer.get("/")) == {}
    ask(reader)
    assert waiting(reviewer.get(HOME)) == [COURSE]
    [name] = {
        each.get("value")
        for each in reviewer.get(f"{COURSE}/review").all(".//input[@name='draft']")
    }
    reviewer.post(f"{COURSE}/review/decide", {"draft": name, "state": "accepted"})
    assert waiting(reviewer.get(HOME)) == []
    assert line_on(reviewer.get("/")) == {}


def test_what_is_asked_again_after_a_letter_was_typed_and_taken_back_waits(reader, reviewer):
    ask(reader)
    clock.set_source(lambda: NOW + timedelta(minutes=1))
    before = draft().source
    for source in (f"{before}x\n", before):
        save(reader, source, draft().version)
    ask(reader)
    assert waiting(reviewer.get(HOME)) == [COURSE]


def test_what_waits_in_another_programme_is_nobodys_business(site, make, reader, reviewer):
    make.role(make.person("mai"), "reviewer", programme="womens-skills")
    ask(reader)
    elsewhere = site.reader("mai")
    assert line_on(elsewhere.get("/")) == {}
    assert waiting(elsewhere.get(HOME)) == []


def test_more_that_waits_takes_no_more_queries(site, make, reader, reviewer):
    def count(path):
        reviewer.get(path)
        with counted_queries() as statements:
            reviewer.get(path)
        return len(statements)

    ask(reader)
    before = [count(path) for path in (HOME, "/")]
    for key in KEYS:
        ask(reader, key)
    assert [count(path) for path in (HOME, "/")] == before
    assert max(before) <= MOST_QUERIES


def test_whoever_reviews_nothing_is_asked_nothing_more(site, make, reader, reviewer):
    make.person("hoa")
    learner = site.reader("hoa")
    ask(reader)
    learner.get("/")
    with counted_queries() as statements:
        page = learner.get("/")
    assert line_on(page) == {}
    assert not any("draft_reviews" in each for each in statements)
