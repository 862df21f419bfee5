"""The words for what quizzes hold about a person."""

from core.i18n import lazy_gettext as _l

WORDS = {
    "attempts": _l("Attempts at quizzes"),
    "responses": _l("Responses"),
    "quiz": _l("Quiz"),
    "number": _l("Which attempt"),
    "state": _l("State"),
    "state.in_progress": _l("In progress"),
    "state.submitted": _l("Submitted"),
    "state.graded": _l("Graded"),
    "state.expired": _l("Time over"),
    "started_at": _l("Begun"),
    "submitted_at": _l("Submitted"),
    "points": _l("Points"),
    "max_points": _l("Points in all"),
    "passed": _l("Passed"),
    "question": _l("Question"),
    "response": _l("Response"),
    "comment": _l("Your trainer says"),
    "saved_at": _l("Saved"),
    "practice": _l("Practice"),
    "box": _l("Times known in a row"),
    "due_on": _l("Comes back on"),
    "answered_at": _l("Answered"),
    "quiz_exceptions": _l("Exceptions at quizzes"),
    "extra_minutes": _l("Minutes more"),
    "extra_attempts": _l("Attempts more"),
    "closes_at": _l("Open until"),
    "note": _l("Note"),
    "at": _l("When"),
}
