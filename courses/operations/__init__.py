"""Writes: bringing bundles in, keeping drafts, publishing editions."""

from courses.operations.drafts import (
    LONGEST_DRAFT,
    TOO_LONG,
    DraftChangedMeanwhile,
    DraftFileRefused,
    add_draft_file,
    assemble_draft,
    check_draft,
    render_draft_lesson,
    save_draft,
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
    "render_draft_lesson",
    "save_draft",
]
