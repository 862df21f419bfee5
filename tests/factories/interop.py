"""Files that somebody sent and has not decided on."""

from uuid import UUID

from accounts.models import Person
from core.database import db
from courses.models import Course
from interop.docx.model import Paragraph, Run
from interop.docx.writing import write_docx
from interop.models import DOCUMENT, QUESTIONS
from interop.operations import keep_file
from interop.questions.template import write_word_template
from tests.factories.people import LONG_AGO

BRIEFING = (
    "Chương I",
    "QUY ĐỊNH CHUNG",
    "Điều 1. Phạm vi điều chỉnh",
    "Luật này quy định nguyên tắc bình đẳng giới.",
    "Điều 2. Đối tượng áp dụng",
    "1. Cơ quan nhà nước.",
    "2. Công dân Việt Nam.",
    "Chương II",
    "BIỆN PHÁP",
    "Điều 3. Biện pháp",
    "Các biện pháp bảo đảm bình đẳng giới.",
)


def briefing(*texts: str) -> bytes:
    """A document without heading styles; without texts, a small law."""
    return write_docx([Paragraph((Run(text),)) for text in texts or BRIEFING])


def add_document(person: Person, content: bytes | None = None) -> UUID:
    """A document on its way to a course."""
    file = keep_file(DOCUMENT, "tap-huan.docx", content or briefing(), LONG_AGO, person.id)
    db.session.commit()
    return file.uuid


def add_question_list(person: Person, course: Course, content: bytes | None = None) -> UUID:
    """A list of questions on its way into a bank."""
    content = content or write_word_template()
    file = keep_file(QUESTIONS, "cau-hoi.docx", content, LONG_AGO, person.id, course)
    db.session.commit()
    return file.uuid
