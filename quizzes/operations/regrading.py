"""Marking attempts anew after a question was corrected; both results are kept."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_CEILING, Decimal
from functools import lru_cache
from itertools import groupby
from typing import Any

from accounts.audit_actions import QUIZ_REGRADED
from accounts.operations.auditing import note
from core.database import db
from core.jobs import enqueue
from quizzes import attempts, queries
from quizzes.content import from_json
from quizzes.grading import GradedItem, grade_attempt
from quizzes.models import Attempt, AttemptItem, AttemptRegrade, QuestionEdition, Quiz
from quizzes.operations.submitting import close_attempt, fraction_of_item
from quizzes.quiz_settings import decimal_of
from quizzes.regrading import (
    COMPARABLE,
    MILLIONTH,
    SAME,
    AttemptTotal,
    ItemChange,
    Preview,
    compare_editions,
    name_plan,
    preview,
)

REGRADE = "quizzes.regrade"


@dataclass(frozen=True)
class CorrectedQuestion:
    """A question that was published anew: what that means to the answers to an earlier edition."""

    before: QuestionEdition
    after: QuestionEdition
    answers: int
    meaning: str


@dataclass(frozen=True)
class RegradePlan:
    """What marking anew would do."""

    questions: tuple[CorrectedQuestion, ...]
    preview: Preview

    @property
    def pairs(self) -> dict[int, int]:
        """By the id of each edition that answers are marked by, that of the one they would be."""
        return {
            each.before.id: each.after.id for each in self.questions if each.meaning == COMPARABLE
        }

    @property
    def name(self) -> str:
        """What whoever agrees says she has seen."""
        return name_plan(self.pairs)


def plan_regrade(quiz: Quiz) -> RegradePlan:
    """Find the questions that were corrected since attempts were marked, and what it would change.

    Mended words change nothing and are left out. Of attempts that go on nothing is said.
    """
    quiz_editions = queries.list_quiz_editions(quiz.id)
    corrected = _list_corrected(quiz.id, quiz_editions[-1].pool if quiz_editions else ())
    questions = tuple(each for each in corrected if each.meaning != SAME)
    editions = {
        each.before.id: (each.before, each.after)
        for each in questions
        if each.meaning == COMPARABLE
    }
    marks = {each.id: decimal_of(each.settings["pass_mark"]) for each in quiz_editions}
    return RegradePlan(questions, preview(_list_changes(quiz.id, editions, marks)))


def ask_for_regrade(quiz: Quiz, plan: RegradePlan, by_id: int, at: datetime) -> None:
    """Have the attempts marked anew outside of requests, by the editions of this plan."""
    arguments = {
        "quiz_id": quiz.id,
        "pairs": sorted(plan.pairs.items()),
        "by_id": by_id,
        "at": at.isoformat(),
    }
    enqueue(REGRADE, arguments, at, key=str(quiz.id))
    details: dict[str, str | int] = {"quiz": quiz.key, "questions": len(plan.pairs)}
    details["count"] = plan.preview.attempts
    note(QUIZ_REGRADED, by_id, at, subject=quiz.owner_key, details=details)


def regrade_attempt(
    attempt_id: int, pairs: Mapping[int, int], by_id: int | None, at: datetime
) -> None:
    """Mark an attempt's answers by the later editions; done twice it changes nothing more.

    Whoever had passed by it has passed: that is decided above, where results are counted.
    """
    attempt = queries.get_attempt_for_update(attempt_id)
    items = queries.list_items_to(attempt_id, list(pairs))
    if attempt.state == "in_progress" or not items:
        return
    editions = queries.list_editions([*pairs, *pairs.values()])
    for item in items:
        _mark_anew(item, editions[pairs[item.question_edition_id]], by_id, at)
    db.session.flush()
    if attempt.state != "submitted":
        _close_anew(attempt)


def _mark_anew(item: AttemptItem, after: QuestionEdition, by_id: int | None, at: datetime) -> None:
    question = from_json(after.content)
    fraction = attempts.fraction_after_tries(question, item.response, item.tries)
    db.session.add(
        AttemptRegrade(
            attempt_item_id=item.id,
            edition_before_id=item.question_edition_id,
            edition_after_id=after.id,
            fraction_before=item.fraction,
            fraction_after=fraction,
            points_before=item.points,
            points_after=fraction * after.points,
            by_id=by_id,
            at=at,
        )
    )
    item.question_edition_id = after.id
    item.fraction, item.points = fraction, fraction * after.points


def _close_anew(attempt: Attempt) -> None:
    items = queries.list_items(attempt.id)
    graded = [
        GradedItem(fraction_of_item(item, item.response), item.edition.max_points) for item in items
    ]
    grade = grade_attempt(graded)
    points = grade.points.quantize(MILLIONTH, ROUND_CEILING)
    if (points, grade.max_points) != (attempt.points, attempt.max_points):
        close_attempt(attempt, grade)


def _list_corrected(quiz_id: int, pool: Sequence[Mapping[str, Any]]) -> Iterator[CorrectedQuestion]:
    newest = {entry["question_id"]: entry["edition_id"] for entry in pool}
    answers = queries.count_by_edition(quiz_id)
    editions = queries.list_editions([*answers, *newest.values()])
    for edition_id, count in answers.items():
        before = editions[edition_id]
        after = editions.get(newest.get(before.question_id, edition_id), before)
        if after.id != before.id:
            yield CorrectedQuestion(before, after, count, _compare(before, after))


def _compare(before: QuestionEdition, after: QuestionEdition) -> str:
    return compare_editions(
        from_json(before.content), from_json(after.content), before.points, after.points
    )


def _list_changes(
    quiz_id: int,
    editions: Mapping[int, tuple[QuestionEdition, QuestionEdition]],
    marks: Mapping[int, Decimal | None],
) -> Iterator[tuple[AttemptTotal, list[ItemChange]]]:
    """Each attempt that has an answer to one of these editions, and what it would be worth."""
    if not editions:
        return
    fraction = lru_cache(maxsize=4096)(_fraction_of_text(editions))
    rows = queries.list_answers_to(quiz_id, list(editions))
    for _attempt_id, group in groupby(rows, key=lambda row: row.id):
        answers = list(group)
        first = answers[0]
        total = AttemptTotal(
            first.points, first.max_points, first.passed, marks[first.quiz_edition_id]
        )
        yield total, [_change(each, editions, fraction) for each in answers]


def _fraction_of_text(editions: Mapping[int, Sequence[QuestionEdition]]) -> Any:
    """What a response earns by the earlier (0) or later (1) edition; many give the same ones."""
    questions = {
        edition_id: [from_json(edition.content) for edition in both]
        for edition_id, both in editions.items()
    }

    def fraction(edition_id: int, which: int, response: str | None, tries: str) -> Decimal:
        value = None if response is None else json.loads(response)
        question = questions[edition_id][which]
        return attempts.fraction_after_tries(question, value, json.loads(tries))

    return fraction


def _change(
    row: Any, editions: Mapping[int, tuple[QuestionEdition, QuestionEdition]], fraction: Any
) -> ItemChange:
    edition_id = row.question_edition_id
    before, after = editions[edition_id]
    earned = fraction(edition_id, 0, row.response, row.tries)
    return ItemChange(
        edition_id,
        earned * before.points,
        fraction(edition_id, 1, row.response, row.tries) * after.points,
        after.points - before.points,
    )
