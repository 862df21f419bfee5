"""What examples are made of. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.sentences import NOTHING, Sentence

WORDS, BLOCK, HEAD = "words", "block", ""


@dataclass(frozen=True)
class Example:
    """Something to write, by language, and what it becomes.

    `place` says how it is put in: among words, as a block of its own, or not at all, since it
    belongs between the lines of --- at the top. Of what `may_stay` nobody can tell whether it is
    still the example: a text may well say just that.
    """

    title: Sentence
    sources: Mapping[str, str]
    place: str = BLOCK
    remark: Sentence = NOTHING
    may_stay: bool = False


@dataclass(frozen=True)
class Group:
    """Examples that belong together."""

    title: Sentence
    examples: tuple[Example, ...]


def example(
    title: Sentence,
    vi: str,
    en: str,
    place: str = BLOCK,
    remark: Sentence = NOTHING,
    *,
    may_stay: bool = False,
) -> Example:
    """An example in both languages."""
    return Example(title, {"vi": vi, "en": en}, place, remark, may_stay)
