"""Writes: who is to learn what, what they did, and the numbers kept of it."""

from enrolments.operations.counting import count_anew, count_later, count_later_of
from enrolments.operations.enrolling import (
    assign_course,
    enrol_by_choice,
    enrol_learners,
    enrol_where_all_placed,
    enrol_where_moved,
    enrol_where_placed,
    enrol_who_came_along,
)
from enrolments.operations.results import note_place, record_lesson_read, record_quiz_result

__all__ = [
    "assign_course",
    "count_anew",
    "count_later",
    "count_later_of",
    "enrol_by_choice",
    "enrol_learners",
    "enrol_where_all_placed",
    "enrol_where_moved",
    "enrol_where_placed",
    "enrol_who_came_along",
    "note_place",
    "record_lesson_read",
    "record_quiz_result",
]
