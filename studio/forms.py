"""Forms of the studio: a text, and publishing."""

from wtforms import HiddenField, RadioField, SelectChoice, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from core.i18n import lazy_gettext as _l
from core.webforms import TOO_LONG, Form, VisibleText, WholeNumberField, tidy

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


class PublishForm(Form):
    """What changed, and whether it matters to those who completed the course."""

    note = TextAreaField(
        _l("What changed"),
        [
            VisibleText(_l("Please say in a few words what changed.")),
            Length(max=500, message=TOO_LONG),
        ],
        filters=[tidy],
        description=_l("For other trainers, and for whoever asks later."),
    )
    is_material = RadioField(
        _l("Does it change what people have to know?"),
        choices=[
            SelectChoice("no", _l("No, only how it is said")),
            SelectChoice("yes", _l("Yes, for example a law")),
        ],
        validators=[InputRequired(_l("Please choose one of the two."))],
        description=_l(
            "Yes marks the edition, so that people can be asked to read it again. "
            "Nobody loses a completion either way."
        ),
    )
