"""A second person reviews: comments on places, accepts the very draft, or asks for changes."""

import io

import pytest
from sqlalchemy import select

from accounts.models import AuditEntry, Organisation
from core.database import db
from tests.factories.courses import bundle_texts, lesson_source
from tests.factories.media import photograph
from tests.pages.studio import (
    COURSE,
    LESSON,
    PUBLISH,
    basics,
    draft,
    draft_named,
    has_button,
    save,
    send,
)
from tests.pages.studio.conftest import NOW

REVIEW = f"{COURSE}/review"


@pytest.fixture
def reviewer(site, make, reader):
    """Somebody who reviews; the trainer has changed a lesson."""
    save(reader, lesson_source("lesson-1", "Bài 1", "Một đoạn văn dài."))
    make.role(make.person("duyet", full_name="Trần Văn Duyệt"), "reviewer")
    return site.reader("duyet")


@pytest.fixture
def demanded(make, reviewer):
    """The organisation asks for a second person."""
    organisation = db.session.get(Organisation, 1)
    if organisation is None:
        organisation = Organisation(name="Cơ quan", created_at=NOW)
        db.session.add(organisation)
    organisation.demands_review = True
    db.session.commit()


def ask(reader, note="Sửa Điều 7."):
    return reader.post(REVIEW, {"draft": draft_named(), "note": note})


def decide(reader, state="accepted", status=303, draft=None, **more):
    form = {"draft": draft or draft_named(), "state": state, **more}
    return reader.post(f"{REVIEW}/decide", form, status)


def publish_form():
    return {"draft": draft_named(), "note": "Sửa.", "is_material": "no"}


def test_where_it_is_demanded_nothing_is_published_unaccepted(reader, reviewer, demanded):
    page = send(reader, PUBLISH, 409, **publish_form())
    assert "accept this very draft first" in page.text
    assert basics().published_number == 1
    ask(reader)
    decide(reviewer, decision="Tốt.")
    assert "has accepted this very draft" in reader.get(REVIEW).text
    reader.post(PUBLISH, publish_form())
    assert basics().published_number == 2


def test_where_it_is_not_demanded_anybody_publishes(reader, reviewer):
    reader.post(PUBLISH, publish_form())
    assert basics().published_number == 2


def test_a_later_save_asks_for_another_review(reader, reviewer, demanded):
    ask(reader)
    decide(reviewer)
    save(reader, lesson_source("lesson-1", "Bài 1", "Lại khác."), 2)
    send(reader, PUBLISH, 409, **publish_form())
    assert "The draft was saved since" in reader.get(REVIEW).text
    save(reader, lesson_source("lesson-1", "Bài 1", "Một đoạn văn dài."), 3)
    reader.post(PUBLISH, publish_form())
    assert basics().published_number == 2


def test_who_wrote_or_asked_does_not_accept(reader, site, make, reviewer):
    ask(reader)
    assert not has_button(reader.get(REVIEW), "Accept")
    decide(reader, status=403)
    make.role(make.person("lan"), "trainer")
    other = site.reader("lan")
    save(
        other,
        lesson_source("lesson-2", "Bài 2", "Của Lan."),
        1,
        LESSON.replace("01-lesson-1", "02-lesson-2"),
    )
    ask(reader)
    decide(other, status=403)
    decide(reviewer)


def test_asking_for_changes_hinders_and_says_why(reader, reviewer, demanded):
    ask(reader)
    decide(reviewer, "changes", decision="Thiếu nguồn.")
    assert "Thiếu nguồn." in reader.get(REVIEW).text
    assert "Changes are wanted" in reader.get(COURSE).text
    send(reader, PUBLISH, 409, **publish_form())


def test_what_moved_on_meanwhile_is_not_decided(reader, reviewer):
    ask(reader)
    seen = draft_named()
    save(reader, lesson_source("lesson-1", "Bài 1", "Lại khác."), 2)
    page = send(reviewer, f"{REVIEW}/decide", 409, draft=seen, state="accepted")
    assert "nothing was decided" in page.text


def test_deciding_twice_is_once_and_the_other_way_is_refused(reader, reviewer):
    ask(reader)
    decide(reviewer)
    decide(reviewer)
    decide(reviewer, "changes", 409)
    decide(reviewer, "nonsense", 400)


def test_comments_stand_at_their_places_until_they_are_settled(reader, reviewer):
    path = "lessons/01-lesson-1.md"
    line = draft().source.splitlines().index("Một đoạn văn dài.") + 1
    form = {"path": path, "line": str(line), "words": "Nguồn ở đâu?"}
    for _twice in range(2):
        reviewer.post(f"{REVIEW}/comments", form)
    page = reader.get(REVIEW)
    assert page.text.count("Nguồn ở đâu?") == 1
    assert [
        ("".join(each.itertext())).strip()
        for each in page.all(".//blockquote[@class='review-quote']")
    ] == ["Một đoạn văn dài."]
    ask(reader)
    assert "1 open comment" in reader.get(COURSE).text
    [settle] = [f for f in page.all(".//form") if "/settle" in f.get("action", "")]
    reader.post(settle.get("action"))
    assert "1 open comment" not in reader.get(COURSE).text


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"words": ""}, 422),
        ({"words": "x", "path": "lessons/none.md"}, 404),
        ({"words": "x" * 2001}, 422),
        ({"words": "x", "path": "lessons/01-lesson-1.md", "line": "9" * 8}, 303),
        ({"words": "x", "path": "lessons/01-lesson-1.md", "line": "-1"}, 422),
        ({"words": "<script>alert(1)</script>"}, 303),
    ],
)
def test_comments_that_lack_something_are_told_so(reviewer, form, status):
    reviewer.post(f"{REVIEW}/comments", form, status)
    page = reviewer.get(REVIEW)
    assert page.all(".//main//script") == []


def test_a_first_edition_is_reviewed_whole(site, make, trainer):
    make.draft(bundle_texts("basics"))
    page = site.reader("giang").get(REVIEW)
    assert "it was never published" in page.text
    assert "Một đoạn văn ngắn." in page.text


def test_the_audit_names_no_sensitive_course(reader, site, make):
    more = "sensitive: violence\nneutral_title: {vi: Khóa học}"
    make.course("k-17", more=more)
    path = "/studio/courses/k-17"
    reader.post(f"{path}/withdraw")
    reader.post(f"{path}/put-back")
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.action.like("course.%")))
    assert all("k-17" not in entry.subject for entry in entries)


def test_who_wrote_before_somebody_else_saved_does_not_accept_either(site, make, reviewer):
    """Whoever saves last does not take away that another wrote the text."""
    make.role(make.person("lan"), "trainer")
    other = site.reader("lan")
    other.post(f"{LESSON.replace('/files/', '/hold/')}", {"takes_over": "1"})
    save(other, lesson_source("lesson-1", "Bài 1", "Một đoạn văn dài hơn."), draft().version)
    ask(other)
    decide(site.reader("giang"), status=403)
    decide(reviewer)


def test_who_brought_a_picture_in_does_not_accept(site, make, reviewer):
    make.role(make.person("lan"), "trainer")
    other = site.reader("lan")
    form = {"files": (io.BytesIO(photograph()), "anh.jpg")}
    sent = other.client.post(f"{COURSE}/media", data=form, content_type="multipart/form-data")
    assert sent.status_code == 303
    ask(site.reader("giang"))
    decide(other, status=403)
    decide(reviewer)
