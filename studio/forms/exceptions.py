"""What a person is allowed beyond the settings of a quiz."""

from wtforms import SearchField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from core.i18n import lazy_gettext as _l
from core.webforms import TOO_LONG, DayField, Form, WholeNumberField, tidy


class ExceptionForm(Form):
    """What somebody is allowed beyond the settings of a quiz."""

    extra_minutes = WholeNumberField(
        _l("More minutes"),
        [InputRequired(), NumberRange(0, 600)],
        description=_l("Where the quiz has a time limit. An attempt that runs has them at once."),
    )
    extra_attempts = WholeNumberField(
        _l("More attempts"),
        [InputRequired(), NumberRange(0, 20)],
        description=_l("Where the quiz limits attempts."),
    )
    closes_on = DayField(
        _l("Open until"),
        [Optional()],
        description=_l("This day included. Where the quiz closes earlier."),
    )
    note = TextAreaField(
        _l("Why"),
        [Length(max=300, message=TOO_LONG)],
        filters=[tidy],
        description=_l("For other trainers; it stands in the person's own data, too."),
    )


class PersonSearchForm(Form):
    """Whom to look for."""

    class Meta(Form.Meta):
        """It changes nothing, so it needs no token."""

        csrf = False

    q = SearchField(_l("Name or employee code"), filters=[tidy])
