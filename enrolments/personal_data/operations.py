"""Letting go of where a person left off; what was completed stays for the counts."""

from datetime import datetime

from sqlalchemy import delete, select, update

from core.database import db
from courses.models import Course
from courses.queries import list_sensitive_keys
from enrolments.models import ActivityResult, EarlierCompletion, EarlierResult, Enrolment


def anonymise_person(person_id: int, at: datetime) -> None:
    """Forget the place of resuming, and whatever was chosen freely of sensitive courses."""
    sensitive = select(Course.id).where(Course.key.in_(list_sensitive_keys()))
    chosen = (
        Enrolment.person_id == person_id,
        Enrolment.assignment_id.is_(None),
        Enrolment.course_id.in_(sensitive),
    )
    enrolments = select(Enrolment.id).where(*chosen)
    for model in (ActivityResult, EarlierResult, EarlierCompletion):
        db.session.execute(delete(model).where(model.enrolment_id.in_(enrolments)))
    db.session.execute(delete(Enrolment).where(*chosen))
    of_person = update(Enrolment).where(Enrolment.person_id == person_id)
    db.session.execute(of_person.values(place=""))
