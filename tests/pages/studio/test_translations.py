"""Two languages side by side: what is missing, what changed since, and saying it is well."""

import pytest

from quizzes.publishing import content_hash
from tests.counting import MOST_QUERIES, counted_queries
from tests.factories.courses import bundle_texts, lesson_source
from tests.pages.reader import text_of
from tests.pages.studio import COURSE, LESSON, draft, save
from tests.pages.studio.test_bundles import changed, confirm, download, upload

LIST = f"{COURSE}/translations"
ONE = f"{LIST}/lessons/01-lesson-1.en.md"
CHECK = (
    ("Hai cộng hai là mấy?", "What is two and two?"),
    ("Ba", "Three"),
    ("Thiếu một.", "One is missing."),
    ("Bốn", "Four"),
    ("Đếm trên ngón tay.", "Count on your fingers."),
)


def translated(source):
    for vietnamese, english in CHECK:
        source = source.replace(vietnamese, english)
    return source


ENGLISH = translated(lesson_source("lesson-1", "Lesson 1", "A short text."))


@pytest.fixture
def course(make):
    return make.publish(
        make.draft({**bundle_texts("basics"), "lessons/01-lesson-1.en.md": ENGLISH})
    )


def change(reader):
    save(reader, lesson_source("lesson-1", "Bài 1", "Một đoạn văn rất ngắn."))


def states(page):
    return [text_of(item) for item in page.all(".//main//li")]


def test_the_list_says_what_is_missing_and_what_is_behind(reader):
    page = reader.get(LIST)
    assert "in step" in states(page)[0]
    assert sum("not there yet" in each for each in states(page)) == 2
    change(reader)
    assert "1 part changed in the original" in states(reader.get(LIST))[0]


def test_what_changed_since_the_translation_was_in_step_is_marked_word_by_word(reader):
    change(reader)
    page = reader.get(ONE)
    assert [text_of(each) for each in page.all(".//ins")] == ["rất"]
    assert "A short text." in page.text


def test_saving_does_not_say_that_all_of_it_was_seen(reader):
    change(reader)
    save(reader, ENGLISH + "\nMore.\n", path=LESSON.replace(".md", ".en.md"))
    assert [text_of(each) for each in reader.get(ONE).all(".//ins")] == ["rất"]


def test_every_row_leads_to_its_line_with_the_original_beside(reader):
    change(reader)
    links = [each.get("href") for each in reader.get(ONE).all(".//a[@class='both-write']")]
    lines = [link.partition("?beside=original#line-")[2] for link in links]
    written = ENGLISH.split("\n")
    assert [written[int(line) - 1] for line in lines] == [
        "---",
        "## Lesson 1",
        "A short text.",
        "```quiz",
    ]


def test_a_change_that_needs_none_here_is_said_to_and_only_if_it_was_seen(reader):
    change(reader)
    [field] = [e for e in reader.get(ONE).all(".//input") if e.get("name") == "seen"]
    save(reader, lesson_source("lesson-1", "Bài 1", "Lại khác."), 2)
    reader.post(ONE, {"seen": field.get("value")})
    assert "1 part changed" in states(reader.get(LIST))[0]
    [field] = [e for e in reader.get(ONE).all(".//input") if e.get("name") == "seen"]
    for _time in range(2):
        reader.post(ONE, {"seen": field.get("value")})
    assert "in step" in states(reader.get(LIST))[0]


def test_a_translation_is_begun_once(reader):
    path = f"{LIST}/lessons/02-lesson-2.en.md"
    assert "There is no translation yet" in reader.get(path).text
    for _time in range(2):
        reader.post(path, {})
    assert draft("lessons/02-lesson-2.en.md").version == 1
    assert "not translated" in states(reader.get(LIST))[1]


def test_a_check_and_a_picture_left_in_the_language_of_the_original_are_told(reader):
    picture = "![Bến sông](media/a.svg)"
    save(reader, lesson_source("lesson-1", "Bài 1", picture))
    english = lesson_source("lesson-1", "Lesson 1", picture)
    save(reader, english, path=LESSON.replace(".md", ".en.md"))
    page = reader.get(ONE)
    assert [text_of(each) for each in page.all(".//p")].count("Not translated") == 2


@pytest.mark.parametrize(
    "path", ["x", "lessons/01-lesson-1.md", "lessons/none.en.md", "course.yml"]
)
def test_what_is_no_translation_is_not_there(reader, path):
    reader.get(f"{LIST}/{path}", 404)
    reader.post(f"{LIST}/{path}", {}, 404)


@pytest.mark.parametrize("path", [LIST, ONE])
def test_the_pages_ask_little(reader, path):
    reader.get(path)
    with counted_queries() as queries:
        reader.get(path)
    assert len(queries) <= MOST_QUERIES, queries


def test_a_translation_that_changed_is_published_and_compared_like_any_text(site, make, trainer):
    texts = bundle_texts("basics", lessons=1)
    path = "lessons/01-lesson-1.en.md"
    texts[path] = lesson_source("lesson-1", "Lesson 1", "A short text.")
    make.publish(make.draft(texts))
    reader = site.reader("giang")
    save(reader, texts[path].replace("short", "long"), path=f"{COURSE}/files/{path}")
    for page in (f"{COURSE}/publish", f"{COURSE}/editions", f"{COURSE}/review"):
        assert "English" in reader.get(page).text or page.endswith("review")


def test_a_translation_that_is_brought_in_was_made_of_the_original_that_comes_with_it(reader):
    english = ENGLISH.replace("A short text.", "Some short text.")
    content = changed(download(reader), **{"lessons/01-lesson-1.en.md": english})
    change(reader)
    confirm(reader, upload(reader, content).location)
    assert draft("lessons/01-lesson-1.en.md").source == english
    assert "1 part changed in the original" in states(reader.get(LIST))[0]


def test_a_copy_is_as_far_behind_as_what_it_was_made_of(reader):
    change(reader)
    reader.post(f"{COURSE}/outline/lesson/lesson-1/duplicate", {})
    told = [each for each in states(reader.get(LIST)) if "1 part changed" in each]
    assert len(told) == 2


def test_what_is_changed_in_both_languages_at_once_stays_in_step(reader):
    change(reader)
    reader.post(ONE, {"seen": content_hash(draft().source)})
    save(reader, ENGLISH.replace("short", "very short"), path=f"{LESSON[:-3]}.en.md")
    assert "in step" in states(reader.get(LIST))[0]
    reader.post(f"{COURSE}/editions/1/restore")
    assert draft("lessons/01-lesson-1.en.md").source == ENGLISH
    assert "in step" in states(reader.get(LIST))[0]
