"""Reading a lesson: its text, the checks in it, where one is, and that it was read."""

from dataclasses import replace

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.database import db, only_reads, write_transaction
from core.errors import wants_json
from core.i18n import current_language
from core.i18n import gettext as _
from core.identity import carried_on, person, require_sign_in
from courses.checks import mark_check
from courses.lesson_page import ShownBlock, has_embeds, show_blocks
from courses.published import PublishedActivity, PublishedLesson
from courses.queries import get_lesson
from enrolments import operations
from enrolments.queries import is_lesson_edition
from media.operations import open_frames
from portal.progress import ActivityProgress, CourseProgress
from portal.views.blueprint import blueprint
from portal.views.courses import activity_url, get_progress, next_url
from portal.views.helplines import helplines_for
from portal.views.organisation import gaps_for


class LessonNotOpen(Exception):
    """The lesson's turn has not come: something before it in the course is not done."""

    def __init__(self, progress: CourseProgress, shown: ActivityProgress) -> None:
        super().__init__(shown.activity.key)
        self.progress, self.shown = progress, shown


@blueprint.get("/courses/<key>/lessons/<lesson_key>")
@require_sign_in
def lesson(key: str, lesson_key: str) -> ResponseReturnValue:
    """A lesson; that one is reading it is remembered for resuming."""
    progress, shown = _get_lesson(key, lesson_key)
    is_elsewhere = progress.place.partition("#")[0] != lesson_key
    if progress.is_enrolled and is_elsewhere and shown.state != "completed":
        with write_transaction():
            operations.note_place(person().id, progress.course, lesson_key, clock.now())
    lesson = get_lesson(shown.activity, current_language())
    blocks = show_blocks(lesson.blocks, hosts=_hosts(progress, lesson))
    return _lesson_page(progress, shown, lesson, blocks)


@blueprint.post("/courses/<key>/lessons/<lesson_key>/place")
@require_sign_in
def note_place(key: str, lesson_key: str) -> ResponseReturnValue:
    """Remember how far down the lesson one has read."""
    progress, shown = _get_lesson(key, lesson_key)
    anchor = request.form.get("anchor", "")[:80]
    is_anchor = anchor.replace("-", "").replace("_", "").isalnum()
    if is_anchor and shown.state != "completed":
        place = f"{lesson_key}#{anchor}"
        operations.note_place(person().id, progress.course, place, clock.now())
        db.session.commit()
    return "", 204


@blueprint.post("/courses/<key>/lessons/<lesson_key>/read")
@require_sign_in
@carried_on
def mark_read(key: str, lesson_key: str) -> ResponseReturnValue:
    """Mark a lesson as read, and go on to what follows."""
    progress, shown = _get_lesson(key, lesson_key)
    is_completed = operations.record_lesson_read(
        person().id, progress.course, _as_seen(shown.activity), clock.now()
    )
    db.session.commit()
    if is_completed:
        flash(_("You have completed this course."), "success")
    following = _find_following(get_progress(key), shown.activity)
    target = (
        activity_url(progress.course, following) if following else url_for("portal.course", key=key)
    )
    return redirect(target, 303)


@blueprint.post("/courses/<key>/lessons/<lesson_key>/checks/<int:number>")
@require_sign_in
@only_reads
def answer_check(key: str, lesson_key: str, number: int) -> ResponseReturnValue:
    """Mark an inline check at once; nothing of it is kept."""
    progress, shown = _get_lesson(key, lesson_key)
    lesson = get_lesson(shown.activity, current_language())
    check = lesson.checks.get(f"check-{number}") or abort(404)
    chosen = request.form.getlist(f"check-{number}-answer")
    result = mark_check(check, chosen)
    if wants_json():
        return jsonify(html=render_template("portal/check_answer.html", result=result))
    blocks = show_blocks(lesson.blocks, number, chosen, result, _hosts(progress, lesson))
    return _lesson_page(progress, shown, lesson, blocks)


def _hosts(progress: CourseProgress, lesson: PublishedLesson) -> frozenset[str]:
    """Whose pages the lesson may show; that it is a sensitive one nobody elsewhere is to know."""
    if progress.course.sensitive or lesson.sensitive or not has_embeds(lesson.blocks):
        return frozenset()
    return open_frames()


def _get_lesson(key: str, lesson_key: str) -> tuple[CourseProgress, ActivityProgress]:
    progress = get_progress(key)
    shown = progress.find("lesson", lesson_key) or abort(404)
    if not shown.is_open:
        raise LessonNotOpen(progress, shown)
    return progress, shown


@blueprint.errorhandler(LessonNotOpen)
def _closed_lesson(refusal: LessonNotOpen) -> ResponseReturnValue:
    """Say when the lesson opens, and lead to what comes first."""
    if wants_json():
        return jsonify(message=_("This lesson opens when the lessons before it are read.")), 403
    progress = refusal.progress
    page = render_template(
        "portal/closed_lesson.html",
        progress=progress,
        shown=refusal.shown,
        next_url=next_url(progress),
    )
    return page, 403


def _as_seen(activity: PublishedActivity) -> PublishedActivity:
    """The lesson in the edition that the reader had before her; another may stand since."""
    edition = request.form.get("edition", "")
    edition_id = int(edition) if edition.isdecimal() and len(edition) < 10 else 0
    if not is_lesson_edition(activity.activity_id, edition_id):
        return activity
    return replace(activity, lesson_edition_id=edition_id)


def _find_following(
    progress: CourseProgress, activity: PublishedActivity
) -> PublishedActivity | None:
    """What stands after an activity, unless it is done; then the first that is not."""
    following = progress.course.find_next(activity)
    states = {each.activity.activity_id: each.state for each in progress.activities}
    if following and states[following.activity_id] != "completed":
        return following
    return progress.next_activity


def _lesson_page(
    progress: CourseProgress,
    shown: ActivityProgress,
    lesson: PublishedLesson,
    blocks: tuple[ShownBlock, ...],
) -> str:
    following = progress.course.find_next(shown.activity)
    return render_template(
        "portal/lesson.html",
        progress=progress,
        shown=shown,
        lesson=lesson,
        blocks=blocks,
        helplines=helplines_for(blocks),
        gaps=gaps_for(blocks),
        following=following,
        following_url=activity_url(progress.course, following) if following else None,
        number=shown.activity.position,
    )
