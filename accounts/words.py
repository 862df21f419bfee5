"""The roles in words."""

from core.i18n import lazy_gettext as _l

ROLE_NAMES = {
    "trainer": _l("Trainer"),
    "reviewer": _l("Reviewer"),
    "organiser": _l("Organiser"),
    "manager": _l("Manager"),
    "inspector": _l("Inspector"),
    "administrator": _l("Administrator"),
}
STATE_NAMES = {
    "in_force": _l("In force"),
    "upcoming": _l("From a later day"),
    "ended": _l("Over"),
    "revoked": _l("Taken back"),
    "all": _l("All"),
}
