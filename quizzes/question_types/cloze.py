"""Cloze: a text with gaps, which are typed into or chosen for; each is worth the same.

The gaps stand in the stem and nowhere else (`gap_markup`); the choices of the question are those of
all its choice gaps, one after another, so that they can be shuffled. In rendered words, "pieces"
are the parts of the stem before, between and after the gaps (`cloze_page`).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import zip_longest
from typing import Any

from core.markdown import render_markdown
from core.markdown_uses import find_media_names
from core.sentences import Sentence, say
from quizzes.content import Choice, Question, QuestionText
from quizzes.question_types.accepted import FLAGS, HEAD_FLAGS, find_other_flags
from quizzes.question_types.base import (
    Answers,
    Disagreement,
    Grade,
    QuestionType,
    ResponseRefused,
    are_same_choices,
    grade_share,
)
from quizzes.question_types.cloze_page import (
    BLANK,
    ShownCloze,
    has_lost_gaps,
    render_pieces,
    show_cloze,
)
from quizzes.question_types.form_fields import USUAL_FIELDS
from quizzes.question_types.gap_markup import (
    check_gaps,
    find_other_gaps,
    list_gaps,
    read_gaps,
)
from quizzes.question_types.gaps import CHOICE, NUMBER, Gap
from quizzes.question_types.rendering import Render, phrasing, render_texts
from quizzes.question_types.typed import (
    TypedNumber,
    check_typed,
    is_blank,
    keep,
    read_kept,
    settle,
    verdict_on,
)
from quizzes.quiz_markdown.attributes import Attributes
from quizzes.quiz_markdown.blocks import QuestionBlock
from quizzes.quiz_markdown.problems import ProblemLog
from quizzes.wording import Words

# What each gap holds: the text typed, or the index of the option chosen; "" where it is empty.
ClozeResponse = tuple[TypedNumber, ...]

VERDICTS = {"right": say("right"), "partly": say("partly right"), "wrong": say("wrong")}
NOTHING_TYPED = TypedNumber("")
PLAIN_PLACE = say(
    "Put it into plain text: not into code, a link, or what stands elsewhere on the page. "
    "Plain braces are \\{{."
)
_MEANT = re.compile(r"([0-9]{1,4}):(-?[0-9]{1,6}(?:\.[0-9]{1,3})?)", re.ASCII)


class Cloze(QuestionType[ClozeResponse]):
    """A text with gaps.

    A response sends a value for each gap, in order, and after them one for each number that can
    be read in two ways: "" or, as 2:1000, which gap is meant to hold which number.
    """

    name = "cloze"
    markdown_name = "cloze"
    label = say("Text with gaps")
    is_free_text = True
    flags = frozenset(FLAGS)
    head_fields = (*HEAD_FLAGS, *USUAL_FIELDS)
    stem_hint = say(
        "Gaps stand in double braces: {{16}} is typed, {{111|one one one}} accepts both, "
        "{{=right ~ wrong}} is chosen, {{60 +- 5}} is a number."
    )

    def read_answers(self, block: QuestionBlock, problems: ProblemLog) -> Answers:
        """Read the choices of all gaps, and name what is wrong within the gaps."""
        check_gaps(block.stem, block.stem_lines, problems)
        options = (option for gap in read_gaps(block.stem) for option in gap.options)
        flags = block.attributes.flags
        return Answers(
            choices=tuple(Choice(option.is_right, option.fraction) for option in options),
            details={flag: True for flag in FLAGS if flag in flags},
        )

    def check_answers(self, block: QuestionBlock, problems: ProblemLog) -> None:
        """Name what keeps the gaps from being filled in."""
        gaps = read_gaps(block.stem)
        if not gaps:
            mend = say("Write what belongs into a gap in double braces: {{16}}.")
            problems.refuse(block.line, say("This question has no gap."), mend)
        for gap in gaps:
            if gap.kind == CHOICE and not any(option.is_right for option in gap.options):
                mend = say("Begin the right one with =: {{=right ~ wrong}}.")
                problems.refuse(block.line, say("No choice of a gap is marked as right."), mend)
        if has_lost_gaps(block.stem, _render_plainly):
            message = say("A gap stands where nothing can be typed.")
            problems.refuse(block.line, message, PLAIN_PLACE)

    def write_attributes(self, question: Question, text: QuestionText) -> Attributes:
        """Write what is said of all answers."""
        return Attributes(None, tuple(flag for flag in FLAGS if flag in question.details))

    def find_disagreement(self, original: Question, translated: Question) -> Disagreement | None:
        """Find whether a translation has other gaps, or one that cannot be filled in."""
        stem = translated.texts[translated.language].stem
        if stem and has_lost_gaps(stem, _render_plainly):
            message = say("A gap of “#%(id)s” stands where nothing can be typed.", id=original.id)
            return Disagreement(message, PLAIN_PLACE)
        other = find_other_gaps(original, stem) if stem else None
        return other or find_other_flags(original, translated)

    def render(self, text: QuestionText, render: Render) -> dict[str, Any]:
        """Render the text in pieces; as a whole, a line stands for each gap."""
        pieces = render_pieces(text.stem, render)
        html = render_texts(replace(text, stem=""), render)
        return {**html, "stem": phrasing(BLANK.join(pieces)), "pieces": pieces}

    def parse_response(
        self, form_values: Sequence[str], question: Question
    ) -> ClozeResponse | None:
        """Read a value for each gap, then what was meant where that was asked."""
        values = [check_typed(value, question) for value in form_values]
        gaps = list_gaps(question)
        count = len(gaps)
        if values and not count <= len(values) <= 2 * count:
            raise ResponseRefused(f"question {question.id} has {count} gaps, not {len(values)}")
        for gap, value in zip(gaps, values, strict=False):
            if gap.kind == CHOICE and value not in ("", *gap.values):
                raise ResponseRefused(f"{value!r} is no choice of question {question.id}")
        meant = _read_meant(values[count:], gaps, question)
        response = tuple(
            settle(value, meant.get(index, "")) for index, value in enumerate(values[:count])
        )
        return response if any(not is_blank(held.text) for held in response) else None

    def form_values(
        self, question: Question, response: ClozeResponse, order: Sequence[int]
    ) -> tuple[str, ...]:
        """Give what each gap holds, then what was meant where that is asked."""
        held = _fit(question, response)
        gaps = zip(list_gaps(question), held, strict=True)
        asked = [
            f"{number}:{typed.meant}" if typed.meant else ""
            for number, (gap, typed) in enumerate(gaps, 1)
            if gap.kind == NUMBER and len(typed.readings) > 1
        ]
        return (*(typed.text for typed in held), *asked)

    def no_values(self, question: Question) -> tuple[str, ...]:
        """Give an empty field for each gap."""
        return ("",) * len(list_gaps(question))

    def serialise(self, response: ClozeResponse) -> list[list[str]]:
        """Give what each gap holds, and what was meant if that was said."""
        return [keep(typed) for typed in response]

    def deserialise(self, value: Any) -> ClozeResponse:
        """Make a response of a list of such lists."""
        if not isinstance(value, list) or not value:
            raise ResponseRefused(f"{value!r} fills no gaps")
        return tuple(map(read_kept, value))

    def grade(self, question: Question, response: ClozeResponse | None) -> Grade:
        """Give the mean of what the gaps earn."""
        gaps = list_gaps(question)
        if response is None or not gaps:
            return grade_share(Fraction(0))
        held = zip(gaps, _fit(question, response), strict=True)
        earned = (_share_of(gap, typed) for gap, typed in held)
        return grade_share(sum(earned, Fraction(0)) / len(gaps))

    def correct_response(self, question: Question) -> ClozeResponse | None:
        """Give what earns all in each gap."""
        right = [gap.find_right() for gap in list_gaps(question)]
        filled = tuple(typed for typed in right if typed is not None)
        return filled if filled and len(filled) == len(right) else None

    def is_complete(self, question: Question, response: ClozeResponse) -> bool:
        """Whether every gap is filled, numbers with what is one for certain."""
        held = zip(list_gaps(question), _fit(question, response), strict=True)
        return not any(
            is_blank(typed.text) or (gap.kind == NUMBER and not typed.is_clear)
            for gap, typed in held
        )

    def name_part(self, question: Question, word: str) -> Sentence:
        """Say which gap it is, and what was chosen there or how right it was."""
        number, _colon, held = word.partition(":")
        gaps = dict(enumerate(list_gaps(question), 1))
        gap = gaps.get(int(number)) if number.isdecimal() else None
        known = dict(zip(gap.values, gap.options, strict=True)) if gap else {}
        what = Sentence(known[held].text) if held in known else VERDICTS.get(held, Sentence(held))
        return say("Gap %(number)s: %(what)s", number=number, what=what)

    def marks(self, question: Question) -> Any:
        """Give the gaps, with what is right in each."""
        return [
            (gap.kind, gap.texts, gap.numbers, [option.share for option in gap.options])
            for gap in list_gaps(question)
        ]

    def reads_alike(self, before: Question, after: Question) -> bool:
        """Whether the gaps are of the same kinds and offer the same."""
        gaps = list(zip_longest(list_gaps(before), list_gaps(after)))
        return all(
            one is not None
            and other is not None
            and one.kind == other.kind
            and are_same_choices(
                [(option.text, option.share) for option in one.options],
                [(option.text, option.share) for option in other.options],
            )
            for one, other in gaps
        )

    def show(
        self,
        question: Question,
        words: Words,
        response: ClozeResponse | None,
        order: Sequence[int],
    ) -> ShownCloze:
        """Give the text in pieces, with the gaps between them."""
        return show_cloze(question, words, _fit(question, response or ()), order)

    def count_parts(self, question: Question, response: ClozeResponse) -> tuple[str, ...]:
        """Count each filled gap by its number: the option chosen, or how right it is."""
        held = zip(list_gaps(question), _fit(question, response), strict=True)
        return tuple(
            f"{number}:{typed.text if gap.kind == CHOICE else verdict_on(gap.share_of(typed))}"
            for number, (gap, typed) in enumerate(held, 1)
            if not is_blank(typed.text)
        )

    def guess_share(self, question: Question) -> Fraction | None:
        """Give what choosing at random earns; nobody guesses what to type."""
        gaps = list_gaps(question)
        if not gaps:
            return None
        options = ([option.share for option in gap.options] for gap in gaps)
        guessed = (sum(shares, Fraction(0)) / len(shares) for shares in options if shares)
        return sum(guessed, Fraction(0)) / len(gaps)


def _render_plainly(source: str, name: str) -> str:
    """As on a page on which no picture is missing."""
    return render_markdown(source, dict.fromkeys(find_media_names(source), "/media"))


def _fit(question: Question, response: ClozeResponse) -> ClozeResponse:
    """A response with as many fields as there are gaps, whatever they were when it was given."""
    count = len(list_gaps(question))
    return (*response, *[NOTHING_TYPED] * count)[:count]


def _share_of(gap: Gap, typed: TypedNumber) -> Fraction:
    return Fraction(0) if is_blank(typed.text) else gap.share_of(typed)


def _read_meant(values: Sequence[str], gaps: Sequence[Gap], question: Question) -> dict[int, str]:
    """By the index of the gap, which number it is meant to hold."""
    meant = {}
    for value in filter(None, values):
        match = _MEANT.fullmatch(value)
        index = int(match[1]) - 1 if match else -1
        if match is None or not 0 <= index < len(gaps) or gaps[index].kind != NUMBER:
            raise ResponseRefused(f"{value!r} says of no gap of question {question.id} what it is")
        meant[index] = match[2]
    return meant
