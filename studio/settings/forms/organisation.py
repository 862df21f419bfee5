"""What the organisation writes into a gap."""

from wtforms import (
    HiddenField,
    TextAreaField,
)
from wtforms.validators import Length

from core.i18n import lazy_gettext as _l
from core.webforms import TOO_LONG, Form, tidy


class OrganisationTextForm(Form):
    """What the organisation writes into a gap, in both languages, and what was there before."""

    vi = TextAreaField(_l("In Vietnamese"), [Length(max=20_000, message=TOO_LONG)], filters=[tidy])
    en = TextAreaField(_l("In English"), [Length(max=20_000, message=TOO_LONG)], filters=[tidy])
    seen = HiddenField()

    @property
    def sources(self) -> dict[str, str]:
        """What was typed, by language."""
        return {"vi": self.vi.data or "", "en": self.en.data or ""}
