"""Drafts are saved by several people and overwritten by nobody."""

import pytest

from core.database import db
from courses import operations, queries
from courses.models import Programme
from courses.operations import DraftChangedMeanwhile, DraftFileRefused
from studio.views.file_page import load_text, preview_text
from tests.factories.courses import PUBLISHED, bundle_texts, get_file, lesson_source

LESSON = "lessons/01-lesson-1.md"


@pytest.fixture
def course(make):
    return make.draft(bundle_texts("drafted"))


@pytest.fixture
def file(course):
    return get_file(course, LESSON)


def look(course, source):
    """A lesson as learners would see it, from a text that need not be saved."""
    return preview_text(load_text(course, LESSON), LESSON, source)


def test_a_save_counts_and_says_who(course, file, make) -> None:
    trainer = make.person()
    saved = operations.save_draft(file, "mới", 1, PUBLISHED, trainer.id)
    assert (saved.source, saved.version, saved.changed_by_id) == ("mới", 2, trainer.id)
    assert course.changed_at == PUBLISHED


def test_a_save_over_somebody_elses_is_refused_and_shows_theirs(file) -> None:
    operations.save_draft(file, "hers", 1, PUBLISHED)
    with pytest.raises(DraftChangedMeanwhile) as refusal:
        operations.save_draft(file, "his", 1, PUBLISHED)
    theirs = refusal.value.file
    assert theirs is not None
    assert (theirs.source, theirs.version) == ("hers", 2)


def test_a_save_sent_twice_counts_once(file) -> None:
    operations.save_draft(file, "same", 1, PUBLISHED)
    assert operations.save_draft(file, "same", 1, PUBLISHED).version == 2


def test_a_save_to_a_text_taken_away_is_refused(file) -> None:
    db.session.delete(file)
    db.session.flush()
    with pytest.raises(DraftChangedMeanwhile) as refusal:
        operations.save_draft(file, "late", 1, PUBLISHED)
    assert refusal.value.file is None


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_stay_as_the_text_has_them(file, end) -> None:
    operations.save_draft(file, "a\nb", 1, PUBLISHED)
    file.source = f"a{end}b{end}"
    db.session.flush()
    saved = operations.save_draft(file, "a\r\nc\r\n", 2, PUBLISHED)
    assert saved.source == f"a{end}c{end}"


def test_saving_course_yml_changes_what_the_draft_is_called_and_no_more(course) -> None:
    file = get_file(course, "course.yml")
    source = file.source.replace("Khóa học thử", "Tên mới").replace("gender-equality", "gender")
    operations.save_draft(file, source.replace("language: vi", "language: en"), 1, PUBLISHED)
    assert course.manifest["title"] == {"vi": "Tên mới"}
    assert (course.programme.key, course.language) == ("gender-equality", "vi")
    assert queries.find_programme("gender") is None


def test_a_draft_that_would_move_its_course_says_so(course) -> None:
    file = get_file(course, "course.yml")
    source = file.source.replace("gender-equality", "gender")
    operations.save_draft(file, source, 1, PUBLISHED)
    [problem] = operations.check_draft(course)
    assert (problem.severity, problem.path) == ("warning", "course.yml")
    assert str(problem.message) == "There is no programme gender yet: publishing makes it."
    db.session.add(Programme(key="gender", titles={}))
    [problem] = operations.check_draft(course)
    assert str(problem.message) == "Publishing moves the course to the programme gender."


def test_a_draft_in_another_language_is_read_in_that_language(course) -> None:
    file = get_file(course, "course.yml")
    operations.save_draft(file, file.source.replace("language: vi", "language: en"), 1, PUBLISHED)
    lesson = look(course, get_file(course, LESSON).source)
    assert lesson.language == "en"


def test_course_yml_with_a_mistake_is_saved_and_told(course) -> None:
    file = get_file(course, "course.yml")
    operations.save_draft(file, "sen: [", 1, PUBLISHED)
    assert course.manifest["title"] == {"vi": "Khóa học thử"}
    assert [problem.path for problem in operations.check_draft(course)] == ["course.yml"]


def test_the_key_of_a_course_stays(course) -> None:
    file = get_file(course, "course.yml")
    operations.save_draft(file, file.source.replace("drafted", "other"), 1, PUBLISHED)
    problem = operations.check_draft(course)[0]
    assert problem.suggestion == "Write key: drafted"
    assert course.key == "drafted"


def test_a_sound_draft_has_no_problems(course) -> None:
    assert operations.check_draft(course) == []


@pytest.mark.parametrize(
    "path", ["course.yml", "lessons/a.txt", "../a.md", "lessons/../a.md", "x/a.md", "lessons/á.md"]
)
def test_a_new_text_needs_a_plain_name(course, path) -> None:
    with pytest.raises(DraftFileRefused):
        operations.add_draft_file(course, path, "x", PUBLISHED)


def test_a_new_text_takes_nobodys_place(course) -> None:
    added = operations.add_draft_file(course, "lessons/03-new.md", lesson_source("new"), PUBLISHED)
    assert added.version == 1
    with pytest.raises(DraftFileRefused, match="is there already"):
        operations.add_draft_file(course, "lessons/03-new.md", "x", PUBLISHED)


@pytest.mark.parametrize("source", ["a\0b", "a" * 1_100_000])
def test_what_cannot_be_kept_is_refused(file, source) -> None:
    with pytest.raises(DraftFileRefused):
        operations.save_draft(file, source, 1, PUBLISHED)


def test_a_preview_is_the_lesson_as_learners_will_see_it(make, course, file) -> None:
    preview = look(course, file.source)
    published = make.publish(course)
    lesson = queries.get_lesson(published.activities[0], "vi")
    assert preview.problems == []
    assert preview.blocks[0].html == lesson.blocks[0]["html"]
    assert preview.checks["check-1"] == lesson.checks["check-1"]


def test_a_preview_of_a_text_with_mistakes_shows_what_there_is_and_tells(course) -> None:
    source = "---\nid: Bài 1\n---\n\nChữ\n\n```quiz\nHỏi?\n- [ ] a\n```\n"
    preview = look(course, source)
    assert preview.blocks[0].html == "<p>Chữ</p>"
    lines = [problem.line for problem in preview.problems]
    assert 2 in lines
    assert max(lines) >= 8


@pytest.mark.parametrize("source", ["", "---", "---\n---\n", "\ufeff", "---\na: [\n---\nb", "\r"])
def test_a_preview_never_fails(course, source) -> None:
    assert look(course, source).problems
