"""How the questions of an attempt are shown, while it is taken and afterwards. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from markupsafe import Markup, escape


@dataclass(frozen=True)
class ShownChoice:
    """A choice: the value it sends, its words, and what is known of it at review."""

    value: str
    text: Markup
    is_chosen: bool
    is_correct: bool
    feedback: Markup | None


@dataclass(frozen=True)
class ShownQuestion:
    """A question as its template shows it; points and correctness only at review."""

    position: int
    type: str
    stem: Markup
    choices: tuple[ShownChoice, ...]
    is_answered: bool
    saved_at: datetime | None
    explanation: Markup | None
    fraction: Decimal | None

    @property
    def field(self) -> str:
        """The name of its form field."""
        return f"q{self.position}"

    @property
    def selected(self) -> frozenset[str]:
        """The values chosen."""
        return frozenset(choice.value for choice in self.choices if choice.is_chosen)

    @property
    def was(self) -> str:
        """What the page holds of it when it is shown, as its form says it back."""
        return ",".join(sorted(self.selected))

    @property
    def options(self) -> tuple[tuple[str, Markup], ...]:
        """What a form offers: values and words."""
        return tuple((choice.value, choice.text) for choice in self.choices)

    @property
    def is_correct(self) -> bool:
        """Whether the response earned everything."""
        return self.fraction == 1

    @property
    def is_partly_correct(self) -> bool:
        """Whether it earned something, not all."""
        return self.fraction is not None and 0 < self.fraction < 1


def show_question(item: Any, language: str) -> ShownQuestion:
    """An item of `quizzes.queries.list_items` in the reader's language."""
    words = _Words(item.html, language)
    chosen = frozenset(item.response or ())
    choices = tuple(
        ShownChoice(
            str(index),
            words.choice(index),
            index in chosen,
            bool(item.content["choices"][index]["is_correct"]),
            words.feedback(index) if index in chosen else None,
        )
        for index in item.choice_order
    )
    return ShownQuestion(
        item.position,
        item.type,
        words.text("stem") or Markup(""),
        choices,
        item.response is not None,
        item.saved_at,
        words.text("explanation"),
        item.fraction,
    )


def last_saved(questions: Sequence[ShownQuestion]) -> datetime | None:
    """When an answer was last saved."""
    return max((each.saved_at for each in questions if each.saved_at), default=None)


def unanswered(questions: Sequence[ShownQuestion]) -> tuple[ShownQuestion, ...]:
    """The questions without an answer, in order."""
    return tuple(question for question in questions if not question.is_answered)


class _Words:
    """A question's rendered texts; what is untranslated stands in the original, marked so."""

    def __init__(self, html: Mapping[str, Any], language: str) -> None:
        self.languages = [language, *(each for each in html if each != language)]
        self.html = html
        self.reader = language

    def text(self, part: str) -> Markup | None:
        """The stem or the explanation."""
        return self._first(lambda texts: texts[part])

    def choice(self, index: int) -> Markup:
        """A choice's words."""
        return self._first(lambda texts: texts["choices"][index]) or Markup("")

    def feedback(self, index: int) -> Markup | None:
        """What is said of a choice."""
        return self._first(lambda texts: texts["feedback"][index])

    def _first(self, pick: Any) -> Markup | None:
        for language in self.languages:
            found = pick(self.html[language]) if language in self.html else None
            if found and language == self.reader:
                return _clean(found)
            if found:
                tag = "div" if found.startswith("<p") else "span"
                return _clean(f'<{tag} lang="{escape(language)}">{found}</{tag}>')
        return None


def _clean(html: str) -> Markup:
    return Markup(html)  # noqa: S704 - sanitised when the question was published
