"""A text as it is written, and as it is looked at."""

from wtforms import HiddenField, TextAreaField
from wtforms.validators import InputRequired, NumberRange

from core.i18n import lazy_gettext as _l
from core.webforms import Form, WholeNumberField

# The form stands apart from the text it holds: the preview beside it holds forms of its own.
FORM_ID = "draft"


class DraftForm(Form):
    """A text, and the version its writer began from."""

    source = TextAreaField(_l("Text"), render_kw={"form": FORM_ID})
    version = WholeNumberField(validators=[InputRequired(), NumberRange(0)])


class PreviewForm(Form):
    """A text to look at; with `check`, the number of an inline check to try."""

    path = HiddenField()
    source = TextAreaField()
    check = HiddenField()
