"""What a cheat sheet is made of. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.sentences import NOTHING, Sentence

WORDS, BLOCK, HEAD = "words", "block", ""


@dataclass(frozen=True)
class Example:
    """Something to write, by language, and what it becomes.

    `place` says how it is put in: among words, as a block of its own, or not at all, since it
    belongs between the lines of --- at the top.
    """

    title: Sentence
    sources: Mapping[str, str]
    place: str = BLOCK
    remark: Sentence = NOTHING


@dataclass(frozen=True)
class Group:
    """Examples that belong together."""

    title: Sentence
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class Shortcut:
    """Keys, as they are pressed together, and what they do."""

    keys: tuple[str, ...]
    title: Sentence


def example(
    title: Sentence, vi: str, en: str, place: str = BLOCK, remark: Sentence = NOTHING
) -> Example:
    """An example in both languages."""
    return Example(title, {"vi": vi, "en": en}, place, remark)
