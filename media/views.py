"""Stored files as browsers get them: for signed-in people, and never as a page of this site.

And the list of the other sites that lessons may show, for administrators of the whole.
"""

import gzip
from functools import lru_cache

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wsgi import wrap_file

from accounts.reach import reach_of
from core import clock
from core.database import db
from core.i18n import gettext as _
from core.identity import person, require_role, require_sign_in
from media import addresses, operations, queries
from media.embeds import tidy_host
from media.forms import EmbedHostForm
from media.operations import media_store

blueprint = Blueprint("media", __name__)

FOR_EVER = "private, max-age=31536000, immutable"


@blueprint.get("/media/<name>")
@require_sign_in
def media_file(name: str) -> Response:
    """A stored file; its name is the hash of what it holds, so it never changes."""
    if not addresses.is_file_name(name):
        abort(404)
    try:
        response = _drawing(name) if name.endswith(".svg") else _streamed(name)
    except FileNotFoundError:
        abort(404)
    response.headers["Cache-Control"] = FOR_EVER
    response.headers["Content-Security-Policy"] = addresses.NOTHING_RUNS
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if addresses.is_taken_away(name):
        response.headers["Content-Disposition"] = "attachment"
    return response


@blueprint.get("/organisation/embeds")
@require_role("administrator")
def embeds() -> ResponseReturnValue:
    """Which other sites lessons may show."""
    _demand_the_whole()
    return _embeds_page(EmbedHostForm(formdata=None))


@blueprint.post("/organisation/embeds")
@require_role("administrator")
def allow_embed() -> ResponseReturnValue:
    """Put a site on the list."""
    _demand_the_whole()
    form = EmbedHostForm()
    host = tidy_host(form.host.data or "") if form.validate() else None
    if host is None:
        form.host.errors = form.host.errors or [_("Please write a host such as youtube.com.")]
        return _embeds_page(form), 422
    operations.allow_host(host, clock.now(), person().id)
    db.session.commit()
    flash(_("Lessons may show %(host)s now.", host=host), "success")
    return redirect(url_for("media.embeds"), 303)


@blueprint.post("/organisation/embeds/<host>/remove")
@require_role("administrator")
def forbid_embed(host: str) -> ResponseReturnValue:
    """Take a site off the list; taken off twice, it is off."""
    _demand_the_whole()
    kept = queries.find_embed_host(host)
    if kept is not None:
        operations.forbid_host(kept, clock.now(), person().id)
        db.session.commit()
        flash(_("Lessons show %(host)s as a link from now on.", host=kept.host), "success")
    return redirect(url_for("media.embeds"), 303)


def _embeds_page(form: EmbedHostForm) -> str:
    return render_template("media/embeds.html", form=form, hosts=queries.list_embed_hosts())


def _demand_the_whole() -> None:
    if not reach_of(person().scopes_of("administrator")).is_whole:
        abort(403)


def _drawing(name: str) -> Response:
    """A drawing, which is a text, as small as the browser takes it."""
    is_small = bool(request.accept_encodings["gzip"])
    content = _compressed(media_store().root, name) if is_small else media_store().read(name)
    response = Response(content, mimetype="image/svg+xml")
    if is_small:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.set_etag(name)
    response.make_conditional(request)
    return response


def _streamed(name: str) -> Response:
    """Any other file, piece by piece, from wherever a player asks for it (Range)."""
    file, size = media_store().open(name)
    body = wrap_file(request.environ, file, 64 * 1024)
    response = Response(body, direct_passthrough=True)
    response.call_on_close(file.close)
    response.headers["Content-Type"] = addresses.MEDIA_TYPES[name.rpartition(".")[2]]
    response.content_length = size
    response.set_etag(name)
    response.make_conditional(request, accept_ranges=True, complete_length=size)
    return response


@lru_cache(maxsize=64)
def _compressed(_root: str, name: str) -> bytes:
    """A drawing as it goes over the wire; under a hash it is always the same."""
    return gzip.compress(media_store().read(name), 9, mtime=0)
