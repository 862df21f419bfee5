"""Templates hold no script or style, and none lies about unused."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from tests.architecture.tree import find_code, find_files, parse, read, refuse

FOLDER = Path("templates")
TEMPLATE_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
INLINE = {
    "an inline style; write a class": re.compile(r"<[a-z][^>]*?\sstyle\s*=|<style\b", re.I),
    "an inline handler; bind a data- attribute": re.compile(r"<[a-z][^>]*?\son[a-z]+\s*=", re.I),
    "a script without src; write a module": re.compile(r"<script\b(?![^>]*\ssrc\s*=)", re.I),
    "a javascript: address": re.compile(r"=\s*[\"']?\s*javascript:", re.I),
}
FILE_NAME = re.compile(r"[\w./-]+\.\w+")
NAME_IN_TEMPLATE = re.compile(r"""["']([\w./-]+)["'](\s*~)?""")


def find_inline(text: str) -> Iterator[tuple[int, str]]:
    """Style and behaviour written into markup: line, what is wrong."""
    markup = TEMPLATE_CODE.sub(lambda code: "\n" * code[0].count("\n"), text)
    for rule, pattern in INLINE.items():
        for found in pattern.finditer(markup):
            yield markup.count("\n", 0, found.end()) + 1, rule


def test_nothing_is_written_inline() -> None:
    refuse(
        (path, *finding)
        for path in find_files(".html", below="templates")
        for finding in find_inline(read(path))
    )


@pytest.mark.parametrize(
    "markup",
    [
        '<p style="color: red">',
        "<style>p {}</style>",
        '<button\n  type="button"\n  onclick="go()">',
        "<script>go()</script>",
        '<script nonce="{{ nonce }}">',
        '<p {% if a > b %}class="x"{% endif %} style="x">',
        '<a href="javascript:go()">',
    ],
)
def test_what_is_inline_is_found(markup: str) -> None:
    assert list(find_inline(markup))


@pytest.mark.parametrize(
    "markup",
    [
        '<script type="module" src="{{ asset(\'a.js\') }}"></script>',
        '<p class="style" data-on="x">style = good, onclick = bad</p>',
        '{% set style = "quiet" %}',
    ],
)
def test_what_is_not_inline_is_left_alone(markup: str) -> None:
    assert not list(find_inline(markup))


def test_the_style_guide_shows_every_component() -> None:
    calls = calls_of_components()
    shown = calls_in("styleguide.html") | calls_in("layouts/base.html")
    while more := {name for each in shown for name in calls.get(each, ())} - shown:
        shown |= more
    missing = {name for name in calls if not name.startswith("_")} - shown
    assert not missing, f"Show these in templates/styleguide.html: {', '.join(sorted(missing))}"


def calls_of_components() -> dict[str, set[str]]:
    """Every macro of the components, with the macros that it calls itself."""
    return {
        macro.name: names_called(macro)
        for path in find_files(".html", below="templates/components")
        for macro in parsed(path).find_all(nodes.Macro)
    }


def calls_in(name: str) -> set[str]:
    """The macros that a template calls, by the names that they have where they are made."""
    template = parsed(FOLDER / name)
    imported = [pair for each in template.find_all(nodes.FromImport) for pair in each.names]
    aliases = {pair[1]: pair[0] for pair in imported if not isinstance(pair, str)}
    return {aliases.get(called, called) for called in names_called(template)}


def names_called(node: nodes.Node) -> set[str]:
    """The plain names that are called below a node."""
    return {
        call.node.name for call in node.find_all(nodes.Call) if isinstance(call.node, nodes.Name)
    }


def parsed(path: Path) -> nodes.Template:
    """A template as Jinja reads it."""
    return Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse(read(path))


def test_every_template_is_used() -> None:
    used = [re.compile(pattern) for pattern in {*names_in_code(), *names_in_templates()}]
    refuse(
        (path, 1, "no page, mail or other template names this template")
        for path in find_files("", below="templates")
        if not any(pattern.fullmatch(name_of(path)) for pattern in used)
    )


def name_of(path: Path) -> str:
    """What a template is called where it is used; documents to print are named without folder."""
    parts = path.relative_to(FOLDER).parts
    return "/".join(parts[1:] if parts[0] == "documents" else parts)


def names_in_code() -> Iterator[str]:
    """Texts that look like a file's name, as patterns; f-strings with anything for a value."""
    for path in find_code("tests", "migrations"):
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.JoinedStr) and names_a_template(node):
                yield "".join(pattern_of(part) for part in node.values)
            elif isinstance(node, ast.Constant) and FILE_NAME.fullmatch(str(node.value)):
                yield pattern_of(node)


def names_a_template(text: ast.JoinedStr) -> bool:
    """An f-string counts with a folder before and a suffix after its value; f"{a}/{b}" does not."""
    first, last = ast.unparse(text.values[0]), ast.unparse(text.values[-1])
    return "/" in first and last.rstrip("'\"").endswith((".html", ".txt", ".xml"))


def pattern_of(part: ast.expr) -> str:
    """One part of a text as a pattern."""
    if isinstance(part, ast.Constant) and isinstance(part.value, str):
        return re.escape(part.value)
    return "[^/]+"


def names_in_templates() -> Iterator[str]:
    """Names that other templates include, extend or import, also as "folder/" ~ name."""
    for path in find_files("", below="templates"):
        for name, is_begin in NAME_IN_TEMPLATE.findall(read(path)):
            yield re.escape(name) + ("[^/]+" if is_begin else "")
