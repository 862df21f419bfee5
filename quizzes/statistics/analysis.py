"""The whole analysis of a quiz, from its attempts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizzes.statistics.choices import MisconceptionSum, rank_attempts, sum_misconceptions
from quizzes.statistics.columns import Columns, QuestionColumns, gather
from quizzes.statistics.items import QuestionStatistics, measure_question
from quizzes.statistics.quiz import QuizStatistics, measure_quiz, sum_roots
from quizzes.statistics.rows import AttemptRow, QuestionFacts, QuestionKey


@dataclass(frozen=True)
class Analysis:
    """A quiz, its questions by their keys, and the misconceptions summed up over them."""

    quiz: QuizStatistics
    questions: Mapping[QuestionKey, QuestionStatistics]
    misconceptions: tuple[MisconceptionSum, ...]


def analyse(attempts: Iterable[AttemptRow], questions: Sequence[QuestionFacts] = ()) -> Analysis:
    """Analyse a quiz; `attempts` is gone through once and may be a stream of any length.

    Which attempts count is the caller's choice: first attempts by default, since later ones build
    on what was learnt in earlier ones. The questions come in the order given, also those that no
    attempt had; then those that only attempts know.
    """
    columns = gather(attempts)
    form = columns.commonest_form()
    ranking, root_sum = rank_attempts(columns.totals), sum_roots(form)
    measured = {
        facts.question: measure_question(
            facts,
            columns.questions.get(facts.question, QuestionColumns()),
            columns.totals,
            ranking,
            root_sum,
        )
        for facts in _list_questions(questions, columns)
    }
    choices = (choice for question in measured.values() for choice in question.choices)
    return Analysis(measure_quiz(columns.totals, form), measured, sum_misconceptions(choices))


def _list_questions(known: Sequence[QuestionFacts], columns: Columns) -> list[QuestionFacts]:
    keys = {facts.question for facts in known}
    others = sorted(columns.questions.keys() - keys, key=str)
    return [*known, *map(QuestionFacts, others)]
