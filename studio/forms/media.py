"""The files of a course."""

from wtforms import StringField
from wtforms.validators import Length

from core.i18n import lazy_gettext as _l
from core.webforms import TOO_LONG, Form, VisibleText, tidy


class RenameMediaForm(Form):
    """What a file is to be called; its ending stays."""

    stem = StringField(
        _l("Name"),
        [VisibleText(_l("Please give a name.")), Length(max=120, message=TOO_LONG)],
        filters=[tidy],
        description=_l("Accents and spaces are taken out. Every text that shows the file follows."),
    )
