"""The words for what interop holds about a person."""

from core.i18n import lazy_gettext as _l

WORDS = {
    "files_sent": _l("Files you sent to the studio"),
    "file_name": _l("File"),
    "kind": _l("Kind"),
    "kind.document": _l("Word document"),
    "kind.questions": _l("List of questions"),
    "created_at": _l("Sent"),
}
