"""The process that makes one document: reads the template's name and its data, writes the PDF."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates" / "documents"
FONTS = ROOT / "static" / "vendor" / "fonts"
NO_SHAPE = "could not be displayed with font"


def typeset(template: str, data: Mapping[str, Any]) -> bytes:
    """The PDF, which is PDF/UA-1 where our fonts have every sign that stands in it."""
    typesetter = typst.Compiler(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    try:
        made = typesetter.compile(format="pdf", pdf_standards="ua-1")
    except typst.TypstError as problem:
        if NO_SHAPE not in str(problem):
            raise
        made = typesetter.compile(format="pdf")
    return made if isinstance(made, bytes) else b""


if __name__ == "__main__":
    wanted = json.load(sys.stdin.buffer)
    sys.stdout.buffer.write(typeset(wanted["template"], wanted["data"]))
