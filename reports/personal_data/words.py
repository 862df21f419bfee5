"""The words for what reports hold about a person."""

from core.i18n import lazy_gettext as _l

WORDS = {
    "goals_set": _l("Goals you set"),
    "course": _l("Course"),
    "unit": _l("Unit"),
    "target_percent": _l("Target in per cent"),
    "due_on": _l("Due"),
    "set_at": _l("Set"),
}
