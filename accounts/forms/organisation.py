"""Forms of the organisation, and of its audit."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from wtforms import (
    BooleanField,
    SearchField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from accounts import retention
from accounts.audit_words import ACTION_NAMES
from accounts.models import Organisation
from accounts.operations.organisation import OrganisationSettings
from accounts.queries.audit_entries import AuditFilter
from accounts.words import ROLE_NAMES
from core.i18n import gettext as _
from core.i18n import lazy_gettext as _l
from core.webforms import TOO_LONG, DayField, Form, VisibleText, WholeNumberField, tidy

MONTHS = _l("Please write a whole number of months.")
FIRST_YEAR, LAST_YEAR = 2000, 2200
LONGEST_WORDS = 160
OUT_OF_RANGE = _l("Number must be between %(min)s and %(max)s.")


class OrganisationForm(Form):
    """What the organisation decides about itself."""

    name = StringField(
        _l("Name of the organisation"),
        [VisibleText(_l("Please write the name.")), Length(max=200, message=TOO_LONG)],
        filters=[tidy],
    )
    retention_months = WholeNumberField(
        _l("Months until somebody who left is made anonymous"),
        [
            InputRequired(MONTHS),
            NumberRange(retention.FEWEST_RETENTION, retention.MOST_RETENTION, OUT_OF_RANGE),
        ],
        description=_l(
            "Counted from the day the account was deactivated. It happens the next night, and"
            " nobody can undo it."
        ),
    )
    audit_months = WholeNumberField(
        _l("Months that the audit is kept"),
        [
            InputRequired(MONTHS),
            NumberRange(retention.FEWEST_AUDIT, retention.MOST_AUDIT, OUT_OF_RANGE),
        ],
        description=_l("Older entries go the next night; how many there were stays provable."),
    )
    second_factor_roles = SelectMultipleField(
        _l("Who needs a second factor to sign in"),
        choices=[SelectChoice(role, name) for role, name in ROLE_NAMES.items()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    demands_review = BooleanField(
        _l("A second person has to accept a course before it is published"),
        description=_l("A reviewer, or a trainer who wrote nothing of what changed."),
    )

    @classmethod
    def of(cls, organisation: Organisation) -> "OrganisationForm":
        """The form as the organisation stands, with what was sent."""
        return cls(
            name=organisation.name,
            retention_months=organisation.retention_months,
            audit_months=organisation.audit_months,
            second_factor_roles=organisation.second_factor_roles,
            demands_review=organisation.demands_review,
        )

    @property
    def settings(self) -> OrganisationSettings:
        """What was typed."""
        return OrganisationSettings(
            self.name.data,
            self.retention_months.data,
            self.audit_months.data,
            tuple(self.second_factor_roles.data or ()),
            bool(self.demands_review.data),
        )


class AuditFilterForm(Form):
    """Which entries of the audit to show."""

    class Meta(Form.Meta):
        """It only reads."""

        csrf = False

    action = SelectField(_l("What"), validate_choice=False)
    person = SearchField(_l("Name, username or code"), filters=[tidy])
    day = DayField(_l("Day"), [Optional()])

    def offer_actions(self) -> None:
        """Put the actions into words, in the order of the reader's alphabet."""
        named = sorted((str(name), key) for key, name in ACTION_NAMES.items())
        everything = SelectChoice("", _("Everything"))
        self.action.choices = [everything, *(SelectChoice(key, name) for name, key in named)]

    def wanted(self, zone: str) -> AuditFilter:
        """What was asked for; an action or a day that cannot be counts as none."""
        action = self.action.data if self.action.data in ACTION_NAMES else ""
        words = (self.person.data or "")[:LONGEST_WORDS]
        day: date | None = self.day.data
        if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
            return AuditFilter(action, words)
        begins_at = datetime.combine(day, time(), ZoneInfo(zone))
        ends_at = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
        return AuditFilter(action, words, begins_at, ends_at)

    @property
    def chosen(self) -> dict[str, str]:
        """What was asked for, as an address says it."""
        day: date | None = self.day.data
        wanted = {
            "action": self.action.data,
            "person": self.person.data,
            "day": day.isoformat() if day else None,
        }
        return {name: value for name, value in wanted.items() if value}
