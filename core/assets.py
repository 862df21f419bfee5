"""Browser files: read once, compressed once, served for ever under the hash of them all.

Every file of `static/` stands at `/static/BUILD/PATH`. The stylesheets named in
`static/css/order.txt` are served as one, `/static/BUILD/site.css`.
"""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, request

COMPRESSIBLE = (".css", ".js", ".svg", ".json", ".txt", ".webmanifest")
FOR_EVER = "public, max-age=31536000, immutable"

mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("text/javascript", ".js")

blueprint = Blueprint("assets", __name__)


@dataclass(frozen=True)
class Asset:
    """One file as it goes over the wire."""

    content: bytes
    compressed: bytes | None
    media_type: str


@dataclass(frozen=True)
class AssetStore:
    """All browser files of this build, by their path."""

    build: str
    files: dict[str, Asset]


def load_assets(folder: Path) -> AssetStore:
    """Read every file under `folder`; the build is the hash of their names and contents."""
    contents = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    contents["site.css"] = _stylesheet(contents)
    digest = hashlib.sha256()
    for name, content in sorted(contents.items()):
        digest.update(name.encode() + b"\0" + content + b"\0")
    files = {name: _asset(name, content) for name, content in contents.items()}
    return AssetStore(digest.hexdigest()[:10], files)


def init_assets(app: Flask, folder: Path) -> None:
    """Serve the files of `folder`, and give templates `asset(path)`."""
    app.extensions["assets"] = load_assets(folder)
    app.register_blueprint(blueprint)
    app.add_template_global(asset_url, "asset")


def asset_url(path: str) -> str:
    """The address of a browser file; raises KeyError for one that is not there."""
    store: AssetStore = current_app.extensions["assets"]
    if path not in store.files:
        raise KeyError(f"There is no static file {path}.")
    return f"{request.script_root}/static/{store.build}/{path}"


@blueprint.get("/static/<build>/<path:path>")
def asset_file(build: str, path: str) -> Response:
    """A browser file; an address of an older build gets today's file, not for ever."""
    store: AssetStore = current_app.extensions["assets"]
    asset = store.files.get(path) or abort(404)
    compressed = asset.compressed if request.accept_encodings["gzip"] > 0 else None
    response = Response(compressed or asset.content, mimetype=asset.media_type)
    response.headers["Cache-Control"] = FOR_EVER if build == store.build else "no-cache"
    response.headers["Vary"] = "Accept-Encoding"
    if compressed:
        response.headers["Content-Encoding"] = "gzip"
    return response


@blueprint.get("/favicon.ico")
def favicon() -> Response:
    """Browsers that look here are sent to the lotus."""
    response = Response(status=308)
    response.headers["Location"] = asset_url("img/favicon.svg")
    return response


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Nothing here is for search engines."""
    return Response("User-agent: *\nDisallow: /\n", mimetype="text/plain")


def _stylesheet(contents: dict[str, bytes]) -> bytes:
    order = contents.get("css/order.txt", b"").decode().split()
    return b"\n".join(contents[f"css/{name}"] for name in order)


def _asset(name: str, content: bytes) -> Asset:
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    compressed = gzip.compress(content, 9, mtime=0) if name.endswith(COMPRESSIBLE) else None
    return Asset(content, compressed, media_type)
