"""Forms: every message in the reader's language, and texts in one Unicode form."""

import unicodedata
from decimal import Decimal
from typing import Any

from flask import request
from flask_babel import get_domain
from flask_wtf import FlaskForm
from flask_wtf.form import _Auto
from werkzeug.datastructures import CombinedMultiDict
from wtforms import DateField, DecimalField, Field, IntegerField, SelectChoice
from wtforms.validators import InputRequired, StopValidation

from core.characters import has_visible
from core.i18n import LocalText, current_language, gettext
from core.i18n import lazy_gettext as _l

# Messages of WTForms' own that our forms can show; named here so that catalogues hold them.
BUILT_IN_MESSAGES = (
    _l("This field is required."),
    _l("Not a valid choice."),
    _l("Not a valid integer value."),
    _l("Not a valid date value."),
    _l("Not a valid decimal value."),
    _l("Invalid input."),
    _l("Number must be between %(min)s and %(max)s."),
)


# WTForms' own message for this counts by number; give this one to Length(max=…, message=TOO_LONG).
TOO_LONG = _l("Please use at most %(max)d characters.")

SUBMITTING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
MOST_DIGITS = 9
FIRST_YEAR, LAST_YEAR = 1900, 2200
LONGEST_DECIMAL = 12


def local_choice(value: str, text: LocalText) -> SelectChoice:
    """A choice that says of its words which language they are in, where it is not the page's."""
    is_foreign = text.language != current_language()
    return SelectChoice(value, text.text, render_kw={"lang": text.language} if is_foreign else {})


class _Translations:
    """Hands WTForms' messages to the site's catalogues."""

    def gettext(self, message: str) -> str:
        """One message."""
        return gettext(message)

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """One message by number, whose placeholders WTForms fills in afterwards."""
        return str(get_domain().get_translations().ngettext(singular, plural, count))


class Form(FlaskForm):
    """Base of every form."""

    class Meta(FlaskForm.Meta):
        """WTForms' settings."""

        def wrap_formdata(self, _form: FlaskForm, formdata: Any) -> Any:
            """Forms are filled in by forms: what comes as JSON fills in none."""
            if formdata is not _Auto:
                return formdata
            if request.method not in SUBMITTING:
                return None
            return CombinedMultiDict((request.files, request.form))

        def get_translations(self, _form: FlaskForm) -> _Translations:
            """Messages come from the site's catalogues."""
            return _Translations()

    def __init__(self, formdata: Any = _Auto, **values: Any) -> None:
        super().__init__(formdata=formdata, **values)


class VisibleText(InputRequired):
    """Demands at least one character that one can see; what is only blank counts as missing."""

    def __call__(self, form: Any, field: Field) -> None:
        """Refuse a text that shows nothing."""
        super().__call__(form, field)
        if not has_visible(field.data or ""):
            field.errors = []
            raise StopValidation(str(self.message))


class WholeNumberField(IntegerField):
    """A whole number that every database can hold: nine digits at most."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Refuse what is longer before anything counts with it."""
        if valuelist and len(valuelist[0].strip()) > MOST_DIGITS:
            raise ValueError(self.gettext("Not a valid integer value."))
        super().process_formdata(valuelist)


class DayField(DateField):
    """A day of our time: near the ends of the calendar nothing can be counted on."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        """Refuse what lies beyond before anything counts with it."""
        super().process_formdata(valuelist)
        if self.data is not None and not FIRST_YEAR <= self.data.year <= LAST_YEAR:
            self.data = None
            raise ValueError(self.gettext("Not a valid date value."))


class DecimalNumberField(DecimalField):
    """A decimal number with either separator, as people here and elsewhere write it."""

    data: Decimal | None

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read a comma as a point; refuse what no column holds, and what is no number."""
        given = [value.strip().replace(",", ".") for value in valuelist]
        if given and len(given[0]) > LONGEST_DECIMAL:
            raise ValueError(self.gettext("Not a valid decimal value."))
        super().process_formdata(given)
        if self.data is not None and not self.data.is_finite():
            self.data = None
            raise ValueError(self.gettext("Not a valid decimal value."))


def tidy(text: str | None) -> str | None:
    """A typed text trimmed and in Unicode's composed form; a filter for fields."""
    return unicodedata.normalize("NFC", text).strip() if text else text
