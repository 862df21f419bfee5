"""Attempts: whose, how many, how they stand."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import joinedload

from core.database import UTCDateTime, db
from quizzes.counting import AttemptResult
from quizzes.models import (
    Attempt,
    QuizEdition,
    QuizException,
)
from quizzes.starting import Standing
from quizzes.timing import NO_EXCEPTIONS, Exceptions, is_over

MARKED = ("graded", "expired")

# What each page of a quiz asks is put together once.
_IS_OWN = (Attempt.uuid == bindparam("uuid"), Attempt.person_id == bindparam("person_id"))
_IS_AT_QUIZ = (
    Attempt.quiz_id == bindparam("quiz_id"),
    Attempt.person_id == bindparam("person_id"),
)
ATTEMPT_LINES: Select[*tuple[Any, ...]] = (
    select(
        *(Attempt.uuid, Attempt.number, Attempt.state, Attempt.started_at, Attempt.deadline_at),
        *(Attempt.accepts_until, Attempt.submitted_at, Attempt.scaled_score, Attempt.passed),
        Attempt.is_past,
    )
    .where(*_IS_AT_QUIZ)
    .order_by(Attempt.number.desc())
)
STANDING = select(
    func.count().filter(Attempt.is_past.is_(False)),
    func.max(Attempt.submitted_at, type_=UTCDateTime()).filter(Attempt.is_past.is_(False)),
    func.coalesce(func.max(Attempt.number), 0),
).where(*_IS_AT_QUIZ)
OWN_ATTEMPT_WITH_QUIZ = (
    select(Attempt)
    .where(*_IS_OWN)
    .options(
        joinedload(Attempt.quiz_edition).defer(QuizEdition.pool),
        joinedload(Attempt.quiz_edition).defer(QuizEdition.source),
        joinedload(Attempt.quiz_edition).joinedload(QuizEdition.quiz),
    )
)
OWN_ATTEMPT_FOR_UPDATE = (
    select(Attempt).where(*_IS_OWN).with_for_update().execution_options(populate_existing=True)
)
EXCEPTION = select(QuizException).where(
    QuizException.quiz_id == bindparam("quiz_id"),
    QuizException.person_id == bindparam("person_id"),
)


@dataclass(frozen=True)
class AttemptLine:
    """One attempt in a list of somebody's attempts."""

    uuid: UUID
    number: int
    state: str
    started_at: datetime
    deadline_at: datetime | None
    accepts_until: datetime | None
    submitted_at: datetime | None
    scaled_score: Decimal | None
    passed: bool | None
    is_past: bool

    def is_running(self, now: datetime) -> bool:
        """Whether one can go on with it."""
        return self.state == "in_progress" and not is_over(self.accepts_until, now)

    def ended_at(self, now: datetime) -> datetime | None:
        """When it ended, also where its time is over and nobody has marked it yet."""
        is_left = self.state == "in_progress" and not self.is_running(now)
        return self.deadline_at if is_left else self.submitted_at


def list_attempts(quiz_id: int, person_id: int) -> list[AttemptLine]:
    """Somebody's attempts at a quiz, the newest first."""
    given = {"quiz_id": quiz_id, "person_id": person_id}
    return [AttemptLine(*row) for row in db.session.execute(ATTEMPT_LINES, given)]


def find_open_attempt(quiz_id: int, person_id: int) -> Attempt | None:
    """The attempt that somebody is in the middle of."""
    query = select(Attempt).where(
        Attempt.quiz_id == quiz_id,
        Attempt.person_id == person_id,
        Attempt.state == "in_progress",
    )
    return db.session.scalars(query).first()


def get_standing(quiz_id: int, person_id: int) -> Standing:
    """How many attempts that count somebody has begun, when the last ended; the last number."""
    given = {"quiz_id": quiz_id, "person_id": person_id}
    return Standing(*db.session.execute(STANDING, given).one())


def find_exception(quiz_id: int, person_id: int) -> QuizException | None:
    """The exception that was made for somebody in a quiz."""
    return db.session.scalars(EXCEPTION, {"quiz_id": quiz_id, "person_id": person_id}).first()


def get_exceptions(quiz_id: int, person_id: int) -> Exceptions:
    """What somebody is allowed beyond the settings of a quiz; mostly nothing."""
    found = find_exception(quiz_id, person_id)
    if found is None:
        return NO_EXCEPTIONS
    extra_time = timedelta(minutes=found.extra_minutes)
    return Exceptions(extra_time, found.extra_attempts, found.closes_at)


def list_results(quiz_id: int, person_id: int) -> list[AttemptResult]:
    """The results of all marked attempts that count, in the order they were begun."""
    query = (
        select(Attempt.points, Attempt.max_points, Attempt.passed)
        .where(
            Attempt.quiz_id == quiz_id,
            Attempt.person_id == person_id,
            Attempt.state.in_(MARKED),
            Attempt.is_past.is_(False),
        )
        .order_by(Attempt.number)
    )
    return [
        AttemptResult(row.points or Decimal(0), row.max_points, bool(row.passed))
        for row in db.session.execute(query)
    ]


def list_overdue(now: datetime, most: int) -> list[tuple[UUID, int]]:
    """Open attempts whose time is over, the earliest first: each with whose it is."""
    query = (
        select(Attempt.uuid, Attempt.person_id)
        .where(Attempt.state == "in_progress", Attempt.accepts_until < now)
        .order_by(Attempt.accepts_until, Attempt.id)
        .limit(most)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def find_attempt(uuid: UUID, person_id: int) -> Attempt | None:
    """Somebody's own attempt with its quiz edition; somebody else's is not found."""
    given = {"uuid": uuid, "person_id": person_id}
    return db.session.scalars(OWN_ATTEMPT_WITH_QUIZ, given).first()


def find_attempt_for_update(uuid: UUID, person_id: int) -> Attempt | None:
    """Somebody's own attempt, locked until the transaction ends."""
    given = {"uuid": uuid, "person_id": person_id}
    return db.session.scalars(OWN_ATTEMPT_FOR_UPDATE, given).first()
