"""Writing a plain Word document: paragraphs, tables, pictures; for templates to fill in."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from interop.docx.model import Block, Look, Paragraph, PictureMark, Run, Table

LONG_AGO = (1980, 1, 1, 0, 0, 0)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = f"""{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" \
ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" \
ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override \
PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.\
wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType=\
"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>"""
_RELATIONS = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" \
Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>"""
_STYLES = f"""{_HEAD}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts \
w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="28"/>\
</w:rPr></w:rPrDefault></w:docDefaults>{{headings}}</w:styles>"""


def write_docx(
    blocks: Sequence[Block], pictures: Mapping[str, bytes] | None = None, font: str = ""
) -> bytes:
    """A .docx of some blocks; pictures by the names that their marks use."""
    media = dict(pictures or {})
    body = "".join(_block(each, font) for each in blocks)
    document = f'<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}</w:body></w:document>'
    relations = "".join(
        f'<Relationship Id={quoteattr(name)} Type="{_R}/image" '
        f"Target={quoteattr(f'media/{name}')}/>"
        for name in media
    )
    parts: dict[str, bytes] = {
        "[Content_Types].xml": _TYPES.encode(),
        "_rels/.rels": _RELATIONS.encode(),
        "word/document.xml": (_HEAD + document).encode(),
        "word/styles.xml": _STYLES.format(headings=_headings()).encode(),
        "word/_rels/document.xml.rels": (
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="styles" '
            f'Type="{_R}/styles" Target="styles.xml"/>{relations}</Relationships>'
        ).encode(),
        **{f"word/media/{name}": content for name, content in media.items()},
    }
    return write_parts(parts)


def write_parts(parts: Mapping[str, bytes]) -> bytes:
    """The zip of some parts: the same parts give the same bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, LONG_AGO)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return file.getvalue()


def _headings() -> str:
    return "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
        for level in range(1, 4)
    )


def _block(block: Block, font: str) -> str:
    if isinstance(block, Table):
        rows = "".join(
            "<w:tr>"
            + "".join(
                f"<w:tc>{''.join(_paragraph(each, font) for each in cell) or '<w:p/>'}</w:tc>"
                for cell in row
            )
            + "</w:tr>"
            for row in block.rows
        )
        return f"<w:tbl>{rows}</w:tbl>"
    return _paragraph(block, font)


def _paragraph(paragraph: Paragraph, font: str) -> str:
    style = f'<w:pStyle w:val="Heading{paragraph.heading}"/>' if paragraph.heading else ""
    centred = '<w:jc w:val="center"/>' if paragraph.is_centred else ""
    inner = "".join(
        _run(each, font) if isinstance(each, Run) else _picture(each)
        for each in paragraph.inlines
        if isinstance(each, Run | PictureMark)
    )
    return f"<w:p><w:pPr>{style}{centred}</w:pPr>{inner}</w:p>"


def _run(run: Run, font: str) -> str:
    name = f"<w:rFonts w:ascii={quoteattr(font)} w:hAnsi={quoteattr(font)}/>" if font else ""
    words = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in run.text.split("\n")
    )
    return f"<w:r><w:rPr>{name}{_look(run.look)}</w:rPr>{words}</w:r>"


def _look(look: Look) -> str:
    parts = (
        (look.bold, "<w:b/>"),
        (look.italic, "<w:i/>"),
        (look.strike, "<w:strike/>"),
        (bool(look.colour), f'<w:color w:val="{look.colour}"/>'),
        (look.highlight, '<w:highlight w:val="yellow"/>'),
        (look.underline, '<w:u w:val="single"/>'),
        (bool(look.raised), f'<w:vertAlign w:val="{look.raised}erscript"/>'),
    )
    return "".join(xml for is_set, xml in parts if is_set)


def _picture(mark: PictureMark) -> str:
    return (
        "<w:r><w:drawing><wp:inline xmlns:wp="
        '"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        f'<wp:docPr id="1" name="" descr={quoteattr(mark.alt)}/>'
        '<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f"r:embed={quoteattr(mark.name)}/></wp:inline></w:drawing></w:r>"
    )
