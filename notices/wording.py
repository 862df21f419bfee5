"""The letters in words, in the language that is current."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.account_changes import AccountChange
from accounts.words import ROLE_NAMES
from core.i18n import current_language, format_moment
from core.i18n import gettext as _
from core.i18n import lazy_gettext as _l
from notices.letters import LINK, NAME, Letter, make_letter

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


@dataclass(frozen=True)
class ChangeLetter:
    """What a letter about a change is about: whose platform, when, and which role if it is one."""

    office: str
    at: datetime
    role: str = ""


CHANGES: Mapping[AccountChange, tuple[Any, Any]] = {
    "password_changed": (
        _l("Sen: your password was changed"),
        _l("Your password on Sen was changed on %(moment)s."),
    ),
    "password_renewed": (
        _l("Sen: your password was renewed"),
        _l("Your password on Sen was renewed with a slip or a link on %(moment)s."),
    ),
    "factor_added": (
        _l("Sen: a second factor was added"),
        _l("An app with codes was set up for your account on Sen on %(moment)s."),
    ),
    "factor_removed": (
        _l("Sen: a second factor was removed"),
        _l("A second factor of your account on Sen was removed on %(moment)s."),
    ),
    "passkey_added": (
        _l("Sen: a passkey was added"),
        _l("A passkey was added to your account on Sen on %(moment)s."),
    ),
    "passkey_removed": (
        _l("Sen: a passkey was removed"),
        _l("A passkey of your account on Sen was removed on %(moment)s."),
    ),
    "role_given": (
        _l("Sen: you were given a role"),
        _l("You were given the role “%(role)s” on Sen on %(moment)s."),
    ),
    "role_taken": (
        _l("Sen: a role was taken back"),
        _l("Your role “%(role)s” on Sen was taken back on %(moment)s."),
    ),
    "address_changed": (
        _l("Sen: your e-mail address was changed"),
        _l("The e-mail address of your account on Sen was changed on %(moment)s. Mail for you "
           "no longer comes here."),
    ),
}  # fmt: skip


def change_letter(change: AccountChange, about: ChangeLetter) -> Letter:
    """What changed in somebody's account, and what to do where she knows nothing of it.

    The name is filled in afterwards: a file of staff may change the addresses of thousands.
    """
    subject, happened = CHANGES[change]
    role = str(ROLE_NAMES.get(about.role, about.role))
    paragraphs = [
        _("Hello %(name)s,", name=NAME),
        str(happened) % {"moment": format_moment(about.at), "role": role},
        _("If you know of this, nothing is to be done. If not, tell an administrator of your "
          "unit at once."),
        about.office,
    ]  # fmt: skip
    return make_letter(str(subject), paragraphs, current_language())


LETTERS = {"activation": activation_letter, "password": password_letter}
