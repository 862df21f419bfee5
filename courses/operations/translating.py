"""What a translation was made of: the original as it stood when both said the same last."""

from datetime import datetime

from sqlalchemy import select

from core.database import db, insert_missing
from courses.bundles.manifest import manifest_language
from courses.bundles.names import original_paths
from courses.models import Course, DraftFile, TranslationBase


def confirm_translation(course: Course, path: str, at: datetime) -> None:
    """Note that a translation says what its original says now; of an original nothing is kept."""
    source = _find_original(course, path)
    if source is None or _insert_base(course, path, source, at):
        return
    found = select(TranslationBase).where(
        TranslationBase.course_id == course.id, TranslationBase.path == path
    )
    base = db.session.scalars(found).one()
    base.source, base.at = source, at
    db.session.flush()


def keep_base(course: Course, path: str, at: datetime) -> None:
    """The same where nothing is known of the translation yet.

    Texts are saved as one types: a save does not tell that all that changed was seen.
    """
    source = _find_original(course, path)
    if source is not None:
        _insert_base(course, path, source, at)


def _insert_base(course: Course, path: str, source: str, at: datetime) -> bool:
    return insert_missing(TranslationBase, course_id=course.id, path=path, source=source, at=at)


def _find_original(course: Course, path: str) -> str | None:
    own = manifest_language(course.manifest, course.language)
    originals = original_paths(path, own)
    if not originals:
        return None
    query = select(DraftFile.source).where(
        DraftFile.course_id == course.id, DraftFile.path.in_(originals)
    )
    return db.session.scalars(query.order_by(DraftFile.path)).first()
