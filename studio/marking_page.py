"""How a response that is marked by hand is shown to whoever marks it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from markupsafe import Markup

from quizzes.content import from_json
from quizzes.queries import HandLine
from quizzes.showing import ShownQuestion, show_question
from quizzes.wording import Words


@dataclass(frozen=True)
class ListedResponse:
    """A response in a list: its question, when it was handed in, its points once there are any."""

    uuid: UUID
    position: int
    question: str
    submitted_at: datetime
    points: Decimal | None
    max_points: Decimal


def list_responses(lines: Sequence[HandLine], language: str) -> list[ListedResponse]:
    """List responses by their questions, without a name."""
    return [
        ListedResponse(
            line.attempt_uuid,
            line.position,
            (Words(line.html, language).text("stem") or Markup("")).striptags(),
            line.submitted_at,
            line.points if line.marked_at else None,
            line.max_points,
        )
        for line in lines
    ]


def show_response(item: Any, language: str) -> ShownQuestion:
    """Show a question with what was written, its rubric and its model answer."""
    edition = item.question_edition
    question = from_json(edition.content)
    return show_question("answer", question, edition.html, language, item.response)
