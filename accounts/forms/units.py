"""Forms about units."""

from collections.abc import Sequence

from wtforms import SelectField, StringField
from wtforms.validators import Length

from accounts.forms.people import unit_choices
from accounts.operations import UnitDetails
from accounts.queries import CurrentUnit
from core.i18n import gettext as _
from core.i18n import lazy_gettext as _l
from core.webforms import TOO_LONG, Form, VisibleText, tidy


class UnitForm(Form):
    """A unit's name, kind and place in the tree."""

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

    def mark_loop(self) -> None:
        """Say that the unit cannot hang there."""
        self.parent.errors = [_("A unit cannot belong to itself or to one below it.")]
