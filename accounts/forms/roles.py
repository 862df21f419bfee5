"""Forms about roles."""

from collections.abc import Mapping, Sequence
from datetime import date

from wtforms import SelectChoice, SelectField
from wtforms.validators import InputRequired, Optional

from accounts.forms.people import unit_choices
from accounts.granting import ROLES, RoleWish, roles_to_give
from accounts.queries import CurrentUnit, RolesFilter
from accounts.queries.roles import STATES
from accounts.reach import Reach
from accounts.words import ROLE_NAMES, STATE_NAMES
from core.i18n import LocalText
from core.i18n import gettext as _
from core.i18n import lazy_gettext as _l
from core.webforms import DayField, Form, local_choice

MISTAKES = {
    "beyond": _l("You cannot give this role here."),
    "no_unit": _l("This role is about courses: choose the whole organisation."),
    "no_programme": _l("Only trainers and reviewers are tied to a programme."),
    "past": _l("Choose today or a later day."),
    "far": _l("Choose a day within the next ten years."),
    "before": _l("The last day cannot be before the first."),
    "endless": _l("An inspector needs a last day."),
    "long": _l("An inspector may stay for a year at most."),
}


class RoleForm(Form):
    """A role to give: which, where, and from when until when."""

    role = SelectField(_l("Role"))
    unit = SelectField(_l("Unit, and all below it"))
    programme = SelectField(
        _l("Programme"),
        description=_l("For trainers and reviewers: the courses they work on."),
        default="",
    )
    begins_on = DayField(_l("From"), [InputRequired(_l("Please choose a day."))])
    until = DayField(
        _l("Last day"), [Optional()], description=_l("An inspector needs one, within a year.")
    )

    def offer(
        self, reach: Reach, units: Sequence[CurrentUnit], programmes: Mapping[str, LocalText]
    ) -> None:
        """Say what somebody with this reach may choose."""
        whole = [SelectChoice("", _("Whole organisation"))] if reach.is_whole else []
        self.role.choices = [SelectChoice(role, ROLE_NAMES[role]) for role in roles_to_give(reach)]
        self.unit.choices = whole + unit_choices(units)
        if reach.is_whole and programmes:
            named = [local_choice(key, name) for key, name in programmes.items()]
            self.programme.choices = [SelectChoice("", _("All programmes")), *named]
        else:
            del self.programme

    def wish(self, units: Sequence[CurrentUnit]) -> RoleWish:
        """What was chosen, once it is valid."""
        unit = next((unit for unit in units if unit.key == self.unit.data), None)
        begins_on: date = self.begins_on.data
        return RoleWish(
            self.role.data,
            unit.id if unit else None,
            unit.path if unit else None,
            (self.programme.data or None) if self.programme else None,
            begins_on,
            self.until.data,
        )

    def mark(self, mistakes: Mapping[str, str]) -> bool:
        """Say at the fields what is wrong; whether anything is."""
        for name, mistake in mistakes.items():
            self[name].errors = [str(MISTAKES[mistake])]
        return bool(mistakes)


class RolesFilterForm(Form):
    """Which roles to list."""

    class Meta(Form.Meta):
        """It only reads."""

        csrf = False

    role = SelectField(_l("Role"), validate_choice=False)
    unit = SelectField(_l("Holds in"), validate_choice=False)
    state = SelectField(_l("State"), validate_choice=False, default="in_force")

    def offer_units(self, units: Sequence[CurrentUnit]) -> None:
        """Say by what one may filter."""
        roles = [SelectChoice(role, ROLE_NAMES[role]) for role in ROLES]
        self.role.choices = [SelectChoice("", _("All roles")), *roles]
        self.unit.choices = [SelectChoice("", _("Everywhere")), *unit_choices(units)]
        self.state.choices = [SelectChoice(state, STATE_NAMES[state]) for state in STATES]

    def wanted(self, units: Sequence[CurrentUnit]) -> RolesFilter:
        """What was asked for; what is not understood filters nothing."""
        path = next((unit.path for unit in units if unit.key == self.unit.data), None)
        role = self.role.data if self.role.data in ROLES else ""
        state = self.state.data if self.state.data in STATES else "in_force"
        return RolesFilter(role, path, state)

    @property
    def chosen(self) -> dict[str, str]:
        """What was asked for, as an address says it."""
        values = {"role": self.role.data, "unit": self.unit.data, "state": self.state.data}
        return {name: value for name, value in values.items() if value and value != "in_force"}
