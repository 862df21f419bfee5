"""Word documents: what they say is read, and what is none is refused with what to do."""

import zipfile
from io import BytesIO
from typing import Any

import pytest

from interop.docx.model import Look, NoteMark, Paragraph, PictureMark, Run, Table
from interop.docx.numbering import write_count
from interop.docx.package import LARGEST_FILE, DocxRefused
from interop.docx.reading import read_docx
from interop.docx.writing import write_docx, write_parts

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def docx(body, styles="", numbering="", notes="", more=(), links=""):
    """A .docx of XML as Word would write it."""
    own = "".join(
        f'<Relationship Id="{name}" Type="{R}/{name}" Target="{name}.xml"/>'
        for name, text in (("styles", styles), ("numbering", numbering), ("footnotes", notes))
        if text
    )
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="a" '
        f'Type="{R}/officeDocument" Target="/word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body>'
        "</w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{own}{links}'
        "</Relationships>",
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{W}">{numbering}</w:numbering>',
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}">{notes}</w:footnotes>',
        **dict(more),
    }
    return write_parts({name: text.encode() for name, text in parts.items()})


def paragraphs_of(content) -> Any:
    """The blocks of a document that holds nothing but paragraphs."""
    return read_docx(content).blocks


def texts(content):
    return [block.whole_text for block in paragraphs_of(content)]


def p(text, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_looks_come_from_styles_and_those_they_are_based_on():
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/>'
        "<w:rPr><w:i/></w:rPr></w:style>"
        '<w:style w:type="character" w:styleId="C"><w:rPr><w:b w:val="0"/></w:rPr></w:style>'
    )
    body = (
        '<w:p><w:pPr><w:pStyle w:val="B"/></w:pPr><w:r><w:t>một </w:t></w:r>'
        '<w:r><w:rPr><w:rStyle w:val="C"/></w:rPr><w:t>hai</w:t></w:r></w:p>'
    )
    (paragraph,) = paragraphs_of(docx(body, styles))
    assert paragraph.inlines == (
        Run("một ", Look(bold=True, italic=True)),
        Run("hai", Look(italic=True)),
    )


def test_styles_based_on_one_another_in_a_ring_come_to_an_end():
    styles = (
        '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    assert texts(docx(p("chữ", '<w:pStyle w:val="A"/>'), styles)) == ["chữ"]


def test_headings_are_known_by_style_name_and_outline_level():
    styles = (
        '<w:style w:styleId="X"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:styleId="Y"><w:name w:val="Mục luật"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
        '</w:style><w:style w:styleId="T"><w:name w:val="toc 1"/></w:style>'
    )
    body = (
        p("a", '<w:pStyle w:val="X"/>')
        + p("b", '<w:pStyle w:val="Y"/>')
        + p("c", '<w:outlineLvl w:val="2"/>')
        + p("mục lục", '<w:pStyle w:val="T"/>')
        + p("d")
    )
    assert [each.heading for each in paragraphs_of(docx(body, styles))] == [2, 1, 3, None]


def test_numbers_that_word_works_out_are_read():
    level = (
        '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/>'
        '<w:lvlText w:val="{}"/></w:lvl>'
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        + level.format(0, "decimal", "Điều %1.")
        + level.format(1, "lowerLetter", "%2)")
        + '</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="6"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="9"/></w:lvlOverride></w:num>'
    )
    item = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'
    marks = ((0, 5), (1, 5), (1, 5), (0, 5), (1, 5), (0, 6), (0, 0))
    body = "".join(p("x", item.format(*each)) for each in marks)
    assert texts(docx(body, numbering=numbering)) == [
        *("Điều 1. x", "a) x", "b) x", "Điều 2. x", "a) x", "Điều 9. x", "x")
    ]


@pytest.mark.parametrize(
    ("number", "kind", "written"),
    [
        (4, "upperRoman", "IV"),
        (1999, "lowerRoman", "mcmxcix"),
        (27, "upperLetter", "AA"),
        (0, "upperLetter", ""),
        (7, "decimalZero", "07"),
        (3, "chicken", "3"),
        (780, "lowerLetter", "z" * 30),
        (781, "lowerLetter", "781"),
    ],
)
def test_counts(number, kind, written):
    assert write_count(number, kind) == written


def test_links_footnotes_and_tracked_changes():
    links = (
        f'<Relationship Id="l1" Type="{R}/hyperlink" Target="https://a.example/x" '
        'TargetMode="External"/>'
        f'<Relationship Id="l2" Type="{R}/hyperlink" Target="javascript:alert(1)" '
        'TargetMode="External"/>'
    )
    body = (
        '<w:p><w:hyperlink r:id="l1"><w:r><w:t>luật</w:t></w:r></w:hyperlink>'
        '<w:hyperlink r:id="l2"><w:r><w:t> bẫy</w:t></w:r></w:hyperlink>'
        "<w:ins><w:r><w:t> thêm</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>bớt</w:delText></w:r></w:del>"
        '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    notes = f'<w:footnote w:type="separator"/><w:footnote w:id="2">{p("Điều 5")}</w:footnote>'
    document: Any = read_docx(docx(body, notes=notes, links=links))
    (paragraph,) = document.blocks
    assert paragraph.inlines == (
        Run("luật", link="https://a.example/x"),
        Run(" bẫy thêm"),
        NoteMark("foo2"),
    )
    assert [each.text for each in document.notes["foo2"]] == ["Điều 5"]


def test_instructions_of_fields_and_hidden_words_are_not_read():
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>PAGE</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r></w:p>"
    )
    assert texts(docx(body)) == ["12"]


def test_old_letters_are_read_by_the_font_of_style_or_run():
    styles = (
        '<w:style w:styleId="V"><w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr>'
        "</w:style>"
    )
    body = (
        '<w:p><w:pPr><w:pStyle w:val="V"/></w:pPr><w:r><w:t>Phô n÷ t</w:t></w:r>'
        "<w:r><w:softHyphen/></w:r></w:p>"
        '<w:p><w:r><w:rPr><w:rFonts w:ascii="VNI-Times"/></w:rPr><w:t>Vie</w:t></w:r>'
        '<w:r><w:rPr><w:rFonts w:ascii="VNI-Times"/></w:rPr><w:t>ät</w:t></w:r></w:p>'
    )
    document: Any = read_docx(docx(body, styles))
    assert [each.text for each in document.blocks] == ["Phụ nữ tư", "Việt"]
    assert document.encodings == {"tcvn3", "vni"}


def test_what_cannot_be_taken_is_counted():
    body = (
        "<w:p><w:r><w:object/></w:r><m:oMath xmlns:m='urn:m'/><w:r><w:drawing/></w:r>"
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>hộp</w:t></w:r></w:p></w:txbxContent></w:pict>"
        "</w:r></w:p>"
    )
    left_out = read_docx(docx(body)).left_out
    assert left_out == {"object": 1, "formula": 1, "drawing": 1, "text_box": 1}


def test_what_is_written_is_read_again():
    blocks = (
        Paragraph((Run("Đề mục", Look(bold=True)),), heading=1),
        Paragraph((Run("một\nhai", Look(colour="FF0000", underline=True)),)),
        Paragraph((PictureMark("hinh.png", "Hai người"),)),
        Table((((Paragraph((Run("a"),)),), (Paragraph((Run("b"),)),)),)),
    )
    document: Any = read_docx(write_docx(blocks, {"hinh.png": b"x"}))
    assert [block.text for block in document.blocks] == ["Đề mục", "một\nhai", "", "a b"]
    assert document.blocks[0].heading == 1
    assert document.blocks[1].inlines == blocks[1].inlines
    assert document.pictures == {"word/media/hinh.png": b"x"}


def bomb():
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (41 * 1024 * 1024))
    return file.getvalue()


ENTITY = (
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>'
)
REFUSED = {
    "an old .doc": (b"\xd0\xcf\x11\xe0" + b"0" * 600, "old Word file (.doc)"),
    "a PDF": (b"%PDF-1.7\n", "This is a PDF"),
    "RTF": (b"{\\rtf1 x}", "RTF"),
    "slides": (write_parts({"ppt/presentation.xml": b"<p/>"}), "PowerPoint"),
    "a workbook": (write_parts({"xl/workbook.xml": b"<p/>"}), "Excel workbook"),
    "OpenDocument": (write_parts({"mimetype": b"x", "content.xml": b"<p/>"}), "OpenDocument"),
    "macros": (docx(p("x"), more={"word/vbaProject.bin": "x"}.items()), "macros"),
    "a zip of anything": (write_parts({"a.txt": b"x"}), "no Word document"),
    "a text": (b"Xin ch\xc3\xa0o", "no Word document"),
    "nothing": (b"", "no Word document"),
    "half a file": (docx(p("x"))[:300], "damaged"),
    "broken XML": (docx("<w:p>"), "damaged"),
    "an entity": (docx("", more={"word/document.xml": ENTITY}.items()), "damaged"),
    "a bomb": (bomb(), "far larger than any document"),
    "50 MB": (b"PK" + b"0" * LARGEST_FILE, "larger than 20 MB"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_document_is_refused_with_what_to_do(name):
    content, part = REFUSED[name]
    with pytest.raises(DocxRefused) as refused:
        read_docx(content)
    assert part in refused.value.reason


@pytest.mark.parametrize(
    ("start", "written"), [("260000000", "32767."), ("1" + "0" * 16, "32767."), ("9" * 5000, "a.")]
)
@pytest.mark.parametrize("where", ["start", "startOverride"])
def test_a_list_that_begins_beyond_all_numbers_is_written_in_short(start, written, where):
    own = start if where == "start" else "1"
    override = f'<w:startOverride w:val="{start}"/>' if where == "startOverride" else ""
    numbering = (
        f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="{own}"/>'
        '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/>'
        f'<w:lvlOverride w:ilvl="0">{override}</w:lvlOverride></w:num>'
    )
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    assert paragraphs_of(docx(p("x", item), numbering=numbering))[0].number == written


def test_what_stands_before_a_number_is_no_longer_than_word_lets_it_be():
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:lvlText w:val="{"%1" * 10_000}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    (paragraph,) = paragraphs_of(docx(p("x", item), numbering=numbering))
    assert len(paragraph.number) <= 255


@pytest.mark.parametrize("wrapper", ["ins", "hyperlink", "smartTag", "sdt"])
def test_words_wrapped_in_thousands_of_wrappers_are_passed_over(wrapper):
    words = "<w:r><w:t>sâu</w:t></w:r>"
    opened, closed = f"<w:{wrapper}>", f"</w:{wrapper}>"
    body = f"<w:p>{opened * 5000}{words}{closed * 5000}</w:p>"
    shallow = f"<w:p>{opened * 5}{words}{closed * 5}</w:p>"
    assert texts(docx(body + shallow)) == ["", "sâu"]


def test_alternatives_within_alternatives_come_to_an_end():
    opened, closed = "<w:AlternateContent><w:Choice>", "</w:Choice></w:AlternateContent>"
    body = f"<w:p><w:r>{opened * 3000}<w:t>sâu</w:t>{closed * 3000}</w:r></w:p>"
    assert texts(docx(body)) == [""]


@pytest.mark.parametrize(
    "inner",
    ["<w:p/>" * 2_000_001, "<w:p " + " ".join(f"a{n}='b'" for n in range(2_000_000)) + "/>"],
)
def test_more_elements_than_any_document_has_are_refused(inner):
    with pytest.raises(DocxRefused, match="far larger than any document"):
        read_docx(docx(inner))


@pytest.mark.parametrize("encoding", ["cp037", "utf-7", "idna"])
def test_letters_that_word_never_writes_are_refused(encoding):
    parts = {"[Content_Types].xml": b"<Types/>"}
    parts["_rels/.rels"] = f'<?xml version="1.0" encoding="{encoding}"?>'.encode() + (
        "<Relationships/>".encode("cp037" if encoding == "cp037" else "ascii")
    )
    with pytest.raises(DocxRefused, match="damaged"):
        read_docx(write_parts(parts))
