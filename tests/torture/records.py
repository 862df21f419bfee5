"""What the database of a torture test holds, looked at from beside the server."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from flask import Flask
from sqlalchemy import func, select, text, update

from bench.load_taker import Given
from core import clock
from core.database import db, read_transaction
from core.jobs import enqueue
from core.jobs.models import Job
from enrolments.models import ActivityResult
from quizzes.attempts import response_value
from quizzes.content import from_json
from quizzes.models import Attempt, AttemptItem, QuestionEdition
from tests.factories.learning import RIGHT
from tests.torture.herd import Shown

# Each time a question is marked, this leaves a row, unless its transaction is rolled back.
MARKS = "CREATE TABLE torture_marks (item_id INTEGER)"
ON_SQLITE = (
    "CREATE TRIGGER torture AFTER UPDATE OF fraction ON attempt_items"
    " BEGIN INSERT INTO torture_marks VALUES (NEW.id); END",
)
ON_POSTGRESQL = (
    "CREATE FUNCTION note_mark() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN INSERT INTO torture_marks VALUES (NEW.id); RETURN NEW; END $$",
    "CREATE TRIGGER torture AFTER UPDATE OF fraction ON attempt_items"
    " FOR EACH ROW EXECUTE FUNCTION note_mark()",
)


class Kept(NamedTuple):
    """An answer as the database holds it, and the question it belongs to."""

    sequence: int
    response: Any
    content: Any


class Ended(NamedTuple):
    """What an attempt came to."""

    person_id: int
    state: str
    points: Decimal | None
    submitted_at: datetime | None


@contextmanager
def connected(app: Flask) -> Iterator[None]:
    """A transaction on a connection that is not kept: the database may be killed right after."""
    with app.app_context():
        try:
            yield
            db.session.commit()
        finally:
            db.session.remove()
            db.engine.dispose()


@dataclass(frozen=True)
class Records:
    """The rows that tell what became of attempts."""

    app: Flask

    def watch_marks(self) -> None:
        """From now on every marking of a question is noted."""
        with connected(self.app):
            is_sqlite = db.engine.dialect.name == "sqlite"
            for statement in (MARKS, *(ON_SQLITE if is_sqlite else ON_POSTGRESQL)):
                db.session.execute(text(statement))

    def most_marks(self) -> int:
        """How often the question was marked that was marked most often."""
        query = text(
            "SELECT count(*) FROM torture_marks GROUP BY item_id ORDER BY count(*) DESC LIMIT 1"
        )
        return int(self._read(query)[0][0])

    def kept(self) -> dict[tuple[int, int], Kept]:
        """Every answer, by person and position."""
        query = (
            select(
                Attempt.person_id,
                AttemptItem.position,
                AttemptItem.sequence,
                AttemptItem.response,
                QuestionEdition.content,
            )
            .join(AttemptItem, AttemptItem.attempt_id == Attempt.id)
            .join(QuestionEdition, QuestionEdition.id == AttemptItem.question_edition_id)
            .order_by(AttemptItem.id)
        )
        return {(row[0], row[1]): Kept(*row[2:]) for row in self._read(query)}

    def attempts(self) -> list[Ended]:
        """Every attempt."""
        query = select(
            Attempt.person_id, Attempt.state, Attempt.points, Attempt.submitted_at
        ).order_by(Attempt.person_id, Attempt.id)
        return [Ended(*row) for row in self._read(query)]

    def count_results(self) -> int:
        """How many people have a result of the quiz."""
        query = select(func.count()).where(ActivityResult.quiz_edition_id.is_not(None))
        return int(self._read(query)[0][0])

    def jobs(self) -> list[str]:
        """How the jobs that end attempts stand."""
        query = select(Job.state).where(Job.kind == "attempts.end").order_by(Job.id)
        return [row[0] for row in self._read(query)]

    def let_time_run_out(self, person_ids: Iterable[int]) -> None:
        """The time of their attempts is over, and a job is to end them."""
        now = clock.now()
        over = now - timedelta(minutes=1)
        theirs = update(Attempt).where(Attempt.person_id.in_(list(person_ids)))
        with connected(self.app):
            db.session.execute(theirs.values(deadline_at=over, accepts_until=over))
            enqueue("attempts.end", {}, now)

    def let_leases_end(self) -> None:
        """A minute passes, in which a worker that lives would have said so."""
        running = update(Job).where(Job.state == "running")
        with connected(self.app):
            db.session.execute(running.values(lease_until=Job.created_at))

    def _read(self, query: Any) -> Sequence[Any]:
        with connected(self.app), read_transaction():
            return db.session.execute(query).all()


def find_lost(kept: dict[tuple[int, int], Kept], shown: Iterable[Shown]) -> list[Shown]:
    """What was shown as saved and is neither there nor has a later answer in its place."""
    last = {(each.person_id, each.given.position): each for each in shown}
    return [each for key, each in last.items() if not _is_kept(kept.get(key), each.given)]


def points_of(kept: dict[tuple[int, int], Kept], person_id: int) -> int:
    """What somebody's answers are worth: one point for each first choice."""
    theirs = [each for (owner, _), each in kept.items() if owner == person_id]
    return sum(each.response == response_value(from_json(each.content), [RIGHT]) for each in theirs)


def _is_kept(kept: Kept | None, given: Given) -> bool:
    if kept is None or kept.sequence < given.sequence:
        return False
    is_later = kept.sequence > given.sequence
    return is_later or bool(kept.response == response_value(from_json(kept.content), given.values))
