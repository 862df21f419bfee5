"""Settings of a course."""

from typing import Any

from wtforms import (
    BooleanField,
    RadioField,
    SelectChoice,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from core.i18n import LANGUAGE_NAMES
from core.i18n import gettext as _
from core.i18n import lazy_gettext as _l
from core.webforms import TOO_LONG, Form, VisibleText, WholeNumberField, tidy
from courses.quality.checking import find_telling_word
from studio.settings.course import CourseValues
from studio.settings.forms.checks import Checks, writable


class CourseSettingsForm(Form):
    """What course.yml says of the course as a whole, and the version it was read in."""

    title_vi = StringField(
        _l("Title in Vietnamese"), [Length(max=200, message=TOO_LONG)], filters=[tidy, writable]
    )
    title_en = StringField(
        _l("Title in English"),
        [Length(max=200, message=TOO_LONG)],
        filters=[tidy, writable],
        description=_l("A title in both languages promises that the whole course is translated."),
    )
    summary_vi = TextAreaField(
        _l("Summary in Vietnamese"),
        [Length(max=2000, message=TOO_LONG)],
        filters=[tidy, writable],
        description=_l("Two or three sentences: what one knows and can do afterwards."),
    )
    summary_en = TextAreaField(
        _l("Summary in English"), [Length(max=2000, message=TOO_LONG)], filters=[tidy, writable]
    )
    minutes = WholeNumberField(
        _l("Minutes"),
        [Optional(), NumberRange(1, 6000)],
        description=_l("How long the whole course takes. Empty: its lessons and quizzes together."),
    )
    valid_for_months = WholeNumberField(
        _l("Valid for how many months"),
        [Optional(), NumberRange(1, 120)],
        description=_l("After that people are asked to learn it again. Empty: for ever."),
    )
    required = Checks(_l("What has to be done to complete the course"), validate_choice=False)
    order = RadioField(
        _l("In which order"),
        choices=[
            SelectChoice("free", _l("In any order")),
            SelectChoice(
                "in_turn", _l("One after the other: each opens when the one before is done")
            ),
        ],
        default="free",
    )
    contributors = TextAreaField(
        _l("Who wrote it"),
        [Length(max=2000, message=TOO_LONG)],
        filters=[tidy, writable],
        description=_l("One name a line."),
    )
    licence = StringField(
        _l("Licence"),
        [Length(max=80, message=TOO_LONG)],
        filters=[tidy, writable],
        description=_l("What others may do with the course, for example CC-BY-4.0."),
    )
    is_sensitive = BooleanField(
        _l("It is about violence"),
        description=_l("Then nothing that others might see tells what it is about."),
    )
    neutral_title_vi = StringField(
        _l("A title that tells nothing, in Vietnamese"),
        [Length(max=200, message=TOO_LONG)],
        filters=[tidy, writable],
    )
    neutral_title_en = StringField(
        _l("A title that tells nothing, in English"),
        [Length(max=200, message=TOO_LONG)],
        filters=[tidy, writable],
    )
    key = StringField(
        _l("Address"),
        [Length(max=60, message=TOO_LONG)],
        filters=[tidy, writable],
        description=_l(
            "Small letters, digits and hyphens. It can be changed until the course is published; "
            "after that results hang on it."
        ),
    )
    version = WholeNumberField(validators=[InputRequired(), NumberRange(0)])

    def demand(self, own: str) -> None:
        """Make what a course has to have wanted: a title of its own language, and a neutral one."""
        title = self[f"title_{own}"]
        title.validators = [VisibleText(_("Please write a title.")), *title.validators]
        if self.is_sensitive.data:
            neutral = self[f"neutral_title_{own}"]
            words = _("Please write a title that tells nothing.")
            neutral.validators = [VisibleText(words), *neutral.validators]

    def validate_required(self, field: Any) -> None:
        """Something has to be asked for."""
        if not field.data and field.choices:
            raise ValidationError(_("Choose at least one, else nobody could complete it."))

    def validate_neutral_title_vi(self, field: Any) -> None:
        """It tells nothing."""
        word = find_telling_word(field.data or "") if self.is_sensitive.data else None
        if word:
            raise ValidationError(_("“%(word)s” tells what the course is about.", word=word))

    validate_neutral_title_en = validate_neutral_title_vi

    @property
    def values(self) -> CourseValues:
        """What was filled in."""
        known = {choice.value for choice in self.required.choices or []}
        return CourseValues(
            titles=self._texts("title"),
            summaries=self._texts("summary"),
            neutral_titles=self._texts("neutral_title"),
            is_sensitive=bool(self.is_sensitive.data),
            minutes=self.minutes.data,
            valid_for_months=self.valid_for_months.data,
            required=[each for each in self.required.data or [] if each in known],
            order=self.order.data or "free",
            licence=self.licence.data or "",
            contributors=[
                each.strip() for each in (self.contributors.data or "").splitlines() if each.strip()
            ],
        )

    def _texts(self, name: str) -> dict[str, str]:
        return {language: self[f"{name}_{language}"].data or "" for language in LANGUAGE_NAMES}
