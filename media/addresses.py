"""Where a stored file is kept and served: under the hash of what it holds."""

import re

MEDIA_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "gif": "image/gif",
    "svg": "image/svg+xml",
}
FILE_NAME = re.compile(r"(?P<sha256>[0-9a-f]{64})\.(?P<extension>[a-z0-9]{2,5})\Z")


def file_name(sha256: str, extension: str) -> str:
    """The name of a stored file."""
    return f"{sha256}.{extension}"


def media_url(sha256: str, extension: str) -> str:
    """The address of a stored file; what stands there never changes."""
    return f"/media/{file_name(sha256, extension)}"


def is_file_name(name: str) -> bool:
    """Whether a name is a hash and an extension that Sen serves, and nothing else."""
    match = FILE_NAME.match(name)
    return bool(match and match["extension"] in MEDIA_TYPES)
