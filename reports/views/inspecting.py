"""What differs for inspectors: looks are written down, sensitive courses are counts alone."""

from accounts.audit_actions import REPORT_LOOKED_AT
from accounts.operations.auditing import note
from core import clock
from core.database import write_transaction
from core.identity import person
from reports.completion import ReportCourse
from reports.scope import LISTERS, scope_of
from reports.views.asked import Asked


def may_list(asked: Asked, course: ReportCourse) -> bool:
    """Whether one may see who is counted, not only how many; also for one's other roles here."""
    scope = scope_of(person().scopes_of(*LISTERS))
    return not course.is_sensitive or all(scope.covers(path) for path in asked.tops)


def note_look(page: str, asked: Asked | None = None) -> None:
    """Write down that an inspector looks at a page; of what only where that may be known.

    In a transaction of its own, which ends the one that reads: put the page together before.
    """
    if not person().has_role("inspector"):
        return
    details: dict[str, str | int] = {}
    if asked and asked.course and not asked.course.is_sensitive:
        unit = {"unit": asked.unit.key} if asked.unit else {}
        details = {"course": asked.course.key, **unit}
    with write_transaction():
        note(REPORT_LOOKED_AT, person().id, clock.now(), subject=page, details=details)
