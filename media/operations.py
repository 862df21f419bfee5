"""Writes: storing a file that was checked; which other sites may be shown."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from flask import current_app

from accounts.audit_actions import EMBED_HOST_ALLOWED, EMBED_HOST_FORBIDDEN
from accounts.operations.auditing import note
from core.database import db, insert_missing
from core.security import allow_frames
from core.settings import Settings
from media import addresses, queries
from media.checks import CheckedFile, check_file, prepare_upload
from media.embeds import frame_hosts
from media.models import EmbedHost, MediaFile
from media.store import MediaStore, open_store


@dataclass(frozen=True)
class Stored:
    """A file as it is served, and the hash of what it was made from where that is another."""

    file: MediaFile
    original_sha256: str | None


def media_store() -> MediaStore:
    """The store of this installation."""
    settings: Settings = current_app.extensions["settings"]
    return open_store(settings.media_url)


def largest_played() -> int:
    """How large a film or a sound may be that is uploaded, in bytes."""
    settings: Settings = current_app.extensions["settings"]
    return settings.largest_upload


def store_file(name: str, content: bytes, at: datetime) -> MediaFile:
    """Check and keep a file; the same content is kept once. Raises MediaRefused."""
    return keep_file(name, content, at).file


def keep_file(name: str, content: bytes, at: datetime) -> Stored:
    """Check and keep a file of a bundle, and its original. Raises MediaRefused."""
    return keep_checked(check_file(name, content, len(content)), content, at)


def prepare(name: str, content: bytes) -> CheckedFile:
    """A file as it came from a device, made fit for a page; raises MediaRefused.

    Takes a second for a large photograph, so no transaction is to be open meanwhile.
    """
    return prepare_upload(name, content, largest_played())


def read_content(file: MediaFile) -> bytes:
    """What a stored file holds."""
    return media_store().read(addresses.file_name(file.sha256, file.extension))


def read_text(file: MediaFile) -> str:
    """The words of a stored text, such as a transcript."""
    return _text(media_store().root, addresses.file_name(file.sha256, file.extension))


def read_original(sha256: str) -> bytes:
    """What a stored file was made from; raises FileNotFoundError."""
    return media_store().read(addresses.original_name(sha256))


def keep_checked(checked: CheckedFile, content: bytes, at: datetime) -> Stored:
    """Keep a file that was checked, and `content`, what it was made from.

    The file is in the store before its row is in the database, so no row points at nothing.

    Films lose their metadata in place, so the original would be all of it once more: of those
    none is kept.
    """
    sha256 = hashlib.sha256(checked.content).hexdigest()
    put_content(checked)
    original = None
    if checked.content != content and checked.is_picture:
        original = hashlib.sha256(content).hexdigest()
        media_store().write(addresses.original_name(original), content)
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
    return Stored(queries.get_media_file(sha256, checked.extension), original)


@lru_cache(maxsize=64)
def _text(_root: str, name: str) -> str:
    """A text under its hash is always the same."""
    return media_store().read(name).decode("utf-8-sig")


def allow_host(host: str, at: datetime, by_id: int) -> None:
    """Let lessons show a site; allowed twice, it is allowed once."""
    if insert_missing(EmbedHost, host=host, added_at=at):
        note(EMBED_HOST_ALLOWED, by_id, at, subject=host)


def forbid_host(kept: EmbedHost, at: datetime, by_id: int) -> None:
    """Let no lesson show a site any more; its links stay."""
    note(EMBED_HOST_FORBIDDEN, by_id, at, subject=kept.host)
    db.session.delete(kept)


def open_frames() -> frozenset[str]:
    """Let the page of this request show the sites that are allowed; gives their hosts."""
    hosts = frozenset(each.host for each in queries.list_embed_hosts())
    allow_frames(frame_hosts(hosts))
    return hosts


def put_content(checked: CheckedFile) -> None:
    """Write a file that was checked into the store alone, before the transaction that names it."""
    sha256 = hashlib.sha256(checked.content).hexdigest()
    media_store().write(addresses.file_name(sha256, checked.extension), checked.content)
