"""A person's own courses and results, told so that nobody who sees them can be harmed by it.

Of a sensitive course that was assigned there stands its neutral title, its state and the day;
one taken by one's own choice does not stand here at all.
"""

from typing import Any

from sqlalchemy import JSON, Row, and_, func, select

from accounts.models import UnitPeriod
from core.database import db
from core.personal_data import Record, Sections
from courses.models import Activity, Course, CourseEdition, EditionActivity
from courses.queries import list_sensitive_keys
from enrolments.models import ActivityResult, Assignment, EarlierCompletion, Enrolment

COLUMNS = (
    Enrolment.id,
    Course.key,
    Course.language,
    Enrolment.assignment_id,
    Enrolment.state,
    Enrolment.due_on,
    Enrolment.enrolled_at,
    Enrolment.started_at,
    Enrolment.completed_at,
    Enrolment.asked_again_at,
    Enrolment.place,
)


def export_person(person_id: int) -> Sections:
    """Every course, and what was done of each activity."""
    sensitive = list_sensitive_keys()
    rows = _enrolments(person_id)
    shown = [_sensitive(row) if row.key in sensitive else _open(row) for row in rows]
    own = [row.id for row in rows if row.key not in sensitive]
    return {
        "enrolments": [record for record in shown if record],
        "results": [dict(row._mapping) for row in _results(own)],
        "completed_before": [
            record
            for row in _completed_before(person_id)
            if (record := _completion(row, row.key in sensitive))
        ],
        "assignments_made": [dict(row._mapping) for row in _assignments_made(person_id)],
    }


def _enrolments(person_id: int) -> list[Row[Any]]:
    manifest = func.coalesce(CourseEdition.manifest, Course.manifest, type_=JSON())
    is_published = and_(
        CourseEdition.course_id == Course.id, CourseEdition.number == Course.published_number
    )
    where = and_(UnitPeriod.unit_id == Enrolment.completed_unit_id, UnitPeriod.valid_to.is_(None))
    query = (
        select(*COLUMNS, manifest.label("manifest"), UnitPeriod.name.label("completed_unit"))
        .select_from(Enrolment)
        .join(Course, Course.id == Enrolment.course_id)
        .outerjoin(CourseEdition, is_published)
        .outerjoin(UnitPeriod, where)
        .where(Enrolment.person_id == person_id)
        .order_by(Enrolment.id)
    )
    return list(db.session.execute(query))


def _results(enrolment_ids: list[int]) -> list[Row[Any]]:
    """What was done, each under the title that the activity has in the newest edition."""
    newest = (
        select(EditionActivity.activity_id, func.max(EditionActivity.id).label("id"))
        .group_by(EditionActivity.activity_id)
        .subquery()
    )
    query = (
        select(
            EditionActivity.titles.label("activity"),
            Activity.kind,
            ActivityResult.state,
            ActivityResult.scaled_score.label("score"),
            ActivityResult.passed,
            ActivityResult.first_at.label("started_at"),
            ActivityResult.completed_at,
        )
        .select_from(ActivityResult)
        .join(Activity, Activity.id == ActivityResult.activity_id)
        .outerjoin(newest, newest.c.activity_id == Activity.id)
        .outerjoin(EditionActivity, EditionActivity.id == newest.c.id)
        .where(ActivityResult.enrolment_id.in_(enrolment_ids))
        .order_by(ActivityResult.id)
    )
    return list(db.session.execute(query))


def _completed_before(person_id: int) -> list[Row[Any]]:
    """Completions that were asked for again since, each with the day on which they were."""
    query = (
        select(
            Course.key,
            Course.language,
            Course.manifest,
            Enrolment.assignment_id,
            EarlierCompletion.completed_at,
            EarlierCompletion.asked_again_at,
        )
        .join(Enrolment, Enrolment.id == EarlierCompletion.enrolment_id)
        .join(Course, Course.id == Enrolment.course_id)
        .where(Enrolment.person_id == person_id)
        .order_by(EarlierCompletion.id)
    )
    return list(db.session.execute(query))


def _completion(row: Row[Any], is_sensitive: bool) -> Record:
    if is_sensitive and row.assignment_id is None:
        return {}
    if is_sensitive:
        days = {
            "completed_on": row.completed_at.date(),
            "asked_again_on": row.asked_again_at.date(),
        }
        return {"course": _title(row, "neutral_title"), **days}
    moments = {"completed_at": row.completed_at, "asked_again_at": row.asked_again_at}
    return {"course": _title(row, "title"), **moments}


def _assignments_made(person_id: int) -> list[Row[Any]]:
    query = (
        select(
            Course.key.label("course"),
            UnitPeriod.name.label("unit"),
            Assignment.due_on,
            Assignment.created_at,
        )
        .select_from(Assignment)
        .join(Course, Course.id == Assignment.course_id)
        .outerjoin(
            UnitPeriod,
            and_(UnitPeriod.unit_id == Assignment.unit_id, UnitPeriod.valid_to.is_(None)),
        )
        .where(Assignment.created_by_id == person_id)
        .order_by(Assignment.id)
    )
    return list(db.session.execute(query))


def _open(row: Row[Any]) -> Record:
    hidden = ("id", "key", "language", "manifest", "assignment_id")
    return {
        "course": _title(row, "title"),
        "is_assigned": row.assignment_id is not None,
        **{name: value for name, value in row._mapping.items() if name not in hidden},
    }


def _sensitive(row: Row[Any]) -> Record:
    if row.assignment_id is None:
        return {}
    state = "completed" if row.state == "completed" else "not_completed"
    record: Record = {"course": _title(row, "neutral_title"), "state": state, "due_on": row.due_on}
    if row.completed_at is not None:
        record["completed_on"] = row.completed_at.date()
    return record


def _title(row: Row[Any], name: str) -> Any:
    title = row.manifest.get(name) or row.key
    return title if isinstance(title, dict) else {row.language: str(title)}
