"""Writing a text: beside the page it makes, saved, two people at once, looked at as one types."""

import pytest

from core.database import db
from courses.models import DraftFile
from tests.factories.courses import bundle_texts, lesson_source
from tests.pages.reader import text_of
from tests.pages.studio import (
    COURSE,
    LESSON,
    MANIFEST,
    MISTAKE,
    QUIZ,
    basics,
    draft,
    preview_of,
    save,
    send,
    typed,
    version_of,
)

PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h9v9z"/></svg>'


# Writing.


def test_a_text_stands_beside_the_page_it_makes(reader):
    page = reader.get(LESSON)
    assert typed(page).strip() == draft().source.strip()
    shown = preview_of(page)
    assert "Bài 1" in shown
    assert "Một đoạn văn ngắn." in shown
    assert "Hai cộng hai là mấy?" in shown
    assert "Đếm trên ngón tay" not in shown


def test_the_preview_is_the_page_that_learners_get(reader, site, make):
    make.person("hoa")
    lesson = site.reader("hoa").get("/courses/basics/lessons/lesson-1")
    prose = [text_of(each) for each in lesson.all(".//div[@class='prose']")]
    shown = [text_of(each) for each in reader.get(LESSON).all(".//div[@class='prose']")]
    assert shown == prose


def test_a_quiz_shows_each_question_as_asked_and_its_answer_behind_a_fold(reader):
    page = reader.get(QUIZ)
    assert "Câu hỏi 1?" in preview_of(page)
    assert len(page.all(".//fieldset[@class='question']")) == 3
    folds = [text_of(each) for each in page.all(".//details[@class='disclosure']")]
    assert all("Giải thích" in fold and "Correct" in fold for fold in folds)
    assert len(folds) == 3


def test_pictures_of_the_course_can_be_chosen(site, make, trainer):
    texts = bundle_texts("basics", lessons=1)
    texts["lessons/01-lesson-1.md"] += "\n![Hình](media/one.svg)\n"
    make.draft(texts, {"media/one.svg": PICTURE})
    page = site.reader("giang").get(LESSON)
    assert [each.get("data-picture") for each in page.all(".//button[@data-picture]")] == [
        "media/one.svg"
    ]
    assert len(page.all(".//fieldset//figure")) + len(page.all(".//fieldset//img")) > 0


def test_a_draft_is_saved_and_learners_see_nothing_of_it_yet(reader, course):
    response = save(reader, lesson_source("lesson-1", text="Câu mới."))
    assert response.headers["Location"] == LESSON
    assert "Câu mới." in draft().source
    assert draft().version == 2
    page = reader.get(LESSON)
    assert "Saved as a draft" in page.text
    assert version_of(page) == "2"


def test_the_module_saves_in_place(reader):
    response = reader.client.post(
        LESSON,
        data={"source": lesson_source("lesson-1", text="Câu mới."), "version": 1},
        headers={"Accept": "application/json"},
    )
    assert response.get_json()["version"] == 2
    assert response.get_json()["saved"]


def test_a_draft_with_mistakes_is_saved_and_they_are_named_with_their_lines(reader):
    save(reader, MISTAKE)
    page = reader.get(LESSON)
    assert typed(page).strip() == MISTAKE.strip()
    line = str(MISTAKE.splitlines().index("Không có đáp án") + 1)
    assert [each.get("data-line") for each in page.all(".//a[@data-line]")] == [line]


def test_a_text_that_is_no_lesson_at_all_is_kept_and_shown(reader):
    save(reader, "Chỉ là chữ.")
    page = reader.get(LESSON)
    assert typed(page).strip() == "Chỉ là chữ."
    assert "Chỉ là chữ." in preview_of(page)


def test_without_scripts_a_button_shows_the_page_and_keeps_what_was_typed(reader):
    text = lesson_source("lesson-1", "Đang viết", "Chưa lưu.")
    page = send(reader, source=text, version=1, intent="preview")
    assert "Chưa lưu." in preview_of(page)
    assert typed(page).strip() == text.strip()
    assert version_of(page) == "1"
    assert draft().version == 1


def test_a_form_that_did_not_arrive_whole_changes_nothing(reader):
    reader.post(LESSON, {"source": "x"}, 400)
    assert draft().version == 1


# Two people at once, one after the other: who still writes is told in test_holding.py.


def save_and_leave(colleague, source):
    save(colleague, source)
    colleague.client.post(LESSON.replace("/files/", "/release/"))


def test_the_second_is_told_who_and_when_and_sees_both_texts(site, make, reader):
    make.role(make.person("lan", full_name="Lê Thị Lan"), "trainer")
    save_and_leave(site.reader("lan"), lesson_source("lesson-1", text="Của chị Lan."))
    mine = lesson_source("lesson-1", text="Của tôi.")
    page = send(reader, status=409, source=mine, version=1)
    assert "Lê Thị Lan" in page.text
    assert typed(page).strip() == mine.strip()
    [theirs] = page.all(".//textarea[@id='theirs']")
    assert "Của chị Lan." in (theirs.text or "")
    assert [text_of(each) for each in page.all(".//ins")] == ["New: Của tôi."]
    assert "Của chị Lan." in draft().source


def test_having_seen_both_she_saves_over_the_other(site, make, reader):
    make.role(make.person("lan"), "trainer")
    save_and_leave(site.reader("lan"), lesson_source("lesson-1", text="Của chị Lan."))
    mine = lesson_source("lesson-1", text="Của cả hai.")
    page = send(reader, status=409, source=mine, version=1)
    save(reader, mine, version_of(page))
    assert "Của cả hai." in draft().source


def test_the_module_is_told_so_too_and_nothing_is_written(site, make, reader):
    make.role(make.person("lan"), "trainer")
    save(site.reader("lan"), lesson_source("lesson-1", text="Của chị Lan."))
    response = reader.client.post(
        LESSON, data={"source": "x", "version": 1}, headers={"Accept": "application/json"}
    )
    assert response.status_code == 409
    assert "Của chị Lan." in draft().source


def test_saving_twice_saves_once(reader):
    text = lesson_source("lesson-1", text="Bấm hai lần.")
    save(reader, text)
    save(reader, text)
    assert draft().version == 2


def test_a_text_that_was_taken_away_meanwhile_is_kept_and_can_be_brought_back(reader):
    db.session.delete(draft())
    db.session.commit()
    mine = lesson_source("lesson-1", text="Vẫn còn đây.")
    page = send(reader, status=409, source=mine, version=1)
    assert typed(page).strip() == mine.strip()
    save(reader, mine, version_of(page))
    assert "Vẫn còn đây." in draft().source


def test_a_text_cannot_be_begun_outside_the_folders_of_a_course(reader):
    path = f"{COURSE}/files/elsewhere/a.md"
    send(reader, path, 422, source="x", version=0)
    assert db.session.query(DraftFile).filter_by(path="elsewhere/a.md").count() == 0


# As she types.


def look(reader, source, path="lessons/01-lesson-1.md", **form):
    form = {"source": source, "path": path, **form}
    return reader.client.post(f"{COURSE}/preview", data=form)


def test_what_is_typed_is_shown_without_being_saved(reader):
    answer = look(reader, lesson_source("lesson-1", "Mới", "Vừa gõ.")).get_json()
    assert "Vừa gõ." in answer["html"]
    assert "Mới" in answer["html"]
    assert answer["problems"].strip() == ""
    assert draft().version == 1


def test_mistakes_are_told_as_she_types(reader):
    assert "data-line" in look(reader, MISTAKE).get_json()["problems"]


@pytest.mark.parametrize("path", ["quizzes/final.md", "course.yml"])
def test_quizzes_and_the_course_itself_are_shown_too(reader, path):
    assert "preview-title" in look(reader, draft(path).source, path).get_json()["html"]


def test_what_is_typed_cannot_bring_a_script_into_the_page(reader):
    text = lesson_source("lesson-1", text="<script>alert(1)</script><img src=x onerror=alert(1)>")
    html = look(reader, text).get_json()["html"]
    assert "alert" not in html.replace("onerror=alert(1)&gt;", "")
    assert "<script" not in html


def test_an_inline_check_can_be_tried_before_it_is_published(reader):
    text = lesson_source("lesson-1").replace("Bốn", "Vẫn là bốn")
    form = {"check": "1", "check-1-answer": "1"}
    answer = look(reader, text, **form).get_json()
    assert "Correct" in answer["html"]
    assert "Đếm trên ngón tay" in answer["html"]
    assert look(reader, text, check="9").status_code == 404


def test_there_is_nothing_to_look_at_in_a_text_that_is_not_there(reader):
    assert look(reader, "x", "lessons/none.md").status_code == 404


# What nobody writes but to find out what happens.


def test_a_text_with_a_letter_that_nothing_can_hold_still_opens_and_names_its_line(reader, course):
    for path in (LESSON, QUIZ, MANIFEST):
        name = path.partition("/files/")[2]
        broken = draft(name).source.replace("title:", 'x: "\\uD800"\ntitle:', 1)
        save(reader, broken, path=path)
        assert "no text can hold" in reader.get(path).text
    assert "no text can hold" in reader.get(COURSE).text
    reader.get("/studio")


def test_a_title_stored_before_it_was_refused_does_not_close_the_studio(reader, course):
    course = basics()
    course.manifest = {**course.manifest, "title": {"vi": "A\ud800"}}
    db.session.commit()
    assert "A\ufffd" in reader.get("/studio").text
    reader.get(COURSE)


def test_a_version_that_no_database_counts_to_is_refused(reader):
    for version in ("2147483648", "9" * 400, "-1"):
        reader.post(LESSON, {"source": "x", "version": version}, 400)


def test_a_text_cannot_have_an_endless_name(reader):
    name = "a" * 250
    path = f"{COURSE}/files/lessons/{name}.md"
    reader.post(path, {"source": "x", "version": 0}, 422)


def test_a_text_without_end_is_refused_and_can_still_be_looked_at(reader):
    source = draft().source + "a\n" * 100_001
    for intent, status in (("", 422), ("preview", 200)):
        form = {"source": source, "version": 1, "intent": intent}
        assert "longer than 200,000 characters" in reader.post(LESSON, form, status).text
