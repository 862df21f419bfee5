"""Whether a drawing is only a drawing: no script, nothing from elsewhere, no trick of XML.

Drawings are shown through <img> alone, where none of this could run; the check holds for
whoever opens the file itself, and for whoever takes a bundle away to another system.
"""

import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

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
OUTSIDE_STYLE = re.compile(r"@import|expression\s*\(|javascript:|\\|url\(\s*(?!['\"]?#)", re.I)
INSTRUCTION = re.compile(r"<\?(?!xml[\s?])")
LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*\Z")


class SvgRefused(Exception):
    """A drawing holds what no drawing needs; the text says what."""


def check_svg(content: bytes) -> tuple[int | None, int | None]:
    """Width and height of a drawing in pixels where it says them; raises SvgRefused."""
    root = _parse(content)
    if root.tag != f"{{{SVG}}}svg":
        raise SvgRefused(f'The drawing has to begin with <svg xmlns="{SVG}">.')
    for element in root.iter():
        _check_element(element)
    return _size(root)


def _parse(content: bytes) -> Element:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SvgRefused("The drawing is not written in UTF-8; save it so.") from error
    if INSTRUCTION.search(text):
        raise SvgRefused("The drawing has a processing instruction (<?…?>); take it out.")
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise SvgRefused("The drawing has a DOCTYPE or entities; take them out.") from error
    except (ParseError, ValueError, LookupError) as error:
        raise SvgRefused(f"The drawing is not well-formed XML: {error}.") from error
    return root


def _check_element(element: Element) -> None:
    namespace, name = _split(str(element.tag))
    if namespace in EDITORS:
        return
    is_filter_part = re.fullmatch(r"fe[A-Z][A-Za-z]+", name) is not None and name != "feImage"
    if namespace != SVG or not (name in ELEMENTS or is_filter_part):
        raise SvgRefused(f"The drawing holds <{name}>, which is not allowed; take it out.")
    if name == "style" and OUTSIDE_STYLE.search("".join(element.itertext())):
        raise SvgRefused("The drawing's <style> reaches outside the drawing; take that out.")
    for attribute, value in element.attrib.items():
        _check_attribute(name, _split(attribute)[1], value)


def _check_attribute(element: str, name: str, value: str) -> None:
    if name.lower().startswith("on"):
        raise SvgRefused(f"<{element}> has the attribute {name}, which runs script; take it out.")
    if name == "href":
        is_picture = element == "image" and EMBEDDED.match(value)
        if not (LINK.match(value) or is_picture):
            raise SvgRefused(f"<{element}> points outside the drawing ({value[:60]}).")
    elif OUTSIDE_STYLE.search(value):
        raise SvgRefused(f"The attribute {name} of <{element}> reaches outside the drawing.")


def _split(name: str) -> tuple[str, str]:
    namespace, _, local = name.rpartition("}")
    return namespace.lstrip("{"), local


def _size(root: Element) -> tuple[int | None, int | None]:
    width, height = LENGTH.match(root.get("width", "")), LENGTH.match(root.get("height", ""))
    if width and height:
        return round(float(width[1])), round(float(height[1]))
    box = root.get("viewBox", "").replace(",", " ").split()
    try:
        _left, _top, wide, high = (float(number) for number in box)
    except ValueError:
        return None, None
    is_sensible = 0 < wide < 100_000 and 0 < high < 100_000
    return (round(wide), round(high)) if is_sensible else (None, None)
