"""Finds text that people read and that no catalogue knows: in templates and in Python."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from jinja2 import Environment, nodes

Finding = tuple[int, str]

TEMPLATES = Environment(  # noqa: S701  it only reads
    extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True
)
VALUE = "x\ue000"  # stands for what a template fills in: a good tag name, and no word
READ_ATTRIBUTES = {
    "alt",
    "aria-description",
    "aria-label",
    "aria-placeholder",
    "aria-roledescription",
    "aria-valuetext",
    "content",
    "label",
    "placeholder",
    "summary",
    "title",
}
WORD = re.compile(r"[^\W\d_]{2,}")
SENTENCE = re.compile(r"[^\W\d_]{2,},? [^\W\d_]{2,}|^[A-ZÀ-Ỹ][^\W\d_]*[.!?…]?$")
TRANSLATING = {"_", "_l", "gettext", "ngettext", "lazy_gettext", "say"}


# --- Templates -------------------------------------------------------------------------------


def find_in_markup(source: str) -> Iterator[Finding]:
    """Words between the tags and in attributes that are read: line, words."""
    reader = _MarkupReader()
    reader.feed(_markup_of(source))
    reader.close()
    yield from reader.found


def _markup_of(source: str) -> str:
    """A template's markup, with a sign for each value and nothing for what is translated."""
    parts: list[str] = []
    is_block, is_translated = False, False
    for _line, kind, text in TEMPLATES.lex(source):
        if kind == "name" and is_block and text in ("trans", "endtrans"):
            is_translated = text == "trans"
        is_block = kind == "block_begin" or (is_block and kind == "whitespace")
        is_markup = kind == "data" and not is_translated
        parts.append(text if is_markup else "\n" * text.count("\n"))
        if kind == "variable_begin":
            parts.append(VALUE)
    return "".join(parts)


class _MarkupReader(HTMLParser):
    """Collects what is read; what stands in <code> and <style> is no language."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Finding] = []
        self.code = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Attributes that are read aloud or shown."""
        self.code += tag in ("code", "style")
        for name, value in attributes:
            is_read = name in READ_ATTRIBUTES or name.startswith("data-")
            if is_read and tag not in ("meta", "link") and value:
                self._read(value, SENTENCE if name.startswith("data-") else WORD)

    def handle_endtag(self, tag: str) -> None:
        """Where code ends."""
        self.code -= tag in ("code", "style")

    def handle_data(self, data: str) -> None:
        """Words between the tags."""
        if not self.code:
            self._read(data, WORD)

    def _read(self, text: str, words: re.Pattern[str]) -> None:
        bare = " ".join(text.replace(VALUE, " ").split())
        if words.search(bare):
            self.found.append((self.getpos()[0], bare))


def find_in_expressions(source: str) -> Iterator[Finding]:
    """Texts given to macros, joined or chosen without a translation: line, words."""
    tree = TEMPLATES.parse(source)
    translated = {
        id(text)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in TRANSLATING
        for text in call.find_all(nodes.Const)
    }
    for text in tree.find_all(nodes.Const):
        is_words = isinstance(text.value, str) and SENTENCE.search(text.value)
        if is_words and id(text) not in translated:
            yield text.lineno, text.value


# --- Python ----------------------------------------------------------------------------------


def find_in_code(tree: ast.Module) -> Iterator[Finding]:
    """Sentences that are no docstring, and labels of one word, without a translation."""
    ignored = {id(each) for each in _unread(tree)}
    labels = {id(each) for each in _labels(tree)}
    for node in ast.walk(tree):
        if id(node) in ignored or not isinstance(node, ast.Constant | ast.JoinedStr):
            continue
        words = _words_of(node)
        if SENTENCE.search(words) and (" " in words or id(node) in labels):
            yield node.lineno, words


def _words_of(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    parts = (each.value for each in node.values if isinstance(each, ast.Constant))
    return " ".join(map(str, parts))


def _unread(tree: ast.Module) -> Iterator[ast.AST]:
    """Texts that are translated, or that nobody reads: docstrings, annotations, log entries."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield from (each for each in node.values if isinstance(each, ast.Constant))
        elif isinstance(node, ast.Call) and _is_unread(node):
            yield from ast.walk(node)


def _is_unread(call: ast.Call) -> bool:
    owner, _dot, name = ast.unparse(call.func).rpartition(".")
    return name in TRANSLATING or owner == "logger"


def _labels(tree: ast.Module) -> Iterator[ast.AST]:
    """What is shown even where it is one word: a message, a field's label, its choices."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func).rpartition(".")[2]
        if name in ("flash", "ValidationError", "StopValidation") or name.endswith("Field"):
            yield from ast.walk(node)
        yield from (
            each.value
            for each in node.keywords
            if each.arg in ("label", "description", "message", "title", "choices")
        )


def find_unwritten(tree: ast.Module) -> Iterator[Finding]:
    """Sentences said later whose text stands elsewhere, or whose values do not fit its places."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or ast.unparse(node.func) != "say":
            continue
        first = node.args[0] if node.args else None
        values = {each.arg for each in node.keywords}
        is_sound = isinstance(first, ast.Constant) and values in (set(), _places_in(first))
        if not is_sound:
            yield node.lineno, ast.unparse(node)


def _places_in(text: ast.Constant) -> set[str]:
    return set(re.findall(r"%\((\w+)\)", str(text.value)))


def find_too_early(tree: ast.Module) -> Iterator[Finding]:
    """Translations made while a module is read: before anybody's language is known."""
    inside = {
        id(call)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for statement in (function.body if isinstance(function.body, list) else [function.body])
        for call in ast.walk(statement)
    }
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    for call in calls:
        name = ast.unparse(call.func)
        if name in ("_", "gettext", "ngettext") and id(call) not in inside:
            yield call.lineno, ast.unparse(call)
