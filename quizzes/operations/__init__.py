"""Writes: publishing a quiz, and taking it."""

from quizzes.operations.attempts import (
    AttemptClosed,
    AttemptLimitReached,
    AttemptNotFound,
    SavedResponse,
    record_response,
    record_responses,
    start_attempt,
    submit_attempt,
)
from quizzes.operations.publishing import publish_quiz

__all__ = [
    "AttemptClosed",
    "AttemptLimitReached",
    "AttemptNotFound",
    "SavedResponse",
    "publish_quiz",
    "record_response",
    "record_responses",
    "start_attempt",
    "submit_attempt",
]
