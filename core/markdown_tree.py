"""What Sen makes of the tree that Python-Markdown parsed, before it is written out.

Figures, lists of tasks, tables that scroll by themselves, ids of headings. Nothing here is
trusted to be safe: core.markdown sanitises what is written.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from core.markdown_media import (
    Rendering,
    is_embedded,
    is_played,
    media_name,
    shape_embedded,
    shape_played,
)
from core.media_kinds import PICTURE, kind_of

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# Two characters of the private use area, taken out of every source, part marks of ours from
# anything that a person can write.
MARK_START, MARK_END = "\ue000", "\ue001"
TASK = re.compile(r"^\[([ xX])\]\s+")
STASHED = re.compile("\u0002[^\u0003]*\u0003")
NOTE_TITLES = {
    "vi": {
        "Note": "Lưu ý",
        "Tip": "Mẹo",
        "Info": "Thông tin",
        "Success": "Nên làm",
        "Example": "Ví dụ",
        "Question": "Câu hỏi",
        "Important": "Quan trọng",
        "Attention": "Chú ý",
        "Caution": "Cẩn thận",
        "Warning": "Cảnh báo",
        "Danger": "Nguy hiểm",
        "Error": "Sai",
    }
}


class SenTreeprocessor(Treeprocessor):
    """Runs after inline text and attributes are done; `rendering` is set for each call."""

    rendering: Rendering

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.rendering = Rendering({}, "vi")

    def run(self, root: Element) -> None:
        """Shape the whole tree."""
        _shift_headings(root)
        _name_headings(root)
        _name_notes(root, self.rendering.language)
        _shape(root, self.rendering)
        _shape_tasks(root)
        _wrap_tables(root)


def slug(text: str) -> str:
    """An id made of a heading: Vietnamese letters without their marks, words by hyphens."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:60].strip("-") or "section"


def plain_text(element: Element) -> str:
    """The words of an element, without what Markdown has stashed away."""
    return " ".join(STASHED.sub("", "".join(element.itertext())).split())


def _shift_headings(root: Element) -> None:
    """Where a text has an h1, all its headings go down by one: the page has its own."""
    if root.find(".//h1") is None:
        return
    for element in root.iter():
        if element.tag in HEADINGS:
            element.tag = HEADINGS[min(HEADINGS.index(element.tag) + 1, 5)]


def _name_headings(root: Element) -> None:
    taken = {element.get("id") for element in root.iter()}
    numbers: Counter[str] = Counter()
    for element in root.iter():
        if element.tag not in HEADINGS or element.get("id"):
            continue
        base = slug(plain_text(element))
        name = base
        while name in taken:
            numbers[base] += 1
            name = f"{base}-{numbers[base] + 1}"
        taken.add(name)
        element.set("id", name)


def _name_notes(root: Element, language: str) -> None:
    """A note without a title of its own says in the text's language what it is."""
    titles = NOTE_TITLES.get(language, {})
    for element in root.iter():
        is_title = element.tag == "summary" or element.get("class") == "admonition-title"
        if is_title and element.text in titles:
            element.text = titles[element.text]


def _shape(parent: Element, rendering: Rendering) -> None:
    for index, child in enumerate(list(parent)):
        if child.tag == "img":
            _shape_picture(child, rendering)
        elif _is_figure(child):
            parent[index] = _figure(child, rendering)
        else:
            _shape(child, rendering)


def _is_figure(element: Element) -> bool:
    """Whether this is a paragraph that holds what stands by itself, and nothing else.

    A picture does so with a title, a film, a sound and a page from elsewhere always.
    """
    if element.tag != "p" or len(element) != 1 or (element.text or "").strip():
        return False
    picture = element[0]
    if picture.tag != "img" or (picture.tail or "").strip():
        return False
    source = picture.get("src", "")
    return bool(picture.get("title")) or is_played(source) or is_embedded(source)


def _figure(paragraph: Element, rendering: Rendering) -> Element:
    picture = paragraph[0]
    if is_embedded(picture.get("src", "")):
        return shape_embedded(paragraph)
    if is_played(picture.get("src", "")):
        return shape_played(paragraph, rendering)
    figure = Element("figure")
    figure.tail = paragraph.tail
    caption = AtomicString(picture.attrib.pop("title"))
    _shape_picture(picture, rendering)
    picture.tail = None
    figure.append(picture)
    SubElement(figure, "figcaption").text = caption
    return figure


def _shape_picture(picture: Element, rendering: Rendering) -> None:
    """Give a picture its address and size; one that is not there leaves its description."""
    source = picture.get("src", "")
    found = rendering.find_picture(source)
    alt = picture.get("alt", "")
    picture.attrib.clear()
    if found is not None and kind_of(media_name(source)) not in (None, PICTURE):
        picture.tag, picture.text = "a", AtomicString(alt or media_name(source))
        picture.set("href", source)
        return
    if found is None:
        picture.tag = "span"
        picture.text = AtomicString(alt)
        return
    picture.set("src", found.url)
    picture.set("alt", alt)
    for name, size in (("width", found.width), ("height", found.height)):
        if size:
            picture.set(name, str(size))


def _shape_tasks(root: Element) -> None:
    """Items that begin with [ ] or [x] become boxes; core.markdown writes the box itself."""
    number = 0
    for parent in list(root.iter()):
        if parent.tag not in ("ul", "ol"):
            continue
        for item in parent:
            text, place = _task_text(item)
            match = TASK.match(text)
            if not match:
                continue
            number += 1
            state = "x" if match[1].strip() else "o"
            place(text[match.end() :])
            parent.set("class", "task-list")
            _wrap_task(item, number, state)


def _task_text(item: Element) -> tuple[str, Callable[[str], None]]:
    holder = item
    if not (item.text or "").strip() and len(item) and item[0].tag == "p":
        holder = item[0]

    def place(text: str) -> None:
        holder.text = text

    return (holder.text or "").lstrip(), place


def _wrap_task(item: Element, number: int, state: str) -> None:
    words = Element("div", {"id": f"task-{number}"})
    words.text, item.text = item.text, f"{MARK_START}task-{number}-{state}{MARK_END}"
    for child in list(item):
        item.remove(child)
        words.append(child)
    item.set("class", "task-list-item")
    item.append(words)


def _wrap_tables(root: Element) -> None:
    """A wide table scrolls in a region of its own, named after its columns."""
    for parent in list(root.iter()):
        if parent.get("class") == "table-scroll":
            continue
        for index, child in enumerate(list(parent)):
            if child.tag == "table":
                parent[index] = _scroll_region(child)


def _scroll_region(table: Element) -> Element:
    headings = table.findall("./thead/tr/th")
    for heading in headings:
        heading.set("scope", "col")
    label = ", ".join(filter(None, map(plain_text, headings))) or "…"
    attributes = {"class": "table-scroll", "role": "region", "tabindex": "0", "aria-label": label}
    region = Element("div", attributes)
    region.tail, table.tail = table.tail, None
    region.append(table)
    return region
