"""Sentences said later: what is wrong is often found before it is known who will read it.

Pure. A sentence is its own English, which commands print as it stands, and remembers what it was
made of, so that core.i18n.in_words can say it in the reader's language. Catalogues find its text
where `say` is called, so that text is written there in full.
"""

import re
from collections.abc import Iterable, Mapping


class Sentence(str):
    """English words; `text` is what catalogues know, `values` fill its %(name)s.

    A value may be a sentence itself: it is then said in the same language.
    """

    __slots__ = ("text", "values")

    text: str
    values: Mapping[str, object]

    def __new__(cls, text: str, values: Mapping[str, object] | None = None) -> "Sentence":
        """Put the values in; a text without any stands as it is, percent signs included."""
        said = super().__new__(cls, text % values if values else text)
        said.text, said.values = text, values or {}
        return said


NOTHING = Sentence("")


class Refusal(Exception):
    """Something cannot be taken; `reason` says why, and what would be right."""

    def __init__(self, reason: Sentence) -> None:
        super().__init__(reason)
        self.reason = reason


def say(text: str, **values: object) -> Sentence:
    """A sentence for the catalogues; scripts/translations.py finds it by this call."""
    return Sentence(text, values)


def recognise(words: str, known: Iterable[Sentence]) -> Sentence | None:
    """What a library said in English as the one of our sentences that says the same, if any.

    The %(name)s of a known sentence stand for any words.
    """
    for sentence in known:
        pattern = re.sub(r"%\\\((\w+)\\\)s", r"(?P<\1>.+)", re.escape(sentence.text))
        if match := re.fullmatch(pattern, words, re.DOTALL):
            return Sentence(sentence.text, match.groupdict())
    return None
