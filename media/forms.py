"""Forms of media: a site that lessons may show."""

from wtforms import StringField
from wtforms.validators import Length

from core.i18n import lazy_gettext as _l
from core.webforms import TOO_LONG, Form, VisibleText, tidy


class EmbedHostForm(Form):
    """A site, by its host or by the address of one of its pages."""

    host = StringField(
        _l("Site"),
        [
            VisibleText(_l("Please write a host such as youtube.com.")),
            Length(max=255, message=TOO_LONG),
        ],
        filters=[tidy],
        description=_l("For example youtube.com, or the address of any page there."),
    )
