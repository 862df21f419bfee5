"""Saving what is given: one answer as a page's script sends it, or all that a form holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, case, or_, update

from core.database import db
from core.updating import update_rows
from quizzes import attempts, queries
from quizzes.models import Attempt, AttemptItem
from quizzes.operations.refusals import (
    AttemptClosed,
    AttemptNotFound,
    AttemptOver,
    QuestionFinished,
)
from quizzes.queries import AskedItem, ItemForSaving
from quizzes.timing import given_at, is_over

NOTHING_FLAGGED: Mapping[int, bool] = MappingProxyType({})

# Longer than this nobody sits at one question: the page was left open.
LONGEST_SPENT_MS = 10 * 60 * 1000
# More than this is not added up: no attempt takes a fortnight, and a column has its size.
MOST_SPENT_MS = 14 * 24 * 3600 * 1000


# The statements that every answer sends are put together once.
ITEM: Any = AttemptItem.__table__.c
IS_LATER = or_(ITEM.given_at.is_(None), ITEM.given_at <= bindparam("new_given_at"))
IS_SAME_PAGE = ITEM.client == bindparam("page")
SAVE = (
    update(AttemptItem.__table__)  # type: ignore[arg-type]
    .where(ITEM.id == bindparam("item_id"))
    .values(
        response=bindparam("new_response", type_=ITEM.response.type),
        saved_at=bindparam("at"),
        given_at=bindparam("new_given_at"),
        client=bindparam("page"),
        sequence=bindparam("count"),
        # As far as it can be believed.
        spent_ms=case(
            (ITEM.spent_ms > MOST_SPENT_MS, ITEM.spent_ms),
            else_=ITEM.spent_ms + bindparam("more_ms"),
        ),
    )
    .returning(ITEM.id)
)
SAVE_OF_NO_PAGE = SAVE.where(IS_LATER)
SAVE_OF_A_PAGE = SAVE.where(
    or_(
        and_(IS_SAME_PAGE, ITEM.sequence < bindparam("count")),
        and_(~IS_SAME_PAGE, IS_LATER),
    )
)


@dataclass(frozen=True)
class SavedResponse:
    """A response as a page's script sends it: which question, what was given, and its count.

    `client` names the page; one without a name does not count. `age` is how long it held the
    answer back, `heard_at` the server's last word it had before, `spent_ms` how long the question
    was thought about.
    """

    position: int
    values: Sequence[str]
    client: str = ""
    sequence: int = 0
    age: timedelta = timedelta(0)
    heard_at: datetime | None = None
    spent_ms: int = 0


@dataclass(frozen=True)
class Saved:
    """What came of an answer: when it was taken, and whether another device's later one stays."""

    at: datetime
    is_superseded: bool = False


@dataclass(frozen=True)
class Answer:
    """A question of an attempt with the response that counts."""

    item: AskedItem
    value: Any

    @property
    def changes(self) -> bool:
        """Whether the response is another than the one saved."""
        return bool(self.value != self.item.response)


def record_response(uuid: UUID, person_id: int, response: SavedResponse, at: datetime) -> Saved:
    """Save one response; sending it again changes nothing.

    Of one page the later count wins, of several the answer given later. Raises AttemptNotFound,
    AttemptClosed, QuestionFinished, or question_types.ResponseRefused for values that are no
    answer to this question.
    """
    item = queries.find_item_for_saving(uuid, person_id, response.position)
    if item is None:
        raise AttemptNotFound
    check_open(item, at)
    if item.is_finished:
        raise QuestionFinished
    value = attempts.response_value(item.question, response.values)
    if response.client and response.client == item.client and response.sequence <= item.sequence:
        return Saved(item.saved_at or at)
    given = given_at(at, response.age, response.heard_at, item.deadline_at)
    values = {
        "new_response": value,
        "at": at,
        "new_given_at": given,
        "page": response.client,
        "count": response.sequence,
        "more_ms": min(max(response.spent_ms, 0), LONGEST_SPENT_MS),
    }
    statement = SAVE_OF_A_PAGE if response.client else SAVE_OF_NO_PAGE
    written = db.session.execute(statement, {"item_id": item.id, **values}).first()
    return Saved(at, is_superseded=written is None)


def record_flag(
    uuid: UUID, person_id: int, position: int, at: datetime, *, is_flagged: bool
) -> None:
    """Remember that somebody wants to look at a question again; raises as `record_response`."""
    item = queries.find_item_for_saving(uuid, person_id, position)
    if item is None:
        raise AttemptNotFound
    check_open(item, at)
    query = update(AttemptItem).where(AttemptItem.id == item.id)
    db.session.execute(query.values(is_flagged=is_flagged))


def record_responses(
    uuid: UUID,
    person_id: int,
    given: Mapping[int, Sequence[str]],
    at: datetime,
    flagged: Mapping[int, bool] = NOTHING_FLAGGED,
) -> None:
    """Save all that a form without scripts holds: values and flags by position.

    Raises AttemptNotFound, AttemptClosed or question_types.ResponseRefused.
    """
    attempt = lock_attempt(uuid, person_id)
    check_open(attempt, at)
    save_answers(attempt, read_answers(queries.list_items(attempt.id), given), flagged, at)


def lock_attempt(uuid: UUID, person_id: int) -> Attempt:
    """Somebody's own attempt, locked until the transaction ends."""
    attempt = queries.find_attempt_for_update(uuid, person_id)
    if attempt is None:
        raise AttemptNotFound
    return attempt


def check_open(attempt: Attempt | ItemForSaving, at: datetime) -> None:
    """Raise AttemptClosed, or AttemptOver where its time is over."""
    if attempt.state != "in_progress":
        raise AttemptClosed
    if is_over(attempt.accepts_until, at):
        raise AttemptOver


def read_answers(items: Sequence[AskedItem], given: Mapping[int, Sequence[str]]) -> list[Answer]:
    """All questions with the responses that count; what is done with keeps its own."""
    return [
        Answer(
            item,
            attempts.response_value(item.question, given[item.position])
            if item.position in given and not item.is_finished
            else item.response,
        )
        for item in items
    ]


def save_answers(
    attempt: Attempt, answers: Sequence[Answer], flagged: Mapping[int, bool], at: datetime
) -> None:
    """Write the responses and flags that changed."""
    told = told_by_form(attempt, at)
    rows = [
        {"id": answer.item.id, "response": answer.value, **told}
        for answer in answers
        if answer.changes
    ]
    update_rows(AttemptItem, rows)
    flags = [
        {"id": answer.item.id, "is_flagged": flagged[answer.item.position]}
        for answer in answers
        if flagged.get(answer.item.position, answer.item.is_flagged) != answer.item.is_flagged
    ]
    update_rows(AttemptItem, flags)


def told_by_form(attempt: Attempt, at: datetime) -> dict[str, Any]:
    """What is known of answers that a form brought: it counts nothing and tells no age.

    No page was the last to save them, so that what one had given before does not undo them.
    """
    given = given_at(at, timedelta(0), None, attempt.deadline_at)
    return {"saved_at": at, "given_at": given, "client": "", "sequence": 0}
