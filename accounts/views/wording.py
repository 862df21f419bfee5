"""Sentences that several pages say."""

from math import ceil

from accounts.operations import TooManyFailures
from core import clock
from core.i18n import ngettext


def wait_message(refusal: TooManyFailures) -> str:
    """How long to wait after too many failed sign-ins."""
    minutes = max(1, ceil((refusal.until - clock.now()).total_seconds() / 60))
    return ngettext(
        "Too many failed tries. Please wait %(num)d minute, then try again.",
        "Too many failed tries. Please wait %(num)d minutes, then try again.",
        minutes,
    )
