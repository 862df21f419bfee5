"""Two versions of a course: which texts differ, how they look, what they say."""

import pytest

from core.markdown import Picture
from studio.changes import DRAFT, CourseVersion, changed_pictures, compare_versions
from tests.factories.courses import bundle_texts, lesson_source, manifest_source, quiz_source

LESSON = "lessons/01-lesson-1.md"


def version(texts=None, pictures=(), **more):
    return CourseVersion(DRAFT, None, None, texts or bundle_texts(), dict(pictures), "vi", **more)


def changes(new, old=None):
    return compare_versions(version(old), version(new))


def words(change, tag):
    html = "".join(passage.html for passage in change.passages)
    parts = html.split(f"<{tag} ")[1:]
    return [part.partition(">")[2].partition("<")[0].strip() for part in parts]


def test_a_course_compared_with_itself_has_no_change():
    assert changes(bundle_texts()) == []


def test_a_word_of_a_lesson_is_told_rendered_and_as_markdown():
    new = bundle_texts() | {LESSON: lesson_source("lesson-1", "Bài 1", "Một đoạn văn dài.")}
    (change,) = changes(new)
    assert (change.kind, change.state, change.titles) == ("lesson", "changed", {"vi": "Bài 1"})
    assert (words(change, "del"), words(change, "ins")) == (["ngắn"], ["dài"])
    changed = [line for line in change.source.lines if line.kind in ("added", "removed")]
    assert [[s.text.strip() for s in line.segments if s.kind != "same"] for line in changed] == [
        ["ngắn"],
        ["dài"],
    ]


def test_a_right_answer_that_changed_is_told():
    texts = bundle_texts()
    file = texts["quizzes/final.md"]
    new = texts | {"quizzes/final.md": file.replace("- [x] Đúng 1", "- [ ] Đúng 1", 1)}
    new["quizzes/final.md"] = new["quizzes/final.md"].replace("- [ ] Sai 1", "- [x] Sai 1", 1)
    (change,) = changes(new)
    assert change.kind == "quiz"
    assert "✓" in words(change, "ins")[0]


def test_the_name_of_a_course_and_its_order_are_told():
    new = bundle_texts() | {"course.yml": manifest_source("course", title="Tên mới")}
    (change,) = changes(new)
    assert change.kind == "course"
    assert "mới" in "".join(words(change, "ins"))


@pytest.mark.parametrize(
    ("old", "new", "state"),
    [(1, 2, "new"), (2, 1, "gone")],
)
def test_lessons_that_came_or_went_are_told(old, new, state):
    found = changes(bundle_texts(lessons=new), bundle_texts(lessons=old))
    assert [(each.kind, each.state) for each in found] == [
        ("course", "changed"),
        ("lesson", state),
    ]


def test_a_lesson_whose_file_was_renamed_is_the_same_lesson():
    texts = bundle_texts()
    source = texts.pop(LESSON)
    assert changes(texts | {"lessons/02-other.md": source}) == []


def test_a_draft_that_cannot_be_read_is_still_compared_as_it_is_written():
    new = bundle_texts() | {LESSON: "---\nid: [\n---\n"}
    (change,) = changes(new)
    assert change.source.removed_count > 0


def test_of_an_edition_whose_quizzes_were_not_kept_only_lessons_are_compared():
    texts = bundle_texts()
    kept = {path: source for path, source in texts.items() if path.startswith("lessons/")}
    new = texts | {LESSON: lesson_source("lesson-1", "Bài 1", "Khác.")}
    old = version(kept, is_whole=False)
    assert [each.path for each in compare_versions(old, version(new))] == [LESSON]


def test_translations_are_compared_in_their_language():
    english = "lessons/01-lesson-1.en.md"
    old = bundle_texts() | {english: lesson_source("lesson-1", "Lesson 1", "A short text.")}
    new = old | {english: lesson_source("lesson-1", "Lesson 1", "A long text.")}
    (change,) = changes(new, old)
    assert (change.language, words(change, "ins")) == ("en", ["long"])


def test_pictures_that_are_others_now_are_named():

    old = version(pictures={"media/a.png": Picture("/a", 1, 1), "media/b.png": Picture("/b", 1, 1)})
    new = version(pictures={"media/a.png": Picture("/c", 1, 1), "media/b.png": Picture("/b", 1, 1)})
    assert changed_pictures(old, new) == ["media/a.png"]


def test_a_quiz_with_a_new_question_shows_the_question():
    new = bundle_texts() | {"quizzes/final.md": quiz_source(questions=4)}
    (change,) = changes(new)
    assert any("Câu hỏi 4" in word for word in words(change, "ins"))
