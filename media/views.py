"""Stored files as browsers get them: for signed-in people, and never as a page of this site."""

import gzip
from functools import lru_cache

from flask import Blueprint, Response, abort, request

from core.identity import require_sign_in
from media import addresses
from media.operations import media_store

blueprint = Blueprint("media", __name__)

FOR_EVER = "private, max-age=31536000, immutable"
NOTHING_RUNS = "default-src 'none'; sandbox"


@blueprint.get("/media/<name>")
@require_sign_in
def media_file(name: str) -> Response:
    """A stored file; its name is the hash of what it holds, so it never changes."""
    if not addresses.is_file_name(name):
        abort(404)
    try:
        content, encoding = _wire_content(name)
    except FileNotFoundError:
        abort(404)
    media_type = addresses.MEDIA_TYPES[name.rpartition(".")[2]]
    response = Response(content, mimetype=media_type)
    response.headers["Cache-Control"] = FOR_EVER
    response.headers["Content-Security-Policy"] = NOTHING_RUNS
    response.set_etag(name)
    if encoding:
        response.headers["Content-Encoding"] = encoding
    if name.endswith(".svg"):
        response.headers["Vary"] = "Accept-Encoding"
    response.make_conditional(request)
    return response


def _wire_content(name: str) -> tuple[bytes, str | None]:
    if name.endswith(".svg") and request.accept_encodings["gzip"]:
        return _compressed(media_store().root, name), "gzip"
    return media_store().read(name), None


@lru_cache(maxsize=64)
def _compressed(_root: str, name: str) -> bytes:
    """A drawing as it goes over the wire; under a hash it is always the same."""
    return gzip.compress(media_store().read(name), 9, mtime=0)
