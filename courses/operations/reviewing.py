"""Review by a second person: asking for it, comments, accepting or asking for changes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from accounts.audit_actions import REVIEW_ACCEPTED, REVIEW_ASKED, REVIEW_CHANGES
from accounts.queries import find_organisation
from core.database import db
from courses.models import Course, DraftReview, ReviewComment
from courses.operations.auditing import note_course
from courses.operations.drafts import name_draft
from courses.publications import queries
from courses.reviewing import Reviewed, is_accepted, may_decide

ACTIONS = {"accepted": REVIEW_ACCEPTED, "changes": REVIEW_CHANGES}


class ReviewMissing(Exception):
    """The organisation asks for a second person, and nobody has accepted this very draft."""


class ReviewMovedOn(Exception):
    """The draft, or the review, is no longer the one that was looked at."""


class NoSecondPerson(Exception):
    """Whoever wrote a draft, or asked for its review, does not decide on it."""


@dataclass(frozen=True)
class Place:
    """Where a comment belongs: a text, one of its lines (0: the whole), and the words there."""

    path: str = ""
    line: int = 0
    quote: str = ""


def is_review_demanded() -> bool:
    """Whether the organisation asks for a second person before anything is published."""
    organisation = find_organisation()
    return organisation is not None and organisation.demands_review


def refuse_unreviewed(course: Course) -> None:
    """Raise ReviewMissing where a second person is asked for and has not accepted this draft."""
    if is_review_demanded() and not is_draft_accepted(course, name_draft(course)):
        raise ReviewMissing


def is_draft_accepted(course: Course, digest: str) -> bool:
    """Whether a second person has accepted the draft of this name."""
    reviews = [Reviewed(each.digest, each.state) for each in queries.list_reviews(course.id)]
    return is_accepted(reviews, digest)


def ask_for_review(course: Course, digest: str, note: str, at: datetime, by_id: int) -> DraftReview:
    """Ask for a review of the draft as it stands, in the place of one that was asked for before.

    Twice is once. The course is held by the caller. Raises ReviewMovedOn.
    """
    if digest != name_draft(course):
        raise ReviewMovedOn
    present = queries.find_open_review(course.id)
    if present is not None and (present.digest, present.note) == (digest, note):
        # What was typed meanwhile and taken back leaves the draft as it was.
        present.asked_at = max(present.asked_at, course.changed_at)
        return present
    is_open = (DraftReview.course_id == course.id, DraftReview.state == "open")
    db.session.execute(update(DraftReview).where(*is_open).values(state="replaced"))
    review = DraftReview(
        course_id=course.id, digest=digest, note=note, asked_at=at, asked_by_id=by_id
    )
    db.session.add(review)
    db.session.flush()
    note_course(REVIEW_ASKED, course, by_id, at)
    return review


def decide_review(
    course: Course, digest: str, state: str, words: str, at: datetime, by_id: int
) -> DraftReview:
    """Accept the draft that was looked at, or ask for changes.

    Twice is once. The course is held by the caller. Raises ReviewMovedOn or NoSecondPerson.
    """
    review = queries.find_last_review(course.id)
    if review is None or review.digest != digest or digest != name_draft(course):
        raise ReviewMovedOn
    writers = queries.list_draft_writers([course.id]).get(course.id, set())
    if not may_decide(by_id, review.asked_by_id, writers):
        raise NoSecondPerson
    if review.state != "open":
        if (review.state, review.decided_by_id) == (state, by_id):
            return review
        raise ReviewMovedOn
    review.state, review.decision = state, words
    review.decided_at, review.decided_by_id = at, by_id
    db.session.flush()
    note_course(ACTIONS[state], course, by_id, at)
    return review


def add_comment(
    course: Course, place: Place, words: str, at: datetime, by_id: int
) -> ReviewComment:
    """Say something of a place in the draft; the same said again at once is said once."""
    for present in queries.list_comments(course.id):
        is_same = (present.path, present.line, present.words) == (place.path, place.line, words)
        if is_same and present.written_by_id == by_id and present.settled_at is None:
            return present
    comment = ReviewComment(
        course_id=course.id,
        path=place.path,
        line=place.line,
        quote=place.quote[:300],
        words=words,
        written_at=at,
        written_by_id=by_id,
    )
    db.session.add(comment)
    db.session.flush()
    return comment


def settle_comment(comment: ReviewComment, at: datetime, by_id: int) -> None:
    """Call a comment settled, once."""
    if comment.settled_at is None:
        comment.settled_at, comment.settled_by_id = at, by_id
        db.session.flush()
