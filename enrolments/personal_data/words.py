"""The words for what enrolments hold about a person."""

from core.i18n import lazy_gettext as _l

WORDS = {
    "enrolments": _l("Courses"),
    "results": _l("Lessons and quizzes"),
    "completed_before": _l("Courses completed and asked for again"),
    "asked_again_at": _l("Asked again"),
    "asked_again_on": _l("Asked again"),
    "state.asked_again": _l("Asked again"),
    "assignments_made": _l("Courses you assigned"),
    "course": _l("Course"),
    "activity": _l("Activity"),
    "kind": _l("Kind"),
    "kind.lesson": _l("Lesson"),
    "kind.quiz": _l("Quiz"),
    "is_assigned": _l("Assigned"),
    "state": _l("State"),
    "state.not_started": _l("Not started"),
    "state.not_completed": _l("Not yet completed"),
    "state.in_progress": _l("In progress"),
    "state.completed": _l("Completed"),
    "due_on": _l("Due"),
    "enrolled_at": _l("Enrolled"),
    "started_at": _l("Begun"),
    "completed_at": _l("Completed"),
    "completed_on": _l("Completed"),
    "completed_unit": _l("Unit when completed"),
    "place": _l("Where you left off"),
    "score": _l("Score"),
    "passed": _l("Passed"),
}
