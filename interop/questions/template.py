"""The Word list of questions to begin with."""

from interop.docx.model import Look, Paragraph, Run
from interop.docx.writing import write_docx

LINES = (
    ("Câu 1. Luật Bình đẳng giới có hiệu lực thi hành từ ngày nào?", False),
    ("A. 29/11/2006", False),
    ("B. 01/7/2007", False),
    ("C. 01/01/2007", False),
    ("D. 01/7/2006", False),
    ("Đáp án: B", False),
    ("Giải thích: Luật được thông qua ngày 29/11/2006 và có hiệu lực từ ngày 01/7/2007.", False),
    ("", False),
    ("Câu 2. Những ai có trách nhiệm thực hiện bình đẳng giới?", False),
    ("A. Cơ quan, tổ chức", False),
    ("B. Gia đình", False),
    ("C. Chỉ phụ nữ", False),
    ("Đáp án: A, B", False),
    ("", False),
    ("Câu 3. Thay cho dòng đáp án, có thể tô đậm phương án đúng như dưới đây.", False),
    ("A. Phương án sai", False),
    ("B. Phương án đúng", True),
    ("C. Phương án sai khác", False),
)


def write_word_template() -> bytes:
    """A document with three questions that show how."""
    return write_docx([Paragraph((Run(text, Look(bold=bold)),)) for text, bold in LINES])
