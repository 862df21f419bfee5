"""Lessons as they are compared: everything a reader sees of one, as HTML. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from courses.comparing.passages import Passage, compare_html

NO_TEXT: Mapping[str, Any] = {}


def lesson_html(text: Mapping[str, Any], *, with_keys: bool = False) -> str:
    """What a lesson's edition says in a language; with keys, also which answers are right."""
    parts = [_block(block, with_keys) for block in text.get("blocks", ())]
    objectives = list(map(escape, text.get("objectives", ())))
    sources = [_source(source) for source in text.get("sources", ())]
    return "".join([_items(objectives), *parts, _items(sources)])


def compare_lessons(
    old: Mapping[str, Any], new: Mapping[str, Any], *, with_keys: bool = False
) -> list[Passage]:
    """Two editions of a lesson in one language; NO_TEXT stands for none."""
    return compare_html(
        lesson_html(old, with_keys=with_keys), lesson_html(new, with_keys=with_keys)
    )


def choose_text(texts: Mapping[str, Any], language: str) -> tuple[str, Mapping[str, Any]]:
    """A lesson in `language`, else in the language it was written in."""
    if not texts:
        return language, NO_TEXT
    chosen = language if language in texts else next(iter(texts))
    return chosen, texts[chosen]


def count_words(passages: Iterable[Passage]) -> int:
    """How many words of the new text stand in what changed."""
    return sum(len(each.now.striptags().split()) for each in passages if each.is_changed)


def _block(block: Mapping[str, Any], with_keys: bool) -> str:
    if block["kind"] == "check":
        return "".join(_check(block["check"], with_keys))
    if block["kind"] == "helplines":
        return f"<p>{escape(str(block.get('topic', '')))}</p>"
    if block["kind"] == "organisation":
        return f"<p>{escape(str(block.get('note') or block['key']))}</p>"
    return str(block["html"])


def _check(check: Mapping[str, Any], with_keys: bool) -> Iterator[str]:
    yield f"<p><strong>{check['stem']}</strong></p>"
    right = set(check["correct"]) if with_keys else set()
    choices = [
        f"✓ {choice}" if index in right else choice for index, choice in enumerate(check["choices"])
    ]
    yield _items(choices)
    if with_keys:
        yield from (each for each in check["feedback"] if each)
        yield check["explanation"] or ""


def _source(source: Mapping[str, str]) -> str:
    words = [source.get("title", ""), source.get("article", ""), source.get("effective_from", "")]
    return escape(", ".join(str(each) for each in words if each))


def _items(lines: Sequence[str]) -> str:
    if not lines:
        return ""
    return f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"
