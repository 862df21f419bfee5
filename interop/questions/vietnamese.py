"""The words of a list of questions as offices write them: data, not what the pages say."""

import re
from collections.abc import Mapping, Sequence

from core.tables import Cell
from quizzes.content import DIFFICULTIES

LETTERS = "ABCDEFGH"
MOST_CHOICES = 6
TRUE_WORDS = ("đúng", "true", "đ", "t")
FALSE_WORDS = ("sai", "false", "s", "f")
CHOICES = LETTERS[:6]
HEADER = (
    *("STT", "Câu hỏi", *CHOICES, "Đáp án", "Giải thích"),
    *("Nhãn", "Độ khó", "Điểm", "Căn cứ"),
)
LEVEL_NAMES = {"easy": "Dễ", "medium": "Trung bình", "hard": "Khó"}
SAMPLE: Sequence[Sequence[Cell]] = (
    (1, "Luật Bình đẳng giới có hiệu lực thi hành từ ngày nào?", "29/11/2006", "01/7/2007",
     "01/01/2007", "01/7/2006", None, None, "B", "Điều 43 Luật Bình đẳng giới.",
     "luật, mốc thời gian", "Dễ", 1, "Điều 43 Luật số 73/2006/QH11"),
    (2, "Những ai có trách nhiệm thực hiện bình đẳng giới?", "Cơ quan, tổ chức", "Gia đình",
     "Chỉ phụ nữ", None, None, None, "A, B", "Trách nhiệm này là của cơ quan, tổ chức, gia đình "
     "và cá nhân.", "luật", "Trung bình", 1, None),
    (3, "Bình đẳng giới là luôn ưu tiên nữ.", "Đúng", "Sai", None, None, None, None, "B",
     "Bình đẳng giới là nam, nữ có vị trí, vai trò ngang nhau.", None, "Dễ", 1, None),
)  # fmt: skip
HEADS: Mapping[str, tuple[str, ...]] = {
    "number": ("tt", "stt", "so tt", "so thu tu", "no", "cau so", "so"),
    "stem": ("cau hoi", "noi dung", "noi dung cau hoi", "noi dung cau", "question", "cau",
             "de bai"),
    "key": ("dap an", "dap an dung", "da", "d/a", "phuong an dung", "tra loi", "answer", "key",
            "correct", "correct answer"),
    "explanation": ("giai thich", "huong dan", "loi giai", "ghi chu", "explanation", "dien giai"),
    "tags": ("nhan", "the", "chu de", "tags", "tag", "linh vuc"),
    "difficulty": ("do kho", "muc do", "difficulty", "level"),
    "source": ("can cu", "nguon", "source", "can cu phap ly", "trich dan"),
    "points": ("diem", "points", "so diem"),
}  # fmt: skip
CHOICE_HEAD = re.compile(
    r"(?:dap an|phuong an|lua chon|tra loi|choice|option|answer|cau|pa)?\s*([a-h1-8])\Z"
)
LEVELS = {
    **{"de": "easy", "nhan biet": "easy", "thap": "easy", "trung binh": "medium", "tb": "medium"},
    **{"thong hieu": "medium", "van dung": "medium", "kho": "hard", "van dung cao": "hard"},
    **{word: word for word in DIFFICULTIES},
}  # fmt: skip
SHEET_NAME = "Câu hỏi"
TRUE, FALSE = "Đúng", "Sai"
KNOWN_LEVELS = "Dễ, Trung bình, Khó"
KEY_WORDS = re.compile(r"^(?:câu|đáp án|ý)\s+", re.I)
TRUE_OR_FALSE = re.compile(r"\s*\(\s*đúng\s*(?:/|hay|hoặc)\s*sai\s*\)\s*\??\s*\Z", re.I)
