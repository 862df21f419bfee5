"""Lists of questions in Word and Excel come into a bank, once, with what is wrong named."""

import io

import pytest
from sqlalchemy import select

from core.database import db
from courses.models import DraftFile
from courses.queries import find_course
from interop.models import ReceivedFile
from interop.questions.sheet_writing import write_sheet_template
from tests.counting import MOST_QUERIES, counted_queries
from tests.factories.interop import add_question_list, briefing

COURSE = "/studio/courses/basics"
NEW = f"{COURSE}/question-lists/new"


def send(reader, content, name):
    form = {"file": (io.BytesIO(content), name)}
    return reader.client.post(NEW, data=form, content_type="multipart/form-data")


def source_of(path):
    return db.session.scalars(select(DraftFile.source).where(DraftFile.path == path)).one_or_none()


@pytest.fixture
def basics(course):
    return find_course("basics")


def test_a_list_in_excel_becomes_a_new_bank(reader):
    assert NEW in reader.get(f"{COURSE}/questions").links().values()
    path = send(reader, write_sheet_template(), "luat.xlsx").headers["Location"]
    page = reader.get(path)
    assert "3 questions" in page.text
    assert "Row 2" in page.text
    answer = reader.post(path, {"bank": "new", "title": "Câu hỏi luật"})
    assert "place=banks/cau-hoi-luat" in answer.headers["Location"]
    source = source_of("banks/cau-hoi-luat.md")
    assert source.startswith(
        "---\nid: cau-hoi-luat\nkind: bank\ntitle: Câu hỏi luật\n---\n\n## Luật"
    )
    assert "- [x] 01/7/2007" in source
    assert "stands in the way" not in reader.get(COURSE).text


def test_a_list_goes_to_the_end_of_a_quiz_and_comes_in_once(reader, trainer, basics):
    before = source_of("quizzes/final.md")
    path = f"/studio/question-lists/{add_question_list(trainer, basics)}"
    form = {"bank": "quizzes/final"}
    first = reader.post(path, form).headers["Location"]
    after = source_of("quizzes/final.md")
    assert after.startswith(before.rstrip())
    assert after.count("01/7/2007") == 2  # the choice and its explanation
    assert reader.post(path, form).headers["Location"] == first
    again = f"/studio/question-lists/{add_question_list(trainer, basics)}"
    reader.post(again, form)
    assert source_of("quizzes/final.md") == after


def test_what_is_wrong_is_named_and_the_rest_can_be_saved(reader, trainer, basics):
    content = briefing(
        "Câu 1. Không có đáp án?", "A. một", "B. hai", "Câu 2. Có?", "A. một", "B. hai", "Đáp án: B"
    )
    path = f"/studio/question-lists/{add_question_list(trainer, basics, content)}"
    page = reader.get(path)
    assert "Paragraph 1 Question 1: it is not said which choice is right." in page.text
    reader.post(path, {"bank": "new", "title": "Hai"})
    assert "Không có đáp án" not in source_of("banks/hai.md")


def test_a_new_bank_needs_a_title_and_a_list_questions(reader, trainer, basics):
    path = f"/studio/question-lists/{add_question_list(trainer, basics)}"
    reader.post(path, {"bank": "new", "title": ""}, 422)
    reader.post(path, {"bank": "nobody", "title": "x"}, 422)
    empty = f"/studio/question-lists/{add_question_list(trainer, basics, briefing('Xin chào'))}"
    assert "No question was found." in reader.get(empty).text
    reader.post(empty, {"bank": "new", "title": "x"}, 422)


def test_nothing_in_a_list_runs(reader, trainer, basics):
    bad = "<img src=x onerror=alert(1)> <script>alert(1)</script>"
    content = briefing(f"Câu 1. {bad}", f"A. {bad}", "B. hai", "Đáp án: A", f"Giải thích: {bad}")
    path = f"/studio/question-lists/{add_question_list(trainer, basics, content)}"
    page = reader.get(path)
    assert not page.all(".//main//img")
    assert not page.all(".//main//script")


def test_what_is_no_list_is_refused_at_its_field(reader):
    for content, name in ((b"%PDF-1.7", "a.pdf"), (b"\xd0\xcf\x11\xe0" * 200, "a.xls")):
        assert send(reader, content, name).status_code == 422
    assert db.session.scalars(select(ReceivedFile)).first() is None


def test_templates_and_a_bank_are_downloaded(reader):
    for path in ("/studio/question-list.docx", "/studio/question-list.xlsx"):
        assert reader.client.get(path).data.startswith(b"PK")
    reader.get("/studio/question-list.pdf", 404)
    answer = reader.client.get(f"{COURSE}/question-lists/quizzes/final.xlsx")
    assert answer.data.startswith(b"PK")
    reader.get(f"{COURSE}/question-lists/banks/nobody.xlsx", 404)


def test_the_page_of_a_list_asks_few_questions_of_the_database(reader, trainer, basics):
    path = f"/studio/question-lists/{add_question_list(trainer, basics)}"
    reader.get(path)
    with counted_queries() as queries:
        reader.get(path)
    assert len(queries) <= MOST_QUERIES
