"""What is wrong in a text is told in the language of whoever reads it, line by line."""

import pytest

from accounts.models import Person
from core.database import db
from tests.factories.courses import bundle_texts, lesson_source, manifest_source, quiz_source
from tests.pages.reader import text_of
from tests.pages.studio import COURSE, LESSON, MANIFEST, MISTAKE, QUIZ, save, send

LONG = "a" * 200_001
BROKEN = (
    (
        LESSON,
        lesson_source("lesson-1").replace("minutes: 5", "minutes: many\nduration: 9"),
        [
            "Dòng 4 minutes không đúng. Hãy ghi một số nguyên từ 1 đến 240.",
            "Dòng 5 Không có mục nào tên là duration. "
            "Hiện có: id, title, minutes, objectives, summary, sources, "
            "reviewed_on, reviewed_by, sensitive.",
        ],
    ),
    (
        LESSON,
        lesson_source("lesson-1").replace("title: Bài đọc", "title: Bài: đọc"),
        [
            "Dòng 3 Phần này không đúng YAML: ở đây không thể có thêm một dấu hai chấm và giá trị; "
            "nếu là một phần của câu, hãy đặt cả câu trong ngoặc kép. "
            "Hãy viết theo dạng key: value, mỗi dòng một mục, thụt lề bằng dấu cách."
        ],
    ),
    (
        QUIZ,
        quiz_source(settings="passmark: 60").replace("- [x] Đúng 2", "- [ ] Đúng 2"),
        [
            "Dòng 5 Trong bài kiểm tra không có mục “passmark”. Có phải ý là pass_mark?",
            "Dòng 15 Chưa phương án nào được đánh dấu là đúng. "
            "Hãy mở đầu phương án đúng bằng - [x].",
        ],
    ),
    (
        MANIFEST,
        manifest_source("basics").replace("lesson-2", "lesson-9"),
        [
            "Dòng 9 Không có bài học nào mang mã lesson-9 trong lessons/. "
            "Hãy viết tệp có id: lesson-9, hoặc bỏ dòng này."
        ],
    ),
)


@pytest.fixture
def vietnamese(reader, trainer):
    db.session.get_one(Person, trainer.id).language = "vi"
    db.session.commit()
    return reader


def told(page):
    """The problems a page lists, each as one line."""
    return [text_of(each) for each in page.all(".//ul[@class='plain studio-problems']/li")]


@pytest.mark.parametrize(("path", "source", "words"), BROKEN)
def test_mistakes_are_told_in_vietnamese_with_their_lines(vietnamese, path, source, words):
    page = send(vietnamese, path, source=source, version=1, intent="preview")
    assert told(page) == words
    assert not page.all(".//ul[@class='plain studio-problems']//*[@lang]")


@pytest.mark.parametrize(("path", "source", "words"), BROKEN)
def test_the_editor_tells_them_so_as_one_types(vietnamese, path, source, words):
    form = {"path": path.partition("/files/")[2], "source": source}
    answer = vietnamese.client.post(f"{COURSE}/preview", data=form).get_json()
    for line in words:
        sentence = line.split(maxsplit=2)[2]
        assert sentence in answer["problems"]


def test_the_page_of_the_course_tells_them_in_both_languages(reader, trainer):
    save(reader, MISTAKE)
    line = MISTAKE.splitlines().index("Không có đáp án") + 1
    assert f"line {line} This question has no answers. Mark choices with" in told(
        reader.get(COURSE)
    )[0].replace("lessons/01-lesson-1.md, ", "")
    db.session.get_one(Person, trainer.id).language = "vi"
    db.session.commit()
    page = reader.get(COURSE)
    assert f"dòng {line} Câu hỏi này chưa có đáp án. Hãy đánh dấu" in told(page)[0]
    assert not page.all(".//ul[@class='plain studio-problems']//*[@lang]")


def test_a_warning_names_the_language_that_is_missing(site, make, trainer):
    texts = bundle_texts("basics", lessons=1)
    texts["course.yml"] = texts["course.yml"].replace("{vi: Khóa học thử}", "{vi: Thử, en: Try}")
    make.draft(texts)
    db.session.get_one(Person, trainer.id).language = "vi"
    db.session.commit()
    words = "Chưa có bản dịch tiếng Anh; người đọc sẽ thấy bản gốc."
    [warning] = [each for each in told(site.reader("giang").get(COURSE)) if words in each]
    assert "Vào mục Bản dịch để bắt đầu: lessons/01-lesson-1.en.md." in warning


def test_a_text_that_cannot_be_kept_is_refused_in_vietnamese(vietnamese):
    page = send(vietnamese, LESSON, 422, source=LONG, version=1)
    assert "Bài dài hơn 200.000 ký tự; hãy chia thành nhiều bài." in page.text
    assert "The text is longer" not in page.text
