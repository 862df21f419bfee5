"""A question as an edition has it, read for every answer and never changed. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from quizzes.content import Question


@dataclass(frozen=True, slots=True)
class FrozenQuestion:
    """What an edition of a question says, how it looks by language, and what it can earn."""

    edition_id: int
    max_points: Decimal
    question: Question
    html: Mapping[str, Any]
