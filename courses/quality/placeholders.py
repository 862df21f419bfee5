"""What was put in to begin with and never written over: first words, examples, the sign …

A text is looked through line by line and never parsed, since this is done at every pause in typing.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from core.markdown import LONGEST_KEPT
from core.sentences import say
from courses.bundles.files import TEXT_FOLDERS
from courses.examples.first_texts import FIRST_WORDS
from courses.examples.lessons import LESSON_GROUPS
from courses.examples.parts import BLOCK
from courses.examples.quizzes import QUIZ_GROUPS
from courses.quality.scanning import FENCE, outside_fences
from quizzes.question_types import REGISTRY
from quizzes.quiz_markdown.problems import Problem

# What the tools of the editor put where something is to be written (static/js/editor_edits.js).
SIGN = "…"
# Elsewhere the sign may say that a text leaves something out.
SIGN_PLACES = re.compile(
    r"\|\s*…\s*\||(?<!!)\[…\]\("
    r"|^\s*(?:!!!|\?\?\?\+?) \w+ \"…\"|^ {4,}…$|^\[\^[^\]]+\]: …$"
    r"|^\s*[-*+] \[[ xX]\] …$|^\s*(?:- )?(?:title|article): …$"
)
FRONT = re.compile(r"\s*(?:(?:\#{1,6}|>|=|[-*+](?: \[[ xX]\])?|[0-9]{1,3}[.)])\s+)?")
TARGET = re.compile(r" [\w-]+")
LONGEST_SHOWN = 60


def placeholder_problems(path: str, source: str, *, is_kept: bool = False) -> Iterator[Problem]:
    """Where a text still says what it began with; lines that follow each other count as one.

    What `is_kept` is looked through once, since it is asked for again; not so what is being typed.
    """
    folder = path.partition("/")[0]
    if folder not in TEXT_FOLDERS:
        return
    find = _find_once if is_kept and len(source) <= LONGEST_KEPT else find_placeholders
    for line, words in find(source, is_quiz=folder != "lessons"):
        message = say("What was put in to begin with still stands here: “%(words)s”.", words=words)
        mend = say("Write your own in its place, or take it out.")
        yield Problem(path, line, message, mend, "warning")


def find_placeholders(source: str, *, is_quiz: bool) -> tuple[tuple[int, str], ...]:
    """The lines on which such words begin, with the words."""
    lines = [line.rstrip() for line in source.replace("\r\n", "\n").split("\n")]
    found = _find_words(lines, is_quiz) | _find_examples(lines)
    begun, goes_on = [], False
    for number, line in enumerate(lines, 1):
        if number in found and not goes_on:
            begun.append((number, found[number][:LONGEST_SHOWN]))
        goes_on = number in found or (goes_on and not any(map(str.isalnum, line)))
    return tuple(begun)


_find_once = lru_cache(maxsize=512)(find_placeholders)


def _find_words(lines: list[str], is_quiz: bool) -> dict[int, str]:
    """The lines that say nothing but first words, or hold the sign where it is to be replaced."""
    text = "\n".join(lines)
    if not any(each in text for each in (SIGN, *FIRST)):
        return {}
    outside = {number for number, _line in outside_fences(text)}
    found: dict[int, str] = {}
    for number, line in outside_fences(text, 1, "quiz"):
        words = _words_of(line)
        is_sign = words == SIGN and (is_quiz or number not in outside)
        if is_sign or SIGN_PLACES.search(line):
            found[number] = SIGN
        elif words in FIRST:
            found[number] = words
    return found


def _find_examples(lines: list[str]) -> dict[int, str]:
    """The lines of examples that stand as they were put in."""
    text = "\n".join(["", *lines, ""])
    found: dict[int, str] = {}
    for example in EXAMPLES:
        at = text.find(f"\n{example}\n")
        if at >= 0:
            first = text.count("\n", 0, at) + 1
            words = next(_words_of(each) for each in example.split("\n") if not FENCE.match(each))
            found |= dict.fromkeys(range(first, first + example.count("\n") + 1), words)
    return found


def _words_of(line: str) -> str:
    """A line without the marks around it."""
    front = FRONT.match(line)
    words = line[front.end() if front else 0 :].rstrip()
    if words.endswith("}") and "}" not in words[words.rfind("{") : -1]:
        words = words[: max(0, words.rfind("{"))].rstrip()
    before, arrow, target = words.rpartition("->")
    return before.rstrip() if arrow and TARGET.fullmatch(target) else words


def _first_words() -> Iterator[str]:
    for words in FIRST_WORDS.values():
        yield from words.list_all()
    for kind in REGISTRY.values():
        for sample in kind.sample.values():
            yield from filter(None, map(_words_of, sample.split("\n")))


FIRST = frozenset(_first_words())
EXAMPLES = tuple(
    source
    for group in (*LESSON_GROUPS, *QUIZ_GROUPS)
    for example in group.examples
    if example.place == BLOCK and not example.may_stay
    for source in example.sources.values()
)
