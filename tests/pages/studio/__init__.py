"""What the tests of the studio's pages share: addresses, texts, and what a trainer does."""

from core.database import db
from courses.editions import draft_digest
from courses.models import Course, DraftFile
from courses.queries import course_pictures, find_course, find_draft_file, list_draft_files
from tests.factories.courses import lesson_source
from tests.pages.reader import read_strictly, text_of

HOME = "/studio"
GUIDE = "/studio/guide"
COURSE = "/studio/courses/basics"
PUBLISH = f"{COURSE}/publish"
LESSON = f"{COURSE}/files/lessons/01-lesson-1.md"
QUIZ = f"{COURSE}/files/quizzes/final.md"
MANIFEST = f"{COURSE}/files/course.yml"
PAGES = (HOME, GUIDE, COURSE, LESSON, QUIZ, MANIFEST)
MISTAKE = lesson_source("lesson-1") + "\n```quiz\nKhông có đáp án\n```\n"


def basics() -> Course:
    """The course as it stands in the database."""
    db.session.expire_all()
    found = find_course("basics")
    assert found is not None
    return found


def draft(path="lessons/01-lesson-1.md") -> DraftFile:
    """A text of its draft."""
    found = find_draft_file(basics(), path)
    assert found is not None
    return found


def draft_named() -> str:
    """What its draft is called as it stands."""
    course = basics()
    texts = {file.path: file.source for file in list_draft_files(course)}
    return draft_digest(texts, course_pictures(course))


def send(reader, path=LESSON, status=200, **form):
    """A form sent, and the page that answers."""
    return read_strictly(reader.post(path, form, status))


def save(reader, source, version=1, path=LESSON):
    return reader.post(path, {"source": source, "version": version})


def publish(reader, note="Sửa lỗi chữ.", is_material="no", **more):
    form = {"draft": draft_on(reader.get(PUBLISH)), "note": note, "is_material": is_material}
    return reader.post(PUBLISH, form | more)


def draft_on(page):
    """Which draft a course's page shows, as its form names it."""
    [field] = [each for each in page.all(".//input") if each.get("name") == "draft"]
    return field.get("value")


def note_on(page):
    """What stands in the field that asks what changed."""
    [field] = [each for each in page.all(".//textarea") if each.get("name") == "note"]
    return (field.text or "").strip()


def typed(page):
    """What stands in the editor."""
    [editor] = [each for each in page.all(".//textarea") if each.get("name") == "source"]
    return editor.text or ""


def version_of(page):
    [field] = [each for each in page.all(".//input") if each.get("name") == "version"]
    return field.get("value")


def preview_of(page):
    """The words beside the editor."""
    [place] = [each for each in page.all(".//fieldset") if "data-preview" in each.attrib]
    return text_of(place)


def has_button(page, words):
    return any(words in text_of(each) for each in page.all(".//button"))
