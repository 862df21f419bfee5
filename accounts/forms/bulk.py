"""The form of what is done to many people at once."""

from collections.abc import Sequence

from wtforms import HiddenField, SelectField

from accounts.forms.people import unit_choices
from accounts.queries import CurrentUnit
from core.i18n import lazy_gettext as _l
from core.webforms import Form


class MoveForm(Form):
    """Where many are to work from today on."""

    to = SelectField(_l("To the unit"))
    count = HiddenField()

    def offer_units(self, units: Sequence[CurrentUnit]) -> None:
        """Say among which units one may choose."""
        self.to.choices = unit_choices(units)

    def unit_id(self, units: Sequence[CurrentUnit]) -> int:
        """The unit that was chosen."""
        return next(unit.id for unit in units if unit.key == self.to.data)
