"""What quizzes announce."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True)
class AttemptGraded:
    """An attempt was marked; `owner_key` and `quiz_key` name the quiz to the world above.

    `scaled_score` and `passed` are what counts now of all attempts, as the quiz says; no score is
    told of a sensitive one.
    """

    attempt_id: int
    person_id: int
    owner_key: str
    quiz_key: str
    quiz_edition_id: int
    scaled_score: Decimal | None
    passed: bool
    at: datetime
