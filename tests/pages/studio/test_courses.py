"""Where trainers write: who may be there, courses, a course, publishing."""

import pytest

from accounts.models import Person
from core.database import db
from tests.counting import MOST_QUERIES, counted_queries
from tests.factories.courses import bundle_texts, lesson_source, quiz_source
from tests.pages.reader import text_of
from tests.pages.studio import (
    COURSE,
    HOME,
    LESSON,
    MANIFEST,
    MISTAKE,
    PAGES,
    PUBLISH,
    QUIZ,
    basics,
    draft,
    draft_named,
    draft_on,
    has_button,
    note_on,
    publish,
    save,
    send,
)

# Who may be here.


@pytest.mark.parametrize("path", PAGES)
def test_nobody_else_sees_the_studio(site, make, course, path):
    make.person("hoa")
    make.role(make.person("quan"), "manager")
    for name in ("hoa", "quan"):
        page = site.reader(name).get(path, 403)
        assert "Một đoạn văn ngắn" not in page.text
    assert site.client().get(path).status_code == 303


@pytest.mark.parametrize("path", [f"{COURSE}/publish", LESSON, f"{COURSE}/preview"])
def test_nobody_else_writes(site, make, course, path):
    make.person("hoa")
    form = {"source": "x", "version": 1, "path": "lessons/01-lesson-1.md"}
    site.reader("hoa").post(path, form, 403)
    assert site.client().post(path, data=form).status_code == 401
    assert draft().version == 1


@pytest.mark.parametrize(
    "path",
    [
        "/studio/courses/other",
        "/studio/courses/other/files/course.yml",
        f"{COURSE}/files/lessons/none.md",
        f"{COURSE}/files/../../etc/passwd",
    ],
)
def test_what_is_not_there_is_not_found(reader, path):
    reader.get(path, 404)


def test_a_learner_sees_a_draft_at_no_address(site, make, reader):
    secret = "Chưa ai được đọc câu này"
    save(reader, lesson_source("lesson-1", secret, secret))
    make.person("hoa")
    learner = site.reader("hoa")
    for path in (
        "/",
        "/courses",
        "/courses/basics",
        "/courses/basics/lessons/lesson-1",
        "/courses/basics/quizzes/final",
        "/record",
    ):
        assert secret not in learner.get(path).text


def test_a_course_that_was_never_published_is_nowhere_for_learners(site, make, trainer):
    make.draft(bundle_texts("unseen"))
    make.person("hoa")
    learner = site.reader("hoa")
    assert "/courses/unseen" not in learner.get("/courses").links().values()
    learner.get("/courses/unseen", 404)
    learner.get("/courses/unseen/lessons/lesson-1", 404)


# The pages.


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_sound_in_both_languages_and_asks_little(reader, trainer, path, language):
    db.session.get_one(Person, trainer.id).language = language
    db.session.commit()
    reader.get(path)
    with counted_queries() as queries:
        page = reader.get(path)
    assert page.document.get("lang") == language
    assert len(queries) <= MOST_QUERIES, queries


def test_the_number_of_queries_does_not_grow_with_a_course(site, make, trainer):
    make.course("basics", lessons=2)
    make.course("large", lessons=9)
    reader = site.reader("giang")
    counts = []
    for key in ("basics", "large"):
        reader.get(f"/studio/courses/{key}")
        with counted_queries() as queries:
            reader.get(f"/studio/courses/{key}")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_studio_says_of_each_course_whether_learners_see_what_was_written(site, make, reader):
    make.draft(bundle_texts("new"))
    make.course("quiet")
    save(reader, lesson_source("lesson-1", text="Đã sửa."))
    page = reader.get(HOME)
    tiles = {
        link.get("href"): text_of(item)
        for item in page.all(".//li[@class='tile']")
        for link in item.findall(".//a")
    }
    assert "Changed since" in tiles[COURSE]
    assert "Edition 1" in tiles["/studio/courses/quiet"]
    assert "Changed since" not in tiles["/studio/courses/quiet"]
    assert "Not published yet" in tiles["/studio/courses/new"]


def test_a_course_page_leads_to_every_text_in_every_language(site, make, trainer):
    texts = bundle_texts("basics", lessons=1)
    texts["lessons/01-lesson-1.en.md"] = lesson_source("lesson-1", "Lesson 1")
    make.draft(texts)
    links = site.reader("giang").get(COURSE).links()
    assert links["Lesson 1"] == LESSON.replace(".md", ".en.md")
    assert links["Tiếng Việt"] == LESSON
    assert QUIZ in links.values()
    assert MANIFEST in links.values()


def test_a_course_page_says_what_changed_since_the_last_edition(reader):
    assert "Learners see all you wrote" in reader.get(COURSE).text
    save(reader, lesson_source("lesson-1", "Bài 1", "Câu mới."))
    page = reader.get(COURSE)
    assert "Changed since edition 1" in page.text
    assert "Phạm Thị Giang" in page.text
    assert page.links()["See the changes and publish"] == PUBLISH
    page = reader.get(f"{PUBLISH}?view=markdown")
    assert [text_of(each) for each in page.all(".//ins")] == ["New: Câu mới."]
    assert [text_of(each) for each in page.all(".//del")] == ["Gone: Một đoạn văn ngắn."]
    page = reader.get(PUBLISH)
    assert [text_of(each) for each in page.all(".//ins")] == ["Câu mới."]


def test_problems_are_named_with_file_and_line_and_lead_there(reader):
    save(reader, MISTAKE)
    page = reader.get(COURSE)
    line = MISTAKE.splitlines().index("Không có đáp án") + 1
    target = page.links()[f"lessons/01-lesson-1.md, line {line}"]
    assert target == f"{LESSON}#line-{line}"
    assert "1 mistake stands in the way" in page.text
    assert not has_button(page, "Publish")


# Publishing.


def test_a_first_edition_asks_nothing(site, make, trainer):
    make.draft(bundle_texts("basics"))
    reader = site.reader("giang")
    page = reader.get(COURSE)
    assert has_button(page, "Publish the course")
    assert not [each for each in page.all(".//textarea") if each.get("name") == "note"]
    reader.post(f"{COURSE}/publish", {"draft": draft_on(page)})
    assert "Edition 1 is published" in reader.get(COURSE).text


def test_an_edition_stands_in_the_list_with_what_changed_and_who_published_it(reader):
    save(reader, lesson_source("lesson-1", text="Câu mới."))
    publish(reader, "Sửa Điều 5.", "card")
    text = reader.get(COURSE).text
    assert "Edition 2" in text
    assert "Sửa Điều 5." in text
    assert "Phạm Thị Giang" in text
    assert "Changed what people have to know" in text


def test_publishing_asks_what_changed_and_keeps_what_was_typed(reader):
    save(reader, lesson_source("lesson-1", text="Câu mới."))
    page = send(reader, f"{COURSE}/publish", 422, note="Chỉ ghi chú.")
    assert "Please choose one of these." in page.text
    assert note_on(page) == "Chỉ ghi chú."
    page = send(reader, f"{COURSE}/publish", 422, is_material="no")
    assert "Please say in a few words what changed." in page.text


def test_a_draft_with_mistakes_is_not_published_and_what_was_typed_is_kept(reader):
    save(reader, MISTAKE)
    shown = draft_named()
    page = send(reader, f"{COURSE}/publish", 422, draft=shown, note="Sửa.", is_material="no")
    assert "1 mistake stands in the way" in page.text
    assert note_on(page) == "Sửa."
    assert basics().published_number == 1


def test_nothing_to_publish_is_told_kindly(reader):
    same = draft_named()
    page = send(reader, f"{COURSE}/publish", 200, draft=same, note="x", is_material="no")
    assert "Nothing has changed since edition 1" in page.text
    assert basics().published_number == 1


def test_publishing_twice_publishes_once(reader):
    save(reader, lesson_source("lesson-1", text="Câu mới."))
    form = {"draft": draft_on(reader.get(PUBLISH)), "note": "Sửa lỗi chữ.", "is_material": "no"}
    assert reader.post(f"{COURSE}/publish", form).status_code == 303
    page = send(reader, f"{COURSE}/publish", 200, **form)
    assert "Nothing has changed since edition 2" in page.text


def test_what_a_colleague_saved_meanwhile_is_not_published_unseen(reader, site, make):
    make.role(make.person("lan", full_name="Lê Thị Lan"), "trainer")
    save(reader, lesson_source("lesson-1", text="Câu mới."))
    form = {"draft": draft_on(reader.get(PUBLISH)), "note": "Sửa lỗi chữ.", "is_material": "no"}
    save(site.reader("lan"), quiz_source(questions=2), path=QUIZ)
    page = send(reader, f"{COURSE}/publish", 409, **form)
    assert "nothing was published" in page.text
    assert "Lê Thị Lan" in page.text
    assert note_on(page) == "Sửa lỗi chữ."
    assert basics().published_number == 1
    form["draft"] = draft_on(page)
    assert reader.post(f"{COURSE}/publish", form).status_code == 303


def test_a_form_that_lacks_something_still_names_the_draft_it_was_shown_with(reader, site):
    save(reader, lesson_source("lesson-1", text="Câu mới."))
    form = {"draft": draft_on(reader.get(PUBLISH)), "note": "", "is_material": "no"}
    save(reader, quiz_source(questions=2), path=QUIZ)
    page = send(reader, f"{COURSE}/publish", 422, **form)
    assert draft_on(page) == form["draft"]
    send(reader, f"{COURSE}/publish", 409, **form | {"note": "Sửa lỗi chữ."})


def test_a_changed_quiz_is_published_too(reader, site, make):
    make.person("hoa")
    learner = site.reader("hoa")
    assert "Questions3" in learner.get("/courses/basics/quizzes/final").text
    save(reader, quiz_source(questions=2), path=QUIZ)
    publish(reader)
    assert "Questions2" in learner.get("/courses/basics/quizzes/final").text
