"""Forms about a course as a whole, its quizzes, and what the organisation writes."""

from studio.settings.forms.course import CourseSettingsForm
from studio.settings.forms.organisation import OrganisationTextForm
from studio.settings.forms.outline import NewCourseForm, NewTextForm, OutlineItemForm
from studio.settings.forms.quiz import QuizSettingsForm

__all__ = [
    "CourseSettingsForm",
    "NewCourseForm",
    "NewTextForm",
    "OrganisationTextForm",
    "OutlineItemForm",
    "QuizSettingsForm",
]
