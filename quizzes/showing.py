"""How a question is shown: asked, while it is answered, and explained. Pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from quizzes.content import Question
from quizzes.question_types import type_of
from quizzes.wording import NOTHING, Words


@dataclass(frozen=True, kw_only=True)
class ShownQuestion:
    """A question as its template shows it; `parts` is what only its type knows.

    `values` are those that the page's form sends while nobody touches it. `awarded` are points
    given by hand, one for each criterion, once they were given; `comment` is said beside them.
    """

    field: str
    type: str
    stem: Markup
    parts: Any
    values: tuple[str, ...] = ()
    is_answered: bool = False
    is_complete: bool = False
    explanation: Markup | None = None
    hints: tuple[Markup, ...] = ()
    position: int = 0
    saved_at: datetime | None = None
    fraction: Decimal | None = None
    awarded: tuple[Decimal, ...] = ()
    comment: str = ""

    @property
    def was(self) -> str:
        """What the page holds of it when it is shown, as its form says it back."""
        return json.dumps(self.values, ensure_ascii=False)

    @property
    def is_correct(self) -> bool:
        """Whether the response earned everything."""
        return self.fraction == 1

    @property
    def is_partly_correct(self) -> bool:
        """Whether it earned something, not all."""
        return self.fraction is not None and 0 < self.fraction < 1


def show_question(
    field: str,
    question: Question,
    html: Mapping[str, Any],
    language: str,
    response: Any = None,
    order: Sequence[int] | None = None,
    **facts: Any,
) -> ShownQuestion:
    """A question with its rendered texts (`html`), in the reader's language.

    `response` is the kept JSON value, `order` that of its choices; `facts` are further fields.
    """
    kind, words = type_of(question), Words(html, language)
    given = None if response is None else kind.deserialise(response)
    order = range(len(question.choices)) if order is None else order
    return ShownQuestion(
        field=field,
        type=question.type,
        stem=words.text("stem") or NOTHING,
        parts=kind.show(question, words, given, order),
        values=_values(question, given, order),
        is_answered=given is not None,
        is_complete=given is not None and kind.is_complete(question, given),
        explanation=words.text("explanation"),
        hints=words.hints(),
        **facts,
    )


def _values(question: Question, given: Any, order: Sequence[int]) -> tuple[str, ...]:
    kind = type_of(question)
    return kind.no_values(question) if given is None else kind.form_values(question, given, order)
