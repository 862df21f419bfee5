"""Banks, questions and their editions, quizzes and their editions, attempts.

A bank or quiz belongs to an owner named by a key (a course's), since courses stand above.
"""

from quizzes.models.analyses import ChoiceCount, QuizAnalysis
from quizzes.models.attempts import (
    Attempt,
    AttemptItem,
    AttemptRegrade,
    PracticeCard,
    QuizException,
)
from quizzes.models.banks import Question, QuestionBank, QuestionEdition, Quiz, QuizEdition

__all__ = [
    "Attempt",
    "AttemptItem",
    "AttemptRegrade",
    "ChoiceCount",
    "PracticeCard",
    "Question",
    "QuestionBank",
    "QuestionEdition",
    "Quiz",
    "QuizAnalysis",
    "QuizEdition",
    "QuizException",
]
