"""Giving a course away: its draft as the bundle it was brought as."""

from courses import queries
from courses.bundles.writing import write_zip
from courses.models import Course
from media.operations import read_content


def export_bundle(course: Course) -> bytes:
    """The zip of a course's draft; brought in again it changes nothing."""
    texts = {file.path: file.source for file in queries.list_draft_files(course)}
    media = {named.name: read_content(file) for named, file in queries.list_course_media(course)}
    return write_zip(course.key, texts, media)
