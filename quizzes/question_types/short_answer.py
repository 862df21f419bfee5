"""Short answer: a few words are typed, and compared with those that are accepted.

A question keeps its accepted answers by language, beside their feedback, as details of its words:
{"answers": [{"text", "fraction", "exact"?, "no-diacritics"?}]}. Those of all languages count.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from core.sentences import Sentence, say
from quizzes.content import Question, QuestionText
from quizzes.question_types.accepted import (
    FLAGS,
    HEAD_FLAGS,
    ITEM_FLAGS,
    MARK,
    MARKER,
    TOLD,
    AcceptedText,
    AnswerField,
    best_share,
    check_accepted,
    find_other_flags,
    read_text,
    text_from_json,
    text_to_json,
    write_text,
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
from quizzes.question_types.form_fields import USUAL_FIELDS, ItemFeedback, ItemRows, ItemShare
from quizzes.question_types.typed import (
    ShownAccepted,
    ShownTyped,
    check_typed,
    is_blank,
    sort_accepted,
)
from quizzes.quiz_markdown.attributes import Attributes
from quizzes.quiz_markdown.blocks import QuestionBlock
from quizzes.quiz_markdown.items import Item
from quizzes.quiz_markdown.problems import ProblemLog
from quizzes.wording import Words


class ShortAnswer(QuestionType[str]):
    """A question that is answered in a few words; a response is what was typed."""

    name = "short_answer"
    markdown_name = "short"
    label = say("Short answer")
    is_free_text = True
    flags = frozenset(FLAGS)
    item_marker = MARKER
    marks_by_language = True
    head_fields = (*HEAD_FLAGS, *USUAL_FIELDS)
    item_rows = ItemRows(
        label=say("Accepted answers"),
        row_label=say("Answer"),
        fields=(
            AnswerField(name="text", label=say("Answer"), is_wording=True),
            ItemFeedback(label=TOLD),
            ItemShare(),
            *ITEM_FLAGS,
        ),
        hint=say("Those of all languages count. At least one earns all the points."),
        is_own=True,
        mark=MARK,
    )

    def read_answers(self, block: QuestionBlock, problems: ProblemLog) -> Answers:
        """Read the items as accepted texts."""
        accepted = [text_to_json(read_text(item, problems)) for item in block.items]
        flags = block.attributes.flags
        return Answers(
            feedback=tuple(item.feedback for item in block.items),
            details={flag: True for flag in FLAGS if flag in flags},
            text_details={"answers": accepted} if accepted else {},
        )

    def check_answers(self, block: QuestionBlock, problems: ProblemLog) -> None:
        """Name what is wrong with the answers: one at least earns all."""
        accepted = [read_text(item, ProblemLog("")) for item in block.items]
        check_accepted(accepted, block.line, problems)

    def write_items(self, question: Question, text: QuestionText) -> tuple[Item, ...]:
        """Write the accepted texts of one language."""
        return tuple(map(write_text, _list_own(text), text.feedback))

    def write_attributes(self, question: Question, text: QuestionText) -> Attributes:
        """Write what is said of all answers."""
        return Attributes(None, tuple(flag for flag in FLAGS if flag in question.details))

    def find_disagreement(self, original: Question, translated: Question) -> Disagreement | None:
        """Find whether a translation's heading says of its answers what the original does not."""
        return find_other_flags(original, translated)

    def parse_response(self, form_values: Sequence[str], question: Question) -> str | None:
        """Take the one line that was typed, as in `QuestionType`."""
        if len(form_values) > 1:
            raise ResponseRefused(f"question {question.id} takes one answer")
        text = check_typed("".join(form_values), question)
        return None if is_blank(text) else text

    def form_values(
        self, question: Question, response: str, order: Sequence[int]
    ) -> tuple[str, ...]:
        """Give what was typed."""
        return (response,)

    def no_values(self, question: Question) -> tuple[str, ...]:
        """Give the empty field."""
        return ("",)

    def serialise(self, response: str) -> str:
        """Give what was typed."""
        return response

    def deserialise(self, value: Any) -> str:
        """Take any text."""
        if not isinstance(value, str):
            raise ResponseRefused(f"{value!r} is no text")
        return value

    def grade(self, question: Question, response: str | None) -> Grade:
        """Give the greatest share of all accepted answers that this is, in any language."""
        return grade_share(_share_of(question, response) or Fraction(0))

    def correct_response(self, question: Question) -> str | None:
        """Give the first answer that earns all."""
        right = (each.text for _, _, each in _list_accepted(question) if each.share == 1)
        return next(right, None)

    def show(
        self, question: Question, words: Words, response: str | None, order: Sequence[int]
    ) -> ShownTyped:
        """Give what was typed, and the accepted answers in the first language that has any."""
        with_answers = [name for name in words.languages if _list_own_in(question, name)]
        shown = [
            ShownAccepted(
                accepted.text,
                accepted.share,
                _find_feedback(words, language, index),
                "" if language == words.reader else language,
            )
            for language, index, accepted in _list_accepted(question)
            if language in with_answers[:1]
        ]
        return ShownTyped(
            value=response or "",
            share=_share_of(question, response),
            feedback=_feedback_on(question, words, response),
            accepted=sort_accepted(shown),
        )

    def count_parts(self, question: Question, response: str) -> tuple[str, ...]:
        """Count the answer it is by language and index, or "other": never what was typed."""
        matching = _list_matching(question, response)
        if not matching:
            return (OTHER,)
        language, index, _ = max(matching, key=lambda found: found[2].share)
        return (f"{language}:{index}",)

    def name_part(self, question: Question, word: str) -> Sentence:
        """Say the accepted answer."""
        known = {
            f"{language}:{index}": accepted.text
            for language, index, accepted in _list_accepted(question)
        }
        return Sentence(known[word]) if word in known else super().name_part(question, word)

    def marks(self, question: Question) -> Any:
        """Give the answers that are accepted, of all languages."""
        return [(each[0], each[2]) for each in _list_accepted(question)]

    def reads_alike(self, before: Question, after: Question) -> bool:
        """Say yes: what was typed is what it is."""
        return True

    def guess_share(self, question: Question) -> Fraction:
        """Give nothing: nobody guesses what to type. Source: as in `QuestionType`."""
        return Fraction(0)


def _list_own(text: QuestionText) -> list[AcceptedText]:
    return [text_from_json(value, {}) for value in text.details.get("answers", ())]


def _list_own_in(question: Question, language: str) -> Sequence[Any]:
    text = question.texts.get(language)
    return text.details.get("answers", ()) if text else ()


def _list_accepted(question: Question) -> Iterator[tuple[str, int, AcceptedText]]:
    """All accepted answers, by language and index."""
    for language in question.texts:
        for index, value in enumerate(_list_own_in(question, language)):
            yield language, index, text_from_json(value, question.details)


def _list_matching(question: Question, response: str) -> list[tuple[str, int, AcceptedText]]:
    return [found for found in _list_accepted(question) if found[2].accepts(response)]


def _share_of(question: Question, response: str | None) -> Fraction | None:
    if response is None:
        return None
    return best_share(accepted for _, _, accepted in _list_matching(question, response))


def _feedback_on(question: Question, words: Words, response: str | None) -> Markup | None:
    """What is said of the best answer that a response is, if it can be in the reader's language."""
    if response is None:
        return None
    matching = _list_matching(question, response)
    best = best_share(accepted for _, _, accepted in matching)
    matching.sort(key=lambda found: words.languages.index(found[0]))
    said = (
        _find_feedback(words, language, index)
        for language, index, accepted in matching
        if accepted.share == best
    )
    return next(filter(None, said), None)


def _find_feedback(words: Words, language: str, index: int) -> Markup | None:
    """What is said of an answer, in its own language: other languages have other answers."""
    own = words.html.get(language)
    return words.find(lambda texts: own["feedback"][index] if own and texts is own else None)
