"""What an entry of the audit says beside its action, in words."""

from collections.abc import Mapping

from accounts.personal_data.words import WORDS
from accounts.words import ROLE_NAMES
from core.i18n import lazy_gettext as _l

DETAIL_NAMES = {
    "add": _l("Added"),
    "audit_months": _l("Months that the audit is kept"),
    "change": _l("Changed"),
    "channel": _l("How it was sent"),
    "course": _l("Course"),
    "demands_review": _l("A second person has to accept a course before it is published"),
    "deactivate": _l("Deactivated"),
    "count": _l("How many"),
    "edition": _l("Edition"),
    "entries": _l("Entries"),
    "fields": _l("Changed"),
    "format": _l("File"),
    "into": _l("Merged into"),
    "left": _l("Codes left"),
    "missing": _l("In Sen and not in the file"),
    "move": _l("Moved"),
    "name": _l("Name"),
    "new_units": _l("New units"),
    "page": _l("Page"),
    "parent": _l("Belongs to"),
    "people": _l("People"),
    "programme": _l("Programme"),
    "attempts": _l("More attempts"),
    "minutes": _l("More minutes"),
    "number": _l("Which attempt"),
    "questions": _l("Questions"),
    "quiz": _l("Quiz"),
    "purpose": _l("What for"),
    "refused": _l("Refused"),
    "retention_months": _l("Months until somebody who left is made anonymous"),
    "role": _l("Role"),
    "roles": _l("Roles"),
    "second_factor_roles": _l("Who needs a second factor to sign in"),
    "through": _l("Up to seal"),
    "unchanged": _l("Unchanged"),
    "unit": _l("Unit"),
    "way": _l("How"),
}
DETAIL_VALUES = {
    "demands_review.True": _l("Yes"),
    "demands_review.False": _l("No"),
    "channel.mail": _l("E-mail"),
    "channel.slip": _l("Slip of paper"),
    "name.changed": _l("changed"),
    "purpose.activation": _l("First sign-in"),
    "purpose.password": _l("New password"),
    "way.code": _l("Slip of paper, or a link by mail"),
    "way.oidc": _l("Account of the organisation"),
    "way.passkey": _l("Passkey"),
    "way.password": _l("Password"),
    "way.second_factor": _l("Second factor"),
}
# The values of these are names, one or several, each with a word of its own.
FIELDS = frozenset({"fields"})
ROLES = frozenset({"role", "second_factor_roles"})


def show_details(details: Mapping[str, str | int]) -> list[tuple[str, str]]:
    """Names and values in words; what has none as it stands."""
    return [
        (str(DETAIL_NAMES.get(name, name)), _in_words(name, value))
        for name, value in details.items()
    ]


def _in_words(name: str, value: str | int) -> str:
    if name in FIELDS | ROLES:
        known = WORDS if name in FIELDS else ROLE_NAMES
        return ", ".join(str(known.get(part, part)) for part in str(value).split(", "))
    return str(DETAIL_VALUES.get(f"{name}.{value}", value))
