"""The files of a course: looked through, brought in, called otherwise, replaced, taken away."""

from flask import Response, abort, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from core import clock
from core.database import db
from core.downloads import name_download
from core.errors import wants_json
from core.i18n import gettext as _
from core.i18n import in_words
from core.identity import person, require_role
from core.security import accepts_up_to
from courses import operations
from courses.models import CourseMedia
from courses.operations import DraftFileRefused, MediaFileRefused, Upload
from courses.queries import find_course_media, get_course_for_update
from media.addresses import NOTHING_RUNS
from media.checks import LARGEST_UPLOADED_PICTURE, MediaRefused
from media.operations import largest_played, prepare, read_original
from studio.forms.media import RenameMediaForm
from studio.media_files import choose, markdown_for
from studio.views.blueprint import blueprint
from studio.views.media_page import media_lines, media_list, media_page
from studio.views.reaching import READERS, WRITERS, get_course, get_own_course

AROUND_THE_FILES = 64 * 1024
MOST_AT_ONCE = 50


def largest_body() -> int:
    """How much may be uploaded at once: a film, or a handful of photographs."""
    return max(largest_played(), LARGEST_UPLOADED_PICTURE) + AROUND_THE_FILES


@blueprint.get("/studio/courses/<key>/media")
@require_role(*READERS)
def media(key: str) -> ResponseReturnValue:
    """All files of a course: what each is, where it is used, what nothing shows."""
    course = get_course(key)
    show = request.args.get("show", "")
    lines = media_lines(course)
    return media_list(course, lines, choose(lines, show), show)


@blueprint.post("/studio/courses/<key>/media")
@require_role(*WRITERS)
@accepts_up_to(largest_body)
def upload_media(key: str) -> ResponseReturnValue:
    """Keep files; what is refused is named, and hinders no other."""
    get_own_course(key)
    sent = [file for file in request.files.getlist("files") if file.filename]
    files = sent[:MOST_AT_ONCE]
    db.session.rollback()
    prepared = [_prepare(file) for file in files]
    kept, refused = _keep_all(key, prepared)
    if len(sent) > MOST_AT_ONCE:
        refused.append(
            _("At most %(count)d files at once: the others were not kept.", count=MOST_AT_ONCE)
        )
    if wants_json():
        return _as_json(kept, refused)
    for words in refused or ([] if kept else [_("Please choose a file.")]):
        flash(words, "danger")
    if len(kept) == 1 and not refused:
        return redirect(_url(key, kept[0].name), 303)
    if kept:
        flash(_("%(count)d files are kept.", count=len(kept)), "success")
    return redirect(url_for("studio.media", key=key), 303)


@blueprint.get("/studio/courses/<key>/media/<path:name>")
@require_role(*READERS)
def media_file(key: str, name: str) -> ResponseReturnValue:
    """One file, where it is used, and what may be done with it."""
    return media_page(get_course(key), f"media/{name}")


@blueprint.post("/studio/courses/<key>/media/<path:name>/rename")
@require_role(*WRITERS)
def rename_media(key: str, name: str) -> ResponseReturnValue:
    """Call a file otherwise; every text of the draft follows."""
    course = get_course_for_update(get_own_course(key).id)
    named = find_course_media(course, f"media/{name}") or abort(404)
    form = RenameMediaForm()
    if not form.validate():
        return media_page(course, named.name, form), 422
    try:
        operations.rename_media(course, named, form.stem.data or "", clock.now(), person().id)
    except (MediaFileRefused, DraftFileRefused) as refusal:
        db.session.rollback()
        form.stem.errors = [in_words(refusal.reason)]
        return media_page(get_course(key), f"media/{name}", form), 422
    db.session.commit()
    flash(_("Saved."), "success")
    return redirect(_url(key, named.name), 303)


@blueprint.post("/studio/courses/<key>/media/<path:name>/replace")
@require_role(*WRITERS)
@accepts_up_to(largest_body)
def replace_media(key: str, name: str) -> ResponseReturnValue:
    """Let another file stand in the place of this one."""
    get_own_course(key)
    file = request.files.get("file")
    db.session.rollback()
    prepared = _prepare(file) if file and file.filename else _("Please choose a file.")
    course = get_course_for_update(get_own_course(key).id)
    named = find_course_media(course, f"media/{name}") or abort(404)
    words = _replace(course.id, named, prepared)
    if words:
        db.session.rollback()
        flash(words, "danger")
        return redirect(_url(key, f"media/{name}"), 303)
    db.session.commit()
    flash(_("The file is replaced. Learners see it once you publish."), "success")
    return redirect(_url(key, named.name), 303)


@blueprint.post("/studio/courses/<key>/media/<path:name>/remove")
@require_role(*WRITERS)
def remove_media(key: str, name: str) -> ResponseReturnValue:
    """Take a file out of the draft that no text shows; editions keep theirs."""
    course = get_course_for_update(get_own_course(key).id)
    named = find_course_media(course, f"media/{name}")
    try:
        if named is not None:
            operations.remove_media(course, named, clock.now())
    except MediaFileRefused as refusal:
        flash(in_words(refusal.reason), "danger")
        return redirect(_url(key, f"media/{name}"), 303)
    db.session.commit()
    flash(_("%(name)s is removed.", name=name), "success")
    return redirect(url_for("studio.media", key=key), 303)


@blueprint.get("/studio/courses/<key>/media/<path:name>/original")
@require_role(*WRITERS)
def media_original(key: str, name: str) -> ResponseReturnValue:
    """The file as it was uploaded, with all that the camera wrote into it, to keep."""
    named = find_course_media(get_own_course(key), f"media/{name}")
    if named is None or named.original_sha256 is None:
        abort(404)
    try:
        content = read_original(named.original_sha256)
    except FileNotFoundError:
        abort(404)
    response = Response(content, mimetype="application/octet-stream")
    name_download(response, named.original_name or "original")
    response.headers["Content-Security-Policy"] = NOTHING_RUNS
    response.cache_control.no_store = True
    return response


def _prepare(file: FileStorage) -> Upload | str:
    """A file made fit, or why it is refused."""
    name, content = file.filename or "", file.read()
    try:
        return Upload(name, content, prepare(name, content))
    except MediaRefused as refusal:
        return _refusal(name, refusal)


def _keep_all(key: str, prepared: list[Upload | str]) -> tuple[list[CourseMedia], list[str]]:
    """What is kept, in one transaction, and what is refused, in words."""
    course = get_course_for_update(get_own_course(key).id)
    kept: list[CourseMedia] = []
    refused = [each for each in prepared if isinstance(each, str)]
    for upload in prepared:
        if isinstance(upload, str):
            continue
        try:
            kept.append(operations.add_media(course, upload, clock.now(), person().id))
        except MediaFileRefused as refusal:
            refused.append(f"{upload.name}: {in_words(refusal.reason)}")
    db.session.commit()
    return kept, refused


def _replace(course_id: int, named: CourseMedia, prepared: Upload | str) -> str:
    """Why a file could not be replaced; nothing where it was."""
    if isinstance(prepared, str):
        return prepared
    try:
        course = get_course_for_update(course_id)
        operations.replace_media(course, named, prepared, clock.now(), person().id)
    except (MediaFileRefused, DraftFileRefused) as refusal:
        return in_words(refusal.reason)
    return ""


def _refusal(name: str, refusal: MediaRefused) -> str:
    if refusal.line:
        reason = in_words(refusal.reason)
        return _("%(name)s, line %(line)d: %(reason)s", name=name, line=refusal.line, reason=reason)
    return f"{name}: {in_words(refusal.reason)}"


def _as_json(kept: list[CourseMedia], refused: list[str]) -> ResponseReturnValue:
    """For the editor's module: what to write where each file is to be shown."""
    files = [{"name": each.name, "markdown": markdown_for(each.name)} for each in kept]
    return jsonify(files=files, refused=refused), 200 if kept else 422


def _url(key: str, name: str) -> str:
    return url_for("studio.media_file", key=key, name=name.removeprefix("media/"))
