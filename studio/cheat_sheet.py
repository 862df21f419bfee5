"""Everything that can be written in a text, with an example of each to put in. Pure.

What the sheet says is held by tests: each example is read and rendered as a text is.
"""

from dataclasses import dataclass

from core.sentences import Sentence, say
from courses.examples.lessons import LESSON_GROUPS
from courses.examples.parts import Group
from courses.examples.quizzes import QUIZ_GROUPS


@dataclass(frozen=True)
class Shortcut:
    """Keys, as they are pressed together, and what they do; in a quiz some make no sense."""

    keys: tuple[str, ...]
    title: Sentence
    is_for_lessons: bool = False


SHORTCUTS = (
    Shortcut(("Ctrl", "B"), say("Bold")),
    Shortcut(("Ctrl", "I"), say("Italic")),
    Shortcut(("Ctrl", "K"), say("Link")),
    Shortcut(("Ctrl", "Alt", "2"), say("Heading"), is_for_lessons=True),
    Shortcut(("Ctrl", "Alt", "3"), say("Smaller heading"), is_for_lessons=True),
    Shortcut(("Ctrl", "Shift", "7"), say("Numbered list")),
    Shortcut(("Ctrl", "Shift", "8"), say("List")),
    Shortcut(("Ctrl", "Shift", "9"), say("Quotation")),
    Shortcut(("Ctrl", "Alt", "M"), say("Note")),
    Shortcut(("Ctrl", "Alt", "F"), say("Footnote"), is_for_lessons=True),
    Shortcut(("Ctrl", "S"), say("Save now")),
    Shortcut(("Ctrl", "Z"), say("Take back the last change")),
    Shortcut(("Ctrl", "Shift", "V"), say("Paste without form")),
)
QUIZ_SHORTCUTS = tuple(each for each in SHORTCUTS if not each.is_for_lessons)


@dataclass(frozen=True)
class CheatSheet:
    """What there is to write in one kind of text."""

    groups: tuple[Group, ...]
    shortcuts: tuple[Shortcut, ...] = SHORTCUTS


def cheat_sheet_for(kind: str) -> CheatSheet | None:
    """The sheet for lessons, or for quizzes and banks; course.yml has none."""
    if kind == "course":
        return None
    if kind == "lesson":
        return CheatSheet(LESSON_GROUPS)
    return CheatSheet(QUIZ_GROUPS, QUIZ_SHORTCUTS)
