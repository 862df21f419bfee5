"""Publishing: word by word, whom it asks, on a date, withdrawn and put back, edition by edition."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from accounts.models import RoleGrant
from core import clock
from core.database import db
from core.jobs import enqueue, run_due
from courses.models import ScheduledPublication
from enrolments.models import Enrolment
from tests.counting import MOST_QUERIES, counted_queries
from tests.factories.courses import bundle_texts, lesson_source, with_gap
from tests.factories.learning import RIGHT
from tests.pages.reader import read_strictly, text_of
from tests.pages.studio import (
    COURSE,
    PUBLISH,
    basics,
    draft,
    draft_named,
    draft_on,
    has_button,
    publish,
    save,
    send,
)
from tests.pages.studio.conftest import NOW

EDITIONS = f"{COURSE}/editions"
TOMORROW = (NOW + timedelta(days=1)).date().isoformat()


@pytest.fixture
def learned(make, course):
    """Two people who completed the course, one who is on the way."""
    unit = make.unit()
    people = [make.person(name, unit) for name in ("hoa", "nam", "lien")]
    make.assignment(course, unit)
    for person in people:
        make.lessons_read(person, course)
    for person in people[:2]:
        make.graded_attempt(person, course, RIGHT, RIGHT, RIGHT)
    return people


def change(reader, text="Một đoạn văn dài."):
    save(reader, lesson_source("lesson-1", "Bài 1", text), draft().version)


def states():
    db.session.expire_all()
    return sorted(each.state for each in db.session.scalars(select(Enrolment)))


def form_of(page, **more):
    return {"draft": draft_on(page), "note": "Điều 7 mới.", "is_material": "no", **more}


# What changed, and whom it asks.


@pytest.mark.parametrize(
    "path", [PUBLISH, f"{PUBLISH}?view=markdown", EDITIONS, f"{COURSE}/review"]
)
def test_pages_about_changes_ask_little(reader, path):
    change(reader)
    reader.get(path)
    with counted_queries() as queries:
        reader.get(path)
    assert len(queries) <= MOST_QUERIES + 2, queries


def test_before_publishing_one_sees_every_word_that_changed(reader):
    change(reader)
    page = reader.get(PUBLISH)
    assert [text_of(each) for each in page.all(".//del")] == ["ngắn"]
    assert [text_of(each) for each in page.all(".//ins")] == ["dài"]
    page = reader.get(f"{PUBLISH}?view=markdown")
    assert [text_of(each) for each in page.all(".//ins/strong")] == ["dài"]


def test_the_number_of_people_is_told_and_those_are_asked(reader, learned):
    change(reader)
    page = reader.get(PUBLISH)
    assert "2 people are asked again, by a one-minute card" in page.text
    assert "2 people are asked again, by the whole course" in page.text
    assert "1 person is on the way" in page.text
    reader.post(PUBLISH, form_of(page, is_material="card", again_by="2026-12-31"))
    assert states() == ["asked_again", "asked_again", "in_progress"]
    assert "2 people are asked again and have not answered yet" in reader.get(COURSE).text
    due = {str(each.due_on) for each in db.session.scalars(select(Enrolment)) if each.again}
    assert due == {"2026-12-31"}


def test_a_change_of_words_asks_nobody(reader, learned):
    change(reader)
    publish(reader)
    assert states() == ["completed", "completed", "in_progress"]


def test_a_card_without_a_changed_lesson_is_refused_kindly(reader):
    save(
        reader,
        draft("course.yml").source.replace("Tóm tắt", "Tóm lược"),
        path=f"{COURSE}/files/course.yml",
    )
    page = send(reader, PUBLISH, 422, **form_of(reader.get(PUBLISH), is_material="card"))
    assert "a card would have nothing to show" in page.text
    assert basics().published_number == 1


@pytest.mark.parametrize("value", ["yes", "", "x" * 99])
def test_an_answer_that_is_none_publishes_nothing(reader, value):
    change(reader)
    send(reader, PUBLISH, 422, **form_of(reader.get(PUBLISH), is_material=value))
    assert basics().published_number == 1


# On a date.


def test_on_its_day_the_draft_is_published_and_asks_again(app, reader, learned):
    change(reader)
    reader.post(PUBLISH, form_of(reader.get(PUBLISH), is_material="course", publish_on=TOMORROW))
    assert basics().published_number == 1
    assert "Planned for" in reader.get(COURSE).text
    _run(app)
    assert basics().published_number == 1
    _tomorrow(app)
    assert basics().published_number == 2
    assert states().count("asked_again") == 2
    assert db.session.scalars(select(ScheduledPublication)).all() == []
    _tomorrow(app)
    assert basics().published_number == 2


def _tomorrow(app):
    clock.set_source(lambda: NOW + timedelta(days=2))
    _run(app)


def _run(app):
    enqueue("courses.publish_due", {}, clock.now())
    db.session.commit()
    run_due(app)


def test_a_draft_that_moved_on_is_not_published_and_the_trainer_is_told(app, reader, site):
    change(reader)
    reader.post(PUBLISH, form_of(reader.get(PUBLISH), publish_on=TOMORROW))
    change(reader, "Khác hẳn.")
    assert "nothing will be published" in reader.get(COURSE).text
    _tomorrow(app)
    assert basics().published_number == 1
    reader = site.reader("giang")
    page = reader.get(COURSE)
    assert "somebody saved a text after it was planned" in page.text
    reader.post(f"{COURSE}/publish/cancel")
    assert "Not published on" not in reader.get(COURSE).text


def test_what_is_planned_can_be_cancelled_twice(app, reader):
    change(reader)
    reader.post(PUBLISH, form_of(reader.get(PUBLISH), publish_on=TOMORROW))
    reader.post(f"{COURSE}/publish/cancel")
    reader.post(f"{COURSE}/publish/cancel")
    _tomorrow(app)
    assert basics().published_number == 1


def test_a_day_that_is_not_to_come_publishes_at_once(reader):
    change(reader)
    reader.post(PUBLISH, form_of(reader.get(PUBLISH), publish_on="2026-01-01"))
    assert basics().published_number == 2


def test_a_first_edition_can_be_planned_too(app, site, make, trainer):
    make.draft(bundle_texts("basics"))
    reader = site.reader("giang")
    page = reader.get(COURSE)
    reader.post(PUBLISH, {"draft": draft_on(page), "publish_on": TOMORROW})
    assert basics().published_number is None
    _tomorrow(app)
    assert basics().published_number == 1


def test_planning_a_draft_that_was_not_seen_is_refused(reader):
    change(reader)
    form = form_of(reader.get(PUBLISH), publish_on=TOMORROW)
    change(reader, "Khác hẳn.")
    send(reader, PUBLISH, 409, **form)
    assert db.session.scalars(select(ScheduledPublication)).all() == []


# Withdrawn, and put back.


def test_a_course_is_withdrawn_and_put_back(reader):
    for _twice in range(2):
        reader.post(f"{COURSE}/withdraw")
    page = reader.get(COURSE)
    assert "Withdrawn on" in page.text
    assert reader.client.get("/courses/basics").status_code == 404
    assert "Withdrawn" in reader.get("/studio").text
    for _twice in range(2):
        reader.post(f"{COURSE}/put-back")
    reader.get("/courses/basics")
    assert not has_button(reader.get(COURSE), "Put it back")


# Any two editions.


def test_any_two_editions_are_compared_and_an_old_one_is_brought_back(reader):
    change(reader)
    publish(reader)
    change(reader, "Một đoạn văn rất dài.")
    page = reader.get(f"{EDITIONS}?old=1&new=2")
    assert [text_of(each) for each in page.all(".//ins")] == ["dài"]
    assert has_button(page, "Restore edition 1")
    reader.post(f"{EDITIONS}/1/restore")
    assert "Một đoạn văn ngắn." in draft().source
    assert basics().published_number == 2
    reader.post(f"{EDITIONS}/1/restore")
    page = reader.get(f"{EDITIONS}?old=1&new=draft")
    assert "Both say the same." in page.text


@pytest.mark.parametrize("query", ["old=9", "old=x", "new=-1", "old=1&new=" + "9" * 50])
def test_editions_there_never_were_are_not_found(reader, query):
    reader.get(f"{EDITIONS}?{query}", 404)


def test_what_was_never_published_has_nothing_to_compare(site, make, trainer):
    make.draft(bundle_texts("basics"))
    reader = site.reader("giang")
    assert reader.client.get(EDITIONS).location == COURSE
    assert reader.client.get(PUBLISH).location == COURSE
    reader.post(f"{EDITIONS}/1/restore", status=404)


def test_draft_named_is_what_the_page_names(reader):
    change(reader)
    assert draft_on(reader.get(PUBLISH)) == draft_named()


def test_a_page_read_by_a_reviewer_has_no_form(site, make, course, reader):
    change(reader)
    make.role(make.person("duyet"), "reviewer")
    page = site.reader("duyet").get(PUBLISH)
    assert not has_button(page, "Publish")
    assert read_strictly(site.reader("duyet").client.get(EDITIONS)).status == 200


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        ({"is_material": "card"}, 422, "a card would have nothing to show"),
        ({"is_material": "course", "again_by": "2020-01-01"}, 422, "a day after it is published"),
        ({"is_material": "course", "again_by": NOW.date().isoformat()}, 422, "a day after"),
    ],
)
def test_what_could_not_be_published_on_its_day_is_not_planned(reader, sent, status, words):
    save(
        reader,
        draft("course.yml").source.replace("Tóm tắt", "Tóm lược"),
        path=f"{COURSE}/files/course.yml",
    )
    form = form_of(reader.get(PUBLISH), **sent, publish_on=TOMORROW)
    assert words in send(reader, PUBLISH, status, **form).text
    assert db.session.scalars(select(ScheduledPublication)).all() == []
    assert basics().published_number == 1


def test_nothing_is_published_for_somebody_who_does_not_write_here_any_more(
    app, reader, site, make, trainer
):
    change(reader)
    reader.post(PUBLISH, form_of(reader.get(PUBLISH), publish_on=TOMORROW))
    grant = db.session.scalars(select(RoleGrant).where(RoleGrant.person_id == trainer.id)).one()
    grant.revoked_at = NOW
    make.role(make.person("lan"), "trainer")
    db.session.commit()
    _tomorrow(app)
    assert basics().published_number == 1
    page = site.reader("lan").get(COURSE)
    assert "whoever planned it does not write here any more" in page.text


def test_a_lesson_that_leaves_a_gap_is_compared_like_any_other(reader):
    with_one = with_gap(bundle_texts("basics"))["lessons/01-lesson-1.md"]
    save(reader, with_one)
    assert "Ai ở trong Ban" in [text_of(each) for each in reader.get(PUBLISH).all(".//ins")]
