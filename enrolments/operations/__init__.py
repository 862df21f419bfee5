"""Writes: who is to learn what, what they did, and the numbers kept of it."""

from enrolments.operations.asking import ask_again, move_due_days
from enrolments.operations.counting import count_anew, count_later, count_later_of
from enrolments.operations.enrolling import (
    assign_course,
    end_assignments_of,
    enrol_by_choice,
    enrol_learners,
    enrol_where_all_placed,
    enrol_where_moved,
    enrol_where_placed,
    enrol_who_came_along,
)
from enrolments.operations.results import (
    confirm_changes,
    note_place,
    record_known_lessons,
    record_lesson_read,
    record_quiz_result,
)

__all__ = [
    "ask_again",
    "assign_course",
    "confirm_changes",
    "count_anew",
    "count_later",
    "count_later_of",
    "end_assignments_of",
    "enrol_by_choice",
    "enrol_learners",
    "enrol_where_all_placed",
    "enrol_where_moved",
    "enrol_where_placed",
    "enrol_who_came_along",
    "move_due_days",
    "note_place",
    "record_known_lessons",
    "record_lesson_read",
    "record_quiz_result",
]
