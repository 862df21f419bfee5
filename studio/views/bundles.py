"""Courses as files: bringing one in, looked at before it is confirmed."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accounts.audit_actions import COURSE_IMPORTED
from core import clock
from core.database import db
from core.i18n import gettext as _
from core.i18n import in_words
from core.identity import person, require_role
from core.security import accepts_up_to
from courses.bundles.files import LARGEST_BUNDLE
from courses.bundles.reading import Bundle, read_bundle
from courses.exchange import operations, queries
from courses.exchange.operations import ChoiceMissing, PlanMovedOn
from courses.models import StagedBundle
from courses.operations.auditing import note_course
from media.operations import put_content
from quizzes.quiz_markdown.problems import Problem
from studio.bundle_page import made_choices
from studio.forms.incoming import BundleForm, ConfirmForm
from studio.views.blueprint import blueprint
from studio.views.bundle_preview import load_preview, preview_page
from studio.views.reaching import WRITERS, find_obstacle

AROUND_THE_FILE = 64 * 1024


@blueprint.get("/studio/import")
@require_role(*WRITERS)
def import_bundle() -> ResponseReturnValue:
    """The page to send a course as a zip, and what one has sent and not confirmed."""
    return _file_page(BundleForm(formdata=None))


@blueprint.post("/studio/import")
@require_role(*WRITERS)
@accepts_up_to(LARGEST_BUNDLE + AROUND_THE_FILE)
def import_bundle_submit() -> ResponseReturnValue:
    """Read and check a zip, which holds up nobody, and keep it until it is confirmed."""
    form = BundleForm()
    if not form.validate():
        return _file_page(form), 422
    db.session.rollback()
    reading = read_bundle(form.file.data.stream)
    if reading.bundle is None:
        return _file_page(form, reading.problems), 422
    manifest = reading.bundle.content.manifest
    obstacle = find_obstacle(manifest.key, manifest.programme)
    if obstacle:
        form.file.errors = [in_words(obstacle)]
        return _file_page(form), 422
    staged = _stage(form, reading.bundle)
    return redirect(url_for("studio.import_preview", uuid=staged.uuid), 303)


@blueprint.get("/studio/import/<uuid:uuid>")
@require_role(*WRITERS)
def import_preview(uuid: UUID) -> ResponseReturnValue:
    """What a bundle would add, change and leave alone."""
    staged = _find_staged(uuid)
    if staged.imported_at:
        return redirect(url_for("studio.course", key=staged.key), 303)
    return preview_page(load_preview(staged), {})


@blueprint.post("/studio/import/<uuid:uuid>")
@require_role(*WRITERS)
def import_confirm(uuid: UUID) -> ResponseReturnValue:
    """Bring a bundle in as it was looked at; sent twice, it does no harm."""
    if _find_staged(uuid).imported_at:
        return _to_course(uuid)
    bundle = _read_staged(uuid)
    preview, form = load_preview(_find_staged(uuid, is_held=True)), ConfirmForm()
    choices = made_choices(preview.plan, request.form)
    try:
        _merge(preview.staged, bundle, choices, form.seen.data or "")
    except (ChoiceMissing, PlanMovedOn) as refusal:
        db.session.rollback()
        status = 422 if isinstance(refusal, ChoiceMissing) else 409
        return preview_page(load_preview(_find_staged(uuid)), choices, refusal), status
    db.session.commit()
    operations.drop_staged_content(uuid)
    flash(_("It stands in the draft now. Learners see it once you publish it."), "success")
    return _to_course(uuid)


@blueprint.post("/studio/import/<uuid:uuid>/discard")
@require_role(*WRITERS)
def import_discard(uuid: UUID) -> ResponseReturnValue:
    """Let a bundle go that is not to be brought in."""
    operations.discard_staged(_find_staged(uuid))
    db.session.commit()
    operations.drop_staged_content(uuid)
    flash(_("The file is discarded. Nothing is changed."), "success")
    return redirect(url_for("studio.import_bundle"), 303)


def _file_page(form: BundleForm, problems: Sequence[Problem] = ()) -> str:
    waiting = queries.list_waiting(person().id)
    return render_template(
        "studio/import_bundle.html", form=form, problems=problems, waiting=waiting
    )


def _find_staged(uuid: UUID, is_held: bool = False) -> StagedBundle:
    """A bundle of one's own that one may still bring in, or 404; held while it is brought in."""
    staged = queries.find_staged(uuid, person().id, is_held) or abort(404)
    if find_obstacle(staged.key, staged.programme):
        abort(404)
    return staged


def _to_course(uuid: UUID) -> ResponseReturnValue:
    return redirect(url_for("studio.course", key=_find_staged(uuid).key), 303)


def _stage(form: BundleForm, bundle: Bundle) -> StagedBundle:
    """Keep the zip; the lock that was taken to look around is given back while it is copied."""
    by_id, name = person().id, form.file.data.filename or ""
    db.session.rollback()
    content = form.file.data.stream
    staged = operations.stage_bundle(content, name, bundle, clock.now(), by_id)
    db.session.commit()
    return staged


def _read_staged(uuid: UUID) -> Bundle:
    """The bundle again, and its media in the store, while nobody waits for this."""
    db.session.rollback()
    try:
        with operations.open_staged(uuid) as content:
            bundle = read_bundle(content).bundle or abort(404)
    except FileNotFoundError:
        abort(404)
    for file in bundle.media.values():
        put_content(file)
    return bundle


def _merge(staged: StagedBundle, bundle: Bundle, choices: Mapping[str, str], seen: str) -> None:
    if staged.imported_at:
        return
    now, by_id = clock.now(), person().id
    course = operations.merge_bundle(bundle, now, choices, by_id, seen)
    staged.imported_at = now
    note_course(COURSE_IMPORTED, course, by_id, now)
