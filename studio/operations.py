"""Writes of the studio: several texts of a draft at once."""

from collections.abc import Collection, Mapping
from contextlib import nullcontext
from datetime import datetime

from courses import operations
from courses.models import Course, DraftFile


def save_texts(
    course: Course,
    files: Mapping[str, DraftFile],
    texts: Mapping[str, str],
    at: datetime,
    by_id: int,
) -> None:
    """Save new texts over the files they were made of; what is not there yet is begun.

    The course is held by this transaction, and `files` were read after that. Raises
    DraftChangedMeanwhile or DraftFileRefused, and the caller rolls back: all of it or nothing.
    """
    together = operations.staying_in_step(course, at) if len(texts) > 1 else nullcontext()
    with together:
        for path, source in texts.items():
            if path in files:
                operations.save_draft(files[path], source, files[path].version, at, by_id)
            else:
                operations.add_draft_file(course, path, source, at, by_id)


def change_texts(
    course: Course,
    files: Mapping[str, DraftFile],
    texts: Mapping[str, str],
    gone: Collection[str],
    at: datetime,
    by_id: int,
) -> None:
    """Save new texts as `save_texts` does, and take others out, in one transaction."""
    save_texts(course, files, texts, at, by_id)
    operations.remove_draft_files(course, gone, at)
