"""Every SELECT about stored files, and about the sites that may be shown."""

from sqlalchemy import select

from core.database import db
from media.models import EmbedHost, MediaFile


def get_media_file(sha256: str, extension: str) -> MediaFile:
    """The file with this content, of this kind; raises NoResultFound."""
    query = select(MediaFile).where(MediaFile.sha256 == sha256, MediaFile.extension == extension)
    return db.session.scalars(query).one()


def list_embed_hosts() -> list[EmbedHost]:
    """The sites that lessons may show, by name."""
    return list(db.session.scalars(select(EmbedHost).order_by(EmbedHost.host)))


def find_embed_host(host: str) -> EmbedHost | None:
    """A site of the list."""
    return db.session.scalars(select(EmbedHost).where(EmbedHost.host == host)).first()
