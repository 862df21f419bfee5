"""What reports call things, in the reader's language."""

from collections.abc import Sequence

from core.i18n import gettext as _
from core.i18n import localised
from reports.completion import ReportActivity, ReportCourse


def state_words(is_sensitive: bool = False) -> dict[str, str]:
    """The words for each shown state, and for `missing`."""
    not_started = _("Not yet completed") if is_sensitive else _("Not started")
    return {
        "overdue": _("Overdue"),
        "not_started": not_started,
        "in_progress": _("In progress"),
        "asked_again": _("Asked again"),
        "completed": _("Completed"),
        "missing": _("Not yet completed"),
    }


def sex_words() -> dict[str, str]:
    """The words for each sex."""
    return {"female": _("Woman"), "male": _("Man"), "not_stated": _("Not stated")}


def course_header() -> list[str]:
    """The head of an export with one row a course."""
    return [
        _("Course"),
        _("Title"),
        _("To take it"),
        _("Completed"),
        _("Overdue"),
        _("Women"),
        _("Women completed"),
        _("Men"),
        _("Men completed"),
        _("Due day"),
    ]


def people_header(course: ReportCourse, activities: Sequence[ReportActivity]) -> list[str]:
    """The head of an export with one row a person; a quiz has its score beside it."""
    header = [_("Name"), _("Employee code"), _("Unit"), _("Sex"), _("State"), _("Due day")]
    if course.is_sensitive:
        return header
    header += [_("Completed on"), _("Completed in another unit")]
    for activity in activities:
        title = str(localised(activity.titles))
        header.append(title)
        if activity.kind == "quiz":
            header.append(_("%(title)s: score (%%)", title=title))
    return header
