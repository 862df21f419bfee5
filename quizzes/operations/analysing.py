"""Item analysis: worked out of all attempts that count, and kept until it is worked out anew."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.database import db, insert_missing
from core.jobs import enqueue
from quizzes import queries
from quizzes.content import from_json
from quizzes.models import Quiz, QuizAnalysis
from quizzes.question_types import type_of
from quizzes.statistics.analysis import Analysis, analyse
from quizzes.statistics.choices import sum_misconceptions
from quizzes.statistics.editions import AskedEdition, AskedQuestion, list_asked, place_pool
from quizzes.statistics.items import tell_counts
from quizzes.statistics.keeping import analysis_to_json, may_be_counted
from quizzes.statistics.quiz import tell_attempts
from quizzes.statistics.reading import RowReader, make_reader
from quizzes.statistics.rows import AttemptRow

ANALYSE = "quizzes.analyse"
# Told how many attempts are read, of how many.
Tell = Callable[[int, int], None]
TELL_EVERY = 500


@dataclass(frozen=True)
class WorkedOut:
    """An analysis as it is kept, and of how many attempts it is."""

    attempts: int
    content: Mapping[str, Any]


def ask_for_analysis(quiz_id: int, scope: str, at: datetime) -> None:
    """Have a quiz analysed outside of requests; asked twice, it is done once."""
    arguments = {"quiz_id": quiz_id, "scope": scope}
    enqueue(ANALYSE, arguments, at, key=analysis_key(quiz_id, scope))


def analysis_key(quiz_id: int, scope: str) -> str:
    """What its job is known by."""
    return f"{quiz_id}-{scope}"


def work_out_analysis(
    quiz: Quiz, scope: str, tell: Tell, *, is_sensitive: bool
) -> WorkedOut | None:
    """Work the figures out; None of a sensitive quiz whose attempts may not be counted now."""
    is_sensitive = is_sensitive or queries.is_sensitive_quiz(quiz.id)
    asked, reader = _read_questions(quiz)
    if is_sensitive:
        count = queries.count_erased(quiz.id, scope)
        kept = queries.find_analysis(quiz.id, scope)
        before = kept.attempts if kept and kept.content["is_sensitive"] else 0
        if not may_be_counted(count, before):
            return None
        analysis = _count_choices(quiz.id, scope, asked, reader, count)
    else:
        count = queries.count_attempts(quiz.id, scope)
        attempts = reader.read(queries.stream_items(quiz.id, scope))
        analysis = analyse(_telling(attempts, count, tell), [each.facts for each in asked])
    told = [each for each in asked if not each.is_former or analysis.questions[each.key].attempts]
    content = analysis_to_json(analysis, told, is_sensitive=is_sensitive)
    return WorkedOut(count, content)


def keep_analysis(quiz_id: int, scope: str, worked_out: WorkedOut, at: datetime) -> None:
    """Put an analysis in the place of the one before."""
    values = {"computed_at": at, "attempts": worked_out.attempts, "content": worked_out.content}
    insert_missing(QuizAnalysis, quiz_id=quiz_id, scope=scope, **values)
    kept = queries.find_analysis(quiz_id, scope)
    if kept is None:  # pragma: no cover - it was inserted a line above
        raise LookupError(quiz_id)
    for name, value in values.items():
        setattr(kept, name, value)
    db.session.flush()


def _read_questions(quiz: Quiz) -> tuple[list[AskedQuestion], RowReader]:
    """The questions that attempts were asked in any edition of the quiz, and a reader of them."""
    own_bank = f"quiz/{quiz.key}"
    pools = queries.list_pools(quiz.id)
    banks = {entry["question_id"]: entry["bank"] for pool in pools for entry in pool}
    places = place_pool(pools[-1] if pools else [], own_bank)
    editions = [
        AskedEdition(
            row.id,
            row.question_id,
            row.number,
            banks[row.question_id],
            float(row.points),
            from_json(row.content),
            places.get(row.id),
        )
        for row in queries.list_editions_of_questions(set(banks))
    ]
    asking = [each for each in editions if type_of(each.question).asks]
    asked = list_asked(asking)
    return asked, make_reader(asked, asking, own_bank)


def _count_choices(
    quiz_id: int, scope: str, asked: Sequence[AskedQuestion], reader: RowReader, attempts: int
) -> Analysis:
    counts = reader.count(queries.list_choice_counts(quiz_id, scope))
    told = {
        each.key: tell_counts(
            each.facts,
            counts.taken.get(each.key, {}),
            counts.asked[each.key],
            counts.skipped[each.key],
        )
        for each in asked
    }
    choices = (choice for question in told.values() for choice in question.choices)
    return Analysis(tell_attempts(attempts), told, sum_misconceptions(choices))


def _telling(attempts: Iterable[AttemptRow], count: int, tell: Tell) -> Iterator[AttemptRow]:
    for number, attempt in enumerate(attempts):
        if number % TELL_EVERY == 0:
            tell(number, max(count, number + 1))
        yield attempt
