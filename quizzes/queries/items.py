"""The questions within attempts, with what was answered."""

from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import joinedload

from core.database import db
from quizzes.content import Question
from quizzes.frozen import FrozenQuestion
from quizzes.models import (
    Attempt,
    AttemptItem,
    QuestionEdition,
)
from quizzes.queries.attempts import MARKED
from quizzes.queries.frozen import get_frozen_questions


def list_items_of_last(quiz_edition_id: int, person_id: int) -> list[Row[Any]]:
    """The questions of somebody's last marked attempt, where it was at this edition."""
    last = (
        select(Attempt.id)
        .where(
            Attempt.quiz_edition_id == quiz_edition_id,
            Attempt.person_id == person_id,
            *(Attempt.state.in_(MARKED), Attempt.is_past.is_(False)),
        )
        .order_by(Attempt.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(
            AttemptItem.position,
            AttemptItem.question_edition_id,
            AttemptItem.response,
            AttemptItem.fraction,
            QuestionEdition.points.label("max_points"),
        )
        .join(QuestionEdition, QuestionEdition.id == AttemptItem.question_edition_id)
        .where(AttemptItem.attempt_id == last)
        .order_by(AttemptItem.position)
    )
    return list(db.session.execute(query))


def find_item(attempt_id: int, position: int) -> AttemptItem | None:
    """A question of an attempt, with its edition."""
    query = select(AttemptItem).where(
        AttemptItem.attempt_id == attempt_id, AttemptItem.position == position
    )
    with_edition = query.options(joinedload(AttemptItem.question_edition))
    return db.session.scalars(with_edition).first()


def count_times_seen(quiz_id: int, person_id: int) -> dict[int, int]:
    """How often somebody was asked each question in attempts at a quiz, by question id."""
    query = (
        select(QuestionEdition.question_id, func.count())
        .join(AttemptItem, AttemptItem.question_edition_id == QuestionEdition.id)
        .join(Attempt, Attempt.id == AttemptItem.attempt_id)
        .where(Attempt.quiz_id == quiz_id, Attempt.person_id == person_id)
        .group_by(QuestionEdition.question_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedItem:
    """A question of an attempt, and what was answered."""

    id: int
    position: int
    choice_order: list[int]
    response: Any
    saved_at: datetime | None
    is_flagged: bool
    tries: list[Any]
    is_finished: bool
    fraction: Decimal | None
    points: Decimal | None
    awarded: list[str] | None
    comment: str
    edition: FrozenQuestion

    @property
    def question(self) -> Question:
        """What is asked."""
        return self.edition.question


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemForSaving:
    """A question of an attempt as it stands before an answer is saved."""

    id: int
    state: str
    deadline_at: datetime | None
    accepts_until: datetime | None
    client: str
    sequence: int
    saved_at: datetime | None
    is_finished: bool
    question: Question


ITEM_NAMES = [each.name for each in fields(AskedItem) if each.name != "edition"]
ITEM_COLUMNS = [getattr(AttemptItem, name) for name in ITEM_NAMES]

ITEMS = (
    select(*ITEM_COLUMNS, QuestionEdition.id, QuestionEdition.content_hash)
    .join(QuestionEdition, QuestionEdition.id == AttemptItem.question_edition_id)
    .where(AttemptItem.attempt_id == bindparam("attempt_id"))
    .order_by(AttemptItem.position)
)
# What every answer asks is put together once.
ITEM_FOR_SAVING = (
    select(
        *(Attempt.state, Attempt.deadline_at, Attempt.accepts_until),
        *(AttemptItem.id, AttemptItem.client, AttemptItem.sequence),
        *(AttemptItem.saved_at, AttemptItem.is_finished),
        *(QuestionEdition.id.label("edition_id"), QuestionEdition.content_hash),
    )
    .join(AttemptItem, AttemptItem.attempt_id == Attempt.id)
    .join(QuestionEdition, QuestionEdition.id == AttemptItem.question_edition_id)
    .where(
        Attempt.uuid == bindparam("uuid"),
        Attempt.person_id == bindparam("person_id"),
        AttemptItem.position == bindparam("position"),
    )
    .with_for_update(read=True, of=Attempt)
)


def list_items(attempt_id: int) -> list[AskedItem]:
    """The questions of an attempt in their order."""
    rows = [tuple(row) for row in db.session.execute(ITEMS, {"attempt_id": attempt_id})]
    editions = get_frozen_questions({row[-2:] for row in rows})
    return [
        AskedItem(**dict(zip(ITEM_NAMES, row, strict=False)), edition=editions[row[-2]])
        for row in rows
    ]


def find_item_for_saving(uuid: UUID, person_id: int, position: int) -> ItemForSaving | None:
    """One question of somebody's own attempt, and the attempt's state.

    The attempt is locked against submission meanwhile: an answer shown as saved is graded.
    """
    given = {"uuid": uuid, "person_id": person_id, "position": position}
    found = db.session.execute(ITEM_FOR_SAVING, given).first()
    if found is None:
        return None
    values = dict(found._mapping)
    name = (values.pop("edition_id"), values.pop("content_hash"))
    return ItemForSaving(**values, question=get_frozen_questions([name])[name[0]].question)


def tell_tags(attempt_id: int) -> dict[str, bool]:
    """By tag of the questions asked in an attempt: whether all that have it were right."""
    query = (
        select(QuestionEdition.content, AttemptItem.fraction)
        .join(QuestionEdition, QuestionEdition.id == AttemptItem.question_edition_id)
        .where(AttemptItem.attempt_id == attempt_id)
        .order_by(AttemptItem.position)
    )
    known: dict[str, bool] = {}
    for content, fraction in db.session.execute(query):
        for tag in content["tags"]:
            known[tag] = known.get(tag, True) and fraction == 1
    return known
