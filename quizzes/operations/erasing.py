"""Sensitive quizzes: what was chosen is added up, then erased with the scores and the times."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select

from accounts.operations.kept_requests import forget_requests_about
from core.database import db, insert_missing
from quizzes import attempts, queries
from quizzes.models import Attempt, AttemptItem, AttemptRegrade, ChoiceCount
from quizzes.operations.saving import lock_attempt
from quizzes.quiz_settings import settings_from_json


@dataclass
class Count:
    """What one question adds to its counts."""

    asked: int = 0
    skipped: int = 0
    taken: Counter[str] = field(default_factory=Counter)


def leave_review(uuid: UUID, person_id: int) -> None:
    """Erase an ended attempt at a sensitive quiz, whose result was seen; any other stays.

    Raises AttemptNotFound.
    """
    attempt = lock_attempt(uuid, person_id)
    edition = queries.get_quiz_edition(attempt.quiz_edition_id)
    if settings_from_json(edition.settings).sensitive and attempt.state in queries.MARKED:
        _erase(attempt)


def erase_attempt(attempt_id: int, before: datetime) -> None:
    """Erase an attempt at a sensitive quiz that nobody has touched since `before`.

    One that was never ended is taken away altogether: it counts for nothing, and hinders nothing.
    """
    attempt = queries.find_attempt_by_id_for_update(attempt_id)
    if attempt is None or not queries.was_left_before(attempt, before):
        return
    if attempt.state == "in_progress":
        forget_requests_about(attempt.uuid)
        _delete_items(attempt.id)
        db.session.delete(attempt)
        db.session.flush()
        return
    _erase(attempt)


def _erase(attempt: Attempt) -> None:
    forget_requests_about(attempt.uuid)
    counts = _count(queries.list_items(attempt.id))
    for edition_id, count in sorted(counts.items()):
        _add_up(attempt.quiz_id, edition_id, count, is_first=attempt.number == 1)
    _delete_items(attempt.id)
    attempt.state = "erased"
    attempt.started_at = _bare_day(attempt.started_at)
    if attempt.submitted_at is not None:
        attempt.submitted_at = _bare_day(attempt.submitted_at)
    attempt.deadline_at = attempt.accepts_until = None
    attempt.points = attempt.scaled_score = attempt.passed = None
    attempt.seed = attempt.paused_s = 0
    db.session.flush()


def _count(items: Sequence[queries.AskedItem]) -> Mapping[int, Count]:
    counts: dict[int, Count] = {}
    for item in items:
        if not attempts.asks(item.question):
            continue
        count = counts.setdefault(item.edition.edition_id, Count())
        count.asked += 1
        count.skipped += item.response is None
        count.taken.update(set(attempts.count_choices(item.question, item.response)))
    return counts


def _add_up(quiz_id: int, edition_id: int, count: Count, *, is_first: bool) -> None:
    key = {"quiz_id": quiz_id, "question_edition_id": edition_id, "is_first": is_first}
    insert_missing(ChoiceCount, **key, asked=0, skipped=0, taken={})
    kept = queries.get_choice_count_for_update(quiz_id, edition_id, is_first=is_first)
    kept.asked += count.asked
    kept.skipped += count.skipped
    kept.taken = dict(Counter(kept.taken) + count.taken)


def _delete_items(attempt_id: int) -> None:
    items = select(AttemptItem.id).where(AttemptItem.attempt_id == attempt_id)
    db.session.execute(delete(AttemptRegrade).where(AttemptRegrade.attempt_item_id.in_(items)))
    db.session.execute(delete(AttemptItem).where(AttemptItem.attempt_id == attempt_id))


def _bare_day(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
