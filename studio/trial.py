"""A quiz of the draft taken as a learner takes it, and kept nowhere. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.markdown import render_markdown
from courses.bundles.assembling import CourseContent
from quizzes import attempts
from quizzes.content import Question, QuizFile
from quizzes.grading import GradedItem, grade_attempt, has_passed
from quizzes.publishing import graded_points, question_html
from quizzes.question_types import ResponseRefused
from quizzes.showing import ShownQuestion, show_question
from studio.previews import Pictures


@dataclass(frozen=True)
class Trial:
    """The questions that were drawn, as they are asked or, once `is_marked`, explained.

    `score` is a share (0 to 1) of the points; what somebody marks by hand earns none here.
    """

    questions: tuple[ShownQuestion, ...]
    is_marked: bool = False
    score: Decimal | None = None
    has_passed: bool = False
    waits_for_hand: bool = False


def draw_trial(content: CourseContent, quiz: QuizFile, seed: int) -> list[Question]:
    """The questions that an attempt would ask; raises selection.TooFewQuestions."""
    own = f"quiz/{quiz.id}"
    banks = {rule.bank for rule in quiz.settings.draw}
    files = [(key, file) for key, file in content.banks.items() if key in banks]
    held = [(bank, each) for bank, file in [*files, (own, quiz)] for each in file.current_questions]
    pool = [_entry(index, bank, question) for index, (bank, question) in enumerate(held)]
    drawn = attempts.draw(pool, quiz.settings, {}, seed, own)
    return [held[entry["question_id"]][1] for entry in drawn]


@dataclass(frozen=True)
class Taking:
    """One way through a quiz: what was drawn by a seed, and what was answered (values by field)."""

    quiz: QuizFile
    questions: Sequence[Question]
    given: Mapping[str, Sequence[str]]
    language: str
    pictures: Pictures
    seed: int

    def show(self) -> Trial:
        """The questions as they are asked, with what was answered so far."""
        return Trial(
            tuple(
                self._show(question, position, (self._value(question, position), None))
                for position, question in enumerate(self.questions, 1)
            )
        )

    def mark(self) -> Trial:
        """The questions with what was answered and what it earns."""
        shown, marks, waits = [], [], False
        for position, question in enumerate(self.questions, 1):
            value = self._value(question, position)
            by_hand = attempts.is_marked_by_hand(question)
            waits = waits or (by_hand and value is not None)
            fraction = Decimal(0) if by_hand else attempts.fraction_of(question, value)
            marks.append(GradedItem(fraction, graded_points(question)))
            shown.append(self._show(question, position, (value, None if by_hand else fraction)))
        grade = grade_attempt(marks)
        mark = self.quiz.settings.pass_mark
        passed = mark is None or has_passed(grade.points, grade.max_points, mark)
        return Trial(tuple(shown), True, Decimal(grade.scaled_score), passed, waits)

    def _value(self, question: Question, position: int) -> Any:
        """What was answered; what is no possible answer counts as none."""
        values = self.given.get(f"q{position}", ())
        try:
            return attempts.response_value(
                question, [each.replace("\r\n", "\n") for each in values]
            )
        except ResponseRefused:
            return None

    def _show(
        self, question: Question, position: int, answer: tuple[Any, Decimal | None]
    ) -> ShownQuestion:
        def render(source: str, part: str) -> str:
            return render_markdown(source, self.pictures, prefix=f"q{position}-{part}-")

        order = attempts.choice_order(question, self.seed, position, self.quiz.settings.shuffle)
        value, fraction = answer
        return show_question(
            f"q{position}",
            question,
            question_html(question, render),
            self.language,
            value,
            order,
            position=position,
            fraction=fraction,
        )


def _entry(index: int, bank: str, question: Question) -> dict[str, Any]:
    return {
        "question_id": index,
        "bank": bank,
        "tags": list(question.tags),
        "difficulty": question.difficulty,
    }
