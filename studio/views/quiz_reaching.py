"""The quiz that a page of the studio is about."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import abort

from courses.models import Course
from courses.publications.queries import is_ever_sensitive
from quizzes import queries as quiz_queries
from quizzes.models import Quiz, QuizEdition
from quizzes.quiz_settings import QuizSettings, settings_from_json
from studio.contents import manifest_titles
from studio.views.reaching import get_course, get_own_course, may_write


@dataclass(frozen=True)
class ReachedQuiz:
    """A published quiz of a course within reach, as its newest edition has it."""

    course: Course
    quiz: Quiz
    edition: QuizEdition
    is_sensitive: bool

    @cached_property
    def settings(self) -> QuizSettings:
        """How it is taken."""
        return settings_from_json(self.edition.settings)

    @property
    def where(self) -> dict[str, Any]:
        """What its pages are named by in addresses."""
        return {"key": self.course.key, "quiz_key": self.quiz.key}

    @property
    def variables(self) -> dict[str, object]:
        """What every template of its pages shows."""
        return {
            "course": self.course,
            "course_titles": manifest_titles(self.course.manifest, self.course.language),
            "quiz": self.quiz,
            "titles": self.edition.titles,
            "where": self.where,
            "is_sensitive": self.is_sensitive,
            "may_write": may_write(self.course),
            "may_decide": may_write(self.course) and not self.is_sensitive,
        }


def get_quiz(key: str, quiz_key: str) -> ReachedQuiz:
    """A quiz to look at, or 404."""
    return _reach(get_course(key), quiz_key)


def get_own_quiz(key: str, quiz_key: str) -> ReachedQuiz:
    """A quiz to decide about, or 404; 403 where one only reviews."""
    return _reach(get_own_course(key), quiz_key)


def get_own_open_quiz(key: str, quiz_key: str) -> ReachedQuiz:
    """A quiz whose attempts one may look into; of a sensitive one nobody may: 404."""
    reached = get_own_quiz(key, quiz_key)
    if reached.is_sensitive:
        abort(404)
    return reached


def _reach(course: Course, quiz_key: str) -> ReachedQuiz:
    edition = quiz_queries.find_latest_edition(course.key, quiz_key) or abort(404)
    quiz = edition.quiz
    is_sensitive = is_ever_sensitive(course.id) or quiz_queries.is_sensitive_quiz(quiz.id)
    return ReachedQuiz(course, quiz, edition, is_sensitive)
