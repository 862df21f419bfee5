"""Where a stored file is kept and served: under the hash of what it holds.

What learners may get has an extension of `MEDIA_TYPES`. An original that was made smaller is
kept as `<hash>.original`, which no address leads to: it may say where it was taken.
"""

import re

from core.media_kinds import DOCUMENT, TEXT, kind_of

MEDIA_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "gif": "image/gif",
    "svg": "image/svg+xml",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "vtt": "text/vtt; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
# The policy under which a stored file is served: whatever it is, nothing in it runs.
NOTHING_RUNS = "default-src 'none'; sandbox"
FILE_NAME = re.compile(r"(?P<sha256>[0-9a-f]{64})\.(?P<extension>[a-z0-9]{2,5})\Z")


def file_name(sha256: str, extension: str) -> str:
    """The name of a stored file."""
    return f"{sha256}.{extension}"


def original_name(sha256: str) -> str:
    """The name of what a stored file was made from."""
    return f"{sha256}.original"


def media_url(sha256: str, extension: str) -> str:
    """The address of a stored file; what stands there never changes."""
    return f"/media/{file_name(sha256, extension)}"


def is_file_name(name: str) -> bool:
    """Whether a name is a hash and an extension that Sen serves, and nothing else."""
    match = FILE_NAME.match(name)
    return bool(match and match["extension"] in MEDIA_TYPES)


def is_taken_away(name: str) -> bool:
    """Whether a browser is to keep a file rather than to open it within the site."""
    return kind_of(name) in (DOCUMENT, TEXT)
