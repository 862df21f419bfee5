"""The original that stands beside its translation while that is written, changes marked. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

from core.markdown import Picture
from courses.bundles.lessons import read_lesson_or_text
from courses.comparing import Passage, compare_html
from courses.comparing.lessons import lesson_html
from courses.comparing.quizzes import quiz_html
from courses.rendering import render_lesson
from quizzes.publishing import content_hash
from quizzes.quiz_markdown.problems import ProblemLog
from quizzes.quiz_markdown.reading import read_quiz
from studio.contents import text_kind
from studio.previews import Pictures
from studio.translating import count_behind

PARTS = {"lesson": "h2", "quiz": "h3", "bank": "h3"}


@dataclass(frozen=True)
class ShownOriginal:
    """An original as its readers see it, with what is right in it.

    `passages` have marks on what changed since the translation was in step; `behind` counts the
    parts that did. `parts` names the elements that lines like `## …` make. `seen` is the
    original's hash.
    """

    language: str
    passages: Sequence[Passage]
    behind: int
    parts: str
    seen: str


def show_original(
    path: str, source: str, language: str, base: str | None, pictures: Pictures
) -> ShownOriginal:
    """An original; `base` is the one that its translation was in step with, if known."""
    was = source if base is None else base
    shown = tuple(sorted(pictures.items()))
    before, html = (_render(path, text, language, shown) for text in (was, source))
    return ShownOriginal(
        language=language,
        passages=compare_html(before, html),
        behind=count_behind(source, was),
        parts=PARTS[text_kind(path)],
        seen=content_hash(source),
    )


@lru_cache(maxsize=64)
def _render(path: str, source: str, language: str, shown: tuple[tuple[str, Picture], ...]) -> str:
    """Everything of a text that is to be translated; it stays while its translation is written."""
    pictures = dict(shown)
    if text_kind(path) != "lesson":
        file, _problems = read_quiz(source, path, language)
        return _title(file.title.get(language, "")) + quiz_html(file, language, pictures)
    lesson = read_lesson_or_text(source, language, ProblemLog(path))
    rendered = render_lesson(lesson, pictures)
    head = lesson_html({"objectives": lesson.objectives})
    body = lesson_html({"blocks": map(_written, rendered.blocks)}, with_keys=True)
    return "".join([_title(lesson.title), head, rendered.summary_html, body])


def _title(title: str) -> str:
    return f'<h2 class="preview-title">{escape(title)}</h2>' if title else ""


def _written(block: Mapping[str, Any]) -> Mapping[str, Any]:
    """A place for what is filled in later as it is written: its translation needs it, too."""
    words = {
        "helplines": f"helplines: {block.get('topic')}",
        "organisation": f"organisation: {block.get('key')} | {block.get('note')}",
    }.get(block["kind"])
    if words is None:
        return block
    return {"kind": "html", "html": f"<p><code>{{{{{escape(words)}}}}}</code></p>"}
