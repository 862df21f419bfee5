"""Single choice: one of the choices is right; others may earn a share."""

from collections.abc import Sequence
from fractions import Fraction

from core.sentences import say
from quizzes.content import Choice, Question
from quizzes.question_types.base import Grade, grade_share
from quizzes.question_types.choices import (
    ChoiceQuestionType,
    ChoiceResponse,
    check_choices,
    list_right,
    read_share,
)
from quizzes.quiz_markdown.blocks import QuestionBlock
from quizzes.quiz_markdown.items import Item
from quizzes.quiz_markdown.problems import ProblemLog


class SingleChoice(ChoiceQuestionType):
    """A question with one right choice."""

    name = "single_choice"
    markdown_name = "single"
    label = say("Single choice")

    def recognises(self, items: Sequence[Item]) -> bool:
        """Whether there are choices, and not several right ones."""
        return bool(items) and len(list_right(items)) < 2

    def check_answers(self, block: QuestionBlock, problems: ProblemLog) -> None:
        """Name what is wrong with the choices: one must be right, and earn all."""
        check_choices(block, problems)
        right = list_right(block.items)
        for item in right[1:]:
            problems.refuse(
                item.line,
                say("A second choice is marked as right in a question of single choice."),
                say("Mark one only, or write type=multiple."),
            )
        for item in block.items:
            if read_share(item) is not None and (item in right) != (read_share(item) == 1):
                problems.refuse(
                    item.line,
                    say("The right choice earns 100%, and a wrong one less."),
                    say("Leave out the share of the right choice."),
                )

    def grade(self, question: Question, response: ChoiceResponse | None) -> Grade:
        """Give all points for the right choice, its share for another, never less than none."""
        if response is None:
            return grade_share(Fraction(0))
        shares = [_share_of(question.choices[index]) for index in response.chosen]
        return grade_share(sum(shares, Fraction(0)))

    def guess_share(self, question: Question) -> Fraction | None:
        """Give the mean of what the choices earn."""
        if not question.choices:
            return None
        shares = (max(_share_of(choice), Fraction(0)) for choice in question.choices)
        return sum(shares, Fraction(0)) / len(question.choices)


def _share_of(choice: Choice) -> Fraction:
    return Fraction(choice.is_correct if choice.fraction is None else choice.fraction)
