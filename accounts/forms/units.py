"""Forms about units."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from wtforms import DateField, HiddenField, SelectChoice, SelectField, StringField
from wtforms.validators import Length, Optional

from accounts.forms.people import unit_choices
from accounts.operations import TreeTooDeep, UnitDetails, UnitUnderItself
from accounts.queries import CurrentUnit
from core.i18n import gettext as _
from core.i18n import lazy_gettext as _l
from core.webforms import TOO_LONG, Form, VisibleText, tidy


class UnitForm(Form):
    """A unit's name, kind and place in the tree."""

    uuid = HiddenField(default=lambda: str(uuid4()))
    name = StringField(
        _l("Name"),
        [VisibleText(_l("Please write the name.")), Length(max=200, message=TOO_LONG)],
        filters=[tidy],
    )
    kind = StringField(
        _l("Kind"),
        [Length(max=80, message=TOO_LONG)],
        filters=[tidy],
        description=_l("As your office says it: division, grassroots office, team."),
    )
    parent = SelectField(_l("Belongs to"))

    def offer_parents(self, parents: Sequence[CurrentUnit]) -> None:
        """Say under which units this one may hang; with none, that is not asked."""
        if parents:
            self.parent.choices = unit_choices(parents)
        else:
            del self.parent

    def details(self, parents: Sequence[CurrentUnit], parent_id: int | None) -> UnitDetails:
        """What was typed; `parent_id` where the place was not asked for."""
        if self.parent:
            parent_id = next(unit.id for unit in parents if unit.key == self.parent.data)
        return UnitDetails(self.name.data, self.kind.data or "", parent_id)

    @property
    def own_uuid(self) -> UUID | None:
        """The identifier this form was made with, by which sending it twice is noticed."""
        try:
            return UUID(str(self.uuid.data))
        except ValueError:
            return None

    def mark_place(self, refusal: Exception) -> None:
        """Say why the unit cannot hang there."""
        self.parent.errors = [place_problem(refusal)]


class TargetForm(Form):
    """Another unit, to go up in or to be opened under."""

    target = SelectField(_l("Unit"))

    def offer(self, units: Sequence[CurrentUnit]) -> None:
        """Say which units there are to choose from."""
        self.target.choices = [SelectChoice("", _("Choose a unit")), *unit_choices(units)]

    def chosen(self, units: Sequence[CurrentUnit]) -> CurrentUnit | None:
        """The unit that was chosen among `units`; without one, the form says so."""
        found = next((unit for unit in units if unit.key == self.target.data), None)
        if found is None:
            self.target.errors = [_("Please choose a unit.")]
        return found

    def mark_place(self, refusal: Exception) -> None:
        """Say why the unit cannot go there."""
        self.target.errors = [place_problem(refusal)]


class DayForm(Form):
    """As of which day to look."""

    class Meta(Form.Meta):
        """It changes nothing, so it needs no token, and its address stays short."""

        csrf = False

    on = DateField(_l("As of"), [Optional()])

    def past_day(self, today: date) -> date | None:
        """The day that was asked for, if it is over; else the form says what is wrong with it."""
        if not self.validate() or self.on.data is None or self.on.data == today:
            return None
        if self.on.data > today:
            self.on.errors = [_("This day is still to come.")]
            return None
        return self.on.data


def place_problem(refusal: Exception) -> str:
    """Why a unit cannot hang somewhere, in words."""
    if isinstance(refusal, UnitUnderItself):
        return str(_("A unit cannot belong to itself or to one below it."))
    if isinstance(refusal, TreeTooDeep):
        return str(_("Too many units would stand above each other there."))
    return str(_("This unit is closed by now. Please choose another one."))
