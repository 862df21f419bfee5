"""Description: a text between the questions, which asks nothing."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from core.sentences import say
from quizzes.content import Question, QuestionText
from quizzes.question_types.base import Answers, Grade, QuestionType, ResponseRefused
from quizzes.question_types.form_fields import WHAT_IT_IS
from quizzes.question_types.rendering import Render, render_texts
from quizzes.quiz_markdown.blocks import QuestionBlock
from quizzes.quiz_markdown.problems import ProblemLog
from quizzes.wording import Words


class Description(QuestionType[None]):
    """A text to be read; nothing is answered, so there never is a response."""

    name = "description"
    markdown_name = "description"
    label = say("Text without a question")
    asks = False
    has_hints = False
    head_fields = WHAT_IT_IS

    def read_answers(self, block: QuestionBlock, problems: ProblemLog) -> Answers:
        """Read nothing: all of it is the text."""
        return Answers()

    def check_answers(self, block: QuestionBlock, problems: ProblemLog) -> None:
        """Name hints, which nobody would see."""
        if block.hints:
            problems.refuse(
                block.line,
                say("A description asks nothing, so it has no hints."),
                say("A line that begins with a question mark is a hint; as text it begins \\?."),
            )

    def render(self, text: QuestionText, render: Render) -> dict[str, Any]:
        """Render the text with its paragraphs: it stands in no legend."""
        return {**render_texts(text, render), "stem": render(text.stem, "stem")}

    def parse_response(self, form_values: Sequence[str], question: Question) -> None:
        """Take nothing but nothing."""
        if any(form_values):
            raise ResponseRefused(f"the description {question.id} takes no response")

    def form_values(
        self, question: Question, response: None, order: Sequence[int]
    ) -> tuple[str, ...]:
        """Give nothing: there are no fields."""
        return ()

    def serialise(self, response: None) -> None:
        """Give nothing."""

    def deserialise(self, value: Any) -> None:
        """Refuse every response that was kept."""
        raise ResponseRefused("a description has no response")

    def grade(self, question: Question, response: None) -> Grade:
        """Give nothing."""
        return Grade(Decimal(0))

    def correct_response(self, question: Question) -> None:
        """Give nothing."""

    def show(self, question: Question, words: Words, response: None, order: Sequence[int]) -> None:
        """Show nothing beside the text."""
