"""Writes: bringing bundles in, keeping drafts and their files, publishing editions."""

from courses.operations.beginning import begin_course, rekey_course
from courses.operations.deleting import CourseInUse, delete_course
from courses.operations.drafts import (
    DraftChangedMeanwhile,
    DraftFileRefused,
    add_draft_file,
    assemble_draft,
    check_draft,
    remove_draft_files,
    save_draft,
)
from courses.operations.importing import import_bundle
from courses.operations.keeping import restore_edition
from courses.operations.media import (
    MediaFileRefused,
    Upload,
    add_media,
    remove_media,
    rename_media,
    replace_media,
)
from courses.operations.programmes import save_programmes
from courses.operations.publishing import (
    CardHasNothing,
    Change,
    DraftHasMistakes,
    DraftMovedOn,
    NothingToPublish,
    check_publication,
    publish_course,
    publish_draft,
)
from courses.operations.reviewing import (
    NoSecondPerson,
    Place,
    ReviewMissing,
    ReviewMovedOn,
    add_comment,
    ask_for_review,
    decide_review,
    is_draft_accepted,
    is_review_demanded,
    settle_comment,
)
from courses.operations.schedules import (
    Plan,
    PlanMovedOn,
    cancel_publication,
    refuse_publication,
    schedule_publication,
)
from courses.operations.translating import confirm_translation, put_base, staying_in_step
from courses.operations.withdrawing import put_course_back, withdraw_course

__all__ = [
    "CardHasNothing",
    "Change",
    "CourseInUse",
    "DraftChangedMeanwhile",
    "DraftFileRefused",
    "DraftHasMistakes",
    "DraftMovedOn",
    "MediaFileRefused",
    "NoSecondPerson",
    "NothingToPublish",
    "Place",
    "Plan",
    "PlanMovedOn",
    "ReviewMissing",
    "ReviewMovedOn",
    "Upload",
    "add_comment",
    "add_draft_file",
    "add_media",
    "ask_for_review",
    "assemble_draft",
    "begin_course",
    "cancel_publication",
    "check_draft",
    "check_publication",
    "confirm_translation",
    "decide_review",
    "delete_course",
    "import_bundle",
    "is_draft_accepted",
    "is_review_demanded",
    "publish_course",
    "publish_draft",
    "put_base",
    "put_course_back",
    "refuse_publication",
    "rekey_course",
    "remove_draft_files",
    "remove_media",
    "rename_media",
    "replace_media",
    "restore_edition",
    "save_draft",
    "save_programmes",
    "schedule_publication",
    "settle_comment",
    "staying_in_step",
    "withdraw_course",
]
