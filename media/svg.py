"""Whether a drawing is only a drawing: no script, nothing from elsewhere, no trick of XML.

Drawings are shown through <img> alone, where none of this could run; the check holds for
whoever opens the file itself, and for whoever takes a bundle away to another system.
"""

import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from core.sentences import Refusal, recognise, say

SVG = "http://www.w3.org/2000/svg"
# What drawing programs write beside the drawing; browsers pass over it.
EDITORS = (
    "http://www.inkscape.org/namespaces/inkscape",
    "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://purl.org/dc/elements/1.1/",
    "http://creativecommons.org/ns#",
)
ELEMENTS = {
    *("svg", "g", "defs", "symbol", "use", "switch", "title", "desc", "metadata", "style", "view"),
    *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "image", "marker"),
    *("text", "tspan", "textPath", "pattern", "mask", "clipPath", "filter", "stop"),
    *("linearGradient", "radialGradient"),
}
LINK = re.compile(r"#[^\s]*\Z")
EMBEDDED = re.compile(r"data:image/(png|jpeg|webp|gif);base64,[A-Za-z0-9+/=\s]*\Z")
OUTSIDE_STYLE = re.compile(
    r"@import|expression\s*\(|javascript:|\\|image-set\(|src\(|url\(\s*(?!['\"]?#)", re.I
)
BASE = "{http://www.w3.org/XML/1998/namespace}base"
LONGEST_SIDE = 32_767
INSTRUCTION = re.compile(r"<\?(?!xml[\s?])")
LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*\Z")

# What the parser says of what is broken, in its own words.
PARSER_SAYS = (
    say("no element found: line %(line)s, column %(column)s"),
    say("not well-formed (invalid token): line %(line)s, column %(column)s"),
    say("unclosed token: line %(line)s, column %(column)s"),
    say("mismatched tag: line %(line)s, column %(column)s"),
    say("duplicate attribute: line %(line)s, column %(column)s"),
    say("junk after document element: line %(line)s, column %(column)s"),
    say("undefined entity: line %(line)s, column %(column)s"),
    say("reference to invalid character number: line %(line)s, column %(column)s"),
    say("unclosed CDATA section: line %(line)s, column %(column)s"),
    say("unbound prefix: line %(line)s, column %(column)s"),
    say("unknown encoding: line %(line)s, column %(column)s"),
)


class SvgRefused(Refusal):
    """A drawing holds what no drawing needs."""


def check_svg(content: bytes) -> tuple[int | None, int | None]:
    """Width and height of a drawing in pixels where it says them; raises SvgRefused."""
    root = _parse(content)
    if root.tag != f"{{{SVG}}}svg":
        tag = f'<svg xmlns="{SVG}">'
        raise SvgRefused(say("The drawing has to begin with %(tag)s.", tag=tag))
    for element in root.iter():
        _check_element(element)
    return _size(root)


def _parse(content: bytes) -> Element:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SvgRefused(say("The drawing is not written in UTF-8; save it so.")) from error
    if INSTRUCTION.search(text):
        raise SvgRefused(
            say("The drawing has a processing instruction (%(signs)s); take it out.", signs="<?…?>")
        )
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise SvgRefused(say("The drawing has a DOCTYPE or entities; take them out.")) from error
    except (ParseError, ValueError, LookupError) as error:
        reason = recognise(str(error), PARSER_SAYS) or say("it breaks the rules of XML")
        message = say("The drawing is not well-formed XML: %(reason)s.", reason=reason)
        raise SvgRefused(message) from error
    return root


def _check_element(element: Element) -> None:
    namespace, name = _split(str(element.tag))
    if namespace in EDITORS:
        return
    is_filter_part = re.fullmatch(r"fe[A-Z][A-Za-z]+", name) is not None and name != "feImage"
    if namespace != SVG or not (name in ELEMENTS or is_filter_part):
        message = say(
            "The drawing holds <%(element)s>, which is not allowed; take it out.", element=name
        )
        raise SvgRefused(message)
    if name == "style" and OUTSIDE_STYLE.search("".join(element.itertext())):
        message = say("The drawing's <style> reaches outside the drawing; take that out.")
        raise SvgRefused(message)
    for attribute, value in element.attrib.items():
        if attribute == BASE:
            raise _reaching_out(name, "xml:base")
        _check_attribute(name, _split(attribute)[1], value)


def _check_attribute(element: str, name: str, value: str) -> None:
    if name.lower().startswith("on"):
        message = say(
            "<%(element)s> has the attribute %(name)s, which runs script; take it out.",
            element=element,
            name=name,
        )
        raise SvgRefused(message)
    if name == "href":
        is_picture = element == "image" and EMBEDDED.match(value)
        if not (LINK.match(value) or is_picture):
            message = say(
                "<%(element)s> points outside the drawing (%(value)s).",
                element=element,
                value=value[:60],
            )
            raise SvgRefused(message)
    elif OUTSIDE_STYLE.search(value):
        raise _reaching_out(element, name)


def _reaching_out(element: str, name: str) -> SvgRefused:
    return SvgRefused(
        say(
            "The attribute %(name)s of <%(element)s> reaches outside the drawing.",
            name=name,
            element=element,
        )
    )


def _split(name: str) -> tuple[str, str]:
    namespace, _, local = name.rpartition("}")
    return namespace.lstrip("{"), local


def _size(root: Element) -> tuple[int | None, int | None]:
    width, height = LENGTH.match(root.get("width", "")), LENGTH.match(root.get("height", ""))
    box = root.get("viewBox", "").replace(",", " ").split()
    if width and height:
        box = ["0", "0", width[1], height[1]]
    try:
        _left, _top, wide, high = (float(number) for number in box)
    except ValueError:
        return None, None
    is_sensible = all(1 <= side <= LONGEST_SIDE for side in (wide, high))
    return (round(wide), round(high)) if is_sensible else (None, None)
