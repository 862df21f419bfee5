"""Every text keeps what it ever said: sittings, publications, imports, what was restored."""

from datetime import timedelta

import pytest

from core.database import db
from courses import operations
from courses.history import queries
from courses.models import DraftRevision
from courses.queries import find_latest_edition
from tests.factories.courses import (
    PUBLISHED,
    bundle_texts,
    get_course,
    get_file,
    lesson_source,
    manifest_source,
    sound_bundle,
)

LESSON = "lessons/01-lesson-1.md"
SENTENCE = "Một câu dài có hơn tám chữ để nhớ."


@pytest.fixture
def course(make):
    return make.draft(bundle_texts("kept"))


@pytest.fixture
def hers(make):
    return make.person("lan", full_name="Lê Thị Lan")


def write(course, text, by=None, minutes=0.0, path=LESSON):
    file = get_file(course, path)
    at = PUBLISHED + timedelta(minutes=minutes)
    return operations.save_draft(file, text, file.version, at, by.id if by else None)


def listed(course, path=LESSON):
    """The versions of a text, the oldest first, with their texts."""
    query = db.select(DraftRevision).filter_by(course_id=course.id, path=path)
    return list(db.session.scalars(query.order_by(DraftRevision.number)))


def texts(course, path=LESSON):
    return [each.source for each in listed(course, path)]


def test_a_text_that_was_brought_in_is_the_first_version(course):
    [first] = listed(course)
    assert first.source == get_file(course, LESSON).source
    assert (first.number, first.is_sealed, first.length) == (1, True, len(first.source))


def test_what_one_person_types_in_ten_minutes_is_one_version(course, hers):
    for minutes in range(10):
        write(course, f"{SENTENCE} {minutes}", hers, minutes)
    assert texts(course)[1:] == [f"{SENTENCE} 9"]
    write(course, f"{SENTENCE} 10", hers, 10)
    assert texts(course)[1:] == [f"{SENTENCE} 9", f"{SENTENCE} 10"]


def test_another_person_begins_another_version(course, hers, make):
    his = make.person("nam")
    write(course, "Của chị.", hers)
    write(course, "Của anh.", his, 1)
    write(course, "Của chị nữa.", hers, 2)
    assert texts(course)[1:] == ["Của chị.", "Của anh.", "Của chị nữa."]


def test_what_is_taken_out_at_once_can_still_be_found(course, hers):
    write(course, f"Đầu.\n\n{SENTENCE}\n", hers)
    write(course, "Đầu.\n", hers, 1)
    assert texts(course)[1:] == [f"Đầu.\n\n{SENTENCE}\n", "Đầu.\n"]


def test_what_was_published_is_never_written_over(make, course, hers):
    text = lesson_source("lesson-1", text="Như đã xuất bản.")
    write(course, text, hers)
    make.publish(course)
    write(course, f"{text}\nSau đó.\n", hers, 1)
    published = {each.number: each.published_number for each in listed(course)}
    assert published == {1: None, 2: 1, 3: None}
    assert texts(course)[1] == text


def test_an_unchanged_text_stays_with_the_edition_it_was_first_published_in(make, course, hers):
    make.publish(course)
    write(course, lesson_source("lesson-1", text="Khác."), hers)
    make.publish(course)
    other = listed(course, "lessons/02-lesson-2.md")
    assert [each.published_number for each in other] == [1]
    assert [each.published_number for each in listed(course)] == [1, 2]


def test_a_save_that_changes_nothing_leaves_no_trace(course, hers):
    write(course, "Một lần.", hers)
    write(course, "Một lần.", hers, 30)
    assert len(texts(course)) == 2


def test_an_import_is_a_version_of_its_own(course, hers):
    write(course, "Đang viết dở.", hers)
    operations.import_bundle(sound_bundle(bundle_texts("kept")), PUBLISHED, hers.id)
    write(course, "Viết tiếp.", hers, 1)
    assert [text[:3] for text in texts(course)] == ["---", "Đan", "---", "Viế"]


def test_a_text_that_was_taken_away_keeps_its_history(course, hers):
    db.session.delete(get_file(course, LESSON))
    db.session.flush()
    operations.add_draft_file(course, LESSON, "Trở lại.", PUBLISHED, hers.id, 1)
    assert [(each.number, each.restored_number) for each in listed(course)] == [(1, None), (2, 1)]


def test_a_list_is_read_by_pages_and_tells_what_was_added(course, hers):
    for number in range(1, 8):
        write(course, "a" * number * 10, hers, number * 15)
    lines = queries.list_revisions(course.id, LESSON, 8, 3)
    assert [(each.number, each.length, each.added) for each in lines] == [
        (8, 70, 10),
        (7, 60, 10),
        (6, 50, 10),
    ]
    assert lines[0].saved_by == "Lê Thị Lan"
    [first] = queries.list_revisions(course.id, LESSON, 1, 3)
    assert first.added == first.length


def test_only_the_last_texts_of_the_draft_are_sealed_when_it_is_published(make, course, hers):
    write(course, lesson_source("lesson-1", text="Thêm."), hers)
    db.session.delete(get_file(course, "lessons/02-lesson-2.md"))
    file = get_file(course, "course.yml")
    source = file.source.replace("  - lesson: lesson-2\n", "")
    operations.save_draft(file, source, file.version, PUBLISHED)
    make.publish(course)
    assert [each.published_number for each in listed(course)] == [None, 1]
    assert [each.published_number for each in listed(course, "lessons/02-lesson-2.md")] == [None]


def test_a_course_begun_in_the_studio_has_a_history_from_its_first_word(make):
    begun = operations.begin_course(manifest_source("new-one"), PUBLISHED)
    assert begun is not None
    assert [each.number for each in listed(begun, "course.yml")] == [1]
    operations.rekey_course(begun, "other-one", PUBLISHED + timedelta(days=1))
    assert [each.number for each in listed(begun, "course.yml")] == [1, 2]


def test_bringing_an_edition_back_writes_over_nothing_of_the_same_sitting(make):
    make.course("basics")
    found = get_course("basics")
    edition = find_latest_edition(found.id)
    write(found, "Viết dở.", minutes=1)
    before = len(listed(found))
    assert edition is not None
    operations.restore_edition(found, edition, PUBLISHED + timedelta(minutes=2))
    assert len(listed(found)) == before + 1
    assert "Viết dở." in texts(found)
