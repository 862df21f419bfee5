"""The words for what the register of helplines holds about a person."""

from core.i18n import lazy_gettext as _l

WORDS = {
    "helplines_checked": _l("Helplines called under your name"),
    "number": _l("Number"),
    "checked_on": _l("Called on"),
}
