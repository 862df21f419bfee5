"""Changing the outline of a draft: what it makes of course.yml and the files, byte for byte."""

import pytest

from core.yaml_edits import EditRefused
from courses.bundles.assembling import assemble_course
from studio import outline_edits
from studio.new_texts import NewCourse, key_of, manifest_of, starter_of
from studio.outline import keys_by_path
from studio.outline_edits import ItemGone, items_of
from tests.factories.courses import bundle_texts, lesson_source, read_texts

COMMENTED = """\
sen: 1   # format
key: basics
programme: gender-equality
language: vi
title: {vi: Khóa học thử}
activities:
  # read first
  - lesson: lesson-1
  - lesson: lesson-2   # then this
  - quiz: final
    role: final
licence: CC-BY-4.0
"""


@pytest.fixture
def texts():
    return {**bundle_texts("basics"), "course.yml": COMMENTED}


def content_of(texts):
    assembled = assemble_course(texts, ())
    assert assembled.is_sound, assembled.problems
    return assembled.content


def manifest_in(texts):
    return content_of(texts).manifest


def item_in(texts, kind, key):
    items = items_of(texts, keys_by_path(content_of(texts)), "vi")
    return next(each for each in items if (each.kind, each.key) == (kind, key))


def order_of(texts):
    return [each.key for each in manifest_in(texts).activities]


@pytest.mark.parametrize(
    ("name", "before", "order"),
    [
        (("lesson", "lesson-2"), ("lesson", "lesson-1"), ["lesson-2", "lesson-1", "final"]),
        (("lesson", "lesson-1"), ("quiz", "final"), ["lesson-2", "lesson-1", "final"]),
        (("lesson", "lesson-1"), None, ["lesson-2", "final", "lesson-1"]),
        (("quiz", "final"), ("lesson", "lesson-1"), ["final", "lesson-1", "lesson-2"]),
        (("lesson", "lesson-1"), ("lesson", "lesson-1"), ["lesson-1", "lesson-2", "final"]),
        (("lesson", "lesson-1"), ("lesson", "lesson-2"), ["lesson-1", "lesson-2", "final"]),
    ],
)
def test_an_activity_moves_before_another_and_twice_is_the_same(texts, name, before, order):
    once = {**texts, **outline_edits.move(texts, name, before)}
    assert order_of(once) == order
    assert outline_edits.move(once, name, before) == {}
    assert sorted(once["course.yml"].split("\n")) == sorted(COMMENTED.split("\n"))


@pytest.mark.parametrize(
    ("name", "before"),
    [(("lesson", "gone"), None), (("lesson", "lesson-1"), ("lesson", "gone"))],
)
def test_what_is_gone_meanwhile_moves_nothing(texts, name, before):
    with pytest.raises(ItemGone):
        outline_edits.move(texts, name, before)


def test_a_file_in_one_line_is_left_to_its_writer(texts):
    texts["course.yml"] = "{sen: 1, activities: [{lesson: lesson-1}, {lesson: b}]}"
    with pytest.raises(EditRefused):
        outline_edits.move(texts, ("lesson", "lesson-1"), None)


def test_roles_and_what_is_asked_for_are_written_where_they_differ(texts):
    manifest = manifest_in(texts)
    final = ("quiz", "final")
    assert outline_edits.set_required(texts, manifest, final, True) == {}
    free = {**texts, **outline_edits.set_required(texts, manifest, final, False)}
    assert manifest_in(free).required == {("lesson", "lesson-1"), ("lesson", "lesson-2")}
    lesson = {**texts, **outline_edits.set_required(texts, manifest, ("lesson", "lesson-2"), False)}
    assert "completion: {lessons: [lesson-1], quizzes: [final]}" in lesson["course.yml"]
    practice = {**texts, **outline_edits.set_role(texts, manifest, final, "practice")}
    assert manifest_in(practice).activities[2].role == "practice"
    assert final not in manifest_in(practice).required
    none = {**texts, **outline_edits.set_role(texts, manifest, final, "")}
    assert manifest_in(none).required == manifest.required


def test_renaming_changes_one_line_in_each_language(texts):
    texts["lessons/01-lesson-1.en.md"] = lesson_source("lesson-1", "Lesson 1")
    item = item_in(texts, "lesson", "lesson-1")
    new = outline_edits.rename(texts, item, {"vi": "Mới: tên", "en": "Lesson 1"})
    assert new == {
        item.paths["vi"]: texts[item.paths["vi"]].replace("title: Bài 1", "title: 'Mới: tên'")
    }


def test_a_copy_stands_behind_its_original_in_all_languages(texts):
    texts["lessons/01-lesson-1.en.md"] = lesson_source("lesson-1", "Lesson 1")
    item = item_in(texts, "lesson", "lesson-1")
    new = outline_edits.duplicate(texts, item, "lesson-1-2", {"vi": "Bài 1 (bản sao)"})
    assert set(new) == {"course.yml", "lessons/03-lesson-1-2.md", "lessons/03-lesson-1-2.en.md"}
    both = {**texts, **new}
    assert order_of(both) == ["lesson-1", "lesson-1-2", "lesson-2", "final"]
    assert content_of(both).lessons["lesson-1-2"]["vi"].title == "Bài 1 (bản sao)"


@pytest.mark.parametrize(("kind", "key"), [("lesson", "lesson-1"), ("quiz", "final")])
def test_removing_takes_the_line_and_nothing_else(texts, kind, key):
    item = item_in(texts, kind, key)
    new = outline_edits.remove(texts, item, manifest_in(texts))
    left = {
        name: text for name, text in {**texts, **new}.items() if name not in item.paths.values()
    }
    manifest = manifest_in(left)
    assert (kind, key) not in {(each.kind, each.key) for each in manifest.activities}
    assert "# read first" in new["course.yml"] or kind == "lesson"
    assert manifest.required == manifest_in(texts).required - {(kind, key)}


def test_removing_the_last_one_leaves_an_empty_outline():
    texts = bundle_texts("basics", lessons=1, questions=0)
    new = outline_edits.remove(texts, item_in(texts, "lesson", "lesson-1"), manifest_in(texts))
    assert "activities: []" in new["course.yml"]


@pytest.mark.parametrize(
    "title", ["Một", "Đúng: sai #1", "\"q\" & 'p'", "{a}, [b]", "- x", "yes", "1"]
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_new_course_can_be_published_as_soon_as_it_has_a_lesson(title, language):
    texts = {"course.yml": manifest_of(NewCourse("k-1", "gender-equality", language, title))}
    for kind, key in (("lesson", "a"), ("quiz", "b"), ("bank", "c")):
        path = f"{outline_edits.FOLDERS[kind]}/{outline_edits.file_stem(texts, kind, key)}.md"
        texts[path] = starter_of(kind, key, title, language)
        if kind != "bank":
            texts |= outline_edits.list_activity(texts, kind, key)
    reading = read_texts(texts)
    assert reading.bundle is not None, reading.problems
    manifest = reading.bundle.content.manifest
    assert manifest.titles == {language: title}
    assert [(each.key, each.role) for each in manifest.activities] == [("a", ""), ("b", "final")]


def test_a_new_sensitive_course_says_so():
    source = manifest_of(NewCourse("k-1", "violence-prevention", "vi", "Nhận ra", "Bài ngắn 3"))
    texts = {**bundle_texts("k-1"), "course.yml": source.replace("[]", "[{lesson: lesson-1}]")}
    manifest = manifest_in(texts)
    assert (manifest.sensitive, manifest.neutral_titles) == ("violence", {"vi": "Bài ngắn 3"})


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Khái niệm về bình đẳng giới", "khai-niem-ve-binh-dang-gioi"),
        ("Đường dây 111!", "duong-day-111"),
        ("…", "lesson"),
        ("a" * 80, "a" * 50),
    ],
)
def test_a_key_is_the_title_without_marks(title, key):
    assert key_of(title, "lesson") == key
