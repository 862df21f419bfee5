"""Whether what a lesson says rests on sources, and on such as still hold."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from core.sentences import say
from courses.bundles.lessons import Lesson
from courses.quality.laws import find_replaced
from courses.quality.scanning import Block
from quizzes.quiz_markdown.problems import Problem

REVIEW_AFTER_DAYS = 365
LAW = re.compile(r"\d+/\d{4}/|\d/(NĐ|NQ|QĐ|QH|TT|CT)[-\d]", re.IGNORECASE)
YEAR = re.compile(r"(?<!\d)(1[89]|20)\d{2}(?!\d)")


def source_problems(lesson: Lesson, lines: Sequence[str], today: date) -> Iterator[Problem]:
    """No source; a source without a date, replaced; a review that is too long ago."""
    if not lesson.sources:
        message = say("The lesson names no source.")
        mend = say(
            "Press the button Source, or write %(sign)s at the top of the file.",
            sign="sources: [{title: …}]",
        )
        yield Problem(lesson.path, 1, message, mend, "warning")
    for source in lesson.sources:
        yield from _source(lesson, source, lines, today)
    reviewed = date.fromisoformat(lesson.reviewed_on) if lesson.reviewed_on else None
    if reviewed and (today - reviewed).days > REVIEW_AFTER_DAYS:
        line = _line_of(lines, "reviewed_on")
        message = say("The sources were reviewed last on %(day)s.", day=lesson.reviewed_on)
        mend = say("See whether they still hold, then write the day anew.")
        yield Problem(lesson.path, line, message, mend, "warning")


def law_problems(path: str, blocks: Sequence[Block], today: date) -> Iterator[Problem]:
    """Passages that name a law which no longer holds, and not the one that does."""
    for block in blocks:
        for law in find_replaced(block.text, today.isoformat()):
            message = say("%(law)s is no longer in force.", law=law.number)
            mend = say("Since %(day)s it is %(other)s.", day=law.since, other=law.by)
            yield Problem(path, block.line, message, mend, "warning")


def _source(
    lesson: Lesson, known: Mapping[str, str], lines: Sequence[str], today: date
) -> Iterator[Problem]:
    title = known.get("title", "")
    line = _line_of(lines, title)
    if not is_dated(known):
        message = say("The source “%(title)s” has no date.", title=title[:80])
        mend = say("Write effective_from: and the day since which it holds.")
        yield Problem(lesson.path, line, message, mend, "warning")
    if known.get("superseded_by"):
        message = say("The source “%(title)s” is superseded.", title=title[:80])
        mend = say("Write by what holds now: %(other)s.", other=known["superseded_by"])
        yield Problem(lesson.path, line, message, mend, "warning")
        return
    for law in find_replaced(title, today.isoformat()):
        message = say("%(law)s is no longer in force.", law=law.number)
        mend = say("Since %(day)s it is %(other)s.", day=law.since, other=law.by)
        yield Problem(lesson.path, line, message, mend, "warning")


def is_dated(source: Mapping[str, str]) -> bool:
    """Whether a source says since when it holds; of a work that is no law its year is enough."""
    title = source.get("title", "")
    return "effective_from" in source or (bool(YEAR.search(title)) and not LAW.search(title))


def _line_of(lines: Sequence[str], words: str) -> int:
    return next((number for number, line in enumerate(lines, 1) if words and words in line), 1)
