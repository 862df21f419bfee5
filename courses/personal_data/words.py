"""The words for what courses hold about a person."""

from core.i18n import lazy_gettext as _l

WORDS = {
    "texts_written": _l("Texts and files of courses you saved last"),
    "texts_saved": _l("Every time you saved a text of a course"),
    "texts_held": _l("Texts of courses you have open to write in"),
    "courses_exchanged": _l("Courses you took out or brought in as files"),
    "editions_published": _l("Editions of courses you published"),
    "publications_planned": _l("Publications you planned"),
    "reviews": _l("Reviews you asked for or decided"),
    "review_comments": _l("Comments you wrote in reviews"),
    "gaps_filled": _l("What you wrote for the organisation"),
    "key": _l("Part"),
    "language": _l("Language"),
    "course": _l("Course"),
    "path": _l("Text"),
    "changed_at": _l("Changed"),
    "revision": _l("Version"),
    "began_at": _l("Begun"),
    "saved_at": _l("Saved"),
    "since_at": _l("Since"),
    "seen_at": _l("Last seen"),
    "number": _l("Edition"),
    "note": _l("Note"),
    "published_at": _l("Published"),
    "publish_at": _l("To be published"),
    "asked_at": _l("Asked"),
    "decision": _l("Word"),
    "decided_at": _l("Decided"),
    "words": _l("Comment"),
    "written_at": _l("Written"),
}
