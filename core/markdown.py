"""Markdown to HTML that can stand in any page: no script, no style, ids of its own.

Rendering is for publishing and for previews, never for a request that shows a page.
"""

import re
import threading
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from urllib.parse import urlsplit

import nh3
from markdown import Markdown
from markdown.extensions import Extension

from core.markdown_inline import SignedInlineProcessor
from core.markdown_limits import plain_excess
from core.markdown_media import EveryFile, Picture, Rendering, media_name
from core.markdown_tree import MARK_END, MARK_START, SenTreeprocessor

__all__ = ["Picture", "render_markdown", "render_noting"]

EXTENSIONS = (
    "tables",
    "footnotes",
    "def_list",
    "abbr",
    "admonition",
    "attr_list",
    "sane_lists",
    "pymdownx.betterem",
    "pymdownx.tilde",
    "pymdownx.caret",
    "pymdownx.mark",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.superfences",
)
EXTENSION_CONFIGS: dict[str, dict[str, object]] = {
    "tables": {"use_align_attribute": True},
    "footnotes": {"BACKLINK_TITLE": "↩ {}"},
    "pymdownx.highlight": {"use_pygments": False},
}
TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "div", "span", "blockquote", "pre"),
    *("strong", "em", "b", "i", "u", "s", "del", "ins", "mark", "sub", "sup", "small", "q"),
    *("cite", "code", "kbd", "samp", "abbr", "a", "img", "figure", "figcaption"),
    *("ul", "ol", "li", "dl", "dt", "dd", "details", "summary"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
    *("video", "audio", "source", "track"),
}
ATTRIBUTES = {
    "*": {"class", "id", "lang", "dir"},
    "a": {"href"},
    "abbr": {"title"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "details": {"open"},
    "div": {"aria-label"},
    "video": {"src", "poster", "width", "height", "aria-label"},
    "audio": {"src", "aria-label"},
    "source": {"src", "type"},
    "track": {"src", "kind", "srclang", "label", "default"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "td": {"align", "colspan", "rowspan"},
}
ATTRIBUTE_VALUES = {"div": {"role": {"region"}, "tabindex": {"0"}}}
CLASSES = {
    *("admonition", "admonition-title", "note", "tip", "info", "success", "example", "question"),
    *("important", "attention", "caution", "warning", "danger", "error", "table-scroll"),
    *("footnote", "footnote-ref", "footnote-backref", "task-list", "task-list-item"),
    *("played", "transcript", "embed"),
}
# Nothing plays, and no film is fetched, before somebody asks for it.
PLAYER = {"controls": "", "preload": "none"}
FORCED = {
    "img": {"loading": "lazy"},
    "video": {**PLAYER, "playsinline": ""},
    "audio": PLAYER,
}
# What a browser runs or reads as something else than text goes with all it holds.
REMOVED_WHOLE = {"script", "style", "template", "iframe", "object", "noscript", "svg", "math"}
SCHEMES = {"http", "https", "mailto", "tel"}
# A film, and behind it something to open, in which it stands what is said.
IMAGE = re.compile(r'<img((?: [a-z-]+="[^"]*")*)>')
SILENT = re.compile(r"<(video|audio)(?:(?! src=)[^>])*></\1>")
TASK_MARK = re.compile(f"{MARK_START}task-([0-9]+)-([xo]){MARK_END}")
DIGITS = re.compile(r"[0-9]{1,5}\Z")
DEFAULT_PREFIX = "text-"

# A sentence without a sign that could mean anything: most choices and explanations are such.
PLAIN_WORDS = re.compile(r"[^\W\d_](?:[^\W_]|[ ,;.?!“”…–()%])*")
# Of longer texts nothing is kept: what is kept has a bound. 2,000 words have 10,000 letters.
LONGEST_KEPT = 20_000
_local = threading.local()


@dataclass
class _Filter:
    """Judges each attribute that is left; one call's ids, each once, and its addresses."""

    rendering: Rendering
    prefix: str
    taken: set[str] = field(default_factory=set)
    urls: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        pictures = self.rendering.media.values()
        self.urls = {each if isinstance(each, str) else each.url for each in pictures}
        self.is_search = isinstance(self.rendering.media, EveryFile)

    def __call__(self, tag: str, name: str, value: str) -> str | None:
        """The value to write, or None for no such attribute."""
        if name == "class":
            return " ".join(part for part in value.split() if part in CLASSES) or None
        if name == "id":
            return self._id(value)
        if name == "href":
            return self._address(value)
        if name in ("src", "poster"):
            return self._source(value)
        if name in ("width", "height", "colspan", "rowspan"):
            return value if DIGITS.match(value) else None
        return value

    def _id(self, value: str) -> str | None:
        name = f"{self.prefix}{value}"
        if not value or re.search(r"\s", value) or name in self.taken:
            return None
        self.taken.add(name)
        return name

    def _address(self, value: str) -> str | None:
        if value.startswith("#"):
            return f"#{self.prefix}{value[1:]}"
        if media_name(value).startswith("media/"):
            found = self.rendering.find_picture(value)
            return found.url if found else None
        if value.startswith(("//", "/\\", "\\", " ")) or not value.isprintable():
            return None
        return value if _is_address(value) else None

    def _source(self, value: str) -> str | None:
        if value in self.urls or (self.is_search and value.startswith("/found/")):
            return value
        found = self.rendering.find_picture(value)
        return found.url if found else None


class _SenExtension(Extension):
    """Hangs Sen's tree processor in, after inline text and attributes; these go the short way."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        md.treeprocessors.register(SignedInlineProcessor(md), "inline", 20)
        md.treeprocessors.register(SenTreeprocessor(md), "sen", 5)


def render_markdown(
    source: str,
    media: Mapping[str, str | Picture] | None = None,
    *,
    prefix: str = DEFAULT_PREFIX,
    language: str = "vi",
) -> str:
    """Render a text of any origin to sanitised HTML.

    `media` says where the files that the text may show are served, by their names as
    media/x.svg; a picture that it does not hold leaves its description, and
    `render_noting` tells of it. Each id begins with `prefix`, so that two texts of one page
    do not meet where their prefixes differ. `language` gives the titles of untitled notes.
    """
    return _render(source, Rendering(media or {}, language), prefix)


def render_noting(
    source: str, media: Mapping[str, str | Picture], *, prefix: str, language: str
) -> tuple[str, tuple[str, ...]]:
    """The same, and the names of the files that the text shows or links to, found or not."""
    rendering = Rendering(media, language)
    return _render(source, rendering, prefix), tuple(rendering.names)


def clean_source(source: str) -> str:
    """A text as it is rendered: lines end alike, letters are composed, no marks of ours."""
    text = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for mark in (MARK_START, MARK_END, "\2", "\3", "\0"):
        text = text.replace(mark, "")
    return unicodedata.normalize("NFC", text)


def _render(source: str, rendering: Rendering, prefix: str) -> str:
    text = clean_source(source)
    if PLAIN_WORDS.fullmatch(text):
        return f"<p>{text}</p>"
    parser = _parser()
    processor: SenTreeprocessor = parser.treeprocessors["sen"]
    processor.rendering = rendering
    try:
        html = parser.reset().convert(plain_excess(text))
    except RecursionError:
        html = f"<pre>{escape(source)}</pre>"
    finally:
        processor.rendering = Rendering({}, "vi")
    return _finish(_sanitise(html, _Filter(rendering, prefix)), prefix)


def _parser() -> Markdown:
    """This thread's parser: making one takes longer than rendering a lesson."""
    parser: Markdown | None = getattr(_local, "parser", None)
    if parser is None:
        extensions = [*EXTENSIONS, _SenExtension()]
        parser = Markdown(extensions=extensions, extension_configs=EXTENSION_CONFIGS)
        _local.parser = parser
    return parser


def _sanitise(html: str, judge: _Filter) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        clean_content_tags=REMOVED_WHOLE,
        attributes=ATTRIBUTES,
        attribute_filter=judge,
        tag_attribute_values=ATTRIBUTE_VALUES,
        set_tag_attribute_values=FORCED,
        url_schemes=SCHEMES,
        link_rel="noopener",
    )


def _finish(html: str, prefix: str) -> str:
    """Write what no author may write, and take out pictures that show nothing."""

    def box(match: re.Match[str]) -> str:
        checked = " checked" if match[2] == "x" else ""
        label = f'aria-labelledby="{escape(prefix)}task-{match[1]}"'
        return f'<input type="checkbox" disabled{checked} {label}>'

    def keep_shown(match: re.Match[str]) -> str:
        return match[0] if ' src="' in match[1] else ""

    return TASK_MARK.sub(box, IMAGE.sub(keep_shown, SILENT.sub("", html)))


def _is_address(value: str) -> bool:
    try:
        urlsplit(value)
    except ValueError:
        return False
    return True
