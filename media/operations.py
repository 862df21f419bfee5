"""Writes: storing a file that was checked."""

import hashlib
from datetime import datetime

from flask import current_app

from core.database import db, insert_missing
from core.settings import Settings
from media import addresses, queries
from media.checks import check_file
from media.models import MediaFile
from media.store import MediaStore, open_store


def media_store() -> MediaStore:
    """The store of this installation."""
    settings: Settings = current_app.extensions["settings"]
    return open_store(settings.media_url)


def store_file(name: str, content: bytes, at: datetime) -> MediaFile:
    """Check and keep a file; the same content is kept once. Raises MediaRefused.

    The file is in the store before its row is in the database, so no row points at nothing.
    """
    checked = check_file(name, content)
    sha256 = hashlib.sha256(checked.content).hexdigest()
    media_store().write(addresses.file_name(sha256, checked.extension), checked.content)
    insert_missing(
        MediaFile,
        sha256=sha256,
        extension=checked.extension,
        media_type=addresses.MEDIA_TYPES[checked.extension],
        size=len(checked.content),
        width=checked.width,
        height=checked.height,
        created_at=at,
    )
    db.session.flush()
    return queries.get_media_file(sha256)


def read_content(file: MediaFile) -> bytes:
    """What a stored file holds."""
    return media_store().read(addresses.file_name(file.sha256, file.extension))
