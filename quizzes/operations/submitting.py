"""Ending an attempt: everything is marked, once, whoever ends it and however often."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from core import events
from core.database import db
from core.updating import update_rows
from quizzes import attempts, queries
from quizzes.counting import count_results
from quizzes.events import AttemptGraded
from quizzes.grading import AttemptGrade, GradedItem, grade_attempt, has_passed
from quizzes.models import Attempt, AttemptItem, QuizEdition
from quizzes.operations.saving import (
    NOTHING_FLAGGED,
    Answer,
    lock_attempt,
    read_answers,
    save_answers,
)
from quizzes.queries import AskedItem
from quizzes.quiz_settings import QuizSettings, settings_from_json
from quizzes.timing import is_over

# What a decimal of the database holds. Rounded down, a score never promises too much; rounded up,
# points that are added up again, for an average, fail nobody.
MILLIONTH = Decimal("0.000001")
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Submission:
    """What a form brings: values and flags by position, and whether gaps are meant."""

    given: Mapping[int, Sequence[str]]
    is_confirmed: bool
    flagged: Mapping[int, bool] = field(default_factory=dict)


def submit_attempt(uuid: UUID, person_id: int, submission: Submission, at: datetime) -> bool:
    """Save what the form still brings and mark everything, once; a second time changes nothing.

    While questions are unanswered and that is not confirmed, answers are only saved. What comes
    after the time is over, the grace included, is left out, and what was saved is marked. Whether
    the attempt is marked. Raises AttemptNotFound, or question_types.ResponseRefused.
    """
    attempt = lock_attempt(uuid, person_id)
    if attempt.state != "in_progress":
        return True
    items = queries.list_items(attempt.id)
    if is_over(attempt.accepts_until, at):
        _end(attempt, read_answers(items, {}), at, is_expired=True)
        return True
    answers = read_answers(items, submission.given)
    if not submission.is_confirmed and any(map(_is_open, answers)):
        save_answers(attempt, answers, submission.flagged, at)
        return False
    _end(attempt, answers, at)
    return True


def end_attempt(uuid: UUID, person_id: int, at: datetime) -> None:
    """Mark what was saved in an attempt whose time is over; one that was ended stays as it is."""
    attempt = lock_attempt(uuid, person_id)
    if attempt.state == "in_progress" and is_over(attempt.accepts_until, at):
        _end(attempt, read_answers(queries.list_items(attempt.id), {}), at, is_expired=True)


def close_attempt(attempt: Attempt, grade: AttemptGrade) -> None:
    """Write down what a marked attempt comes to, and tell the world above what counts now.

    Of one that is past nothing is told: what it belonged to was asked for anew.
    """
    with db.session.no_autoflush:  # all that changes is written at once
        edition = queries.get_quiz_edition(attempt.quiz_edition_id)
    settings = settings_from_json(edition.settings)
    mark = settings.pass_mark
    attempt.points = grade.points.quantize(MILLIONTH, ROUND_CEILING)
    attempt.scaled_score = _rounded(Fraction(grade.scaled_score))
    attempt.passed = mark is None or has_passed(grade.points, grade.max_points, mark)
    attempt.max_points = grade.max_points
    db.session.flush()
    if not attempt.is_past:
        _announce(attempt, edition, settings)


def _announce(attempt: Attempt, edition: QuizEdition, settings: QuizSettings) -> None:
    """Tell what counts now of all attempts."""
    results = queries.list_results(attempt.quiz_id, attempt.person_id)
    counted = count_results(results, settings.counts, settings.pass_mark)
    events.publish(
        AttemptGraded(
            attempt_id=attempt.id,
            person_id=attempt.person_id,
            owner_key=edition.quiz.owner_key,
            quiz_key=edition.quiz.key,
            quiz_edition_id=edition.id,
            scaled_score=None if settings.sensitive else _rounded(counted.share),
            passed=counted.passed,
            at=attempt.submitted_at or attempt.started_at,
        )
    )


def fraction_of_item(item: AskedItem, value: Any) -> Decimal:
    """What a response earns, as exactly as if it were marked now; by hand, where it was.

    What a check wrote down is rounded to the places of the database, which may fail somebody.
    """
    if item.awarded is not None:
        return attempts.fraction_of_marks(item.question, item.awarded)
    return attempts.fraction_after_tries(item.question, value, item.tries)


def _end(
    attempt: Attempt, answers: Sequence[Answer], at: datetime, *, is_expired: bool = False
) -> None:
    save_answers(attempt, answers, NOTHING_FLAGGED, at)
    grade = _mark(answers)
    attempt.submitted_at = min(at, attempt.deadline_at or at)
    if any(map(_waits_for_hand, answers)):
        attempt.state = "submitted"
        db.session.flush()
        return
    attempt.state = "expired" if is_expired else "graded"
    close_attempt(attempt, grade)


def _mark(answers: Sequence[Answer]) -> AttemptGrade:
    marks = [
        GradedItem(fraction_of_item(answer.item, answer.value), answer.item.edition.max_points)
        for answer in answers
    ]
    rows = [
        {
            "id": answer.item.id,
            "fraction": mark.fraction,
            "points": (mark.fraction or NOTHING) * mark.points,
        }
        for answer, mark in zip(answers, marks, strict=True)
    ]
    update_rows(AttemptItem, rows)
    return grade_attempt(marks)


def _is_open(answer: Answer) -> bool:
    return attempts.is_open(answer.item.question, answer.value)


def _waits_for_hand(answer: Answer) -> bool:
    return answer.value is not None and attempts.is_marked_by_hand(answer.item.question)


def _rounded(share: Fraction) -> Decimal:
    exact = Decimal(share.numerator) / Decimal(share.denominator)
    return exact.quantize(MILLIONTH, ROUND_FLOOR)
