"""What stands in a paragraph: runs, links, fields, pictures, footnotes, tracked changes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from core.yaml_source import UNWRITABLE
from interop.docx.model import Inline, NoteMark, PictureMark, Run
from interop.docx.names import attribute, child, local, value_of
from interop.docx.styles import Setting, Styles, apply
from interop.letters import encoding_of, is_capital_font, to_unicode

SCHEMES = ("http://", "https://", "mailto:")
# What wraps runs and says nothing itself; what was deleted (del, moveFrom) is not among them.
WRAPPERS = frozenset(
    {"ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "bdo", "dir"}
)
LEFT_OUT = {"oMath": "formula", "oMathPara": "formula", "object": "object", "chart": "chart"}
SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
DEEPEST = 30
PRIVATE = range(0xF020, 0xF100)


@dataclass
class Gathering:
    """What is known while a document is read, and what was met on the way."""

    styles: Styles
    relations: Mapping[str, tuple[str, str, bool]]
    left_out: Counter[str] = field(default_factory=Counter)
    encodings: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class _Piece:
    """Letters as the file has them, before old ones are converted."""

    text: str
    setting: Setting
    link: str | None


def read_inlines(paragraph: Element, base: Setting, at: Gathering) -> tuple[Inline, ...]:
    """What a paragraph holds, words set alike put together."""
    inlines: list[Inline] = []
    waiting: list[_Piece] = []
    for each in _walk(paragraph, base, None, at):
        if isinstance(each, _Piece):
            if waiting and not _is_alike(waiting[-1], each):
                inlines += _convert(waiting, at)
                waiting = []
            waiting.append(each)
            continue
        inlines += _convert(waiting, at)
        waiting = []
        inlines.append(each)
    return (*inlines, *_convert(waiting, at))


def _is_alike(one: _Piece, other: _Piece) -> bool:
    return (one.setting, one.link) == (other.setting, other.link)


def _convert(pieces: list[_Piece], at: Gathering) -> list[Run]:
    """Pieces set alike as one run: an old letter may stand half in one, half in the next."""
    if not pieces:
        return []
    setting = pieces[0].setting
    text = "".join(piece.text for piece in pieces)
    converted = to_unicode(text, setting.font)
    if converted != text and encoding_of(setting.font):
        at.encodings.add(str(encoding_of(setting.font)))
    if setting.is_capital or is_capital_font(setting.font):
        converted = converted.upper()
    return [Run(converted, setting.look, pieces[0].link)]


def _walk(
    parent: Element, base: Setting, link: str | None, at: Gathering, depth: int = 0
) -> Iterator[_Piece | Inline]:
    """Runs and marks in their order; the instructions of fields are no words."""
    is_instruction = False
    for each in parent if depth < DEEPEST else ():
        name = local(each)
        if name == "r":
            kind = attribute(child(each, "fldChar"), "fldCharType")
            is_instruction = kind == "begin" or (is_instruction and kind is None)
            if not is_instruction:
                yield from _read_run(each, base, link, at)
        elif name == "hyperlink":
            yield from _walk(each, base, _link_of(each, at) or link, at, depth + 1)
        elif name in WRAPPERS:
            yield from _walk(each, base, link, at, depth + 1)
        elif name in LEFT_OUT:
            at.left_out[LEFT_OUT[name]] += 1


def _link_of(element: Element, at: Gathering) -> str | None:
    _type, target, is_outside = at.relations.get(attribute(element, "id") or "", ("", "", False))
    return target if is_outside and target.startswith(SCHEMES) else None


def _read_run(
    run: Element, base: Setting, link: str | None, at: Gathering
) -> Iterator[_Piece | Inline]:
    properties = child(run, "rPr")
    style = value_of(properties, "rStyle")
    if style in at.styles.by_id:
        base = at.styles.setting(style, base)
    setting = apply(base, properties)
    if link:  # a link looks like one by itself
        setting = replace(setting, look=replace(setting.look, underline=False, colour=None))
    if setting.is_hidden:
        return
    for each in run:
        yield from _read_part(each, setting, link, at)


def _read_part(
    part: Element, setting: Setting, link: str | None, at: Gathering, depth: int = 0
) -> Iterator[_Piece | Inline]:
    name = local(part)
    if name == "t" or name in SIGNS:
        yield _Piece(SIGNS.get(name) or _letters(part.text or ""), setting, link)
    elif name == "softHyphen":
        # Word takes the place of ư in TCVN3 for a hyphen that only shows where a line breaks.
        yield _Piece("\xad" if encoding_of(setting.font) == "tcvn3" else "", setting, link)
    elif name in ("footnoteReference", "endnoteReference"):
        yield NoteMark(f"{name[:3]}{attribute(part, 'id')}")
    elif name in ("drawing", "pict"):
        yield from _read_pictures(part, at)
    elif name == "AlternateContent":
        yield from _read_alternatives(part, setting, link, at, depth + 1)
    elif name in LEFT_OUT:
        at.left_out[LEFT_OUT[name]] += 1


def _read_alternatives(
    part: Element, setting: Setting, link: str | None, at: Gathering, depth: int
) -> Iterator[_Piece | Inline]:
    """The first of several ways in which a newer Word wrote the same."""
    chosen = child(part, "Choice")
    chosen = child(part, "Fallback") if chosen is None else chosen
    for inner in chosen if chosen is not None and depth < DEEPEST else ():
        yield from _read_part(inner, setting, link, at, depth)


def _letters(text: str) -> str:
    """Letters of symbol fonts stand in a private place: there they are their own low byte."""
    if text.isascii():
        return text
    found = (chr(ord(each) & 0xFF) if ord(each) in PRIVATE else each for each in text)
    return UNWRITABLE.sub("", "".join(found))


def _read_pictures(part: Element, at: Gathering) -> Iterator[PictureMark]:
    """The pictures of a drawing; one that shows none (a shape, a chart) is counted."""
    found = False
    alt = ""
    for each in part.iter():
        name = local(each)
        if name == "docPr":
            alt = attribute(each, "descr") or ""
        key = attribute(each, "embed" if name == "blip" else "id")
        if name in ("blip", "imagedata") and key:
            found = True
            _type, target, is_outside = at.relations.get(key, ("", "", True))
            yield PictureMark("" if is_outside else target, " ".join(alt.split()))
    if not found and not _has_words(part):
        at.left_out["drawing"] += 1
    if not found and _has_words(part):
        at.left_out["text_box"] += 1


def _has_words(part: Element) -> bool:
    return any(local(each) == "t" and each.text for each in part.iter())


def list_pictures(inlines: Iterable[Inline]) -> list[PictureMark]:
    """The pictures among what stands in a paragraph."""
    return [each for each in inlines if isinstance(each, PictureMark)]
