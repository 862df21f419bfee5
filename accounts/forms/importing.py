"""Forms of importing: a file, and what its columns hold."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, RadioField, SelectChoice, SelectField

from accounts.importing.columns import COLUMNS
from accounts.importing.showing import ShownColumn
from core.i18n import gettext as _
from core.i18n import lazy_gettext as _l
from core.webforms import Form


class ImportFileForm(Form):
    """A spreadsheet of people or of units."""

    kind = RadioField(
        _l("What does the file list?"),
        choices=[SelectChoice("people", _l("People")), SelectChoice("units", _l("Units"))],
        default="people",
    )
    file = FileField(
        _l("File"),
        [FileRequired(_l("Please choose a file."))],
        description=_l("CSV or Excel (.xlsx), at most 20 MB."),
        render_kw={"accept": ".csv,.txt,.xlsx"},
    )


class ImportColumnsForm(Form):
    """What each column holds; the fields are made for the file."""

    creates_units = BooleanField(
        _l("Make units that are not there yet"),
        description=_l("Without this, a row whose unit is unknown is refused."),
    )

    @property
    def columns(self) -> list[SelectField]:
        """The fields of the columns, in their order."""
        return [field for field in self if isinstance(field, SelectField)]

    def choices_made(self, count: int) -> list[str]:
        """The keys that were chosen, column by column."""
        return [self[f"column-{index}"].data or "" for index in range(count)]


def columns_form(
    kind: str, columns: Sequence[ShownColumn], keys: Sequence[str], creates_units: bool
) -> ImportColumnsForm:
    """A form with a field for each column of the file, filled with what was recognised."""
    choices = [SelectChoice("", _("not imported"))]
    choices += [SelectChoice(column.key, str(column.label)) for column in COLUMNS[kind]]
    fields: Mapping[str, Any] = {
        f"column-{index}": SelectField(
            _("Column %(letters)s: %(head)s", letters=column.letters, head=column.head or "–"),
            description=column.examples,
            choices=choices,
            default=keys[index],
        )
        for index, column in enumerate(columns)
    }
    made = type("ColumnsForm", (ImportColumnsForm,), dict(fields))
    form: ImportColumnsForm = made(creates_units=creates_units)
    if kind == "units":
        del form.creates_units
    return form
