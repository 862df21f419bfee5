"""How a course stands between draft and learners, read at once."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, select

from accounts.models import Organisation
from core.database import db
from courses.models import Course, DraftReview, ReviewComment, ScheduledPublication
from enrolments.queries import select_asked_again


@dataclass(frozen=True)
class Publishing:
    """What is planned, what a second person said, how many are asked again, whether it is there."""

    plan: ScheduledPublication | None
    review: DraftReview | None
    is_review_demanded: bool
    is_accepted: bool
    open_comments: int
    asked_again: int
    is_withdrawn: bool


def find_publishing(course: Course, digest: str, is_sensitive: bool) -> Publishing:
    """How a course stands whose draft is called so; `is_sensitive`: it is, or ever was."""
    last = select(func.max(DraftReview.id)).where(DraftReview.course_id == course.id)
    is_open = and_(ReviewComment.course_id == course.id, ReviewComment.settled_at.is_(None))
    asked = select_asked_again(course.id, is_sensitive)
    query = (
        select(
            ScheduledPublication,
            DraftReview,
            select(Organisation.demands_review).scalar_subquery(),
            _last_word(course.id, digest),
            select(func.count()).select_from(ReviewComment).where(is_open).scalar_subquery(),
            asked.scalar_subquery(),
        )
        .select_from(Course)
        .outerjoin(ScheduledPublication, ScheduledPublication.course_id == Course.id)
        .outerjoin(DraftReview, DraftReview.id == last.scalar_subquery())
        .where(Course.id == course.id)
    )
    plan, review, demands, state, comments, people = db.session.execute(query).one()
    is_withdrawn = course.withdrawn_at is not None
    return Publishing(
        plan, review, bool(demands), state == "accepted", comments, people, is_withdrawn
    )


def _last_word(course_id: int, digest: str) -> Any:
    """What was decided last of the draft of this name."""
    of_draft = and_(DraftReview.course_id == course_id, DraftReview.digest == digest)
    query = select(DraftReview.state).where(of_draft, DraftReview.decided_at.is_not(None))
    return query.order_by(DraftReview.id.desc()).limit(1).correlate(None).scalar_subquery()
