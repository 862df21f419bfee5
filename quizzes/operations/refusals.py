"""Why an attempt is not begun, or takes nothing more."""

from quizzes.starting import Hindrance


class AttemptNotFound(Exception):
    """There is no such attempt or question for this person."""


class AttemptClosed(Exception):
    """The attempt was submitted; nothing more is saved in it."""


class AttemptOver(AttemptClosed):
    """Its time is over, the grace included, and it still has to be ended."""


class QuestionFinished(Exception):
    """The question was checked for the last time; its answer stays as it is."""


class StartRefused(Exception):
    """No attempt may be begun now; `hindrance` says why."""

    def __init__(self, hindrance: Hindrance) -> None:
        super().__init__(hindrance.kind)
        self.hindrance = hindrance
