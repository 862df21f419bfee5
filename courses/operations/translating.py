"""What a translation was made of: the original as it stood when both said the same last."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Select, select

from core.database import db, insert_missing
from courses.bundles.manifest import manifest_language
from courses.bundles.names import original_paths
from courses.models import Course, DraftFile, TranslationBase


def confirm_translation(course: Course, path: str, at: datetime) -> None:
    """Note that a translation says what its original says now; of an original nothing is kept."""
    source = _find_original(course, path)
    if source is not None:
        put_base(course, path, source, at)


def keep_base(course: Course, path: str, at: datetime) -> None:
    """Note what a translation was made of where nothing is known of it yet.

    Texts are saved as one types: a save does not tell that all that changed was seen.
    """
    source = _find_original(course, path)
    if source is not None:
        _insert_base(course, path, source, at)


def bring_translation(course: Course, path: str, texts: Mapping[str, str], at: datetime) -> None:
    """Note what a translation that comes with other texts was made of: of the original among them.

    The draft's may be another, which whoever translated has never seen.
    """
    given = [texts[each] for each in _originals_of(course, path) if each in texts]
    if given:
        put_base(course, path, given[0], at)
    else:
        keep_base(course, path, at)


def put_base(course: Course, path: str, source: str, at: datetime) -> None:
    """Note what the original of a translation said when it was made or confirmed."""
    if _insert_base(course, path, source, at):
        return
    base = db.session.scalars(_base_of(course, path)).one()
    base.source, base.at = source, at
    db.session.flush()


@contextmanager
def staying_in_step(course: Course, at: datetime) -> Iterator[None]:
    """Where both languages of a text are changed at once, what was in step is so afterwards."""
    before = _list_in_step(course)
    yield
    texts = _texts_of(course)
    for path, (translation, original, original_path) in before.items():
        is_changed = texts.get(path) != translation and texts.get(original_path) != original
        if is_changed and path in texts and original_path in texts:
            confirm_translation(course, path, at)


def _insert_base(course: Course, path: str, source: str, at: datetime) -> bool:
    return insert_missing(TranslationBase, course_id=course.id, path=path, source=source, at=at)


def _find_original(course: Course, path: str) -> str | None:
    originals = _originals_of(course, path)
    if not originals:
        return None
    query = select(DraftFile.source).where(
        DraftFile.course_id == course.id, DraftFile.path.in_(originals)
    )
    return db.session.scalars(query.order_by(DraftFile.path)).first()


def _originals_of(course: Course, path: str) -> list[str]:
    return original_paths(path, manifest_language(course.manifest, course.language))


def _base_of(course: Course, path: str) -> Select[TranslationBase]:
    return select(TranslationBase).where(
        TranslationBase.course_id == course.id, TranslationBase.path == path
    )


def _texts_of(course: Course) -> dict[str, str]:
    query = select(DraftFile.path, DraftFile.source).where(DraftFile.course_id == course.id)
    return {row.path: row.source for row in db.session.execute(query)}


def _list_in_step(course: Course) -> dict[str, tuple[str, str, str]]:
    """The translations in step: their text, their original's, and what the original is called."""
    texts = _texts_of(course)
    query = select(TranslationBase.path, TranslationBase.source)
    found: dict[str, tuple[str, str, str]] = {}
    for path, base in db.session.execute(query.where(TranslationBase.course_id == course.id)):
        original = next((each for each in _originals_of(course, path) if each in texts), None)
        if path in texts and original is not None and texts[original] == base:
            found[path] = (texts[path], base, original)
    return found
