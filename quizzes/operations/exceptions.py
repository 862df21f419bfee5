"""What one person is allowed beyond the settings of a quiz: time, attempts, a later end."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from accounts.audit_actions import (
    ATTEMPT_REOPENED,
    QUIZ_EXCEPTION_REMOVED,
    QUIZ_EXCEPTION_SET,
)
from accounts.operations.auditing import note as note_in_audit
from core.database import db, insert_missing
from quizzes import queries
from quizzes.models import Attempt, AttemptItem, Quiz, QuizException
from quizzes.operations.refusals import AttemptNotFound
from quizzes.quiz_settings import settings_from_json
from quizzes.timing import Limits, limits_of, time_paused, window_of


@dataclass(frozen=True)
class Decision:
    """Who decides about whom, in which quiz, when, and by which clock."""

    quiz: Quiz
    person_id: int
    by_id: int
    at: datetime
    zone: ZoneInfo


@dataclass(frozen=True)
class Allowance:
    """What somebody is allowed, and why."""

    extra_minutes: int = 0
    extra_attempts: int = 0
    closes_at: datetime | None = None
    note: str = ""


class ReopenRefused(Exception):
    """An attempt cannot be gone on with; `kind` is running or no_time."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def set_exception(decision: Decision, allowance: Allowance) -> None:
    """Allow somebody this, in place of what was allowed before; an attempt that runs has it too."""
    values = {**vars(allowance), "by_id": decision.by_id, "at": decision.at}
    keys = {"quiz_id": decision.quiz.id, "person_id": decision.person_id}
    if not insert_missing(QuizException, **keys, **values):
        query = update(QuizException).where(
            QuizException.quiz_id == decision.quiz.id,
            QuizException.person_id == decision.person_id,
        )
        db.session.execute(query.values(**values))
    _note(
        QUIZ_EXCEPTION_SET,
        decision,
        minutes=allowance.extra_minutes,
        attempts=allowance.extra_attempts,
    )
    _move_deadline(decision)


def remove_exception(decision: Decision) -> bool:
    """Allow somebody no more than everybody; whether there was anything to take back."""
    query = delete(QuizException).where(
        QuizException.quiz_id == decision.quiz.id, QuizException.person_id == decision.person_id
    )
    if db.session.execute(query.returning(QuizException.id)).first() is None:
        return False
    _note(QUIZ_EXCEPTION_REMOVED, decision)
    _move_deadline(decision)
    return True


def reopen_attempt(decision: Decision, uuid: UUID) -> None:
    """Let somebody go on with an attempt that was ended, with its answers and the time left.

    The time it lay submitted costs nothing; extra minutes are added. It has no result until it is
    submitted again; what was given by hand has to be given again. Raises AttemptNotFound, or
    ReopenRefused.
    """
    attempt = queries.find_attempt_of_quiz(decision.quiz.id, uuid)
    if attempt is None or attempt.person_id != decision.person_id:
        raise AttemptNotFound
    if attempt.state == "in_progress" or _runs_another(decision):
        raise ReopenRefused("running")
    ended_at = attempt.submitted_at or attempt.started_at
    paused_s = attempt.paused_s + time_paused(ended_at, decision.at)
    limits = _limits_of(attempt, paused_s, decision)
    if limits.deadline_at is not None and limits.deadline_at <= decision.at:
        raise ReopenRefused("no_time")
    attempt.paused_s = paused_s
    _open(attempt, limits)
    _note(ATTEMPT_REOPENED, decision, number=attempt.number)


def _runs_another(decision: Decision) -> bool:
    return queries.find_open_attempt(decision.quiz.id, decision.person_id) is not None


def _open(attempt: Attempt, limits: Limits) -> None:
    attempt.state, attempt.submitted_at, attempt.is_past = "in_progress", None, False
    attempt.points = attempt.scaled_score = attempt.passed = None
    attempt.deadline_at, attempt.accepts_until = limits.deadline_at, limits.accepts_until
    try:
        with db.session.begin_nested():
            db.session.flush()
    except IntegrityError as started:
        raise ReopenRefused("running") from started
    items = update(AttemptItem).where(AttemptItem.attempt_id == attempt.id)
    unmarked = {"awarded": None, "comment": "", "marked_at": None, "marked_by_id": None}
    db.session.execute(items.values(**unmarked))
    open_ones = items.where(AttemptItem.is_finished.is_(False))
    db.session.execute(open_ones.values(fraction=None, points=None))


def _move_deadline(decision: Decision) -> None:
    """Let an attempt that runs end when it would, had it been begun with what is allowed now."""
    attempt = queries.find_open_attempt(decision.quiz.id, decision.person_id)
    if attempt is not None:
        limits = _limits_of(attempt, attempt.paused_s, decision)
        attempt.deadline_at, attempt.accepts_until = limits.deadline_at, limits.accepts_until
        db.session.flush()


def _limits_of(attempt: Attempt, paused_s: int, decision: Decision) -> Limits:
    settings = settings_from_json(queries.get_quiz_edition(attempt.quiz_edition_id).settings)
    exceptions = queries.get_exceptions(attempt.quiz_id, attempt.person_id)
    window = window_of(settings, decision.zone, exceptions)
    begun_at = attempt.started_at + timedelta(seconds=paused_s)
    return limits_of(begun_at, settings, window, exceptions)


def _note(action: str, decision: Decision, **details: int) -> None:
    note_in_audit(
        action,
        decision.by_id,
        decision.at,
        about_id=decision.person_id,
        subject=decision.quiz.owner_key,
        details={"quiz": decision.quiz.key, **details},
    )
