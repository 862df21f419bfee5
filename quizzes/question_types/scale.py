"""Scale: how far somebody agrees, or how often; nothing in it is right or wrong."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from markupsafe import Markup, escape

from core.sentences import Sentence, say
from quizzes.content import Question, QuestionText
from quizzes.question_types.base import (
    Answers,
    Disagreement,
    Grade,
    QuestionType,
    ResponseRefused,
    grade_share,
)
from quizzes.question_types.form_fields import TEXT, WHAT_IT_IS, HeadField, Value
from quizzes.question_types.parts import KnownPart
from quizzes.question_types.rendering import Render, render_texts
from quizzes.quiz_markdown.attributes import NO_ATTRIBUTES, Attributes
from quizzes.quiz_markdown.blocks import QuestionBlock
from quizzes.quiz_markdown.problems import ProblemLog
from quizzes.wording import Words

BAR = "|"

_LABEL = re.compile(r"(?:[^\\|]|\\.|\\$)*")
_ESCAPED = re.compile(r"\\([\\|])")
_TO_ESCAPE = re.compile(r"[\\|]")


@dataclass(frozen=True)
class ScaleResponse:
    """The step taken, by its index."""

    step: int


@dataclass(frozen=True)
class ShownScale:
    """The labels of the steps in their order, and which one was taken."""

    labels: tuple[Markup, ...]
    chosen: int | None

    @property
    def options(self) -> tuple[tuple[str, Markup], ...]:
        """What a form offers: values and labels."""
        return tuple((str(step), label) for step, label in enumerate(self.labels))

    @property
    def selected(self) -> tuple[str, ...]:
        """The value chosen, if any."""
        return () if self.chosen is None else (str(self.chosen),)

    @property
    def answer(self) -> Markup | None:
        """The label of the step taken."""
        return None if self.chosen is None else self.labels[self.chosen]


@dataclass(frozen=True, kw_only=True)
class LabelsField(HeadField):
    """The labels of a scale, each on a line of its own."""

    def get(self, attributes: Attributes) -> Value:
        """The labels one under the other."""
        return "\n".join(_read_labels(attributes))

    def put(self, attributes: Attributes, value: Value) -> Attributes:
        """Write a label for each line; in a translation an empty line is one not translated."""
        lines = [line.strip() for line in str(value).rstrip().split("\n")]
        labels = {"labels": _write_labels(lines)} if any(lines) else {}
        return replace(attributes, values={**attributes.values, **labels})


LABELS = LabelsField(
    name="labels",
    label=say("Labels"),
    kind=TEXT,
    hint=say("One to a line, from one end of the scale to the other."),
    is_wording=True,
)


class Scale(QuestionType[ScaleResponse]):
    """A question answered by one of some steps, whose labels stand in its heading."""

    name = "scale"
    markdown_name = "scale"
    label = say("Scale")
    attributes = frozenset({"labels"})
    text_attributes = frozenset({"labels"})
    head_fields = (LABELS, *WHAT_IT_IS)

    def read_answers(self, block: QuestionBlock, problems: ProblemLog) -> Answers:
        """Read the labels of the steps."""
        labels = _read_labels(block.attributes)
        return Answers(text_details={"labels": labels} if labels else {})

    def check_answers(self, block: QuestionBlock, problems: ProblemLog) -> None:
        """Name what keeps labels from being steps: too few, empty, or alike."""
        labels = _read_labels(block.attributes)
        if len(labels) < 2:
            problems.refuse(
                block.line,
                say("This scale has fewer than two labels."),
                say("Write them in its heading: %(labels)s.", labels='labels="no|partly|yes"'),
            )
        if "" in labels:
            mend = say("Write a text on both sides of each bar; as text it is %(bar)s.", bar=r"\|")
            problems.refuse(block.line, say("A label of this scale is empty."), mend)
        for label in dict.fromkeys(label for label in labels if label and labels.count(label) > 1):
            message = say("The label “%(label)s” stands here twice.", label=label)
            problems.refuse(block.line, message, say("Word each step differently."))

    def write_attributes(self, question: Question, text: QuestionText) -> Attributes:
        """Write the labels."""
        labels = _labels(text)
        return Attributes(values={"labels": _write_labels(labels)}) if labels else NO_ATTRIBUTES

    def find_disagreement(self, original: Question, translated: Question) -> Disagreement | None:
        """Find whether there are labels, and not as many as in the original."""
        here, there = len(_labels_of(translated)), len(_labels_of(original))
        if here in (0, there):
            return None
        message = say(
            "“#%(id)s” has not as many labels as the original: %(here)d, not %(there)d.",
            id=original.id,
            here=here,
            there=there,
        )
        return Disagreement(message, say("Translate the same labels in the same order."))

    def render(self, text: QuestionText, render: Render) -> dict[str, Any]:
        """Render the labels, which are plain text, with all other texts."""
        return {
            **render_texts(text, render),
            "labels": [str(escape(each)) for each in _labels(text)],
        }

    def is_graded(self, question: Question) -> bool:
        """Never: no step is right."""
        return False

    def parse_response(
        self, form_values: Sequence[str], question: Question
    ) -> ScaleResponse | None:
        """Read the index of the step that a form sent."""
        steps = {str(index): index for index in range(len(_labels_of(question)))}
        unknown = next((value for value in form_values if value not in steps), None)
        if unknown is not None:
            raise ResponseRefused(f"{unknown!r:.40} is no step of question {question.id}")
        taken = {steps[value] for value in form_values}
        if len(taken) > 1:
            raise ResponseRefused(f"question {question.id} takes one step, not {len(taken)}")
        return ScaleResponse(taken.pop()) if taken else None

    def form_values(
        self, question: Question, response: ScaleResponse, order: Sequence[int]
    ) -> tuple[str, ...]:
        """Give the index of the step."""
        return (str(response.step),)

    def serialise(self, response: ScaleResponse) -> int:
        """Give the index of the step."""
        return response.step

    def deserialise(self, value: Any) -> ScaleResponse:
        """Make a response of an index."""
        if type(value) is not int or value < 0:
            raise ResponseRefused(f"{value!r:.40} is no step")
        return ScaleResponse(value)

    def grade(self, question: Question, response: ScaleResponse | None) -> Grade:
        """Give nothing, since nothing is to be earned."""
        return grade_share(Fraction(0))

    def correct_response(self, question: Question) -> ScaleResponse | None:
        """Give none: there is none."""
        return None

    def show(
        self,
        question: Question,
        words: Words,
        response: ScaleResponse | None,
        order: Sequence[int],
    ) -> ShownScale:
        """Give the labels with the one taken."""
        labels = (_show_label(words, index) for index in range(len(_labels_of(question))))
        return ShownScale(tuple(labels), response.step if response else None)

    def in_words(self, text: QuestionText, response: ScaleResponse) -> str:
        """Give the label of the step."""
        return str(text.details["labels"][response.step])

    def list_parts(self, question: Question) -> tuple[KnownPart, ...]:
        """Give every step."""
        return tuple(KnownPart(str(step)) for step in range(len(_labels_of(question))))

    def name_part(self, question: Question, word: str) -> Sentence:
        """Say the label of the step."""
        labels = _labels_of(question)
        is_step = word.isdecimal() and int(word) < len(labels)
        return Sentence(labels[int(word)]) if is_step else super().name_part(question, word)

    def count_parts(self, question: Question, response: ScaleResponse) -> tuple[str, ...]:
        """Count the step by its index."""
        return (str(response.step),)


def _labels(text: QuestionText) -> list[str]:
    labels: list[str] = text.details.get("labels", [])
    return labels


def _labels_of(question: Question) -> list[str]:
    return _labels(question.texts[question.language])


def _read_labels(attributes: Attributes) -> list[str]:
    written = attributes.values.get("labels", "")
    if not written:
        return []
    labels, place = [], 0
    while place <= len(written):
        label = _LABEL.match(written, place)
        end = label.end() if label else place
        labels.append(_ESCAPED.sub(r"\1", written[place:end]).strip())
        place = end + 1
    return labels


def _write_labels(labels: Sequence[str]) -> str:
    return BAR.join(_TO_ESCAPE.sub(r"\\\g<0>", label) for label in labels)


def _show_label(words: Words, index: int) -> Markup:
    return words.get(lambda texts: texts["labels"][index] if texts.get("labels") else None)
