"""The letters in words, in the language that is current."""

from dataclasses import dataclass
from datetime import datetime

from core.i18n import current_language, format_moment
from core.i18n import gettext as _
from core.i18n import lazy_gettext as _l
from notices.letters import LINK, Letter, make_letter

STATE_NAMES = {
    "waiting": _l("Waiting to be sent"),
    "kept": _l("Kept, not sent"),
    "sent": _l("Sent"),
    "failed": _l("Could not be sent"),
    "expired": _l("Too late to be sent"),
}


@dataclass(frozen=True)
class CodeLetter:
    """What a letter with a link is about: for whom, whose platform, and until when it holds."""

    name: str
    office: str
    expires_at: datetime


def activation_letter(about: CodeLetter) -> Letter:
    """How to sign in for the first time."""
    paragraphs = [
        _("Hello %(name)s,", name=about.name),
        _("An account was made for you on Sen, where %(office)s learns.", office=about.office),
        _("Choose a password here, and you are in:"),
        LINK,
        *_closing(about),
    ]
    return make_letter(_("Your account on Sen"), paragraphs, current_language())


def password_letter(about: CodeLetter) -> Letter:
    """How to choose a new password."""
    paragraphs = [
        _("Hello %(name)s,", name=about.name),
        _("Somebody, probably you, asked for a new password on Sen."),
        _("Choose it here:"),
        LINK,
        *_closing(about),
    ]
    return make_letter(_("Choose a new password for Sen"), paragraphs, current_language())


def trial_letter(office: str) -> Letter:
    """What shows that mail arrives."""
    paragraphs = [_("Mail from Sen arrives. Nothing is to be done."), office]
    return make_letter(_("Sen: a test"), paragraphs, current_language())


def _closing(about: CodeLetter) -> list[str]:
    until = format_moment(about.expires_at)
    return [
        _("The link works once, until %(moment)s.", moment=until),
        _("If you did not expect this mail, you need not do anything: without the link nothing "
          "changes. Give the link to nobody."),
        about.office,
    ]  # fmt: skip


LETTERS = {"activation": activation_letter, "password": password_letter}
