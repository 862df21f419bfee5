"""The goals that a person set."""

from sqlalchemy import and_, select

from accounts.models import UnitPeriod
from core.database import db
from core.personal_data import Sections
from courses.models import Course
from reports.models import Goal


def export_person(person_id: int) -> Sections:
    """Every goal set by somebody."""
    now = and_(UnitPeriod.unit_id == Goal.unit_id, UnitPeriod.valid_to.is_(None))
    query = (
        select(
            Course.key.label("course"),
            UnitPeriod.name.label("unit"),
            Goal.target_percent,
            Goal.due_on,
            Goal.set_at,
        )
        .select_from(Goal)
        .join(Course, Course.id == Goal.course_id)
        .outerjoin(UnitPeriod, now)
        .where(Goal.set_by_id == person_id)
        .order_by(Goal.id)
    )
    return {"goals_set": [dict(row) for row in db.session.execute(query).mappings()]}
