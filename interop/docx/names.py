"""Names of WordprocessingML, and reading its attributes."""

from xml.etree.ElementTree import Element


def local(element: Element) -> str:
    """The name of an element without its namespace: strict and loose documents are read alike."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Element | None, name: str) -> str | None:
    """An attribute by its name without namespace, or None."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return None


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of a child, by names without namespace."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if local(each) == name), None)
    return element


def value_of(element: Element | None, *path: str) -> str | None:
    """The `val` of a child of a child."""
    return attribute(child(element, *path), "val")


def is_on(element: Element | None, name: str) -> bool | None:
    """A switch such as <w:b/>: on, off, or None where it is not said."""
    found = child(element, name)
    if found is None:
        return None
    return attribute(found, "val") not in ("0", "false", "off", "none")


def number_of(text: str | None, otherwise: int = 0) -> int:
    """A whole number that a file may have written anyhow."""
    try:
        return int(text or "")
    except ValueError:
        return otherwise
