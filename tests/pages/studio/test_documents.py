"""A Word document becomes a draft of a course, on pages that need no script."""

import io

import pytest
from PIL import Image
from sqlalchemy import func, select

from core.database import db
from courses.models import Course, DraftFile
from interop.docx.model import Paragraph, PictureMark, Run
from interop.docx.writing import write_docx
from interop.models import ReceivedFile
from tests.counting import MOST_QUERIES, counted_queries
from tests.factories.interop import add_document, briefing
from tests.pages.reader import text_of

NEW = "/studio/documents/new"
GOOD = {"title": "Luật mới", "programme": "gender-equality", "intent": "create"}


@pytest.fixture
def png():
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(file, "PNG")
    return file.getvalue()


def send(reader, content, name="tap-huan.docx"):
    form = {"file": (io.BytesIO(content), name)}
    return reader.client.post(NEW, data=form, content_type="multipart/form-data")


def lessons(reader, path):
    page = reader.get(path)
    fields = [
        each for each in page.all(".//input") if (each.get("name") or "").startswith("title-")
    ]
    return [each.get("value") for each in fields]


def test_a_document_becomes_a_course_whose_lessons_follow_its_articles(reader):
    reader.get("/studio").links()["A course from a Word document"]
    answer = send(reader, briefing())
    assert answer.status_code == 303
    path = answer.headers["Location"]
    assert lessons(reader, f"{path}?level=4") == [
        "Điều 1. Phạm vi điều chỉnh",
        "Điều 2. Đối tượng áp dụng",
        "Điều 3. Biện pháp",
    ]
    cuts = {"level": "4", "cut": ["0", "4", "7"], "title-4": "Ai áp dụng"}
    answer = reader.post(path, {**GOOD, **cuts})
    assert answer.headers["Location"] == "/studio/courses/luat-moi"
    course = reader.get("/studio/courses/luat-moi")
    assert "Ai áp dụng" in course.text
    assert "stands in the way" not in course.text
    source = db.session.scalars(
        select(DraftFile.source).where(DraftFile.path == "lessons/02-ai-ap-dung.md")
    ).one()
    assert "1\\. Cơ quan nhà nước." in source


def test_sent_twice_it_is_one_course(reader, trainer):
    path = f"/studio/documents/{add_document(trainer)}"
    first = reader.post(path, {**GOOD, "cut": ["0"]}).headers["Location"]
    second = reader.post(path, {**GOOD, "cut": ["0"]}).headers["Location"]
    assert first == second
    assert db.session.scalar(select(func.count()).select_from(Course)) == 2
    assert reader.client.get(path).headers["Location"] == first
    assert db.session.scalars(select(ReceivedFile.content)).one() is None


def test_the_same_title_again_is_another_course(reader, trainer):
    for key in ("luat-moi", "luat-moi-2"):
        path = f"/studio/documents/{add_document(trainer)}"
        assert reader.post(path, GOOD).headers["Location"] == f"/studio/courses/{key}"


def test_cuts_are_moved_before_anything_is_made(reader, trainer):
    path = f"/studio/documents/{add_document(trainer)}"
    form = {"level": "2", "cut": ["5", "x", "-1", "999999"], "title-0": "Đầu", "intent": "outline"}
    page = reader.client.post(path, data=form).get_data(as_text=True)
    assert 'value="Đầu"' in page
    assert 'id="cut-5" name="cut" value="5" checked' in page
    assert db.session.scalar(select(func.count()).select_from(Course)) == 1


def test_a_course_without_a_title_or_in_a_strange_programme_is_not_made(reader, trainer):
    path = f"/studio/documents/{add_document(trainer)}"
    for wrong in ({"title": " "}, {"programme": "nobody"}):
        reader.post(path, {**GOOD, **wrong}, 422)
    assert db.session.scalar(select(func.count()).select_from(Course)) == 1


def test_what_is_no_document_is_refused_at_its_field(reader):
    for content, words in ((b"\xd0\xcf\x11\xe0" * 200, "old Word file"), (b"%PDF-1.7", "PDF")):
        answer = send(reader, content)
        assert answer.status_code == 422
        assert words in answer.get_data(as_text=True)
    assert db.session.scalars(select(ReceivedFile)).first() is None


def test_a_picture_comes_along_and_a_broken_one_is_named(reader, png):
    marks = [Paragraph((PictureMark(name, "Hai người"),), line=1) for name in ("a.png", "b.png")]
    text = [Paragraph((Run("Nội dung có hình."),)), *marks]
    path = send(reader, write_docx(text, {"a.png": png, "b.png": b"x"})).headers["Location"]
    assert "A picture is left out." in reader.get(path).text
    reader.post(path, GOOD)
    source = db.session.scalars(
        select(DraftFile.source).where(DraftFile.path.like("lessons/01-noi%"))
    ).one()
    assert "![Hai người](media/a.png)" in source
    assert "b.png" not in source


def test_a_file_is_there_for_whoever_sent_it_alone(site, make, course, trainer):
    path = f"/studio/documents/{add_document(trainer)}"
    make.role(make.person("khac"), "trainer")
    site.reader("khac").get(path, 404)
    site.reader("khac").post(path, GOOD, 404)


def test_the_outline_asks_few_questions_of_the_database(reader, trainer):
    path = f"/studio/documents/{add_document(trainer, briefing(*('Điều 1. A', 'chữ') * 200))}"
    reader.get(path)
    with counted_queries() as queries:
        page = reader.get(path)
    assert len(queries) <= MOST_QUERIES
    assert text_of(page.all(".//h1")[0]) == "Where the lessons begin"
