"""From a bundle to what learners see, and what stays as it was."""

import pytest
from sqlalchemy import event, func, select

from core import events
from core.database import db
from courses import operations, queries
from courses.events import CoursePublished
from courses.models import CourseEdition, EditionActivity, LessonEdition
from courses.operations import DraftHasMistakes, NothingToPublish
from tests.factories.courses import (
    PUBLISHED,
    bundle_texts,
    get_course,
    get_file,
    lesson_source,
    sound_bundle,
)

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20"/>'


class Queries:
    """Counts the statements that reach the database."""

    def __enter__(self) -> "Queries":
        self.statements: list[str] = []
        event.listen(db.engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(db.engine, "before_cursor_execute", self._note)

    def _note(self, _connection, _cursor, statement, *_) -> None:
        self.statements.append(statement)

    @property
    def count(self) -> int:
        return sum("SELECT" in statement for statement in self.statements)


def save(course, path, old, new):
    file = get_file(course, path)
    operations.save_draft(file, file.source.replace(old, new), file.version, PUBLISHED)
    db.session.commit()


def count(model) -> int:
    return db.session.scalars(select(func.count()).select_from(model)).one()


def test_a_published_course_reads_as_its_bundle_says(make) -> None:
    course = make.course("basics", more="completion: {lessons: [lesson-1], quizzes: [final]}")
    assert (course.key, course.language, course.edition_number) == ("basics", "vi", 1)
    assert course.titles == {"vi": "Khóa học thử"}
    assert course.order == "free"
    assert [(each.kind, each.key, each.is_required) for each in course.activities] == [
        ("lesson", "lesson-1", True),
        ("lesson", "lesson-2", False),
        ("quiz", "final", True),
    ]
    assert course.find_next(course.activities[0]) == course.activities[1]
    assert course.activities[2].role == "final"
    assert course.activities[2].quiz_edition_id is not None
    assert course.minutes == 5 + 5 + 2


def test_a_lesson_reads_without_its_keys(make) -> None:
    course = make.course()
    lesson = queries.get_lesson(course.activities[0], "vi")
    assert lesson.title == "Bài 1"
    assert [block["kind"] for block in lesson.blocks] == ["html", "check"]
    assert lesson.checks["check-1"]["correct"] == [1]


def test_a_draft_is_seen_by_no_learner(make) -> None:
    course = make.draft(bundle_texts("hidden"))
    assert queries.find_published_course("hidden") is None
    assert queries.list_published_courses() == []
    assert course.published_number is None


def test_publishing_again_without_a_change_says_so(make) -> None:
    published = make.course()
    course = get_course(published.key)
    with pytest.raises(NothingToPublish):
        operations.publish_course(course, False, "", PUBLISHED)
    db.session.rollback()
    assert count(CourseEdition) == 1


def test_a_change_makes_an_edition_of_the_lesson_changed_alone(make) -> None:
    first = make.course()
    course = get_course(first.key)
    save(course, "lessons/02-lesson-2.md", "Một đoạn văn", "Hai đoạn văn")
    second = make.publish(course)
    assert second.edition_number == 2
    assert second.activities[0].lesson_edition_id == first.activities[0].lesson_edition_id
    assert second.activities[1].lesson_edition_id != first.activities[1].lesson_edition_id
    assert second.activities[2].quiz_edition_id == first.activities[2].quiz_edition_id
    assert count(LessonEdition) == 3
    old = queries.get_lesson(first.activities[1], "vi")
    new = queries.get_lesson(second.activities[1], "vi")
    assert "Một đoạn" in old.blocks[0]["html"]
    assert "Hai đoạn" in new.blocks[0]["html"]


def test_an_activity_keeps_its_identity_through_editions(make) -> None:
    first = make.course()
    course = get_course(first.key)
    save(course, "course.yml", "  - lesson: lesson-1\n", "")
    second = make.publish(course)
    save(course, "course.yml", "activities:\n", "activities:\n  - lesson: lesson-1\n")
    third = make.publish(course)
    assert [each.key for each in second.activities] == ["lesson-2", "final"]
    assert third.activities[0].activity_id == first.activities[0].activity_id
    assert third.activities[0].lesson_edition_id == first.activities[0].lesson_edition_id


def test_programme_and_language_are_those_of_the_edition_that_learners_see(make) -> None:
    published = make.course()
    course = get_course(published.key)
    save(course, "course.yml", "gender-equality", "womens-skills")
    save(course, "course.yml", "language: vi", "language: en")
    save(course, "course.yml", "{vi:", "{en:")
    assert (course.programme.key, course.language) == ("gender-equality", "vi")
    assert make.publish(course).language == "en"
    assert (course.programme.key, course.language) == ("womens-skills", "en")


def test_a_bundle_brought_again_moves_its_course_when_it_is_published(make) -> None:
    texts = bundle_texts("moved")
    moved = {**texts, "course.yml": texts["course.yml"].replace("gender-equality", "other")}
    course = make.draft(moved)
    assert make.draft(texts).programme.key == "other"
    make.publish(course)
    assert course.programme.key == "gender-equality"
    assert make.draft(moved).programme.key == "gender-equality"
    make.publish(course)
    assert course.programme.key == "other"


def test_a_draft_with_mistakes_is_not_published(make) -> None:
    published = make.course()
    course = get_course(published.key)
    save(course, "lessons/01-lesson-1.md", "- [x]", "- [ ]")
    with pytest.raises(DraftHasMistakes) as refusal:
        operations.publish_course(course, False, "", PUBLISHED)
    assert refusal.value.problems[0].path == "lessons/01-lesson-1.md"
    db.session.rollback()
    assert queries.find_published_course(course.key) == published


def test_publishing_is_announced(make) -> None:
    heard: list[CoursePublished] = []
    events.subscribe(CoursePublished, heard.append)
    course = make.draft()
    edition = operations.publish_course(course, True, "  Luật mới ", PUBLISHED)
    events._handlers[CoursePublished].remove(heard.append)
    assert heard == [
        CoursePublished(course.id, course.key, edition.id, 1, True, PUBLISHED),
    ]
    assert edition.note == "Luật mới"


def test_a_picture_comes_with_its_address_and_size(make) -> None:
    texts = bundle_texts("pictures", lessons=1, questions=0)
    texts["lessons/01-lesson-1.md"] = lesson_source("lesson-1", text="![a](media/a.svg)")
    course = make.publish(make.draft(texts, {"media/a.svg": SVG}))
    html = queries.get_lesson(course.activities[0], "vi").blocks[0]["html"]
    assert 'height="20"' in html
    assert 'src="/media/' in html


def test_another_picture_under_the_same_name_is_a_change(make) -> None:
    texts = bundle_texts("pictures", lessons=1, questions=0)
    texts["lessons/01-lesson-1.md"] = lesson_source("lesson-1", text="![a](media/a.svg)")
    course = make.draft(texts, {"media/a.svg": SVG})
    make.publish(course)
    make.draft(texts, {"media/a.svg": SVG + b"<!-- -->"})
    assert make.publish(course).edition_number == 2


def test_what_was_published_is_read_with_one_query_and_lessons_with_none(make) -> None:
    course = make.course()
    queries.get_lesson(course.activities[0], "vi")
    with Queries() as seen:
        again = queries.find_published_course(course.key)
        queries.get_lesson(course.activities[0], "vi")
    assert again is course or again == course
    assert seen.count == 1


def test_reading_all_courses_takes_two_queries_however_many_there_are(make) -> None:
    for _ in range(4):
        course = make.draft()
        operations.publish_course(course, False, "", PUBLISHED)
    db.session.commit()
    with Queries() as seen:
        assert len(queries.list_published_courses()) == 4
    assert seen.count == 2


def test_nothing_is_kept_of_what_was_rolled_back(make) -> None:
    course = make.draft(bundle_texts("fleeting"))
    operations.publish_course(course, False, "", PUBLISHED)
    assert queries.find_published_course("fleeting") is not None
    db.session.rollback()
    assert queries.find_published_course("fleeting") is None
    save(course, "course.yml", "Khóa học thử", "Khóa khác")
    assert make.publish(course).titles == {"vi": "Khóa khác"}


def test_an_edition_says_in_order_what_it_holds(make) -> None:
    course = make.course()
    rows = db.session.scalars(
        select(EditionActivity).where(EditionActivity.course_edition_id == course.edition_id)
    )
    assert [row.position for row in rows] == [1, 2, 3]


def test_a_bundle_brought_again_replaces_the_draft_and_nothing_else(make) -> None:
    published = make.course("again")
    texts = bundle_texts("again", lessons=1, questions=0)
    course = operations.import_bundle(sound_bundle(texts), PUBLISHED)
    db.session.commit()
    assert [file.path for file in queries.list_draft_files(course)] == sorted(texts)
    assert get_file(course, "lessons/01-lesson-1.md").version == 1
    assert get_file(course, "course.yml").version == 2
    assert queries.find_published_course("again") == published
