"""The words for what notices hold about a person."""

from core.i18n import lazy_gettext as _l
from notices.wording import STATE_NAMES

WORDS = {
    "mails": _l("Mails to you"),
    "subject": _l("Subject"),
    "to_address": _l("Sent to"),
    "mail_state": _l("State"),
    **{f"mail_state.{state}": name for state, name in STATE_NAMES.items()},
    "written_at": _l("Written"),
    "sent_at": _l("Sent"),
    "text": _l("Text"),
}
