"""Beginning an attempt: one at a time, never more than there may be, its questions drawn once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import Row, insert

from core.database import db, insert_unless_there
from quizzes import attempts, queries
from quizzes.models import Attempt, AttemptItem, QuizEdition
from quizzes.operations.refusals import StartRefused
from quizzes.operations.submitting import end_attempt
from quizzes.quiz_settings import QuizSettings, settings_from_json
from quizzes.starting import Hindrance, find_hindrance
from quizzes.timing import Limits, is_over, limits_of, window_of


@dataclass(frozen=True)
class _Begun:
    """An attempt that was begun just now."""

    id: int
    seed: int


@dataclass(frozen=True)
class Start:
    """How an attempt is begun: where it leads back to, its lots, when, and by which clock."""

    return_to: str
    seed: int
    at: datetime
    zone: ZoneInfo


def start_attempt(person_id: int, edition: QuizEdition, start: Start) -> UUID:
    """Begin an attempt, or go on with the open one; two starts at once give one. Gives its UUID.

    An open one whose time is over is ended first. Raises StartRefused (what was ended stays so,
    once the caller commits), or selection.TooFewQuestions for a quiz that cannot be drawn.
    """
    running = _find_running(edition.quiz_id, person_id, start.at)
    if running is not None:
        return running.uuid
    settings = settings_from_json(edition.settings)
    admission = _admit(person_id, edition, settings, start)
    if isinstance(admission, Hindrance):
        return _other_start(edition.quiz_id, person_id, admission)
    number, limits = admission
    kept = _kept_items(edition, person_id, settings)
    seen = queries.count_times_seen(edition.quiz_id, person_id) if number > 1 else {}
    drawn = _drawn_again(kept) if kept else _draw(edition, settings, seen, start.seed)
    values = _new_attempt(edition, person_id, number, start, limits)
    max_points = attempts.total_points(drawn)
    attempt_id = insert_unless_there(Attempt, **values, max_points=max_points)
    if attempt_id is None:
        return _other_start(edition.quiz_id, person_id, Hindrance("used_up"))
    _add_items(_Begun(attempt_id, start.seed), drawn, settings.shuffle, kept)
    return UUID(str(values["uuid"]))


def _find_running(quiz_id: int, person_id: int, at: datetime) -> Attempt | None:
    """The attempt that is open and goes on; one whose time is over is ended.

    Whoever ended it at the same moment may have begun the next one already.
    """
    found = queries.find_open_attempt(quiz_id, person_id)
    if found is None or not is_over(found.accepts_until, at):
        return found
    end_attempt(found.uuid, person_id, at)
    return queries.find_open_attempt(quiz_id, person_id)


def _admit(
    person_id: int, edition: QuizEdition, settings: QuizSettings, start: Start
) -> tuple[int, Limits] | Hindrance:
    """The number of an attempt begun now, and until when it runs; or why none may be."""
    standing = queries.get_standing(edition.quiz_id, person_id)
    exceptions = queries.get_exceptions(edition.quiz_id, person_id)
    window = window_of(settings, start.zone, exceptions)
    hindrance = find_hindrance(settings, window, exceptions, standing, start.at)
    if hindrance is not None:
        return hindrance
    return standing.last_number + 1, limits_of(start.at, settings, window, exceptions)


def _draw(
    edition: QuizEdition, settings: QuizSettings, seen: Mapping[int, int], seed: int
) -> list[Mapping[str, Any]]:
    return attempts.draw(edition.pool, settings, seen, seed, f"quiz/{edition.quiz.key}")


def _kept_items(edition: QuizEdition, person_id: int, settings: QuizSettings) -> list[Row[Any]]:
    """The questions of the last attempt, where only what was wrong in it is asked again."""
    if settings.retake != "wrong":
        return []
    items = queries.list_items_of_last(edition.id, person_id)
    return items if any(item.max_points and item.fraction != 1 for item in items) else []


def _drawn_again(items: Sequence[Row[Any]]) -> list[Mapping[str, Any]]:
    return [
        {"edition_id": item.question_edition_id, "points": str(item.max_points)} for item in items
    ]


def _new_attempt(
    edition: QuizEdition,
    person_id: int,
    number: int,
    start: Start,
    limits: Limits,
) -> dict[str, Any]:
    return {
        "uuid": uuid4(),
        "quiz_id": edition.quiz_id,
        "quiz_edition_id": edition.id,
        "person_id": person_id,
        "number": number,
        "seed": start.seed,
        "return_to": start.return_to,
        "started_at": start.at,
        "deadline_at": limits.deadline_at,
        "accepts_until": limits.accepts_until,
    }


def _other_start(quiz_id: int, person_id: int, hindrance: Hindrance) -> UUID:
    """The attempt that somebody who was faster began in our way; StartRefused without one."""
    attempt = queries.find_open_attempt(quiz_id, person_id)
    if attempt is None:
        raise StartRefused(hindrance)
    return attempt.uuid


def _add_items(
    attempt: _Begun,
    drawn: Sequence[Mapping[str, Any]],
    shuffle: frozenset[str],
    kept: Sequence[Row[Any]],
) -> None:
    editions = queries.list_frozen_questions([entry["edition_id"] for entry in drawn])
    right = {item.position: item.response for item in kept if item.fraction == 1}
    rows = [
        {
            "attempt_id": attempt.id,
            "position": position,
            "question_edition_id": entry["edition_id"],
            "choice_order": attempts.choice_order(
                editions[entry["edition_id"]].question, attempt.seed, position, shuffle
            ),
            "response": right.get(position),
            "is_finished": position in right,
            "client": "",
            "sequence": 0,
        }
        for position, entry in enumerate(drawn, 1)
    ]
    db.session.execute(insert(AttemptItem), rows)
