"""The learner's own page: one next thing to do."""

from flask import current_app, render_template
from flask.typing import ResponseReturnValue

from accounts.queries import list_unseen_redemptions
from accounts.reach import programmes_of
from core import clock
from core.identity import person, require_sign_in
from courses.publications.queries import list_waiting_courses
from courses.reviewing import REVIEWERS
from portal.progress import choose_next
from portal.queries import list_course_progress
from portal.views.blueprint import blueprint
from portal.views.courses import next_url


@blueprint.get("/")
@require_sign_in
def home() -> ResponseReturnValue:
    """The one next thing to do, then the other courses to do, and those completed."""
    today = clock.today(current_app.config["TIMEZONE"])
    courses = list_course_progress(person().id, today)
    chosen = choose_next(courses)
    return render_template(
        "portal/home.html",
        chosen=chosen,
        chosen_url=next_url(chosen) if chosen else None,
        others=[
            each
            for each in courses
            if each.is_enrolled and not each.is_completed and each is not chosen
        ],
        redemptions=list_unseen_redemptions(person().id),
        completed=[each for each in courses if each.is_completed],
        reviews_waiting=_count_reviews(),
    )


def _count_reviews() -> int:
    """How many drafts wait for one's review; whoever reviews nothing costs no query."""
    scopes = person().scopes_of(*REVIEWERS)
    return len(list_waiting_courses(person().id, programmes_of(scopes))) if scopes else 0
