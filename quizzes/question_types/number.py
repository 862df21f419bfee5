"""Number: one is typed, with a comma or a point, and has to lie within what is accepted.

A question keeps its accepted numbers as details, the same in every language:
{"answers": [{"value", "tolerance", "min", "max", "fraction"}]}, decimals as text; feedback runs
beside them.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from core.sentences import Sentence, say
from quizzes.content import Question, QuestionText
from quizzes.question_types.accepted import (
    MARK,
    MARKER,
    TOLD,
    AcceptedNumber,
    best_share,
    check_accepted,
    number_from_json,
    number_to_json,
    read_number,
    write_number_item,
)
from quizzes.question_types.base import (
    OTHER,
    Answers,
    Disagreement,
    Grade,
    QuestionType,
    ResponseRefused,
    grade_share,
)
from quizzes.question_types.form_fields import ItemFeedback, ItemRows, ItemShare, ItemText
from quizzes.question_types.typed import (
    ShownAccepted,
    ShownTyped,
    TypedNumber,
    check_typed,
    is_blank,
    keep,
    query_of,
    read_kept,
    settle,
    sort_accepted,
)
from quizzes.quiz_markdown.attributes import write_number
from quizzes.quiz_markdown.blocks import QuestionBlock
from quizzes.quiz_markdown.items import Item
from quizzes.quiz_markdown.problems import ProblemLog
from quizzes.wording import Words


class Number(QuestionType[TypedNumber]):
    """A question that is answered by a number.

    Its field is followed by a second one, which asks what was meant, while the first holds a
    number that can be read in two ways.
    """

    name = "number"
    markdown_name = "number"
    label = say("Number")
    is_free_text = True
    item_marker = MARKER
    item_rows = ItemRows(
        label=say("Accepted numbers"),
        row_label=say("Number"),
        fields=(ItemText(name="text", label=say("Number")), ItemFeedback(label=TOLD), ItemShare()),
        hint=say("Write 1.5 with a point, 60 +- 5 with a tolerance, or 55..65 for a range."),
        least=1,
        mark=MARK,
    )

    def read_answers(self, block: QuestionBlock, problems: ProblemLog) -> Answers:
        """Read the items as accepted numbers."""
        read = [(read_number(item, problems), item.feedback) for item in block.items]
        known = [(number, feedback) for number, feedback in read if number is not None]
        return Answers(
            feedback=tuple(feedback for _, feedback in known),
            details={"answers": [number_to_json(number) for number, _ in known]},
        )

    def check_answers(self, block: QuestionBlock, problems: ProblemLog) -> None:
        """Name what is wrong with the answers: one at least earns all."""
        read = [read_number(item, ProblemLog("")) for item in block.items]
        if None not in read:
            check_accepted([number for number in read if number], block.line, problems)

    def write_items(self, question: Question, text: QuestionText) -> tuple[Item, ...]:
        """Write the accepted numbers with their feedback in one language."""
        return tuple(map(write_number_item, _list_accepted(question), text.feedback))

    def find_disagreement(self, original: Question, translated: Question) -> Disagreement | None:
        """Find whether a translation gives other numbers, or other shares where it gives any."""
        ours, theirs = _list_accepted(original), _list_accepted(translated)
        same = [each.bounds for each in ours] == [each.bounds for each in theirs]
        shares = [each.fraction for each in theirs]
        if not theirs or (same and shares in ([None] * len(ours), [one.fraction for one in ours])):
            return None
        message = say("The numbers of “#%(id)s” are not those of the original.", id=original.id)
        return Disagreement(message, say("Write the same numbers in the same order, or none."))

    def fit_translation(self, original: Question, text: QuestionText) -> QuestionText:
        """Leave all feedback to be translated where a translation gives no numbers."""
        if text.feedback:
            return text
        return replace(text, feedback=(None,) * len(_list_accepted(original)))

    def parse_response(self, form_values: Sequence[str], question: Question) -> TypedNumber | None:
        """Read what was typed, and which number was meant if that was asked."""
        if len(form_values) > 2:
            raise ResponseRefused(f"question {question.id} takes one number")
        text, meant = (*(check_typed(value, question) for value in form_values), "", "")[:2]
        return None if is_blank(text) else settle(text, meant)

    def form_values(
        self, question: Question, response: TypedNumber, order: Sequence[int]
    ) -> tuple[str, ...]:
        """Give what was typed, and the second field while it is there."""
        is_asked = len(response.readings) > 1
        return (response.text, response.meant) if is_asked else (response.text,)

    def no_values(self, question: Question) -> tuple[str, ...]:
        """Give the empty field."""
        return ("",)

    def serialise(self, response: TypedNumber) -> list[str]:
        """Give what was typed, and what was meant if that was said."""
        return keep(response)

    def deserialise(self, value: Any) -> TypedNumber:
        """Make a response of one text, or two."""
        return read_kept(value)

    def grade(self, question: Question, response: TypedNumber | None) -> Grade:
        """Give the greatest share of all accepted numbers that this is."""
        return grade_share(_share_of(question, response) or Fraction(0))

    def correct_response(self, question: Question) -> TypedNumber | None:
        """Give a number that earns all."""
        right = (each.middle for each in _list_accepted(question) if each.share == 1)
        text = next(map(write_number, right), None)
        return None if text is None else settle(text, text)

    def is_complete(self, question: Question, response: TypedNumber) -> bool:
        """Whether what was typed is one number for certain."""
        return response.is_clear

    def show(
        self, question: Question, words: Words, response: TypedNumber | None, order: Sequence[int]
    ) -> ShownTyped:
        """Give what was typed, what has to be asked about it, and the accepted numbers."""
        accepted = _list_accepted(question)
        matching = _list_matching(question, response)
        best = best_share(accepted[index] for index in matching)
        said = (words.feedback(index) for index in matching if accepted[index].share == best)
        shown = [
            ShownAccepted(number.spell(words.reader), number.share, words.feedback(index))
            for index, number in enumerate(accepted)
        ]
        return ShownTyped(
            value=response.text if response else "",
            share=_share_of(question, response),
            feedback=next(filter(None, said), None),
            accepted=sort_accepted(shown),
            query=query_of(response, words.reader) if response else None,
        )

    def count_parts(self, question: Question, response: TypedNumber) -> tuple[str, ...]:
        """Count the number it is by its index, or "other"."""
        accepted = _list_accepted(question)
        matching = _list_matching(question, response)
        return (str(max(matching, key=lambda index: accepted[index].share, default=OTHER)),)

    def name_part(self, question: Question, word: str) -> Sentence:
        """Say the accepted number."""
        known = [number.spell(question.language) for number in _list_accepted(question)]
        is_known = word.isdecimal() and int(word) < len(known)
        return Sentence(known[int(word)]) if is_known else super().name_part(question, word)

    def reads_alike(self, before: Question, after: Question) -> bool:
        """Say yes: what was typed is what it is."""
        return True

    def guess_share(self, question: Question) -> Fraction:
        """Give nothing: nobody guesses a number. Source: as in `QuestionType`."""
        return Fraction(0)


def _list_accepted(question: Question) -> list[AcceptedNumber]:
    return [number_from_json(value) for value in question.details.get("answers", ())]


def _list_matching(question: Question, response: TypedNumber | None) -> list[int]:
    """The indexes of all accepted numbers that a response is."""
    numbers = response.numbers if response else ()
    accepted = enumerate(_list_accepted(question))
    return [index for index, one in accepted if any(map(one.accepts, numbers))]


def _share_of(question: Question, response: TypedNumber | None) -> Fraction | None:
    if response is None:
        return None
    accepted = _list_accepted(question)
    return best_share(accepted[index] for index in _list_matching(question, response))
