"""All courses, and one course."""

from dataclasses import dataclass

from flask import abort, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.i18n import LocalText, format_percent, localised
from core.i18n import gettext as _
from core.identity import person, require_sign_in
from courses.published import PublishedActivity, PublishedCourse
from courses.queries import list_programmes
from portal.programmes import group_by_programme
from portal.progress import ActivityProgress, CourseProgress
from portal.queries import find_course_progress, list_course_progress
from portal.views.blueprint import blueprint


@dataclass(frozen=True)
class ActivityLink:
    """An activity as the list on the course page shows it."""

    title: LocalText
    url: str | None
    state: str
    is_current: bool
    kind: str | None
    minutes: int
    note: str | None


@blueprint.get("/courses")
@require_sign_in
def courses() -> ResponseReturnValue:
    """Every published course, programme by programme, each with its recommended year."""
    today = clock.today(current_app.config["TIMEZONE"])
    courses = list_course_progress(person().id, today)
    programmes = group_by_programme(list_programmes(), courses)
    return render_template("portal/courses.html", programmes=programmes)


@blueprint.get("/courses/<key>")
@require_sign_in
def course(key: str) -> ResponseReturnValue:
    """One course: what it is about, and the way through it."""
    progress = get_progress(key)
    next_activity = progress.next_activity
    return render_template(
        "portal/course.html",
        progress=progress,
        title=localised(progress.course.titles, progress.course.language),
        summary=localised(progress.course.summaries, progress.course.language),
        activities=[_link(progress.course, each) for each in progress.activities],
        next_url=next_url(progress) if next_activity and not progress.asks_for_card else None,
        test_url=activity_url(progress.course, progress.test_before)
        if progress.test_before
        else None,
    )


def get_progress(key: str) -> CourseProgress:
    """The course as the signed-in person stands to it, or 404."""
    today = clock.today(current_app.config["TIMEZONE"])
    return find_course_progress(person().id, key, today) or abort(404)


def activity_url(course: PublishedCourse, activity: PublishedActivity) -> str:
    """Where an activity is done."""
    if activity.kind == "quiz":
        return url_for("portal.quiz", key=course.key, quiz_key=activity.key)
    return url_for("portal.lesson", key=course.key, lesson_key=activity.key)


def next_url(progress: CourseProgress) -> str | None:
    """Where to go on, at the place where one was reading."""
    activity = progress.next_activity
    return activity_url(progress.course, activity) + progress.anchor if activity else None


def _link(course: PublishedCourse, each: ActivityProgress) -> ActivityLink:
    is_quiz = each.activity.kind == "quiz"
    return ActivityLink(
        localised(each.activity.titles, course.language),
        activity_url(course, each.activity) if each.is_open else None,
        each.state,
        each.is_current,
        _("Quiz") if is_quiz else None,
        each.activity.minutes,
        _note(each),
    )


def _note(each: ActivityProgress) -> str | None:
    if each.is_exempt:
        return _("Known before")
    if each.score is not None:
        return _("Score %(percent)s", percent=format_percent(each.score))
    return None
