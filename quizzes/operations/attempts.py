"""Taking a quiz: an attempt is started once, each response saved, all marked once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_FLOOR, Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, literal, or_, update
from sqlalchemy.exc import IntegrityError

from core import events
from core.database import db
from quizzes import attempts, queries
from quizzes.content import settings_from_json
from quizzes.events import AttemptGraded
from quizzes.grading import AttemptGrade, GradedItem, grade_attempt, has_passed
from quizzes.models import Attempt, AttemptItem, QuizEdition

# What a decimal of the database holds; rounded down, a score never promises too much.
MILLIONTH = Decimal("0.000001")


class AttemptNotFound(Exception):
    """There is no such attempt or question for this person."""


class AttemptClosed(Exception):
    """The attempt was submitted; nothing more is saved in it."""


class AttemptLimitReached(Exception):
    """All attempts that the quiz allows are used."""


@dataclass(frozen=True)
class SavedResponse:
    """A response as a browser sends it: which question, what was chosen, and its count.

    `client` names the page it was given on; empty means a form sent without scripts.
    """

    position: int
    values: Sequence[str]
    client: str = ""
    sequence: int = 0


def start_attempt(
    person_id: int, edition: QuizEdition, return_to: str, seed: int, at: datetime
) -> Attempt:
    """Begin an attempt, or give the one that is open; two starts at once give one attempt.

    Raises AttemptLimitReached, or selection.TooFewQuestions for a quiz that cannot be drawn.
    """
    open_attempt = queries.find_open_attempt(edition.quiz_id, person_id)
    if open_attempt is not None:
        return open_attempt
    settings = settings_from_json(edition.settings)
    begun = queries.count_attempts(edition.quiz_id, person_id)
    if settings.attempts is not None and begun >= settings.attempts:
        raise AttemptLimitReached
    seen = queries.count_times_seen(edition.quiz_id, person_id)
    drawn = attempts.draw(edition.pool, settings, seen, seed, f"quiz/{edition.quiz.key}")
    attempt = _new_attempt(edition, person_id, begun + 1, seed, drawn)
    attempt.return_to = return_to
    attempt.started_at = at
    try:
        with db.session.begin_nested():
            db.session.add(attempt)
    except IntegrityError:
        return _other_start(edition.quiz_id, person_id)
    _add_items(attempt, drawn, settings.shuffle)
    return attempt


def record_response(uuid: UUID, person_id: int, response: SavedResponse, at: datetime) -> datetime:
    """Save one response and give the moment it was saved; sending it again changes nothing.

    Raises AttemptNotFound, AttemptClosed, or question_types.ResponseRefused for values that
    are no answer to this question.
    """
    item = queries.find_item_for_saving(uuid, person_id, response.position)
    if item is None:
        raise AttemptNotFound
    if item.state != "in_progress":
        raise AttemptClosed
    value = attempts.response_value(item.content, response.values)
    is_late = response.client == item.client and response.sequence <= item.sequence
    if response.client and is_late:
        return item.saved_at or at
    is_newer = or_(
        AttemptItem.client != response.client,
        AttemptItem.sequence < response.sequence,
        literal(not response.client),
    )
    query = update(AttemptItem).where(AttemptItem.id == item.id, is_newer)
    db.session.execute(
        query.values(
            response=value, saved_at=at, client=response.client, sequence=response.sequence
        )
    )
    return at


def record_responses(
    uuid: UUID, person_id: int, given: Mapping[int, Sequence[str]], at: datetime
) -> None:
    """Save all that a form without scripts holds: values by position.

    Raises AttemptNotFound, AttemptClosed or question_types.ResponseRefused.
    """
    attempt = _lock(uuid, person_id)
    if attempt.state != "in_progress":
        raise AttemptClosed
    _save(_answer(queries.list_items(attempt.id), given), at)


def submit_attempt(
    uuid: UUID,
    person_id: int,
    given: Mapping[int, Sequence[str]],
    at: datetime,
    *,
    is_confirmed: bool,
) -> bool:
    """Save what the form still brings and mark everything, once; a second time changes nothing.

    `given` holds values by position for the questions the form showed. While questions are
    unanswered and that is not confirmed, answers are only saved. Whether the attempt is marked.
    Raises AttemptNotFound, or question_types.ResponseRefused.
    """
    attempt = _lock(uuid, person_id)
    if attempt.state != "in_progress":
        return True
    answers = _answer(queries.list_items(attempt.id), given)
    if not is_confirmed and any(answer.value is None for answer in answers):
        _save(answers, at)
        return False
    _close(attempt, _mark(answers, at), at)
    return True


def _new_attempt(
    edition: QuizEdition,
    person_id: int,
    number: int,
    seed: int,
    drawn: Sequence[Mapping[str, Any]],
) -> Attempt:
    return Attempt(
        quiz_id=edition.quiz_id,
        quiz_edition_id=edition.id,
        person_id=person_id,
        number=number,
        seed=seed,
        max_points=attempts.total_points(drawn),
    )


def _other_start(quiz_id: int, person_id: int) -> Attempt:
    attempt = queries.find_open_attempt(quiz_id, person_id)
    if attempt is None:
        raise AttemptLimitReached
    return attempt


def _add_items(
    attempt: Attempt, drawn: Sequence[Mapping[str, Any]], shuffle: frozenset[str]
) -> None:
    contents = queries.question_contents([entry["edition_id"] for entry in drawn])
    rows = [
        {
            "attempt_id": attempt.id,
            "position": position,
            "question_edition_id": entry["edition_id"],
            "choice_order": attempts.choice_order(
                contents[entry["edition_id"]], attempt.seed, position, shuffle
            ),
            "client": "",
            "sequence": 0,
        }
        for position, entry in enumerate(drawn, 1)
    ]
    db.session.execute(insert(AttemptItem), rows)


@dataclass(frozen=True)
class _Answer:
    """A question of an attempt with the response that counts."""

    item: Row[Any]
    value: Any

    @property
    def changes(self) -> bool:
        """Whether the response is another than the one saved."""
        return bool(self.value != self.item.response)


def _lock(uuid: UUID, person_id: int) -> Attempt:
    attempt = queries.find_attempt_for_update(uuid, person_id)
    if attempt is None:
        raise AttemptNotFound
    return attempt


def _answer(items: Sequence[Row[Any]], given: Mapping[int, Sequence[str]]) -> list[_Answer]:
    return [
        _Answer(
            item,
            attempts.response_value(item.content, given[item.position])
            if item.position in given
            else item.response,
        )
        for item in items
    ]


def _save(answers: Sequence[_Answer], at: datetime) -> None:
    rows = [
        {"id": answer.item.id, "response": answer.value, "saved_at": at}
        for answer in answers
        if answer.changes
    ]
    if rows:
        db.session.execute(update(AttemptItem), rows)


def _mark(answers: Sequence[_Answer], at: datetime) -> AttemptGrade:
    rows = []
    graded = []
    for answer in answers:
        fraction = attempts.fraction_of(answer.item.content, answer.value)
        mark = GradedItem(fraction, answer.item.max_points)
        graded.append(mark)
        rows.append(
            {
                "id": answer.item.id,
                "response": answer.value,
                "saved_at": at if answer.changes else answer.item.saved_at,
                "fraction": fraction,
                "points": fraction * answer.item.max_points,
            }
        )
    db.session.execute(update(AttemptItem), rows)
    return grade_attempt(graded)


def _close(attempt: Attempt, grade: AttemptGrade, at: datetime) -> None:
    edition = queries.get_quiz_edition(attempt.quiz_edition_id)
    pass_mark = settings_from_json(edition.settings).pass_mark
    attempt.state = "graded"
    attempt.submitted_at = at
    attempt.points = grade.points
    scaled_score = grade.scaled_score.quantize(MILLIONTH, ROUND_FLOOR)
    attempt.scaled_score = scaled_score
    attempt.passed = pass_mark is None or has_passed(grade.points, grade.max_points, pass_mark)
    db.session.flush()
    events.publish(
        AttemptGraded(
            person_id=attempt.person_id,
            owner_key=edition.quiz.owner_key,
            quiz_key=edition.quiz.key,
            quiz_edition_id=edition.id,
            scaled_score=scaled_score,
            passed=attempt.passed,
            at=at,
        )
    )
