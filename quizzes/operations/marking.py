"""Marking by hand: what was written is given points, criterion by criterion."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from core.database import db
from quizzes import attempts, queries
from quizzes.content import from_json
from quizzes.grading import GradedItem, grade_attempt
from quizzes.models import Attempt, AttemptItem
from quizzes.operations.refusals import AttemptNotFound
from quizzes.operations.submitting import close_attempt, fraction_of_item


@dataclass(frozen=True)
class Marks:
    """Points for each criterion, a word to the learner, and when the marks one saw were given.

    `seen` is None for a response that was not marked yet.
    """

    awarded: tuple[Decimal, ...]
    comment: str
    seen: datetime | None


class MarkedMeanwhile(Exception):
    """Somebody else marked the response in between; `item` is as it stands now."""

    def __init__(self, item: AttemptItem) -> None:
        super().__init__("The response was marked meanwhile.")
        self.item = item


def mark_response(
    quiz_id: int, uuid: UUID, position: int, marks: Marks, by_id: int, at: datetime
) -> bool:
    """Give a response its points; once nothing of the attempt waits, it is graded. Whether it is.

    Marks may be given anew. Sent twice, they are given once. Raises AttemptNotFound,
    MarkedMeanwhile, or essay.MarkOutOfRange for points that do not fit the rubric.
    """
    attempt = queries.find_attempt_of_quiz(quiz_id, uuid)
    item = queries.find_hand_item(quiz_id, uuid, position)
    if attempt is None or item is None:
        raise AttemptNotFound
    awarded = [str(points) for points in marks.awarded]
    if item.marked_at != marks.seen:
        if (item.awarded, item.comment, item.marked_by_id) != (awarded, marks.comment, by_id):
            raise MarkedMeanwhile(item)
        return attempt.state != "submitted"
    _give(item, awarded, marks.comment)
    item.marked_by_id, item.marked_at = by_id, at
    db.session.flush()
    return _close_if_marked(attempt)


def _give(item: AttemptItem, awarded: Sequence[str], comment: str) -> None:
    edition = item.question_edition
    item.fraction = attempts.fraction_of_marks(from_json(edition.content), awarded)
    item.points = item.fraction * edition.points
    item.awarded, item.comment = list(awarded), comment


def _close_if_marked(attempt: Attempt) -> bool:
    if queries.has_unmarked(attempt.id):
        return False
    items = queries.list_items(attempt.id)
    graded = [
        GradedItem(fraction_of_item(item, item.response), item.edition.max_points) for item in items
    ]
    if attempt.state == "submitted":
        attempt.state = "graded"
    close_attempt(attempt, grade_attempt(graded))
    return True
