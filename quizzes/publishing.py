"""What of a quiz is frozen when it is published. Pure: hashes, pools and rendered texts."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from quizzes.content import Question, QuizFile, settings_to_json, to_json

Render = Callable[[str, str], str]

_PARAGRAPH = re.compile(r"</?p>")


def content_hash(content: Any) -> str:
    """The same for the same content, whatever order its keys stand in."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def question_content(question: Question, media: Mapping[str, Any]) -> dict[str, Any]:
    """A question as it is kept, with the addresses of the pictures it shows."""
    content = to_json(question)
    texts = json.dumps(content["texts"], ensure_ascii=False)
    shown = [name for name in sorted(media) if name in texts]
    content["media"] = {name: getattr(media[name], "url", media[name]) for name in shown}
    return content


def question_html(question: Question, render: Render) -> dict[str, Any]:
    """A question's texts rendered, by language: stem, choices, feedback, explanation.

    `render` is given a text and a name for it, which ids in it begin with. Stems and choices
    stand in legends and labels, where HTML allows no paragraphs.
    """
    return {
        language: {
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
        }
        for language, text in question.texts.items()
    }


def quiz_content(quiz: QuizFile, pool: list[dict[str, Any]]) -> dict[str, Any]:
    """What makes one edition of a quiz differ from another."""
    return {
        "titles": dict(quiz.title),
        "introductions": dict(quiz.introduction),
        "settings": settings_to_json(quiz.settings),
        "pool": pool,
    }


def pool_entry(bank: str, question: Question, question_id: int, edition_id: int) -> dict[str, Any]:
    """A question that may be drawn, with what a draw asks about it."""
    return {
        "bank": bank,
        "key": question.id,
        "tags": list(question.tags),
        "difficulty": question.difficulty,
        "points": str(question.points),
        "question_id": question_id,
        "edition_id": edition_id,
    }


def question_count(quiz: QuizFile) -> int:
    """How many questions an attempt asks: its own and those drawn."""
    return len(quiz.questions) + sum(rule.count for rule in quiz.settings.draw)


def phrasing(html: str) -> str:
    """HTML without paragraphs: one paragraph loses its tags, several are parted by breaks."""
    parts = [part.strip() for part in _PARAGRAPH.split(html)]
    return "<br>".join(part for part in parts if part)
