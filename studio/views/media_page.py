"""The pages of a course's files: all of them, and one."""

from collections.abc import Mapping, Sequence

from flask import abort, render_template

from core.i18n import format_number
from core.i18n import gettext as _
from courses.bundles.files import LARGEST_BUNDLE
from courses.bundles.manifest import manifest_language
from courses.models import Course
from courses.queries import list_course_media, list_draft_files
from media.addresses import media_url
from media.operations import largest_played
from studio import queries
from studio.contents import manifest_titles
from studio.forms.media import RenameMediaForm
from studio.media_files import (
    KILOBYTE,
    KIND_NAMES,
    MEGABYTE,
    KeptFile,
    MediaLine,
    find_published,
    list_lines,
    total_size,
)
from studio.views.reaching import may_write


def media_lines(course: Course) -> list[MediaLine]:
    """The files of a course with where they are used."""
    files = [
        KeptFile(
            named.name,
            media_url(file.sha256, file.extension),
            file.sha256,
            file.size,
            file.width,
            file.height,
            named.original_name if named.original_sha256 else None,
        )
        for named, file in list_course_media(course)
    ]
    texts = {file.path: file.source for file in list_draft_files(course)}
    return list_lines(files, texts, find_published(queries.list_published_parts(course)))


def media_list(
    course: Course, lines: Sequence[MediaLine], shown: Sequence[MediaLine], show: str
) -> str:
    """All files, or those that nothing shows."""
    files = [line.file for line in lines]
    return render_template(
        "studio/media.html",
        **_frame(course),
        lines=shown,
        show=show,
        count=len(lines),
        unused_count=sum(not line.is_used for line in lines),
        total=size_in_words(total_size(files)),
        most=size_in_words(LARGEST_BUNDLE),
        largest=size_in_words(largest_played()),
    )


def media_page(course: Course, name: str, form: RenameMediaForm | None = None) -> str:
    """One file; 404 where the course has none of that name."""
    lines = {line.file.name: line for line in media_lines(course)}
    line = lines.get(name) or abort(404)
    stem = line.label.rpartition(".")[0]
    return render_template(
        "studio/media_file.html",
        **_frame(course),
        line=line,
        beside=[lines[other] for other in line.beside],
        form=form or RenameMediaForm(formdata=None, stem=stem),
    )


def size_in_words(size: int) -> str:
    """A size as people say it."""
    if size < MEGABYTE:
        return _("%(count)s KB", count=format_number(-(-size // KILOBYTE)))
    return _("%(count)s MB", count=format_number(round(size / MEGABYTE)))


def _frame(course: Course) -> Mapping[str, object]:
    own = manifest_language(course.manifest, course.language)
    return {
        "course": course,
        "own_language": own,
        "titles": manifest_titles(course.manifest, own),
        "may_write": may_write(course),
        "kinds": KIND_NAMES,
        "size": size_in_words,
    }
