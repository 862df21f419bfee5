"""What the pages of administrators share: how far one reaches, and who writes."""

from datetime import date, datetime

from flask import current_app

from accounts.operations import Author
from accounts.reach import Reach, reach_of
from core import clock
from core.identity import person


def own_reach() -> Reach:
    """The units this administrator administers."""
    return reach_of(person().scopes_of("administrator"))


def today() -> date:
    """The present day, here."""
    return clock.today(current_app.config["TIMEZONE"])


def end_of(day: date) -> datetime:
    """When a day is over, here."""
    return clock.end_of(day, current_app.config["TIMEZONE"])


def author() -> Author:
    """Who writes, and when."""
    return Author(person().id, clock.now(), today(), person().session_id)
