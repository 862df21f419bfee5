"""The page of a review: who asked, what changed, what was said, who may decide."""

from flask import render_template, request

from core.identity import person
from courses.bundles.assembling import has_errors
from courses.editions import draft_digest
from courses.models import Course
from courses.operations import is_review_demanded
from courses.publications.queries import find_last_review, list_comments, list_draft_writers
from courses.reviewing import may_decide
from studio.changes import CourseVersion, compare_versions
from studio.forms.reviewing import CommentForm, DecisionForm, ReviewForm
from studio.queries import list_person_names
from studio.views.publishing_page import names_of, view_tabs
from studio.views.reaching import may_write
from studio.views.versions import draft_version, last_version


def review_page(
    course: Course,
    *,
    asking: ReviewForm | None = None,
    deciding: DecisionForm | None = None,
    commenting: CommentForm | None = None,
    has_moved_on: bool = False,
) -> str:
    """A review as it stands, with the form that lacks something, if one does."""
    draft = draft_version(course)
    digest = draft_digest(draft.texts, draft.pictures)
    return render_template(
        "studio/review.html",
        **names_of(course, draft),
        **_standing(course, digest),
        **_changes(course, draft),
        asking=asking or ReviewForm(formdata=None),
        deciding=deciding or DecisionForm(formdata=None),
        commenting=commenting or CommentForm(formdata=None),
        has_moved_on=has_moved_on,
    )


def _changes(course: Course, draft: CourseVersion) -> dict[str, object]:
    """What differs from the last edition, or all of a course that has none."""
    last = last_version(course, draft)
    return {
        "last": last,
        "changes": compare_versions(last or _nothing(draft), draft),
        "views": view_tabs("studio.review", key=course.key),
        "is_markdown": request.args.get("view") == "markdown",
        "has_mistakes": has_errors(draft.assembled.problems),
    }


def _standing(course: Course, digest: str) -> dict[str, object]:
    """How the review stands, of which draft, and what its reader may do."""
    found = find_last_review(course.id)
    comments = list_comments(course.id)
    is_current = found is not None and found.digest == digest
    asked_by = found.asked_by_id if found else None
    writers = list_draft_writers([course.id]).get(course.id, set())
    is_second = may_decide(person().id, asked_by, writers)
    people = {each.written_by_id for each in comments}
    people |= {found.asked_by_id, found.decided_by_id} if found else set()
    return {
        "review": found,
        "digest": digest,
        "is_current": is_current,
        "may_decide": is_current and found is not None and found.state == "open" and is_second,
        "is_second": is_second,
        "is_demanded": is_review_demanded(),
        "may_write": may_write(course),
        "comments": comments,
        "people": list_person_names({each for each in people if each is not None}),
    }


def _nothing(draft: CourseVersion) -> CourseVersion:
    """What stands before a first edition."""
    return CourseVersion("", None, None, {}, {}, draft.own)
