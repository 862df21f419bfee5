"""Styles: what a paragraph or run is by the style it names, and by those that one is based on."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from xml.etree.ElementTree import Element

from interop.docx.model import Look
from interop.docx.names import attribute, child, is_on, local, number_of, value_of

DEEPEST = 12
HEADING = re.compile(r"(?:heading|tiêu đề|đề mục)\s*([1-9])\Z", re.I)
CONTENTS = re.compile(r"toc [1-9]", re.I)
OWN_COLOURS = (None, "auto", "000000")


@dataclass(frozen=True)
class Setting:
    """The look of a run and the font of its letters, as far as they are known."""

    look: Look = field(default_factory=Look)
    font: str = ""
    is_capital: bool = False
    is_hidden: bool = False


@dataclass(frozen=True)
class Style:
    """One style as it is defined."""

    name: str
    based_on: str | None
    runs: Element | None
    paragraphs: Element | None


@dataclass(frozen=True)
class Styles:
    """All styles of a document by id, and what holds where none says otherwise."""

    by_id: Mapping[str, Style]
    default: Setting
    default_paragraph: str | None

    def setting(self, style: str | None, start: Setting | None = None) -> Setting:
        """How runs of a style are set, over what they were before it."""
        setting = start or self.default
        for each in reversed(list(self._line(style))):
            setting = apply(setting, each.runs)
        return setting

    def heading(self, style: str | None) -> int | None:
        """The level of a heading by its style, from 1, or None."""
        for each in self._line(style):
            found = HEADING.match(each.name)
            if found:
                return int(found[1])
            level = outline_level(each.paragraphs)
            if level is not None:
                return level or None
        return None

    def numbering(self, style: str | None) -> Element | None:
        """The numbering that a style brings along."""
        for each in self._line(style):
            found = child(each.paragraphs, "numPr")
            if found is not None:
                return found
        return None

    def is_contents(self, style: str | None) -> bool:
        """Whether a style is that of a table of contents, which Word works out anew."""
        found = self.by_id.get(style or "")
        return found is not None and bool(CONTENTS.match(found.name))

    def _line(self, style: str | None) -> Iterator[Style]:
        """A style and those that it is based on; a ring of them ends."""
        name = style if style in self.by_id else self.default_paragraph
        for _step in range(DEEPEST):
            found = self.by_id.get(name or "")
            if found is None:
                return
            yield found
            name = found.based_on


def read_styles(tree: Element | None) -> Styles:
    """The styles of word/styles.xml; a document without any has none."""
    by_id: dict[str, Style] = {}
    default_paragraph = None
    for each in tree if tree is not None else ():
        if local(each) != "style":
            continue
        key = attribute(each, "styleId") or ""
        name = value_of(each, "name") or key
        based_on = value_of(each, "basedOn")
        by_id[key] = Style(name, based_on, child(each, "rPr"), child(each, "pPr"))
        is_default = attribute(each, "default") in ("1", "true")
        if is_default and attribute(each, "type") == "paragraph":
            default_paragraph = key
    runs = child(tree, "docDefaults", "rPrDefault", "rPr")
    return Styles(by_id, apply(Setting(), runs), default_paragraph)


def outline_level(paragraphs: Element | None) -> int | None:
    """The outline level that is said of a paragraph, from 1; 0 for body text, None for nothing."""
    said = value_of(paragraphs, "outlineLvl")
    if said is None:
        return None
    level = number_of(said, 9)
    return level + 1 if 0 <= level < 9 else 0


def apply(setting: Setting, runs: Element | None) -> Setting:
    """What <w:rPr> makes of a setting."""
    if runs is None:
        return setting
    capital = is_on(runs, "caps")
    hidden = is_on(runs, "vanish")
    return Setting(
        look=_apply_look(setting.look, runs),
        font=_font(runs) or setting.font,
        is_capital=setting.is_capital if capital is None else capital,
        is_hidden=setting.is_hidden if hidden is None else hidden,
    )


def _font(runs: Element) -> str | None:
    fonts = child(runs, "rFonts")
    return attribute(fonts, "ascii") or attribute(fonts, "hAnsi")


def _apply_look(look: Look, runs: Element) -> Look:
    switches = {"bold": "b", "italic": "i", "underline": "u", "strike": "strike"}
    changes: dict[str, Any] = {}
    for name, tag in switches.items():
        found = is_on(runs, tag)
        if found is not None:
            changes[name] = found
    look = replace(look, **changes) if changes else look
    return _apply_colours(look, runs)


def _apply_colours(look: Look, runs: Element) -> Look:
    if child(runs, "color") is not None:
        colour = value_of(runs, "color")
        look = replace(look, colour=None if colour in OWN_COLOURS else str(colour).upper())
    if child(runs, "highlight") is not None or child(runs, "shd") is not None:
        fill = attribute(child(runs, "shd"), "fill")
        is_marked = value_of(runs, "highlight") not in (None, "none")
        is_filled = fill not in (None, "auto", "FFFFFF", "ffffff")
        look = replace(look, highlight=is_marked or is_filled)
    if child(runs, "vertAlign") is not None:
        raised = {"superscript": "sup", "subscript": "sub"}.get(value_of(runs, "vertAlign") or "")
        look = replace(look, raised=raised)
    return look
