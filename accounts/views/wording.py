"""Sentences that several pages say."""

from math import ceil

from accounts.operations import TooManyFailures
from core import clock
from core.i18n import ngettext


def seconds_to_wait(refusal: TooManyFailures) -> int:
    """How long to wait, in whole seconds."""
    return max(1, ceil((refusal.until - clock.now()).total_seconds()))


def wait_message(refusal: TooManyFailures) -> str:
    """How long to wait after too many failed sign-ins."""
    minutes = ceil(seconds_to_wait(refusal) / 60)
    return ngettext(
        "Too many failed tries. Please wait %(num)d minute, then try again.",
        "Too many failed tries. Please wait %(num)d minutes, then try again.",
        minutes,
    )
