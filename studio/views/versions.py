"""A course as it stands in its draft, or stood in an edition, ready to be compared."""

from collections.abc import Mapping, Sequence

from flask import abort

from core.markdown import Picture
from courses.bundles.files import MANIFEST
from courses.bundles.manifest import manifest_language
from courses.models import Course, CourseEdition, DraftRevision
from courses.publications.queries import edition_texts, find_edition, list_media_files
from courses.queries import course_pictures, find_latest_edition, list_draft_files
from media.addresses import media_url
from studio.changes import DRAFT, CourseVersion
from studio.contents import DraftText, find_siblings, lesson_sources_by_path, text_kind
from studio.queries import find_lesson_sources, list_draft_paths, list_named_files


def draft_version(course: Course, known: Sequence[DraftText] | None = None) -> CourseVersion:
    """The draft as it stands; where its texts are `known`, they are not read again."""
    files = list_draft_files(course) if known is None else known
    texts = {file.path: file.source for file in files}
    return CourseVersion(DRAFT, None, None, texts, course_pictures(course), _own(course))


def last_version(course: Course, draft: CourseVersion) -> CourseVersion | None:
    """The edition that was published last; `draft` tells how lessons are called today."""
    latest = find_latest_edition(course.id)
    return edition_version(course, latest, draft) if latest else None


def version_named(course: Course, name: str, draft: CourseVersion) -> CourseVersion:
    """The draft or an edition by its number; 404 for what there never was."""
    if name == DRAFT:
        return draft
    number = int(name) if name.isdecimal() and len(name) < 7 else 0
    return edition_version(course, find_edition(course.id, number) or abort(404), draft)


def edition_version(course: Course, edition: CourseEdition, draft: CourseVersion) -> CourseVersion:
    """An edition with the texts kept with it; of an older one, its lessons."""
    texts = edition_texts(edition.id)
    is_whole = bool(texts)
    if not is_whole:
        texts = lesson_sources_by_path(draft.content, find_lesson_sources(edition.id))
    return CourseVersion(
        str(edition.number),
        edition.number,
        edition.published_at,
        texts,
        _pictures(course, edition, draft),
        draft.own,
        is_whole,
    )


def text_versions(
    course: Course, path: str, revisions: Sequence[DraftRevision]
) -> list[CourseVersion]:
    """The draft as each revision of one text says it; only what that text rests on is read."""
    own, pictures, texts = _own(course), course_pictures(course), _texts_beside(course, path)
    return [
        CourseVersion(
            str(each.number),
            each.number,
            each.saved_at,
            {**texts, path: each.source},
            pictures,
            own,
        )
        for each in revisions
    ]


def _texts_beside(course: Course, path: str) -> dict[str, str]:
    """The texts that one rests on: course.yml, and itself in its languages; for course.yml all."""
    if text_kind(path) == "course":
        files = list_draft_files(course)
    else:
        siblings = find_siblings(path, list_draft_paths(course.id), _own(course))
        files = list_named_files(course.id, {MANIFEST, *(each for _language, each in siblings)})
    return {file.path: file.source for file in files}


def _pictures(
    course: Course, edition: CourseEdition, draft: CourseVersion
) -> Mapping[str, Picture]:
    if edition.media is None:
        return draft.pictures
    files = {file.id: file for file in list_media_files(edition.media.values())}
    return {
        name: Picture(media_url(file.sha256, file.extension), file.width, file.height)
        for name, file_id in edition.media.items()
        if (file := files.get(file_id))
    }


def _own(course: Course) -> str:
    return manifest_language(course.manifest, course.language)
