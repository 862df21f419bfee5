"""True or false: two choices in a set order, of which the first means true."""

from collections.abc import Sequence

from core.sentences import say
from quizzes.question_types.choices import CHOICE_FIELDS, MISCONCEPTION, read_share
from quizzes.question_types.form_fields import ItemRows
from quizzes.question_types.single_choice import SingleChoice
from quizzes.quiz_markdown.blocks import QuestionBlock
from quizzes.quiz_markdown.items import Item
from quizzes.quiz_markdown.problems import ProblemLog


class TrueFalse(SingleChoice):
    """A statement that is true or false."""

    name = "true_false"
    markdown_name = "true-false"
    label = say("True or false")
    shuffles_choices = False
    item_rows = ItemRows(
        label=say("The two choices"),
        row_label=say("Choice"),
        fields=(*CHOICE_FIELDS, MISCONCEPTION),
        hint=say("The first one means true, the second one false."),
        is_fixed=True,
    )

    def recognises(self, items: Sequence[Item]) -> bool:
        """Never: its two choices look like any others, so the file has to say it."""
        return False

    def check_answers(self, block: QuestionBlock, problems: ProblemLog) -> None:
        """Name what is wrong with the choices: there are two, and one earns all."""
        super().check_answers(block, problems)
        if len(block.items) > 2:
            problems.refuse(
                block.items[2].line,
                say("A true-false question has two choices."),
                say("Write the one that means true, then the one that means false."),
            )
        for item in block.items:
            if read_share(item) is not None:
                mend = say("Leave the share out.")
                problems.refuse(item.line, say("A true-false question has no shares."), mend)
