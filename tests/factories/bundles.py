"""Courses as zips, and such that somebody sent and has not confirmed."""

import io
import zipfile
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from accounts.models import Person
from core import clock
from core.database import db
from courses.bundles.reading import read_bundle
from courses.exchange.operations import export_course, stage_bundle
from tests.factories.courses import bundle_texts, get_course


def zip_of(files: Mapping[str, str | bytes], folder: str = "course/") -> bytes:
    """A zip of files by their names, in a folder."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{folder}{name}", content)
    return buffer.getvalue()


def add_bundle(username: str, texts: Mapping[str, str] | None = None) -> UUID:
    """A sound zip that somebody sent; its public identifier."""
    person = db.session.scalars(select(Person).where(Person.username == username)).one()
    content = io.BytesIO(zip_of(texts or bundle_texts("basics", lessons=3)))
    bundle = read_bundle(content).bundle
    assert bundle is not None
    staged = stage_bundle(content, "basics.zip", bundle, clock.now(), person.id)
    db.session.commit()
    return staged.uuid


def exported(key: str, by_id: int | None = None) -> bytes:
    """A course as it is given out."""
    content = b"".join(export_course(get_course(key), by_id).chunks())
    db.session.commit()
    return content


def files_of_zip(content: bytes) -> dict[str, str]:
    """The texts of a zip by their names, without the folder."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name.partition("/")[2]: archive.read(name).decode() for name in archive.namelist()}
