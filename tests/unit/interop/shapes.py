"""Lists of questions in the shapes in which offices write them, and what each says.

Every shape is of its own kind; the questions are made up. `right` are the letters of the right
choices for each question that is to be found, in order; `refused` are parts of the problems.
"""

from dataclasses import dataclass

from interop.docx.model import PLAIN, Look, Paragraph, Run, Table
from interop.docx.writing import write_docx

BOLD, UNDERLINED = Look(bold=True), Look(underline=True)
RED, MARKED = Look(colour="FF0000"), Look(highlight=True)
BLUE_BOLD = Look(bold=True, colour="0070C0")
FIRST = "Luật Bình đẳng giới có hiệu lực từ ngày nào?"
SECOND = "Tổng đài quốc gia bảo vệ trẻ em là số nào?"
DAYS = ("29/11/2006", "01/7/2007", "01/01/2007", "01/7/2006")
NUMBERS = ("111", "113", "114", "115")


@dataclass(frozen=True)
class Shape:
    """A list as Word has it, and what is to be found in it."""

    name: str
    blocks: tuple
    right: tuple[str, ...]
    types: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    explained: tuple[str | None, ...] = ()

    @property
    def content(self) -> bytes:
        return write_docx(self.blocks)


def line(text, look=PLAIN, number=""):
    return Paragraph((Run(text, look),), number=number)


def runs(*parts):
    return Paragraph(tuple(Run(text, look) for text, look in parts))


def lines(*texts):
    return tuple(line(text) for text in texts)


def table(*rows):
    return Table(tuple(tuple((line(cell),) if cell else () for cell in row) for row in rows))


def choices(texts, right="", look=PLAIN, mark="{}. {}"):
    made = zip("ABCDEF", texts, strict=False)
    return tuple(line(mark.format(a, text), look if a in right else PLAIN) for a, text in made)


def question(number, stem, texts, right="", look=PLAIN, word="Câu {}. {}"):
    return (line(word.format(number, stem)), *choices(texts, right, look))


WORD_SHAPES = (
    Shape(
        "the answer on a line below",
        (
            *question(1, FIRST, DAYS),
            *lines("Đáp án: B"),
            *question(2, SECOND, NUMBERS),
            line("Đáp án: A."),
        ),
        ("B", "A"),
    ),
    Shape(
        "all choices on one line, parted by tabs",
        lines(
            f"Câu 1: {FIRST}",
            "A. 29/11/2006\tB. 01/7/2007\tC. 01/01/2007\tD. 01/7/2006",
            "Đáp án: B",
        ),
        ("B",),
    ),
    Shape(
        "two choices on each line, letters with brackets",
        lines(
            f"1) {FIRST}",
            "a) 29/11/2006      b) 01/7/2007",
            "c) 01/01/2007      d) 01/7/2006",
            "ĐA: b",
        ),
        ("B",),
    ),
    Shape(
        "small letters, each on its line",
        lines(f"1. {FIRST}", "a. 29/11/2006", "b. 01/7/2007", "c. 01/01/2007", "Đáp án đúng là: b"),
        ("B",),
    ),
    Shape("the right choice in bold", question(1, FIRST, DAYS, "B", BOLD), ("B",)),
    Shape("underlined", question(1, FIRST, DAYS, "B", UNDERLINED), ("B",)),
    Shape("in red", question(1, FIRST, DAYS, "B", RED), ("B",)),
    Shape("highlighted", question(1, FIRST, DAYS, "B", MARKED), ("B",)),
    Shape("in bold and blue", question(1, FIRST, DAYS, "B", BLUE_BOLD), ("B",)),
    Shape(
        "only the letter underlined, all letters bold",
        (
            runs(("Câu 1. ", BOLD), (FIRST, PLAIN)),
            runs(("A. ", BOLD), ("29/11/2006", PLAIN)),
            runs(("B", Look(bold=True, underline=True)), (". ", BOLD), ("01/7/2007", PLAIN)),
            runs(("C. ", BOLD), ("01/01/2007", PLAIN)),
        ),
        ("B",),
    ),
    Shape(
        "all of it bold but the answers on one line, the right one red",
        (
            line(f"Câu 1. {FIRST}", BOLD),
            runs(("A. 29/11/2006   ", PLAIN), ("B. 01/7/2007", RED), ("   C. 01/01/2007", PLAIN)),
        ),
        ("B",),
    ),
    Shape(
        "an asterisk before the letter",
        lines(f"Câu 1. {FIRST}", "A. 29/11/2006", "*B. 01/7/2007", "C. 01/01/2007"),
        ("B",),
    ),
    Shape(
        "an asterisk behind the words",
        lines(f"Câu 1. {FIRST}", "A. 29/11/2006", "B. 01/7/2007*", "C. 01/01/2007"),
        ("B",),
    ),
    Shape(
        "answers in lines at the end",
        (
            *question(1, FIRST, DAYS),
            *question(2, SECOND, NUMBERS),
            *lines("ĐÁP ÁN", "1. B    2. A"),
        ),
        ("B", "A"),
    ),
    Shape(
        "a table of answers at the end, numbers above letters",
        (
            *question(1, FIRST, DAYS),
            *question(2, SECOND, NUMBERS),
            line("BẢNG ĐÁP ÁN"),
            table(("Câu", "1", "2"), ("Đáp án", "B", "A")),
        ),
        ("B", "A"),
    ),
    Shape(
        "a table of answers at the end, numbers beside letters",
        (
            *question(1, FIRST, DAYS),
            *question(2, SECOND, NUMBERS),
            table(("Câu", "Đáp án"), ("1", "B"), ("2", "A")),
        ),
        ("B", "A"),
    ),
    Shape(
        "a table of answers at the end, both in each cell",
        (
            *question(1, FIRST, DAYS),
            *question(2, SECOND, NUMBERS),
            table(("1.B", "2.A")),
        ),
        ("B", "A"),
    ),
    Shape(
        "choices in a table without lines",
        (
            line(f"Câu 1. {FIRST}"),
            table(("A. 29/11/2006", "B. 01/7/2007"), ("C. 01/01/2007", "D. 01/7/2006")),
            line("Đáp án: B"),
        ),
        ("B",),
    ),
    Shape(
        "every question a row of a table",
        (
            line("DANH SÁCH CÂU HỎI"),
            table(
                ("TT", "Câu hỏi", "A", "B", "C", "Đáp án"),
                ("1", FIRST, *DAYS[:3], "B"),
                ("2", SECOND, *NUMBERS[:3], "A"),
            ),
        ),
        ("B", "A"),
    ),
    Shape(
        "several right choices and an explanation",
        lines(
            "Câu 1. Những ai có trách nhiệm thực hiện bình đẳng giới?",
            "A. Cơ quan, tổ chức",
            "B. Gia đình",
            "C. Chỉ phụ nữ",
            "Đáp án: A, B",
            "Giải thích: Luật nói đến cơ quan, tổ chức, gia đình và cá nhân.",
        ),
        ("AB",),
        types=("multiple_choice",),
        explained=("Luật nói đến cơ quan, tổ chức, gia đình và cá nhân.",),
    ),
    Shape(
        "the answer with its reason on the same line",
        lines(
            f"Câu 1. {FIRST}",
            "A. 29/11/2006",
            "B. 01/7/2007",
            "Đáp án: B. Giải thích: Điều 43 của Luật.",
        ),
        ("B",),
        explained=("Điều 43 của Luật.",),
    ),
    Shape(
        "the answer behind the last choice",
        lines(f"Câu 1. {FIRST}", "A. 29/11/2006", "B. 01/7/2007 Đáp án: B"),
        ("B",),
    ),
    Shape(
        "the answer in brackets behind the question",
        lines(f"Câu 1. {FIRST} (Đáp án: B)", "A. 29/11/2006", "B. 01/7/2007"),
        ("B",),
    ),
    Shape(
        "true or false, the answer in words",
        lines(
            "Câu 1. Bình đẳng giới là luôn ưu tiên nữ. (Đúng/Sai)",
            "Đáp án: Sai",
            "Câu 2. Gia đình có trách nhiệm thực hiện bình đẳng giới.",
            "A. Đúng",
            "B. Sai",
            "Đáp án: A",
        ),
        ("B", "A"),
        types=("true_false", "true_false"),
    ),
    Shape(
        "a short answer",
        lines(f"Câu 1. {SECOND}", "Đáp án: 111"),
        ("",),
        types=("short_answer",),
    ),
    Shape(
        "parts, a title, questions of several paragraphs",
        lines(
            "BỘ CÂU HỎI TRẮC NGHIỆM",
            "Câu 1.",
            "Đọc tình huống sau.",
            "Chị H. bị trừ lương khi nghỉ thai sản.",
            "A. Đúng luật",
            "B. Trái luật",
            "Đáp án: B",
            "PHẦN II. PHÒNG, CHỐNG BẠO LỰC",
            f"Câu 2: {SECOND}",
            "A. 111",
            "B. 113",
            "Đáp án: A",
        ),
        ("B", "A"),
    ),
    Shape(
        "Word numbers questions and choices itself",
        (
            line(FIRST, number="1."),
            line("29/11/2006", number="A."),
            line("01/7/2007", number="B."),
            line("Đáp án: B"),
        ),
        ("B",),
    ),
    Shape(
        "no key at all",
        question(1, FIRST, DAYS),
        (),
        refused=("not said which choice is right",),
    ),
    Shape(
        "two keys that differ",
        (*question(1, FIRST, DAYS, "C", RED), line("Đáp án: B")),
        (),
        refused=("says B, a colour says C",),
    ),
    Shape(
        "a key that is no choice",
        (*question(1, FIRST, DAYS[:2]), line("Đáp án: D")),
        (),
        refused=("no such choice",),
    ),
    Shape(
        "a letter left out",
        lines(f"Câu 1. {FIRST}", "A. 29/11/2006", "B. 01/7/2007", "D. 01/7/2006", "Đáp án: B"),
        (),
        refused=("its choices are A, B, D",),
    ),
    Shape(
        "numbers that begin anew, and one table of answers",
        (
            *question(1, FIRST, DAYS),
            *question(1, SECOND, NUMBERS),
            line("Đáp án"),
            line("1. B 2. A"),
        ),
        (),
        refused=("whose answer the table says", "whose answer the table says"),
    ),
)

HEAD = ("Câu hỏi", "A", "B", "C", "D", "Đáp án", "Giải thích")
SHEET_SHAPES = (
    ("the usual heads", (HEAD, (FIRST, *DAYS, "B", "Điều 43")), ("B",), ()),
    (
        "a title above, numbers in front, two keys",
        (
            ("NGÂN HÀNG CÂU HỎI",),
            (),
            ("STT", *HEAD),
            (1.0, FIRST, *DAYS, "b", None),
            (2.0, SECOND, *NUMBERS, "A, B", None),
        ),
        ("B", "AB"),
        (),
    ),
    (
        "long heads, the key as a number",
        (
            ("Nội dung câu hỏi", "Đáp án A", "Đáp án B", "Đáp án C", "Đáp án đúng"),
            (FIRST, *DAYS[:3], 2.0),
        ),
        ("B",),
        (),
    ),
    (
        "the key as the words of the choice",
        (("Câu hỏi", "Phương án 1", "Phương án 2", "Đáp án"), (FIRST, *DAYS[:2], "01/7/2007")),
        ("B",),
        (),
    ),
    (
        "an asterisk at the right one",
        (("Câu hỏi", "A", "B", "C"), (FIRST, "29/11/2006", "*01/7/2007", "01/01/2007")),
        ("B",),
        (),
    ),
    (
        "true and false",
        (("Câu hỏi", "Đáp án"), ("Bình đẳng giới là luôn ưu tiên nữ.", "Sai")),
        ("B",),
        (),
    ),
    ("no key", (HEAD, (FIRST, *DAYS, None, None)), (), ((2, "not said which"),)),
    (
        "a row without a question",
        (HEAD, (None, *DAYS, "B", None), (SECOND, *NUMBERS, "A", None)),
        ("A",),
        ((2, "no words"),),
    ),
    ("no heads", ((FIRST, *DAYS, "B"),), (), ((1, "No row of heads"),)),
)
