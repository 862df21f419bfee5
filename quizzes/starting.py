"""Whether somebody may begin an attempt now, and if not, why and until when. Pure."""

from dataclasses import dataclass
from datetime import datetime

from quizzes.quiz_settings import QuizSettings
from quizzes.timing import Exceptions, Window, next_start


@dataclass(frozen=True)
class Standing:
    """What somebody did of a quiz so far: attempts begun, and when the last one ended.

    `last_number` is that of the attempt begun last, also where it counts no more.
    """

    begun: int = 0
    ended_at: datetime | None = None
    last_number: int = 0


@dataclass(frozen=True)
class Hindrance:
    """Why no attempt may be begun: not_open or too_soon (until `at`), closed or used_up."""

    kind: str
    at: datetime | None = None


def find_hindrance(
    settings: QuizSettings,
    window: Window,
    exceptions: Exceptions,
    standing: Standing,
    now: datetime,
) -> Hindrance | None:
    """Find what keeps somebody from beginning an attempt; None where nothing does."""
    if window.is_not_yet_open(now):
        return Hindrance("not_open", window.opens_at)
    if window.is_closed(now):
        return Hindrance("closed", window.closes_at)
    if settings.attempts is not None and standing.begun >= (
        settings.attempts + exceptions.extra_attempts
    ):
        return Hindrance("used_up")
    begins = next_start(standing.ended_at, settings)
    if begins is not None and now < begins:
        return Hindrance("too_soon", begins)
    return None
