"""Questions as `questions inspect` prints them: one shape for all types and formats."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from interop.questions.drafts import QuestionsRead
from quizzes.content import Question, QuestionText
from quizzes.question_types.gap_markup import list_gaps, replace_gaps
from quizzes.question_types.gaps import Gap
from quizzes.quiz_markdown.problems import Problem

Json = dict[str, Any]


def read_as_json(format_: str, read: QuestionsRead) -> Json:
    """The whole document."""
    return {
        "format": format_,
        "questions": [question_as_json(each) for each in read.questions],
        "problems": [problem_as_json(each) for each in read.problems],
    }


def problem_as_json(problem: Problem) -> Json:
    """A problem with its place; what would be right follows what is wrong."""
    message = f"{problem.message} {problem.suggestion}".strip()
    return {"severity": problem.severity, "line": problem.line, "message": message}


def question_as_json(question: Question) -> Json:
    """A question in the language that it was written in."""
    text = question.texts[question.language]
    title, _, _rest = text.stem.partition("\n")
    return {
        "type": question.type,
        "title": title,
        "stem": text.stem,
        "points": float(question.points),
        "tags": list(question.tags),
        "choices": [],
        "feedback": text.explanation,
        "source": {"line": question.line},
        **_OWN.get(question.type, _nothing)(question, text),
    }


def _nothing(_question: Question, _text: QuestionText) -> Json:
    return {}


def _choices(question: Question, text: QuestionText) -> Json:
    right = [choice.is_correct for choice in question.choices]
    share = Decimal(1) / (sum(right) or 1)
    shares = (
        (share if choice.is_correct else Decimal(0)) if choice.fraction is None else choice.fraction
        for choice in question.choices
    )
    both = zip(text.choices, shares, text.feedback, strict=True)
    return {
        "choices": [
            {"text": words, "fraction": _rounded(share), "feedback": feedback}
            for words, share, feedback in both
        ]
    }


def _pairs(_question: Question, text: QuestionText) -> Json:
    both = zip(text.details.get("left", ()), text.choices, strict=True)
    return {"pairs": [{"left": left, "right": right} for left, right in both]}


def _order(_question: Question, text: QuestionText) -> Json:
    return {"order": list(text.choices)}


def _texts(_question: Question, text: QuestionText) -> Json:
    both = zip(text.details.get("answers", ()), text.feedback, strict=True)
    return {"accepted": [_accepted(each, feedback) for each, feedback in both]}


def _numbers(question: Question, text: QuestionText) -> Json:
    answers = question.details.get("answers", ())
    feedback = [*text.feedback, *[None] * len(answers)]
    return {
        "accepted": [_accepted(each, said) for each, said in zip(answers, feedback, strict=False)]
    }


def _accepted(answer: Mapping[str, Any], feedback: str | None) -> Json:
    fraction = answer.get("fraction")
    return {
        "text": answer.get("text"),
        **{name: _number(answer.get(name)) for name in ("value", "tolerance", "min", "max")},
        "fraction": 1.0 if fraction is None else _number(fraction),
        "feedback": feedback,
    }


def _gaps(question: Question, text: QuestionText) -> Json:
    stem = replace_gaps(text.stem, lambda number: f"{{{{{number + 1}}}}}")
    gaps = [_gap(each) for each in list_gaps(question)]
    return {"stem": stem, "title": stem.partition("\n")[0], "gaps": gaps}


def _gap(gap: Gap) -> Json:
    numbers: Iterable[Json] = (
        {
            "text": None,
            "value": _number(each.value),
            "tolerance": _number(each.tolerance),
            "min": _number(each.least),
            "max": _number(each.most),
            "fraction": _rounded(Decimal(1) if each.fraction is None else each.fraction),
            "feedback": None,
        }
        for each in gap.numbers
    )
    texts = (_accepted({"text": each.text, "fraction": each.fraction}, None) for each in gap.texts)
    options = (
        {"text": each.text, "fraction": float(each.share), "feedback": None} for each in gap.options
    )
    return {"kind": gap.kind, "choices": list(options), "accepted": [*texts, *numbers]}


def _nodes(question: Question, text: QuestionText) -> Json:
    facts, words = question.details.get("nodes", ()), text.details.get("nodes", ())
    return {"nodes": [_node(*both) for both in zip(facts, words, strict=True)]}


def _node(facts: Mapping[str, Any], words: Mapping[str, Any]) -> Json:
    both = zip(facts["choices"], words["choices"], strict=True)
    return {
        "id": facts["id"],
        "text": "\n\n".join(filter(None, (words["title"], words["text"]))),
        "choices": [
            {"text": said, "to": choice["to"], "points": _number(choice["points"])}
            for choice, said in both
        ],
    }


def _labels(_question: Question, text: QuestionText) -> Json:
    return {"labels": list(text.details.get("labels", ()))}


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _rounded(share: Decimal) -> float:
    return round(float(share), 7)


_OWN: Mapping[str, Callable[[Question, QuestionText], Json]] = {
    "single_choice": _choices,
    "multiple_choice": _choices,
    "true_false": _choices,
    "match": _pairs,
    "order": _order,
    "short_answer": _texts,
    "number": _numbers,
    "cloze": _gaps,
    "scenario": _nodes,
    "scale": _labels,
}
