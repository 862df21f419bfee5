"""The guide for trainers in each language, rendered once. Pure.

Only names that the program shows stand in bold: tests look each of them up.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.markdown import render_markdown

FOLDER = Path(__file__).parent
HEADING = re.compile(r'<h2 id="([^"]+)">(.+?)</h2>')


@dataclass(frozen=True)
class Section:
    """A part of the guide: its place on the page, and its title as HTML."""

    anchor: str
    title_html: str


@dataclass(frozen=True)
class Guide:
    """The guide in one language as safe HTML, and its parts in order."""

    html: str
    sections: tuple[Section, ...]


@cache
def guide_in(language: str) -> Guide:
    """The guide in one of the program's languages; the anchors are the same in all."""
    source = (FOLDER / f"{language}.md").read_text(encoding="utf-8")
    html = render_markdown(source, prefix="", language=language)
    return Guide(html, tuple(Section(*found) for found in HEADING.findall(html)))
