"""What is told to a trainer whose bundle has a mistake."""

import pytest

from courses.bundles.reading import BundleReading
from quizzes.quiz_markdown.problems import Problem
from tests.factories.courses import SOURCES, bundle_texts, lesson_source, quiz_source, read_texts

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'


def changed(name: str, old: str, new: str) -> BundleReading:
    texts = bundle_texts()
    assert old in texts[name]
    return read_texts({**texts, name: texts[name].replace(old, new, 1)})


def only_problem(reading: BundleReading) -> Problem:
    assert len(reading.problems) == 1, reading.problems
    return reading.problems[0]


def test_a_sound_bundle_has_no_problems() -> None:
    reading = read_texts(bundle_texts())
    assert reading.problems == []
    assert reading.bundle is not None
    content = reading.bundle.content
    assert list(content.lessons) == ["lesson-1", "lesson-2"]
    assert content.manifest.required == {
        *(("lesson", "lesson-1"), ("lesson", "lesson-2"), ("quiz", "final")),
    }


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("sen: 1", "sen: 2", 1, "course.yml does not say its format."),
        ("key: course", "key: Khóa học", 2, "key cannot be Khóa học."),
        ("key: course\n", "", 1, "key is missing."),
        ("language: vi", "language: fr", 4, "language cannot be fr."),
        ("title: {vi: Khóa học thử}", "title: {en: Only}", 5, "title is missing in the course's"),
        ("title: {vi: Khóa học thử}", "titel: {vi: a}", 5, "The key titel is not known."),
        ("  - lesson: lesson-2", "  - lesson: lesson-1", 9, "stands in activities twice"),
        ("  - lesson: lesson-2", "  - lesson: lesson-9", 9, "There is no lesson with the id"),
        ("  - lesson: lesson-2", "  - leson: lesson-2", 9, "neither a lesson nor a quiz"),
        ("    role: final", "    role: last", 11, "role cannot be last."),
        ("activities:", "activities: none", 8, "This is not YAML"),
        ("key: course\n", "key: course\nkey: course\n", 3, "key stands here a second time."),
        ("summary: {vi: Tóm tắt ngắn}", "summary:\n\tvi: a", 7, "A tab stands here."),
        ("summary: {vi: Tóm tắt ngắn}", "minutes: soon", 6, "minutes is wrong."),
        ("summary: {vi: Tóm tắt ngắn}", "sensitive: violence", 6, "neutral_title is missing"),
        (
            "summary: {vi: Tóm tắt ngắn}",
            "completion: {lessons: all, quizzes: [finale]}",
            6,
            "completion names the quiz finale",
        ),
    ],
)
def test_mistakes_in_course_yml_are_told_with_their_line(
    old: str, new: str, line: int, message: str
) -> None:
    reading = changed("course.yml", old, new)
    assert reading.bundle is None
    found = [each for each in reading.problems if message in each.message]
    assert found, reading.problems
    places = {(each.path, each.line) for each in found}
    assert ("course.yml", line) in places or message.startswith(("key is", "neutral")), places
    assert all(each.suggestion for each in found)


def test_a_key_mistyped_is_told_what_was_meant() -> None:
    reading = changed("course.yml", "summary:", "sumary:")
    assert only_problem(reading).suggestion == "Perhaps summary was meant."


def test_references_that_grow_without_end_are_refused() -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"
    reading = changed("course.yml", "sen: 1\n", f"sen: 1\n{bomb}")
    assert reading.bundle is None
    assert "references with * are not taken" in reading.problems[0].message
    assert reading.problems[0].line == 3


def test_what_is_nested_without_end_is_refused() -> None:
    reading = changed("course.yml", "sen: 1\n", f"sen: 1\na: {'[' * 5000}{']' * 5000}\n")
    assert reading.bundle is None
    assert "nested too deep" in reading.problems[0].message


def test_yaml_makes_no_objects() -> None:
    reading = changed("course.yml", "sen: 1\n", "sen: 1\na: !!python/object/apply:os.getcwd []\n")
    assert reading.bundle is None


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("---\nid", "id", 1, "The lesson has no front matter."),
        ("\n---\n## ", "\n## ", 1, "The front matter never ends."),
        ("id: lesson-1", "id: Bài 1", 2, "id cannot be Bài 1."),
        ("title: Bài 1\n", "", 1, "title is missing."),
        ("minutes: 5", "minutes: 5\nduration: 9", 5, "The key duration is not known."),
        ("minutes: 5", "reviewed_on: hôm qua", 4, "reviewed_on is no day."),
        (SOURCES, "sources:\n  - titel: Luật", 6, "The key titel is not known."),
        (SOURCES, "sources:\n  - {title: a, url: x}", 6, "url is no address."),
        ("- [x] Bốn", "- [ ] Bốn", 12, "No choice is marked as right."),
        ("```quiz", "    ```quiz", 11, "A question cannot stand inside something else."),
        ("```quiz", "> ```quiz", 11, "A question cannot stand inside something else."),
        ("\n```\n", "\n", 11, "This question never ends."),
        ("Một đoạn văn", "Gọi {{helplines: violence}}", 9, "The helplines stand within"),
        ("Một đoạn văn ngắn.", "{{helplines: fire}}", 9, "There are no helplines for fire."),
        ("Một đoạn văn", "![x](media/none.png)", 9, "media/none.png is shown here"),
        ("Một đoạn văn", "![x](https://x.vn/a.png)", 9, "is not a file of this course"),
    ],
)
def test_mistakes_in_a_lesson_are_told_with_their_line(
    old: str, new: str, line: int, message: str
) -> None:
    reading = changed("lessons/01-lesson-1.md", old, new)
    assert reading.bundle is None
    found = [each for each in reading.problems if message in each.message]
    assert found, reading.problems
    assert found[0].path == "lessons/01-lesson-1.md"
    assert found[0].line == line or message == "title is missing.", found


def test_a_question_inside_html_is_told() -> None:
    reading = changed("lessons/01-lesson-1.md", "Một đoạn văn ngắn.\n", "<div>\n")
    assert "This stands inside something else." in [each.message for each in reading.problems]


def test_a_lesson_nobody_would_see_is_told_but_taken() -> None:
    texts = {**bundle_texts(), "lessons/03-more.md": lesson_source("more")}
    reading = read_texts(texts)
    problem = only_problem(reading)
    assert reading.bundle is not None
    assert (problem.severity, problem.path) == ("warning", "lessons/03-more.md")
    assert problem.suggestion == "Add - lesson: more to activities in course.yml."


def test_two_lessons_of_one_id_are_refused() -> None:
    texts = {**bundle_texts(), "lessons/03-again.md": lesson_source("lesson-1")}
    problem = only_problem(read_texts(texts))
    assert problem.path == "lessons/03-again.md"
    assert "used in lessons/01-lesson-1.md too" in problem.message


def test_a_translation_missing_is_told_where_the_title_promises_it() -> None:
    texts = bundle_texts()
    texts["course.yml"] = texts["course.yml"].replace("{vi: Khóa học thử}", "{vi: Thử, en: Try}")
    texts["lessons/01-lesson-1.en.md"] = lesson_source("lesson-1", "Lesson 1")
    reading = read_texts(texts)
    problem = only_problem(reading)
    assert reading.bundle is not None
    assert problem.path == "lessons/02-lesson-2.md"
    assert problem.message.startswith("There is no English translation")


@pytest.mark.parametrize(
    ("name", "source", "message"),
    [
        ("lessons/09-alone.en.md", lesson_source("alone"), "its original lessons/09-alone.md"),
        ("lessons/01-lesson-1.en.md", lesson_source("other"), "its original lesson-1"),
        ("lessons/01-lesson-1.fr.md", lesson_source("lesson-1"), "fr is no language"),
        ("lessons/01-lesson-1.vi.md", lesson_source("lesson-1"), "Two files hold the same text"),
        ("banks/law.md", quiz_source("law"), "This file says kind: quiz"),
    ],
)
def test_files_that_do_not_fit_together_are_told(name: str, source: str, message: str) -> None:
    reading = read_texts({**bundle_texts(), name: source})
    assert reading.bundle is None
    assert any(message in each.message for each in reading.problems), reading.problems


def test_a_draw_from_a_bank_that_is_not_there_is_told() -> None:
    texts = bundle_texts()
    texts["quizzes/final.md"] = quiz_source(settings="draw:\n  - {bank: law, count: 2}")
    problem = only_problem(read_texts(texts))
    assert "draws from the bank law" in problem.message


def test_a_draw_of_more_than_a_bank_holds_is_told() -> None:
    texts = bundle_texts()
    texts["quizzes/final.md"] = quiz_source(settings="draw:\n  - {bank: law, count: 9}")
    bank = quiz_source("law", 4, "").replace("kind: quiz", "kind: bank")
    problem = only_problem(read_texts({**texts, "banks/law.md": bank}))
    assert problem.message == ("The quiz draws more questions from law than fit there: 9, not 4.")


def test_media_that_no_text_shows_is_told() -> None:
    problem = only_problem(read_texts(bundle_texts(), {"media/a.svg": SVG}))
    assert (problem.path, problem.severity) == ("media/a.svg", "warning")


def test_media_that_cannot_be_shown_is_refused() -> None:
    reading = read_texts(bundle_texts(), {"media/a.svg": b"<svg onload='x'/>"})
    assert reading.bundle is None
    assert reading.problems[0].path == "media/a.svg"


def test_pictures_shown_by_checks_and_quizzes_count_as_shown() -> None:
    texts = bundle_texts()
    quiz = texts["quizzes/final.md"]
    texts["quizzes/final.md"] = quiz.replace("- [x]", "![x](media/a.svg)\n\n- [x]", 1)
    lesson = texts["lessons/01-lesson-1.md"]
    texts["lessons/01-lesson-1.md"] = lesson.replace("Hai cộng", "![y](media/b.svg) Hai cộng")
    reading = read_texts(texts, {"media/a.svg": SVG, "media/b.svg": SVG})
    assert reading.problems == []


@pytest.mark.parametrize("name", ["course.yml", "lessons/01-lesson-1.md", "quizzes/final.md"])
def test_windows_line_ends_and_byte_order_marks_are_fine(name: str) -> None:
    texts: dict[str, str] = bundle_texts()
    texts[name] = "\ufeff" + texts[name].replace("\n", "\r\n")
    reading = read_texts(texts)
    assert reading.problems == []
    assert reading.bundle is not None
    assert reading.bundle.texts[name] == texts[name]


def test_a_text_in_another_encoding_is_told_with_its_line() -> None:
    texts: dict[str, str | bytes] = dict(bundle_texts())
    texts["lessons/01-lesson-1.md"] = b"---\nid: a\ntitle: \xc4\xe3\n---\n"
    problem = read_texts(texts).problems[0]
    assert (problem.path, problem.line) == ("lessons/01-lesson-1.md", 3)
    assert problem.suggestion == "Save it with the encoding UTF-8."


def test_all_mistakes_are_told_at_once() -> None:
    texts = bundle_texts()
    texts["course.yml"] = texts["course.yml"].replace("summary:", "sumary:")
    texts["lessons/01-lesson-1.md"] = texts["lessons/01-lesson-1.md"].replace("minutes: 5", "x: 5")
    texts["quizzes/final.md"] = texts["quizzes/final.md"].replace("- [x] Đúng 1", "- [ ] Đúng 1")
    paths = {each.path for each in read_texts(texts).problems}
    assert paths == {"course.yml", "lessons/01-lesson-1.md", "quizzes/final.md"}
