"""A draft's texts as a trainer finds them."""

from datetime import UTC, datetime, timedelta

import pytest

from core.sentences import say
from courses.bundles.assembling import assemble_course
from quizzes.quiz_markdown.problems import Problem
from studio.contents import (
    DraftText,
    find_changed,
    find_siblings,
    find_titles,
    group_texts,
    lesson_sources_by_path,
    text_kind,
)
from tests.factories.courses import bundle_texts, lesson_source

PUBLISHED = datetime(2026, 9, 1, tzinfo=UTC)
LATER = PUBLISHED + timedelta(days=1)


def drafts(texts, changed_at=PUBLISHED):
    return [DraftText(path, source, changed_at, None) for path, source in sorted(texts.items())]


def grouped(texts, changed=(), problems=()):
    content = assemble_course(texts, ()).content
    return group_texts(drafts(texts), content, "vi", frozenset(changed), problems)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("lessons/01-a.md", "lesson"),
        ("quizzes/final.en.md", "quiz"),
        ("banks/law.md", "bank"),
        ("course.yml", "course"),
    ],
)
def test_a_text_is_what_its_name_says(path, kind):
    assert text_kind(path) == kind


def test_a_text_finds_its_translations_with_the_original_first():
    paths = ["lessons/a.en.md", "lessons/a.md", "lessons/ab.md", "quizzes/a.md"]
    found = [("vi", "lessons/a.md"), ("en", "lessons/a.en.md")]
    assert find_siblings("lessons/a.en.md", paths, "vi") == found


def test_lessons_stand_as_learners_meet_them_not_by_their_names():
    texts = bundle_texts("course")
    texts["course.yml"] = texts["course.yml"].replace(
        "  - lesson: lesson-1\n  - lesson: lesson-2", "  - lesson: lesson-2\n  - lesson: lesson-1"
    )
    titles = [group.titles["vi"] for group in grouped(texts)["lesson"]]
    assert titles == ["Bài 2", "Bài 1"]


def test_a_lesson_stands_once_with_all_its_languages():
    texts = bundle_texts("course", lessons=1)
    texts["lessons/01-lesson-1.en.md"] = lesson_source("lesson-1", "Lesson 1")
    changed = ["lessons/01-lesson-1.en.md"]
    problems = [Problem("lessons/01-lesson-1.en.md", 3, say("Wrong."))]
    [group] = grouped(texts, changed, problems)["lesson"]
    assert group.path == "lessons/01-lesson-1.md"
    assert dict(group.titles) == {"vi": "Bài 1", "en": "Lesson 1"}
    assert [version.language for version in group.versions] == ["vi", "en"]
    assert (group.is_changed, group.mistake_count) == (True, 1)


def test_a_warning_is_no_mistake():
    texts = bundle_texts("course", lessons=1)
    warning = Problem("lessons/01-lesson-1.md", 0, say("No translation."), severity="warning")
    [group] = grouped(texts, problems=[warning])["lesson"]
    assert group.mistake_count == 0


def test_a_course_that_cannot_be_read_still_shows_its_texts_by_name():
    texts = {**bundle_texts("course", lessons=1), "course.yml": ": no"}
    [group] = grouped(texts)["lesson"]
    assert group.titles == {"vi": "01-lesson-1"}


def test_what_nobody_could_read_has_no_title():
    assert find_titles(None) == {}
    assert lesson_sources_by_path(None, {("a", "vi"): "x"}) == {}


def test_before_the_first_edition_nothing_counts_as_changed():
    assert find_changed(drafts({"lessons/a.md": "x"}, LATER), {}, None) == frozenset()


def test_a_text_saved_since_the_edition_is_changed():
    texts = drafts({"quizzes/final.md": "x"}, LATER) + drafts({"quizzes/old.md": "y"})
    assert find_changed(texts, {}, PUBLISHED) == {"quizzes/final.md"}


def test_a_lesson_saved_back_to_what_the_edition_says_is_not_changed():
    texts = drafts({"lessons/a.md": "x", "lessons/b.md": "new"}, LATER)
    sources = {"lessons/a.md": "x", "lessons/b.md": "old"}
    assert find_changed(texts, sources, PUBLISHED) == {"lessons/b.md"}


def test_published_lessons_are_found_under_their_names_in_the_draft():
    content = assemble_course(bundle_texts("course", lessons=1), ()).content
    sources = {("lesson-1", "vi"): "old", ("gone", "vi"): "gone"}
    assert lesson_sources_by_path(content, sources) == {"lessons/01-lesson-1.md": "old"}
