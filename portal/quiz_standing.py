"""How somebody stands to a quiz: what she did of it, what she may do, what of it is shown. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quizzes.queries import AttemptLine
from quizzes.quiz_settings import QuizSettings
from quizzes.review import visible_parts
from quizzes.starting import Hindrance, Standing, find_hindrance
from quizzes.timing import Exceptions, Window


@dataclass(frozen=True)
class QuizStanding:
    """A person's attempts at a quiz, the newest first, beside what its settings allow her."""

    settings: QuizSettings
    window: Window
    exceptions: Exceptions
    attempts: Sequence[AttemptLine]
    now: datetime

    @property
    def open_attempt(self) -> AttemptLine | None:
        """The attempt that one can go on with."""
        return next((each for each in self.attempts if each.is_running(self.now)), None)

    @property
    def past_attempts(self) -> list[AttemptLine]:
        """The others."""
        return [each for each in self.attempts if not each.is_running(self.now)]

    @property
    def counted(self) -> list[AttemptLine]:
        """Those that count: not those from before the course was asked for anew."""
        return [each for each in self.attempts if not each.is_past]

    @property
    def hindrance(self) -> Hindrance | None:
        """Why no attempt can be begun now, if so."""
        ended = filter(None, (attempt.ended_at(self.now) for attempt in self.counted))
        standing = Standing(len(self.counted), max(ended, default=None))
        return find_hindrance(self.settings, self.window, self.exceptions, standing, self.now)

    @property
    def visible(self) -> frozenset[str]:
        """What is shown now of ended attempts; the last one there may be closes the quiz.

        While an attempt is open nothing is closed: what is right would be seen beside it.
        """
        allowed = self.settings.attempts
        is_used_up = allowed is not None and (
            len(self.counted) >= allowed + self.exceptions.extra_attempts
        )
        is_open = any(attempt.state == "in_progress" for attempt in self.attempts)
        return visible_parts(
            self.settings.review,
            is_submitted=True,
            has_passed=any(attempt.passed for attempt in self.counted),
            is_closed=(is_used_up or self.window.is_closed(self.now)) and not is_open,
        )
