"""Pages of the portal."""

from portal.views import (
    attempts,
    changes,
    courses,
    frame,
    home,
    lessons,
    practice,
    quizzes,
    record,
    review,
    summary,
)
from portal.views.blueprint import blueprint

__all__ = [
    "attempts",
    "blueprint",
    "changes",
    "courses",
    "frame",
    "home",
    "lessons",
    "practice",
    "quizzes",
    "record",
    "review",
    "summary",
]
