"""Helplines within a lesson, read when the page is."""

from collections.abc import Sequence

from flask import current_app

from core import clock
from courses.lesson_page import ShownBlock
from safety.helplines import HelplineRecord
from safety.queries import list_shown_helplines


def helplines_for(blocks: Sequence[ShownBlock]) -> list[HelplineRecord]:
    """The lines that a lesson's blocks ask for; nothing is read where none does."""
    if not any(block.kind == "helplines" for block in blocks):
        return []
    return list_shown_helplines(clock.today(current_app.config["TIMEZONE"]))
