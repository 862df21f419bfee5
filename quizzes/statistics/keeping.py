"""An analysis as JSON values, to be kept, and as it was again."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from quizzes.statistics.analysis import Analysis
from quizzes.statistics.choices import ChoiceStatistics, MisconceptionSum, Thirds
from quizzes.statistics.editions import AskedQuestion
from quizzes.statistics.items import QuestionStatistics
from quizzes.statistics.quiz import QuizStatistics
from quizzes.statistics.rows import Part, QuestionKey

# Fewer than so many are never counted together, where who answered may not be guessed.
SMALLEST_GROUP = 5
PLAIN = [each.name for each in fields(QuestionStatistics) if each.name != "choices"]


@dataclass(frozen=True)
class KeptQuestion:
    """Where to find a question that was analysed: its edition, its bank, its name there."""

    key: QuestionKey
    edition_id: int
    bank: str
    name: str
    is_former: bool


@dataclass(frozen=True)
class KeptAnalysis:
    """An analysis with its questions in order; of a sensitive quiz it holds counts only."""

    analysis: Analysis
    questions: tuple[KeptQuestion, ...]
    is_sensitive: bool


def may_be_counted(attempts: int, before: int) -> bool:
    """Whether the attempts at a sensitive quiz may be counted anew.

    There are enough of them, and enough have come since they were counted last: the difference of
    two counts tells what lies between them.
    """
    return attempts - before >= SMALLEST_GROUP


def analysis_to_json(
    analysis: Analysis, asked: Sequence[AskedQuestion], *, is_sensitive: bool
) -> dict[str, Any]:
    """Give an analysis as JSON values."""
    return {
        "is_sensitive": is_sensitive,
        "quiz": asdict(analysis.quiz),
        "questions": [_question_to_json(analysis.questions[each.key], each) for each in asked],
        "misconceptions": [
            [each.misconception, each.taken, each.offered] for each in analysis.misconceptions
        ],
    }


def analysis_from_json(value: Mapping[str, Any]) -> KeptAnalysis:
    """Make the analysis that `analysis_to_json` wrote; KeyError where a part is missing."""
    questions = [_question_from_json(each) for each in value["questions"]]
    misconceptions = tuple(MisconceptionSum(*each) for each in value["misconceptions"])
    analysis = Analysis(
        QuizStatistics(**value["quiz"]),
        {each.question: each for each in questions},
        misconceptions,
    )
    kept = tuple(KeptQuestion(**each["kept"]) for each in value["questions"])
    return KeptAnalysis(analysis, kept, value["is_sensitive"])


def _question_to_json(measured: QuestionStatistics, asked: AskedQuestion) -> dict[str, Any]:
    edition = asked.edition
    kept = KeptQuestion(asked.key, edition.id, edition.bank, edition.question.id, asked.is_former)
    return {
        "kept": asdict(kept),
        **{name: getattr(measured, name) for name in PLAIN},
        "choices": [asdict(choice) for choice in measured.choices],
    }


def _question_from_json(value: Mapping[str, Any]) -> QuestionStatistics:
    choices = tuple(
        ChoiceStatistics(
            Part(**choice["part"]),
            choice["taken"],
            choice["asked"],
            None if choice["thirds"] is None else Thirds(**choice["thirds"]),
        )
        for choice in value["choices"]
    )
    return QuestionStatistics(choices=choices, **{name: value[name] for name in PLAIN})
