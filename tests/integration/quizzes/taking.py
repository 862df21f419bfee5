"""Somebody who takes a quiz: begins, saves, checks, submits, each at a moment of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from core.database import db
from courses.published import PublishedCourse
from quizzes import operations, queries
from quizzes.models import Attempt, AttemptItem, Quiz, QuizEdition, QuizException
from quizzes.operations import SavedResponse, Start, Submission
from tests.factories import Factory
from tests.factories.courses import bundle_texts, quiz_source
from tests.factories.learning import BEGAN, ZONE

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
SOON = BEGAN + MINUTE


def publish_quiz(make: Factory, settings: str = "", quiz: str | None = None) -> PublishedCourse:
    """A course whose quiz `final` is taken by these lines of settings."""
    texts = bundle_texts(f"course-{make_key(make)}", lessons=0)
    texts["quizzes/final.md"] = quiz or quiz_source(settings=settings)
    return make.publish(make.draft(texts))


def make_key(make: Factory) -> str:
    """A key that no course has yet."""
    return f"taken-{db.session.query(Quiz).count()}"


@dataclass
class Taker:
    """A person in front of a quiz; what happens without saying when, happens soon."""

    person_id: int
    edition_id: int
    uuids: list[UUID] = field(default_factory=list)

    @property
    def uuid(self) -> UUID:
        """The attempt begun last."""
        return self.uuids[-1]

    @property
    def edition(self) -> QuizEdition:
        """The edition taken."""
        return queries.get_quiz_edition(self.edition_id)

    def begin(self, at: datetime = BEGAN, seed: int = 1) -> UUID:
        """Begin an attempt, or go on with the open one."""
        uuid = operations.start_attempt(self.person_id, self.edition, Start("/", seed, at, ZONE))
        db.session.commit()
        if uuid not in self.uuids:
            self.uuids.append(uuid)
        return uuid

    def save(self, position: int, *values: str, at: datetime = SOON, **more: Any) -> None:
        """An answer as a page's script sends it."""
        response = SavedResponse(position, values, **more)
        operations.record_response(self.uuid, self.person_id, response, at)
        db.session.commit()

    def send(
        self,
        given: Mapping[int, Sequence[str]],
        at: datetime = SOON,
        flagged: Mapping[int, bool] | None = None,
    ) -> None:
        """A form without scripts."""
        operations.record_responses(self.uuid, self.person_id, given, at, flagged or {})
        db.session.commit()

    def flag(self, position: int, is_flagged: bool = True, at: datetime = SOON) -> None:
        """A question to be looked at again."""
        operations.record_flag(self.uuid, self.person_id, position, at, is_flagged=is_flagged)
        db.session.commit()

    def check(self, position: int, *values: str, at: datetime = SOON) -> bool:
        """The button beside a question."""
        is_checked = operations.check_question(self.uuid, self.person_id, position, values, at)
        db.session.commit()
        return is_checked

    def submit(
        self,
        given: Mapping[int, Sequence[str]] | None = None,
        at: datetime = SOON,
        is_confirmed: bool = True,
    ) -> bool:
        """Hand in, with what the form still brings."""
        submission = Submission(given or {}, is_confirmed)
        is_marked = operations.submit_attempt(self.uuid, self.person_id, submission, at)
        db.session.commit()
        return is_marked

    def take(self, *values: str, at: datetime = SOON) -> None:
        """A whole attempt, with a value for each of the first questions."""
        self.begin(at)
        self.submit({number: [value] for number, value in enumerate(values, 1)}, at)

    def allow(self, **more: Any) -> None:
        """An exception for this person."""
        quiz_id = self.edition.quiz_id
        db.session.add(QuizException(quiz_id=quiz_id, person_id=self.person_id, at=BEGAN, **more))
        db.session.commit()

    @property
    def attempt(self) -> Attempt:
        """The attempt begun last, as it stands."""
        return self.attempts[-1]

    @property
    def attempts(self) -> list[Attempt]:
        """All attempts, as they stand."""
        db.session.rollback()
        db.session.expire_all()
        query = select(Attempt).where(Attempt.person_id == self.person_id)
        return list(db.session.scalars(query.order_by(Attempt.number)))

    @property
    def items(self) -> Sequence[queries.AskedItem]:
        """The questions of the attempt begun last, as they stand."""
        return queries.list_items(self.attempt.id)

    @property
    def responses(self) -> list[Any]:
        """What is kept of its answers."""
        return [item.response for item in self.items]

    def item(self, position: int) -> AttemptItem:
        """One of its questions, with all that is kept of it."""
        found = queries.find_item(self.attempt.id, position)
        assert found is not None
        return found


def taker_of(make: Factory, course: PublishedCourse) -> Taker:
    """Somebody new in front of this course's quiz."""
    activity = course.find_activity("quiz", "final")
    assert activity is not None
    return Taker(make.person().id, activity.quiz_edition_id or 0)


def new_taker(make: Factory, settings: str = "", quiz: str | None = None) -> Taker:
    """Somebody in front of a quiz with these settings."""
    return taker_of(make, publish_quiz(make, settings, quiz))
