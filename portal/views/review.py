"""The review of an attempt, and leaving it: of a sensitive quiz nothing stays behind."""

from uuid import UUID

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from core.database import db
from core.i18n import current_language, localised
from core.identity import person, require_sign_in
from portal.attempt_page import count_asked, show_items
from portal.views.blueprint import NO_STORE, blueprint
from portal.views.quizzes import standing_of
from quizzes import operations, queries
from quizzes.models import Attempt
from quizzes.quiz_settings import settings_from_json


@blueprint.get("/attempts/<uuid:uuid>/review")
@require_sign_in
def review(uuid: UUID) -> ResponseReturnValue:
    """Score, passed or not yet, and what is to be learnt from each question."""
    found = queries.find_attempt(uuid, person().id) or abort(404)
    if found.state == "in_progress":
        return redirect(url_for("portal.attempt", uuid=uuid), 303)
    if found.state == "erased":
        title = localised(found.quiz_edition.titles)
        return render_template("portal/review_erased.html", attempt=found, title=title)
    return _review_page(found)


@blueprint.post("/attempts/<uuid:uuid>/leave")
@require_sign_in
def leave_review(uuid: UUID) -> ResponseReturnValue:
    """Let go of what was answered in a sensitive quiz; of any other nothing changes."""
    found = queries.find_attempt(uuid, person().id) or abort(404)
    operations.leave_review(uuid, person().id)
    db.session.commit()
    return redirect(found.return_to, 303)


def _review_page(found: Attempt) -> ResponseReturnValue:
    settings = settings_from_json(found.quiz_edition.settings)
    owner = found.quiz_edition.quiz
    questions = show_items(queries.list_items(found.id), current_language(), settings.feedback)
    visible = standing_of(found.quiz_id, settings).visible
    page = render_template(
        "portal/review.html",
        attempt=found,
        questions=questions,
        asked_count=count_asked(questions),
        settings=settings,
        visible=visible,
        shows_questions=bool(visible - {"score"}),
        title=localised(found.quiz_edition.titles),
        quiz_url=url_for("portal.quiz", key=owner.owner_key, quiz_key=owner.key),
    )
    return (page, NO_STORE) if settings.sensitive else page
