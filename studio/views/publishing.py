"""Publishing: what changed, whom it asks again, now or on a date; withdrawing, putting back."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.database import db
from core.i18n import format_day
from core.i18n import gettext as _
from core.identity import carried_on, person, require_role
from courses import operations
from courses.models import Course
from courses.operations import (
    CardHasNothing,
    DraftHasMistakes,
    DraftMovedOn,
    NothingToPublish,
    Plan,
    PlanMovedOn,
    ReviewMissing,
)
from courses.queries import get_course_for_update
from studio.forms.publishing import PublishForm
from studio.views.blueprint import blueprint
from studio.views.course_page import course_page
from studio.views.publishing_page import publishing_page
from studio.views.reaching import READERS, WRITERS, get_course, get_own_course, may_move

REFUSED_WITH: dict[type[Exception], int] = {
    CardHasNothing: 422,
    DraftHasMistakes: 422,
    DraftMovedOn: 409,
    PlanMovedOn: 409,
    ReviewMissing: 409,
    NothingToPublish: 200,
}
AGAIN_WITHIN = timedelta(days=30)


@blueprint.get("/studio/courses/<key>/publish")
@require_role(*READERS)
def publishing(key: str) -> ResponseReturnValue:
    """What changed since the last edition, word by word, and publishing it."""
    found = get_course(key)
    if found.published_number is None:
        return redirect(url_for("studio.course", key=key), 303)
    form = PublishForm(formdata=None, again_by=_today() + AGAIN_WITHIN)
    return publishing_page(found, form)


@blueprint.post("/studio/courses/<key>/publish")
@require_role(*WRITERS)
@carried_on
def publish(key: str) -> ResponseReturnValue:
    """Make the draft what learners see, at once or on a date."""
    found = get_course_for_update(get_own_course(key).id)
    form = _publish_form(found)
    if not form.validate() or not _has_days_to_come(form) or not may_move(found):
        return _page(found, form), 422
    try:
        done = _plan(found, form) or _publish(found, form)
    except tuple(REFUSED_WITH) as refusal:
        db.session.rollback()
        return _page(get_course(key), form, refusal), REFUSED_WITH[type(refusal)]
    db.session.commit()
    flash(done, "success")
    return redirect(url_for("studio.course", key=key), 303)


@blueprint.post("/studio/courses/<key>/publish/cancel")
@require_role(*WRITERS)
def cancel_publication(key: str) -> ResponseReturnValue:
    """Cancel what was planned."""
    found = get_course_for_update(get_own_course(key).id)
    if operations.cancel_publication(found, clock.now(), person().id):
        flash(_("Nothing is planned any more. The draft stays as it is."), "success")
    db.session.commit()
    return redirect(url_for("studio.course", key=key), 303)


@blueprint.post("/studio/courses/<key>/withdraw")
@require_role(*WRITERS)
def withdraw(key: str) -> ResponseReturnValue:
    """Let learners see a course no more."""
    found = get_course_for_update(get_own_course(key).id)
    if operations.withdraw_course(found, clock.now(), person().id):
        flash(_("The course is withdrawn. Learners find it on their record alone."), "success")
    db.session.commit()
    return redirect(url_for("studio.course", key=key), 303)


@blueprint.post("/studio/courses/<key>/put-back")
@require_role(*WRITERS)
def put_back(key: str) -> ResponseReturnValue:
    """Let learners see a course again."""
    found = get_course_for_update(get_own_course(key).id)
    if operations.put_course_back(found, clock.now(), _zone(), person().id):
        flash(_("The course is there again. What was due has been put off meanwhile."), "success")
    db.session.commit()
    return redirect(url_for("studio.course", key=key), 303)


def _plan(found: Course, form: PublishForm) -> str:
    """Plan the publication where it is for another day; what is to be said of it, or nothing."""
    day = form.publish_on.data
    if day is None or day <= _today():
        return ""
    operations.check_publication(found, form.change, clock.now(), form.draft.data or "")
    publish_at = datetime.combine(day, datetime.min.time(), _zone())
    plan = Plan(form.draft.data or "", publish_at, **vars(form.change))
    operations.schedule_publication(found, plan, clock.now(), person().id)
    return _("The draft as it stands will be published on %(day)s.", day=format_day(day))


def _publish(found: Course, form: PublishForm) -> str:
    edition = operations.publish_draft(
        found, form.change, clock.now(), person().id, form.draft.data or ""
    )
    return _("Edition %(number)d is published. Learners see it now.", number=edition.number)


def _page(found: Course, form: PublishForm, refusal: Exception | None = None) -> str:
    """Where it was sent from: a first edition has nothing to be compared with."""
    if found.published_number is None:
        return course_page(found, form, refusal)
    return publishing_page(found, form, refusal)


def _publish_form(found: Course) -> PublishForm:
    """The form; a first edition has nothing that could have changed."""
    form = PublishForm()
    if found.published_number is None:
        del form.note
        del form.is_material
        del form.again_by
    return form


def _has_days_to_come(form: PublishForm) -> bool:
    """Whether what is planned lies ahead; says at its field what does not."""
    today, publish_on = _today(), form.publish_on.data
    again_by = form.change.again_by
    if again_by is not None and again_by < max(today, publish_on or today):
        form.again_by.errors = [_("Choose a day after it is published.")]
    return not form.errors


def _today() -> date:
    return clock.today(current_app.config["TIMEZONE"])


def _zone() -> ZoneInfo:
    return ZoneInfo(current_app.config["TIMEZONE"])
