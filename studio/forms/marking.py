"""Marks for what was written."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from wtforms import HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from core.i18n import format_number
from core.i18n import gettext as _
from core.i18n import lazy_gettext as _l
from core.webforms import TOO_LONG, DecimalNumberField, Form, tidy


class MarksForm(Form):
    """Points for each criterion of a rubric, and a word to the learner.

    The fields of the criteria are made for the question. `seen` is when the marks were given that
    whoever marks has seen, empty for a response that was not marked yet.
    """

    comment = TextAreaField(
        _l("A word to the learner"),
        [Length(max=2000, message=TOO_LONG)],
        filters=[tidy],
        description=_l("The learner reads it beside the answer."),
    )
    seen = HiddenField()

    @property
    def criteria(self) -> list[DecimalNumberField]:
        """The fields of the criteria, in their order."""
        return [field for field in self if isinstance(field, DecimalNumberField)]

    @property
    def awarded(self) -> tuple[Decimal, ...]:
        """The points that were given."""
        return tuple(field.data or Decimal(0) for field in self.criteria)


def marks_form(criteria: Sequence[tuple[str, Decimal]], kept: Any = None) -> MarksForm:
    """A form with a field for each criterion, given in words with what it is worth.

    With `kept`, a response as it is marked, the form shows its marks, whatever was sent.
    """
    fields: dict[str, Any] = {
        f"points-{index}": DecimalNumberField(
            words,
            [
                InputRequired(_("Please give points.")),
                NumberRange(0, most, _("Please give from 0 to %(max)s points.")),
            ],
            places=None,
            description=_("From 0 to %(max)s points", max=format_number(most)),
            render_kw={"inputmode": "decimal", "autocomplete": "off"},
        )
        for index, (words, most) in enumerate(criteria)
    }
    form = type("MarksForm", (MarksForm,), fields)
    if kept is None:
        return form()
    given = {f"points-{index}": Decimal(points) for index, points in enumerate(kept.awarded or ())}
    return form(formdata=None, comment=kept.comment, seen=moment_text(kept.marked_at), **given)


def moment_text(moment: datetime | None) -> str:
    """A moment as a hidden field says it back."""
    return moment.isoformat() if moment else ""
