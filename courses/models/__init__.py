"""Programmes, courses and their activities; drafts, which change, and editions, which do not."""

from courses.models.courses import (
    Activity,
    Course,
    CourseEdition,
    CourseMedia,
    EditionActivity,
    Programme,
)
from courses.models.drafts import DraftFile, DraftHold, DraftRevision, TranslationBase
from courses.models.editions import EditionFile, KeptText, LessonEdition
from courses.models.exchanged import ExchangedFile, FileExchange, StagedBundle
from courses.models.publishing import DraftReview, ReviewComment, ScheduledPublication

__all__ = [
    "Activity",
    "Course",
    "CourseEdition",
    "CourseMedia",
    "DraftFile",
    "DraftHold",
    "DraftReview",
    "DraftRevision",
    "EditionActivity",
    "EditionFile",
    "ExchangedFile",
    "FileExchange",
    "KeptText",
    "LessonEdition",
    "Programme",
    "ReviewComment",
    "ScheduledPublication",
    "StagedBundle",
    "TranslationBase",
]
