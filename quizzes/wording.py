"""A question's words as one reader sees them: translated where they are, else the original."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

NOTHING = Markup("")
# What no span may hold.
BLOCK = re.compile(r"<(?:p|[uod]l|h[1-6]|div|pre|table|blockquote|figure|details|hr)\b")


@dataclass(frozen=True)
class Passage:
    """A piece of Markdown and the language it stands in, for the page's `lang`."""

    markdown: str
    language: str


def find_passage(texts: Mapping[str, str | None], language: str) -> Passage | None:
    """Find the text in `language`, else in the first language that has one, else None."""
    for candidate in (language, *texts):
        if text := texts.get(candidate):
            return Passage(text, candidate)
    return None


class Words:
    """A question's rendered texts for a reader, by language as its type rendered them.

    Each part that nobody translated stands in the original, and says so by its `lang`.
    """

    def __init__(self, html: Mapping[str, Any], language: str) -> None:
        self.languages = [language, *(each for each in html if each != language)]
        self.html = html
        self.reader = language

    def text(self, part: str) -> Markup | None:
        """The stem or the explanation."""
        return self.find(lambda texts: texts.get(part))

    @property
    def has_choices(self) -> bool:
        """Whether its choices are texts of their own; those of a gap stand within the stem."""
        return any(texts.get("choices") for texts in self.html.values())

    def choice(self, index: int) -> Markup:
        """A choice's words."""
        return self.get(lambda texts: texts["choices"][index])

    def feedback(self, index: int) -> Markup | None:
        """What is said of a choice."""
        return self.find(lambda texts: texts["feedback"][index])

    def hints(self) -> tuple[Markup, ...]:
        """All hints, in one language: a translation may need other ones."""
        for language in self.languages:
            if hints := self.html.get(language, {}).get("hints"):
                return tuple(self._in_language(hint, language) for hint in hints)
        return ()

    def get(self, pick: Callable[[Mapping[str, Any]], Any]) -> Markup:
        """What `pick` takes of the texts of a language, or nothing at all."""
        return self.find(pick) or NOTHING

    def find(self, pick: Callable[[Mapping[str, Any]], Any]) -> Markup | None:
        """What `pick` takes of the texts of the first language that has it."""
        found = self.locate(pick)
        return self._in_language(*found) if found else None

    def locate(self, pick: Callable[[Mapping[str, Any]], Any]) -> tuple[str, str] | None:
        """What `find` finds, as it is, and the language it stands in."""
        for language in self.languages:
            found = pick(self.html[language]) if language in self.html else None
            if found:
                return found, language
        return None

    def _in_language(self, html: str, language: str) -> Markup:
        if language != self.reader:
            tag = "div" if BLOCK.match(html) else "span"
            html = f'<{tag} lang="{escape(language)}">{html}</{tag}>'
        return Markup(html)  # noqa: S704 - sanitised when the question was published
