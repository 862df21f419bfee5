"""What quizzes announce."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True)
class AttemptGraded:
    """An attempt was marked; `owner_key` and `quiz_key` name the quiz to the world above."""

    person_id: int
    owner_key: str
    quiz_key: str
    quiz_edition_id: int
    scaled_score: Decimal
    passed: bool
    at: datetime
