"""Writes: bringing bundles in, keeping drafts, publishing editions."""

from courses.operations.drafts import (
    LONGEST_DRAFT,
    TOO_LONG,
    DraftChangedMeanwhile,
    DraftFileRefused,
    add_draft_file,
    assemble_draft,
    check_draft,
    remove_draft_file,
    render_draft_lesson,
    save_draft,
    store_course_media,
)
from courses.operations.importing import import_bundle
from courses.operations.publishing import DraftHasMistakes, NothingToPublish, publish_course

__all__ = [
    "LONGEST_DRAFT",
    "TOO_LONG",
    "DraftChangedMeanwhile",
    "DraftFileRefused",
    "DraftHasMistakes",
    "NothingToPublish",
    "add_draft_file",
    "assemble_draft",
    "check_draft",
    "import_bundle",
    "publish_course",
    "remove_draft_file",
    "render_draft_lesson",
    "save_draft",
    "store_course_media",
]
