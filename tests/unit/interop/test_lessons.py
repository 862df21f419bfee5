"""A document becomes lessons: where it is cut, and what its Markdown says."""

import re

import pytest
import yaml

from core.markdown import render_markdown
from courses.bundles.files import BundleFiles
from courses.bundles.reading import check_bundle
from interop.docx.model import Document, Look, NoteMark, Paragraph, Run, Table
from interop.docx.reading import read_docx
from interop.docx.writing import write_docx
from interop.lessons.course import CourseWords, key_of, read_pictures, write_files
from interop.lessons.lesson import write_body
from interop.lessons.markdown import Writer
from interop.lessons.outline import Outline
from quizzes.question_types.rendering import plain_text
from tests.material import MATERIAL

LAW = MATERIAL / "vietnamese" / "law-binh-dang-gioi" / "binh-dang-gioi.md"
WORDS_OF_A_PAGE, PAGES = 500, 40


def document(*items):
    return Document(tuple(item if not isinstance(item, str) else line(item) for item in items))


def line(text, look=Look(), **more):  # noqa: B008 - a frozen value
    return Paragraph((Run(text, look),), **more)


def parts_of(outline):
    return outline.parts(dict.fromkeys(outline.propose(), ""))


def titles(outline):
    return [part.title for part in parts_of(outline)]


def markdown(*blocks, notes=None):
    writer = Writer(notes or {}, {})
    return "\n\n".join([*writer.write(blocks), *writer.footnotes()])


SMALL_LAW = (
    "Chương I",
    "QUY ĐỊNH CHUNG",
    "Điều 1. Phạm vi",
    "Luật này quy định như sau. " * 120,
    "Điều 2. Đối tượng",
    "Theo quy định tại Điều 1. Nội dung.",
    "Chương II. BIỆN PHÁP",
    "Mục 1",
    "BIỆN PHÁP CHUNG",
    "Điều 3. Biện pháp",
    "Nội dung của điều này dài. " * 300,
)


def test_a_law_is_cut_at_its_articles_when_its_chapters_are_long():
    outline = Outline.of(document(*SMALL_LAW, *SMALL_LAW[9:], *SMALL_LAW[9:]))
    assert outline.ranks == {2: 2, 3: 1, 4: 5}
    assert outline.rank == 4
    assert titles(outline)[:3] == ["Điều 1. Phạm vi", "Điều 2. Đối tượng", "Điều 3. Biện pháp"]
    body = write_body(outline, parts_of(outline)[0], {})
    assert body.startswith("*Chương I. QUY ĐỊNH CHUNG*\n\nLuật này")


def test_a_law_is_cut_at_its_chapters_when_that_is_asked():
    outline = Outline.of(document(*SMALL_LAW), rank=2)
    assert titles(outline) == ["Chương I. QUY ĐỊNH CHUNG", "Chương II. BIỆN PHÁP"]
    body = write_body(outline, parts_of(outline)[1], {})
    assert body.startswith("## Mục 1. BIỆN PHÁP CHUNG\n\n### Điều 3. Biện pháp\n\nNội dung")


def test_heading_styles_come_before_words():
    outline = Outline.of(
        document(
            line("Một", heading=1),
            "Chương I",
            "x y z",
            line("Hai", heading=1),
            "Chương II",
            "u v w",
        )
    )
    assert titles(outline) == ["Một", "Hai"]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("I. MỞ ĐẦU", "chữ", "II. NỘI DUNG", "chữ"), ["I. MỞ ĐẦU", "II. NỘI DUNG"]),
        (("1. Khái niệm", "chữ", "2. Nguyên tắc", "chữ"), ["1. Khái niệm", "2. Nguyên tắc"]),
        (("1. Đây là một ý;", "2. Đây là một ý khác."), ["1. Đây là một ý; 2. Đây là một ý khác."]),
        (
            ("Phần thứ nhất", "NHỮNG VẤN ĐỀ CHUNG", "chữ", "Phần thứ hai", "KỸ NĂNG", "chữ"),
            ["Phần thứ nhất. NHỮNG VẤN ĐỀ CHUNG", "Phần thứ hai. KỸ NĂNG"],
        ),
        (("Chương trình này dài.", "Mục tiêu là gì?", "Phần mềm mới."), None),
    ],
)
def test_headings_without_styles(texts, found):
    outline = Outline.of(document(*texts))
    if found is None or len(found) == 1:
        assert not outline.headings
    else:
        assert titles(outline) == found


def test_cuts_are_moved_added_and_named():
    outline = Outline.of(document("a b c", "d e f", "g h i"))
    parts = outline.parts({0: "Một", 2: "", 99: "x"})
    assert [(part.start, part.end, part.title) for part in parts] == [
        (0, 2, "Một"),
        (2, 3, "g h i"),
    ]


def test_a_long_beginning_is_a_lesson_and_a_short_one_is_not():
    heads = ("Điều 1. A", "chữ", "Điều 2. B", "chữ")
    assert titles(Outline.of(document("Căn cứ. " * 40, *heads)))[0] == "Mở đầu"
    assert len(parts_of(Outline.of(document("Quốc hội ban hành", *heads)))) == 2


def test_markdown_keeps_what_it_can_say():
    blocks = (
        Paragraph(
            (Run("Nam, "), Run("nữ ", Look(bold=True)), Run("ngang nhau", Look(italic=True)))
        ),
        Paragraph((Run("Luật", link="https://a.example/(1)"), NoteMark("foo1"))),
        line("một", number="•"),
        line("hai", number="•", depth=1),
        line("ba", number="1."),
        Table((((line("A"),), (line("B | C"),)), ((line("1"), line("2")), ()))),
        line("x", Look(raised="sup")),
    )
    assert markdown(*blocks, notes={"foo1": (line("Điều 5"),)}) == (
        "Nam, **nữ** *ngang nhau*\n\n"
        "[Luật](https://a.example/%281%29)[^1]\n\n"
        "- một\n    - hai\n1. ba\n\n"
        "| A | B \\| C |\n| --- | --- |\n| 1<br>2 |  |\n\n"
        "^x^\n\n"
        "[^1]: Điều 5"
    )


@pytest.mark.parametrize(
    "text",
    [
        "# không phải đề mục",
        "1. không phải danh sách",
        "- gạch đầu dòng gõ tay",
        "> không phải trích dẫn",
        "a * b * c _d_ `e` [f](g) ^h^ ~i~ ==j==",
        "<script>alert(1)</script> &lt; &amp;",
        "!!! note",
        "{{helplines: violence}} { .class }",
        "---",
        "***",
        "| a | b |",
        "\\*",
        ": định nghĩa",
        "*[HTML]: chữ",
        "[^1]: chú thích",
        "```quiz",
    ],
)
def test_words_stay_words(text):
    html = render_markdown(markdown(line(text)))
    assert html.startswith("<p>"), html
    assert " ".join(plain_text(html).split()) == " ".join(text.split())


def test_a_course_is_sound_and_says_all_that_the_document_says():
    content = write_docx([line(text) for text in SMALL_LAW])
    outline = Outline.of(read_docx(content))
    words = CourseWords("luat", 'Luật "mới": một', "gender-equality")
    files = write_files(outline, parts_of(outline), words, read_pictures(outline))
    reading = check_bundle(BundleFiles(files))
    assert not reading.problems
    assert reading.bundle is not None


def test_a_key_of_a_title():
    assert key_of("Điều 5. Giải thích từ ngữ") == "dieu-5-giai-thich-tu-ngu"
    assert key_of("…") == "bai"
    assert len(key_of("rất dài " * 40)) <= 50


@pytest.mark.skipif(not LAW.exists(), reason="the text of the law is not here")
def test_a_law_of_forty_pages_becomes_a_course_that_follows_its_articles():
    texts = law_of(PAGES)
    outline = Outline.of(read_docx(write_docx([line(text) for text in texts])))
    parts = parts_of(outline)
    articles = [text for text in texts if text.startswith("Điều 8.2.")]
    assert [part.title[:60] for part in parts] == [" ".join(e.split())[:60] for e in articles]
    words = CourseWords("luat", "Luật Bình đẳng giới", "gender-equality")
    files = write_files(outline, parts, words, read_pictures(outline))
    reading = check_bundle(BundleFiles(files))
    assert not reading.problems
    assert reading.bundle is not None
    told = " ".join(reading.bundle.texts.values()).replace("\\", "")
    missing = [text for text in texts if " ".join(text.split())[:40] not in told]
    assert not [text for text in missing if not re.match("Chương|Mục", text) and not text.isupper()]


def law_of(pages):
    """The first pages of the law, as paragraphs without any style."""
    source = LAW.read_text("utf-8").partition("# Bình đẳng giới")[2]
    texts, count = [], 0
    for text in filter(None, map(str.strip, source.split("\n"))):
        texts.append(re.sub(r"[*_\\]", "", text))
        count += len(text.split())
        if count > pages * WORDS_OF_A_PAGE:
            break
    return texts


def test_a_lesson_that_begins_with_a_letterhead_is_called_as_its_first_heading():
    texts = ("BẢO HIỂM XÃ HỘI TỈNH", "I. MỞ ĐẦU", "chữ " * 300, "II. NỘI DUNG", "chữ " * 300)
    assert titles(Outline.of(document(*texts))) == ["I. MỞ ĐẦU", "II. NỘI DUNG"]
    long_before = ("Lời nói đầu. " * 60, *texts[1:])
    assert titles(Outline.of(document(*long_before)))[0] == "Mở đầu"


@pytest.mark.parametrize("title", ["null", "No", "on", "2026-01-01", "31", "0x1F", "1_000"])
def test_a_key_is_never_read_as_something_else(title):
    assert yaml.safe_load(f"key: {key_of(title)}") == {"key": key_of(title)}
