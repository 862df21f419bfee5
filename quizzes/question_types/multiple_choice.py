"""Multiple choice: several choices are right and share the points."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from core.sentences import say
from quizzes.content import Question
from quizzes.question_types.base import Grade, grade_share
from quizzes.question_types.choices import (
    ChoiceQuestionType,
    ChoiceResponse,
    check_choices,
    find_right,
    is_marked_right,
    list_right,
    read_share,
)
from quizzes.question_types.form_fields import PICK, USUAL_FIELDS, HeadValue
from quizzes.quiz_markdown.blocks import QuestionBlock
from quizzes.quiz_markdown.items import Item
from quizzes.quiz_markdown.problems import ProblemLog

ROUNDING = Decimal("0.001")
SCORING = HeadValue(
    name="scoring",
    label=say("How it is marked"),
    kind=PICK,
    options=(
        ("partial", say("Right choices share the points, wrong ones take as much away")),
        ("all", say("All or nothing")),
    ),
    usual="partial",
)


class MultipleChoice(ChoiceQuestionType):
    """A question with any number of right choices."""

    name = "multiple_choice"
    markdown_name = "multiple"
    label = say("Multiple choice")
    attributes = frozenset({"scoring"})
    takes_several = True
    head_fields = (SCORING, *USUAL_FIELDS)

    def recognises(self, items: Sequence[Item]) -> bool:
        """Whether several choices are marked as right."""
        return len(list_right(items)) > 1

    def check_answers(self, block: QuestionBlock, problems: ProblemLog) -> None:
        """Name what is wrong with the choices and with the shares they were given."""
        check_choices(block, problems)
        for item in block.items:
            share = read_share(item)
            if share is not None and is_marked_right(item) != (share > 0):
                problems.refuse(
                    item.line,
                    say("A right choice earns a share, and a wrong one costs one."),
                    say("Mark it [x] if it earns: {50%}; else write what it costs: {-50%}."),
                )
        _check_shares(block, problems)

    def grade(self, question: Question, response: ChoiceResponse | None) -> Grade:
        """Add up the shares of the choices taken, or see whether all are right (scoring=all).

        Source: formats.md, “Shares”.
        """
        if response is None:
            return grade_share(Fraction(0))
        if response.chosen == find_right(question.choices):
            return grade_share(Fraction(1))
        if question.scoring == "all":
            return grade_share(Fraction(0))
        shares = share_points(question)
        return grade_share(sum((shares[index] for index in response.chosen), Fraction(0)))

    def guess_share(self, question: Question) -> Fraction:
        """Give nothing: whoever ticks at random loses as much as she earns."""
        return Fraction(0)


def share_points(question: Question) -> tuple[Fraction, ...]:
    """Give what each choice earns or costs, as a share of the points.

    A share that the author gave stands. Of R right choices, those without one share equally what
    is left of the points; of W wrong choices, each without one costs as much as a right one of
    equal shares earns, 1/R, and at least 1/W, so that taking every choice earns nothing.
    """
    right = [choice for choice in question.choices if choice.is_correct]
    given = [Fraction(choice.fraction) for choice in right if choice.fraction is not None]
    wrong_count = len(question.choices) - len(right)
    left = max(1 - sum(given, Fraction(0)), Fraction(0))
    gain = left / max(len(right) - len(given), 1)
    cost = Fraction(1, max(min(len(right), wrong_count), 1))
    usual = (gain if choice.is_correct else -cost for choice in question.choices)
    return tuple(
        share if choice.fraction is None else Fraction(choice.fraction)
        for choice, share in zip(question.choices, usual, strict=True)
    )


def _check_shares(block: QuestionBlock, problems: ProblemLog) -> None:
    shares = [read_share(item) for item in list_right(block.items)]
    given = [share for share in shares if share is not None]
    total = sum(given, Decimal(0))
    is_divided = given and len(given) == len(shares)
    if not (abs(total - 1) <= ROUNDING if is_divided else total < 1):
        problems.refuse(
            block.line,
            say("The shares of the right choices make %(total)s.", total=f"{total:.0%}"),
            say("Let them make 100% together; right choices without a share divide what is left."),
        )
    if block.attributes.values.get("scoring") == "all" and any(map(read_share, block.items)):
        problems.refuse(
            block.line,
            say("With scoring=all the choices have no shares."),
            say("Leave out scoring=all, or the shares."),
        )
