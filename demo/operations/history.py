"""Writes of half a year: the assignments, what everybody did of them, the goal."""

from collections.abc import Mapping
from random import Random

from core.database import db
from demo import queries
from demo.accounts import OFFICE
from demo.history import Calendar, Progress, Rate, arrange, plan_progress
from demo.operations.learning import Learner, TaughtCourse, save_learning
from demo.organisation import (
    PILOT_DIVISION,
    PILOT_OFFICE,
    PROVINCE,
    OrganisationPlan,
    PlannedPerson,
)
from enrolments.models import Assignment
from reports.models import Goal

TARGET_PERCENT = 90

# The province office, its eight divisions, its first seven offices; further offices like those.
RATES = (
    Rate(1.0, 0.0),
    *(Rate(*pair) for pair in ((0.93, 0.07), (1.0, 0.0), (0.75, 0.17), (0.86, 0.07))),
    *(Rate(*pair) for pair in ((0.6, 0.2), (1.0, 0.0), (0.88, 0.12), (0.86, 0.0))),
    *(Rate(*pair) for pair in ((0.7, 0.15), (0.92, 0.04), (0.56, 0.17), (0.83, 0.06))),
    *(Rate(*pair) for pair in ((0.45, 0.23), (0.94, 0.06), (0.68, 0.14))),
)
OFFICE_RATES = RATES[9:]
STATES = {"hocvien": "not_started", "quanly": "completed", "banvstbpn": "completed"}

ORGANISER = "banvstbpn"
PILOTS = (PILOT_DIVISION, PILOT_OFFICE)


def save_history(
    plan: OrganisationPlan, taught: TaughtCourse, calendar: Calendar, rng: Random
) -> None:
    """Write the past of a course that was assigned to everybody, first to two units."""
    person_ids, unit_ids = queries.list_person_ids(), queries.list_unit_ids()
    assigned_at = calendar.moment(calendar.assigned_on, 9)
    course_id, organiser_id = taught.course.course_id, person_ids[ORGANISER]
    assignments = {
        key: _assign(course_id, unit_ids[key], key, calendar, organiser_id)
        for key in (PROVINCE, *PILOTS)
    }
    learners = [
        _learner(person, progress, calendar, assignments, person_ids, unit_ids)
        for person, progress in _everybody(plan, taught, calendar, rng)
    ]
    save_learning(rng, taught, learners, assigned_at)
    db.session.add(_goal(course_id, unit_ids[PROVINCE], calendar, organiser_id))
    db.session.flush()


def _goal(course_id: int, unit_id: int, calendar: Calendar, organiser_id: int) -> Goal:
    return Goal(
        course_id=course_id,
        unit_id=unit_id,
        target_percent=TARGET_PERCENT,
        due_on=calendar.due_on,
        set_at=calendar.moment(calendar.assigned_on, 9),
        set_by_id=organiser_id,
    )


def _assign(
    course_id: int, unit_id: int, key: str, calendar: Calendar, organiser_id: int
) -> Assignment:
    assignment = Assignment(
        course_id=course_id,
        unit_id=unit_id,
        due_on=calendar.pilot_due_on if key in PILOTS else calendar.due_on,
        created_at=calendar.moment(calendar.assigned_on, 9),
        created_by_id=organiser_id,
    )
    db.session.add(assignment)
    db.session.flush()
    return assignment


def _everybody(
    plan: OrganisationPlan, taught: TaughtCourse, calendar: Calendar, rng: Random
) -> list[tuple[PlannedPerson, Progress]]:
    """Everybody with what they did, unit by unit."""
    pairs: list[tuple[PlannedPerson, Progress]] = []
    people_of: dict[str, list[PlannedPerson]] = {unit.key: [] for unit in plan.units}
    for person in plan.people:
        people_of[person.unit_key].append(person)
    for number, people in enumerate(people_of.values()):
        rate = RATES[number] if number < len(RATES) else OFFICE_RATES[number % len(OFFICE_RATES)]
        progresses = plan_progress(rng, len(people), rate, taught.shape, calendar)
        arrange(progresses, _wanted_states(people))
        pairs += zip(people, progresses, strict=True)
    return pairs


def _wanted_states(people: list[PlannedPerson]) -> dict[int, str]:
    """By index, the states of those whom the demo shows something with, not drawn by chance.

    Whoever came to the manager's office from a pilot is overdue there.
    """
    wanted = {
        index: STATES[person.username]
        for index, person in enumerate(people)
        if person.username in STATES
    }
    for index, person in enumerate(people):
        if person.unit_key == OFFICE and person.former_unit_key == PILOT_OFFICE:
            wanted[index] = ("in_progress", "not_started")[index % 2]
    return wanted


def _learner(
    person: PlannedPerson,
    progress: Progress,
    calendar: Calendar,
    assignments: Mapping[str, Assignment],
    person_ids: Mapping[str, int],
    unit_ids: Mapping[str, int],
) -> Learner:
    """Whoever came from a unit that began first keeps its due day."""
    completed_at = progress.completed_at
    has_moved = person.former_unit_key and completed_at and completed_at.date() < person.since
    unit_key = person.former_unit_key if has_moved else person.unit_key
    pilot = next((key for key in (person.former_unit_key, person.unit_key) if key in PILOTS), None)
    assignment = assignments[pilot or PROVINCE]
    return Learner(
        person_ids[person.username],
        unit_ids[unit_key or person.unit_key],
        assignment.id,
        assignment.due_on,
        progress,
    )
