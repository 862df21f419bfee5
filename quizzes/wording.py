"""A question's words as one reader sees them: translated where they are, else the original."""

from collections.abc import Mapping
from dataclasses import dataclass

from quizzes.content import Question


@dataclass(frozen=True)
class Passage:
    """A piece of Markdown and the language it stands in, for the page's `lang`."""

    markdown: str
    language: str


@dataclass(frozen=True)
class Wording:
    """The passages of a question; `choices` and `feedback` run beside its choices."""

    stem: Passage
    choices: tuple[Passage, ...]
    feedback: tuple[Passage | None, ...]
    explanation: Passage | None
    hints: tuple[Passage, ...]


def find_passage(texts: Mapping[str, str | None], language: str) -> Passage | None:
    """Find the text in `language`, else in the first language that has one, else None."""
    for candidate in (language, *texts):
        if text := texts.get(candidate):
            return Passage(text, candidate)
    return None


def word_question(question: Question, language: str) -> Wording:
    """Give the words of a question in `language`, each part falling back by itself.

    A part that nobody translated stands in the language the question was written in, and its
    passage says so. Hints fall back together, for a translation may need other ones.
    """
    written_in = question.language
    original = question.texts[written_in]
    language = language if language in question.texts else written_in
    text = question.texts[language]

    def find(translated: str | None, written: str | None) -> Passage | None:
        return find_passage({written_in: written, language: translated}, language)

    def get(translated: str, written: str) -> Passage:
        return find(translated, written) or Passage("", written_in)

    return Wording(
        stem=get(text.stem, original.stem),
        choices=tuple(map(get, text.choices, original.choices)),
        feedback=tuple(map(find, text.feedback, original.feedback)),
        explanation=find(text.explanation, original.explanation),
        hints=_word_hints(question, language) or _word_hints(question, written_in),
    )


def _word_hints(question: Question, language: str) -> tuple[Passage, ...]:
    return tuple(Passage(hint, language) for hint in question.texts[language].hints)
