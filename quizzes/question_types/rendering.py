"""A question's words made into HTML, once, when it is published."""

import re
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from quizzes.content import QuestionText

# Given a text and a name for it, which ids in it begin with; gives safe HTML.
Render = Callable[[str, str], str]

_PARAGRAPH = re.compile(r"</?p>")
_PICTURE = re.compile(r'<img\b[^>]*?\balt="([^"]*)"[^>]*>')
_PLAYER = re.compile(r'<(video|audio)\b[^>]*? aria-label="([^"]*)"[^>]*>')
# A film or a page from elsewhere, of which a legend can hold the player or the link alone.
_PLAYED = re.compile(
    r'<div class="played"><figure>(<(video|audio)\b.*?</\2>).*?</figure>'
    r"(?:<details.*?</details>)?</div>",
    re.DOTALL,
)
_EMBED = re.compile(r'<div class="embed">(<a\b.*?</a>).*?</div>', re.DOTALL)
_BLOCK_END = re.compile(r"<br\b[^>]*>|</(?:p|div|li|tr|td|th|h[2-6]|pre|dt|dd)>")


def render_texts(text: QuestionText, render: Render) -> dict[str, Any]:
    """Render stem, choices, feedback, explanation and hints.

    Stems and choices stand in legends and labels, where HTML allows no paragraphs.
    """
    return {
        "stem": phrasing(render(text.stem, "stem")),
        "choices": [
            phrasing(render(choice, f"choice-{index}")) if choice else ""
            for index, choice in enumerate(text.choices)
        ],
        "feedback": [
            render(each, f"feedback-{index}") if each else None
            for index, each in enumerate(text.feedback)
        ],
        "explanation": render(text.explanation, "why") if text.explanation else None,
        "hints": [render(hint, f"hint-{index}") for index, hint in enumerate(text.hints)],
    }


def phrasing(html: str) -> str:
    """HTML without paragraphs: one paragraph loses its tags, several are parted by breaks.

    Of a film the player is left with its captions, of a page from elsewhere the link.
    """
    bare = _EMBED.sub(r"<p>\1</p>", _PLAYED.sub(r"<p>\1</p>", html))
    parts = [part.strip() for part in _PARAGRAPH.split(bare)]
    return "<br>".join(part for part in parts if part)


def plain_text(html: str) -> str:
    """The words of some HTML, for places that hold nothing else; a picture says its alt text."""
    spoken = _PLAYER.sub(lambda player: f" {player[2]} ", html)
    words = _BLOCK_END.sub(" ", _PICTURE.sub(_alt_text, spoken))
    return str(Markup(words).striptags())  # noqa: S704 - text comes out, tags are what goes


def _alt_text(picture: re.Match[str]) -> str:
    return f" {picture[1].replace('<', '&lt;')} "
