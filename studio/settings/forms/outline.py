"""Beginning a course or a text, and what an outline says of one."""

from collections.abc import Mapping
from typing import Any

from wtforms import (
    BooleanField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
)
from wtforms.validators import Length, ValidationError

from core.characters import has_visible
from core.i18n import LANGUAGE_NAMES, LocalText
from core.i18n import gettext as _
from core.i18n import lazy_gettext as _l
from core.webforms import TOO_LONG, Form, VisibleText, local_choice, tidy
from courses.quality.checking import find_telling_word
from studio.settings.forms.checks import writable


class NewCourseForm(Form):
    """What a course needs to begin."""

    title = StringField(
        _l("What is the course called?"),
        [VisibleText(_l("Please write a title.")), Length(max=200, message=TOO_LONG)],
        filters=[tidy, writable],
    )
    programme = SelectField(_l("Programme"), description=_l("Where learners find it."))
    language = RadioField(
        _l("In which language do you write it?"),
        choices=[SelectChoice(*each) for each in LANGUAGE_NAMES.items()],
        default="vi",
        description=_l("A translation can be added to every text later."),
    )
    is_sensitive = BooleanField(
        _l("It is about violence"),
        description=_l(
            "Then nothing that others might see tells what it is about: no address, no list, no "
            "mail. Somebody who is being watched takes it, too."
        ),
    )
    neutral_title = StringField(
        _l("A title that tells nothing"),
        [Length(max=200, message=TOO_LONG)],
        filters=[tidy, writable],
        description=_l("For example “Short lesson 3”. It stands in lists and mail."),
    )

    def offer(self, programmes: Mapping[str, LocalText]) -> None:
        """Say in which programmes it may stand."""
        self.programme.choices = [local_choice(key, name) for key, name in programmes.items()]

    def validate_neutral_title(self, field: Any) -> None:
        """A sensitive course has one, and it tells nothing."""
        if not self.is_sensitive.data:
            return
        if not has_visible(field.data or ""):
            raise ValidationError(_("Please write a title that tells nothing."))
        word = find_telling_word(field.data)
        if word:
            raise ValidationError(_("“%(word)s” tells what the course is about.", word=word))


class NewTextForm(Form):
    """What a new lesson, quiz or bank is called."""

    kind = RadioField(
        _l("What shall it be?"),
        choices=[
            SelectChoice("lesson", _l("A lesson")),
            SelectChoice("quiz", _l("A quiz")),
            SelectChoice("bank", _l("A question bank")),
        ],
        default="lesson",
    )
    title = StringField(
        _l("Title"),
        [VisibleText(_l("Please write a title.")), Length(max=200, message=TOO_LONG)],
        filters=[tidy, writable],
    )


class OutlineItemForm(Form):
    """A text's title in its languages, a quiz's role, and whether completion asks for it."""

    vi = StringField(
        _l("Title in Vietnamese"), [Length(max=200, message=TOO_LONG)], filters=[tidy, writable]
    )
    en = StringField(
        _l("Title in English"), [Length(max=200, message=TOO_LONG)], filters=[tidy, writable]
    )
    role = RadioField(
        _l("What is this quiz for?"),
        choices=[
            SelectChoice("", _l("Questions along the way")),
            SelectChoice("final", _l("The final test: whoever passes it has learnt the course")),
            SelectChoice("before", _l("A test before the course, to compare with the one after")),
            SelectChoice("after", _l("The test after the course")),
            SelectChoice("practice", _l("Practice: nothing is kept against anybody")),
        ],
        default="",
        validate_choice=False,
    )
    is_required = BooleanField(
        _l("It has to be done to complete the course"),
    )

    def validate_role(self, field: Any) -> None:
        """One of those there are."""
        if (field.data or "") not in {choice.value for choice in field.choices}:
            raise ValidationError(_("Not a valid choice."))
