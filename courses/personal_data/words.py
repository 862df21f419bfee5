"""The words for what courses hold about a person."""

from core.i18n import lazy_gettext as _l

WORDS = {
    "texts_written": _l("Texts of courses you saved last"),
    "editions_published": _l("Editions of courses you published"),
    "course": _l("Course"),
    "path": _l("Text"),
    "changed_at": _l("Changed"),
    "number": _l("Edition"),
    "note": _l("Note"),
    "published_at": _l("Published"),
}
