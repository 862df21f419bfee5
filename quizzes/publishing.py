"""What of a quiz is frozen when it is published. Pure: hashes, pools and rendered texts."""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from quizzes.content import Question, QuizFile, to_json
from quizzes.question_types import type_of
from quizzes.question_types.rendering import Render
from quizzes.quiz_settings import settings_to_json


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
    """A question's texts rendered as its type does it, by language."""
    kind = type_of(question)
    return {language: kind.render(text, render) for language, text in question.texts.items()}


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
        "points": str(graded_points(question)),
        "question_id": question_id,
        "edition_id": edition_id,
    }


def graded_points(question: Question) -> Decimal:
    """The points that a question can earn: none where it is not graded."""
    return question.points if type_of(question).is_graded(question) else Decimal(0)


def question_count(quiz: QuizFile) -> int:
    """How many questions an attempt asks: its own and those drawn."""
    own = sum(type_of(question).asks for question in quiz.current_questions)
    return own + sum(rule.count for rule in quiz.settings.draw)
