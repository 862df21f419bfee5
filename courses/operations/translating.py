"""What a translation was made of: the original as it stood when the translation was saved last."""

from datetime import datetime

from sqlalchemy import select

from core.database import db, insert_missing
from courses.bundles.manifest import manifest_language
from courses.bundles.names import original_paths
from courses.models import Course, DraftFile, TranslationBase


def keep_base(course: Course, path: str, at: datetime) -> None:
    """Keep what the original of a translation says now; of an original itself nothing is kept."""
    own = manifest_language(course.manifest, course.language)
    originals = original_paths(path, own)
    if not originals:
        return
    query = select(DraftFile.source).where(
        DraftFile.course_id == course.id, DraftFile.path.in_(originals)
    )
    source = db.session.scalars(query.order_by(DraftFile.path)).first()
    if source is None or insert_missing(
        TranslationBase, course_id=course.id, path=path, source=source, at=at
    ):
        return
    found = select(TranslationBase).where(
        TranslationBase.course_id == course.id, TranslationBase.path == path
    )
    base = db.session.scalars(found).one()
    base.source, base.at = source, at
    db.session.flush()
