"""What trainers change in several questions at once, and what that makes of the draft. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.sentences import Refusal, say
from quizzes.content import DIFFICULTIES, Question
from quizzes.question_types import type_of
from quizzes.question_types.form_fields import with_point
from quizzes.quiz_markdown.attributes import read_number, write_number
from studio.question_bank import Found, Holder
from studio.question_edits import Changed, Heading, Kept, change_headings, move

# What may be done, and the field of the form that says the rest.
CHANGES: Mapping[str, str] = {
    "add-tags": "tags",
    "remove-tags": "tags",
    "difficulty": "difficulty",
    "points": "points",
    "move": "target",
    "retire": "",
    "bring-back": "",
}
_TAG = re.compile(r"[^\s,]+")


class WishRefused(Refusal):
    """What is wished cannot be done."""


@dataclass(frozen=True)
class Wish:
    """A change: which one, the value typed for it, and where questions are to be moved."""

    action: str
    value: str = ""
    target: Holder | None = None
    section: str | None = None


def change_questions(texts: Mapping[str, str], chosen: Sequence[Found], wish: Wish) -> Changed:
    """Make the change; raises WishRefused where it cannot be made at all."""
    if wish.action == "move":
        return _move(texts, chosen, wish)
    if wish.action == "points":
        return _set_points(texts, chosen, wish.value)
    if wish.action in ("retire", "bring-back"):
        is_retired = wish.action == "retire"
        return change_headings(texts, chosen, lambda _each: ({}, {"retired": is_retired}))
    if wish.action == "difficulty":
        if wish.value not in ("", *DIFFICULTIES):
            raise WishRefused(say("Choose a difficulty."))
        return change_headings(texts, chosen, lambda _each: ({"difficulty": wish.value}, {}))
    return change_headings(texts, chosen, _tags_of(wish))


def _tags_of(wish: Wish) -> Callable[[Question], Heading]:
    tags = _TAG.findall(wish.value)
    if not tags:
        raise WishRefused(say("Write at least one tag."))

    def change(question: Question) -> Heading:
        kept = [tag for tag in question.tags if tag not in tags]
        added = [tag for tag in dict.fromkeys(tags) if tag not in question.tags]
        new = [*question.tags, *added] if wish.action == "add-tags" else kept
        return {"tags": " ".join(new)}, {}

    return change


def _set_points(texts: Mapping[str, str], chosen: Sequence[Found], value: str) -> Changed:
    """Set the points of what is graded by answers; a rubric makes its own."""
    points = read_number(with_point(value).strip())
    if points is None or points < 0:
        raise WishRefused(say("Write a number of points from 0, such as 1.5."))
    graded = [each for each in chosen if _has_points(each.question)]
    kept = [Kept(each, say("It has no points to set.")) for each in chosen if each not in graded]
    written = None if points == 1 else write_number(points)
    changed = change_headings(texts, graded, lambda _each: ({"points": written}, {}))
    return Changed(changed.texts, changed.count, (*kept, *changed.kept))


def _has_points(question: Question) -> bool:
    kind = type_of(question)
    return kind.is_graded(question) and not kind.is_marked_by_hand(question)


def _move(texts: Mapping[str, str], chosen: Sequence[Found], wish: Wish) -> Changed:
    if wish.target is None:
        raise WishRefused(say("Choose where to move them."))
    sections = {section.id for section in wish.target.file.sections}
    if wish.section is not None and wish.section not in sections:
        raise WishRefused(say("There is no such section any more."))
    return move(texts, chosen, wish.target, wish.section)
