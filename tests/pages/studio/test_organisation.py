"""What the organisation writes into lessons itself: listed, filled, shown to learners."""

import pytest
from sqlalchemy import select

from accounts.models import AuditEntry
from core.database import db
from courses.organisation.queries import list_written
from tests.counting import MOST_QUERIES, counted_queries
from tests.factories.courses import bundle_texts, with_gap
from tests.pages.reader import text_of
from tests.pages.studio import LESSON, preview_of, send

LIST = "/studio/organisation"
GAP = f"{LIST}/committee"
WORDS = "Bà Trưởng ban và hai ủy viên."
SEEN_EMPTY = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


@pytest.fixture
def course(make):
    return make.publish(make.draft(with_gap(bundle_texts("basics"))))


def fill(reader, vi=WORDS, en="", status=303, seen=None):
    if seen is None:
        [field] = [e for e in reader.get(GAP).all(".//input") if e.get("name") == "seen"]
        seen = field.get("value")
    return reader.post(GAP, {"vi": vi, "en": en, "seen": seen}, status)


def test_the_list_names_each_gap_and_where_it_is_used(reader):
    page = reader.get(LIST)
    assert "committee" in page.text
    assert "Ai ở trong Ban" in page.text
    assert "not filled yet" in page.text
    fill(reader)
    assert text_of(reader.get(LIST).document).count("not filled yet") == 1


def test_learners_read_a_quiet_sentence_and_then_what_was_written(site, make, reader):
    make.person("hoa")
    learner = site.reader("hoa")
    lesson = "/courses/basics/lessons/lesson-1"
    page = learner.get(lesson)
    assert "Your office will add what holds here" in page.text
    assert "Ai ở trong Ban" not in page.text
    fill(reader, f"{WORDS}\n\n<script>alert(1)</script>\n\n- một\n- hai")
    page = learner.get(lesson)
    assert WORDS in page.text
    assert "<script>alert" not in page.text
    assert "hai" in [text_of(each) for each in page.all(".//li")]


def test_trainers_are_led_to_a_gap_from_the_lesson_and_its_preview(reader):
    for path in ("/courses/basics/lessons/lesson-1", LESSON):
        assert GAP in reader.get(path).links().values()
    fill(reader)
    assert WORDS in preview_of(reader.get(LESSON))


def test_what_somebody_else_wrote_meanwhile_is_shown_and_both_are_kept(reader):
    fill(reader)
    page = fill(reader, "Bản khác.", status=409, seen=SEEN_EMPTY)
    assert WORDS in page.text
    assert "Bản khác." in page.text
    assert [each.source for each in list_written()] == [WORDS]


def test_sent_twice_it_is_written_once_and_an_empty_text_is_taken_out(reader):
    fill(reader)
    first = list_written()
    fill(reader, seen=SEEN_EMPTY)
    assert list_written() == first
    fill(reader, vi="")
    assert list_written() == []


def test_gaps_that_no_course_of_mine_leaves_are_not_there(reader):
    reader.get(f"{LIST}/nowhere", 404)
    reader.post(f"{LIST}/nowhere", {"vi": "x", "seen": ""}, 404)


def test_a_text_too_long_is_refused_at_its_field(reader):
    page = send(reader, GAP, 422, vi="x" * 20_001, seen=SEEN_EMPTY)
    assert "at most 20000 characters" in page.text
    assert list_written() == []


@pytest.mark.parametrize("path", [LIST, GAP, "/courses/basics/lessons/lesson-1"])
def test_the_pages_ask_little(reader, path):
    reader.get(path)
    with counted_queries() as queries:
        reader.get(path)
    assert len(queries) <= MOST_QUERIES, queries


def test_who_does_not_write_in_all_courses_that_show_it_leaves_it(site, make, course, reader):
    """One text stands in all of them at once."""
    other = with_gap(bundle_texts("other"))
    other["course.yml"] = other["course.yml"].replace("gender-equality", "womens-skills")
    make.publish(make.draft(other))
    make.role(make.person("lan"), "trainer", programme="womens-skills")
    lan = site.reader("lan")
    assert "Courses of other programmes show it, too" in lan.get(LIST).text
    lan.get(GAP, 403)
    lan.post(GAP, {"vi": "Của Lan.", "en": "", "seen": SEEN_EMPTY}, 403)
    fill(reader)
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "organisation.gap_filled")
    ).one()
    assert entry.subject == "committee"
