"""Every SELECT about stored files."""

from sqlalchemy import select

from core.database import db
from media.models import MediaFile


def get_media_file(sha256: str) -> MediaFile:
    """The file with this content; raises NoResultFound."""
    return db.session.scalars(select(MediaFile).where(MediaFile.sha256 == sha256)).one()
