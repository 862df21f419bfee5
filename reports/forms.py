"""Forms of the reports: what to look at, whom to list, and a goal."""

from datetime import date, timedelta

from wtforms import SearchField, SelectField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from core.i18n import gettext as _
from core.i18n import lazy_gettext as _l
from core.webforms import DayField, Form, WholeNumberField

FARTHEST = timedelta(days=3652)


class ViewForm(Form):
    """Of which unit and day; which course is chosen in the table of courses."""

    class Meta(Form.Meta):
        """It only reads."""

        csrf = False

    unit = SelectField(_l("Unit"), validate_choice=False)
    on = DayField(_l("As of"))


class PeopleForm(Form):
    """Which of the people."""

    class Meta(Form.Meta):
        """It only reads."""

        csrf = False

    q = SearchField(_l("Name or employee code"), render_kw={"autocomplete": "off"})
    state = SelectField(_l("State"), validate_choice=False)
    sex = SelectField(_l("Sex"), validate_choice=False)


class ChangeGoalForm(Form):
    """How many per cent, until when."""

    target_percent = WholeNumberField(
        _l("Per cent of those who are to take it"),
        [
            InputRequired(_l("Please say how many per cent.")),
            NumberRange(1, 100, _l("A whole number from 1 to 100.")),
        ],
        render_kw={"inputmode": "numeric", "min": "1", "max": "100"},
    )
    due_on = DayField(_l("Until"), [InputRequired(_l("Please choose a day."))])

    today: date | None = None
    kept_day: date | None = None

    def validate_due_on(self, field: DayField) -> None:
        """A goal looks ahead; one that stands may keep its day."""
        if field.data is None or field.data == self.kept_day or self.today is None:
            return
        if field.data < self.today:
            raise ValidationError(_("Choose today or a later day."))
        if field.data > self.today + FARTHEST:
            raise ValidationError(_("Choose a day within the next ten years."))


class GoalForm(ChangeGoalForm):
    """A new goal."""

    course = SelectField(_l("Course"), [InputRequired(_l("Please choose a course."))])
    unit = SelectField(
        _l("Unit"),
        [InputRequired(_l("Please choose a unit."))],
        description=_l("The goal holds for this unit and all below it."),
    )
