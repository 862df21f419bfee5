"""What is said of a quiz before it is taken: facts to know, and why it cannot be begun now."""

from datetime import timedelta
from decimal import Decimal

from core.i18n import format_moment, format_number, format_percent, ngettext
from core.i18n import gettext as _
from portal.quiz_standing import QuizStanding
from quizzes.quiz_settings import QuizSettings
from quizzes.starting import Hindrance
from quizzes.timing import Exceptions

Facts = list[tuple[str, str]]


def facts_of(question_count: int, standing: QuizStanding, score: Decimal | None) -> Facts:
    """What to know before starting, as term and description."""
    settings, exceptions, window = standing.settings, standing.exceptions, standing.window
    facts = [(_("Questions"), str(question_count))]
    if settings.pass_mark is not None:
        facts.append((_("To pass"), f"{format_number(settings.pass_mark)}%"))
    if settings.time_limit is not None:
        facts.append((_("Time"), words_of_duration(settings.time_limit + exceptions.extra_time)))
    facts += _facts_of_attempts(settings, exceptions)
    if window.closes_at is not None:
        facts.append((_("Open until"), format_moment(window.closes_at)))
    if score is not None:
        facts.append((_score_name(settings.counts), format_percent(score)))
    return facts


def words_of(hindrance: Hindrance) -> str:
    """Why no attempt may be begun now."""
    if hindrance.kind == "not_open":
        return _("This quiz opens on %(moment)s.", moment=format_moment(hindrance.at))
    if hindrance.kind == "closed":
        return _("This quiz closed on %(moment)s.", moment=format_moment(hindrance.at))
    if hindrance.kind == "too_soon":
        return _("You can take it again from %(moment)s.", moment=format_moment(hindrance.at))
    return _("You have used all attempts at this quiz.")


def words_of_counts(counts: str) -> str:
    """Which attempt counts, as a sentence."""
    return {
        "best": _("The best score counts."),
        "last": _("The last score counts."),
        "first": _("The first score counts."),
        "average": _("The average of all attempts counts."),
    }[counts]


def words_of_duration(duration: timedelta) -> str:
    """A duration in its two largest units."""
    minutes, seconds = divmod(int(duration.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = [
        days and ngettext("%(num)d day", "%(num)d days", days),
        hours and ngettext("%(num)d hour", "%(num)d hours", hours),
        minutes and ngettext("%(num)d minute", "%(num)d minutes", minutes),
        seconds and ngettext("%(num)d second", "%(num)d seconds", seconds),
    ]
    return " ".join([part for part in parts if part][:2])


def _facts_of_attempts(settings: QuizSettings, exceptions: Exceptions) -> Facts:
    count = settings.attempts
    words = _("as many as you like") if count is None else str(count + exceptions.extra_attempts)
    facts = [(_("Attempts"), words)]
    if settings.delay is not None:
        facts.append((_("Between attempts"), words_of_duration(settings.delay)))
    return facts


def _score_name(counts: str) -> str:
    return {
        "best": _("Your best score"),
        "last": _("Your last score"),
        "first": _("Your first score"),
        "average": _("Your average score"),
    }[counts]
