"""Forms of sign-in and of one's own account."""

from wtforms import BooleanField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length, ValidationError

from accounts.passwords import LONGEST, SHORTEST, is_too_plain
from core.i18n import gettext as _
from core.i18n import lazy_gettext as _l
from core.identity import person
from core.webforms import TOO_LONG, Form, tidy


class SignInForm(Form):
    """Name, password, and whether others use this computer too."""

    username = StringField(
        _l("Username, employee code or e-mail"),
        [InputRequired(_l("Please type your username.")), Length(max=254, message=TOO_LONG)],
        filters=[tidy],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        _l("Password"),
        [InputRequired(_l("Please type your password.")), Length(max=LONGEST, message=TOO_LONG)],
        render_kw={"autocomplete": "current-password"},
    )
    is_shared = BooleanField(
        _l("Shared computer"),
        description=_l("Signs you out after 20 idle minutes and keeps nothing here."),
    )


class PasswordForm(Form):
    """Changing one's own password."""

    current = PasswordField(
        _l("Present password"),
        [InputRequired(_l("Please type your present password."))],
        render_kw={"autocomplete": "current-password"},
    )
    new = PasswordField(
        _l("New password"),
        [
            InputRequired(_l("Please type a new password.")),
            Length(SHORTEST, LONGEST, _l("Use at least 10 characters; a short sentence is good.")),
        ],
        description=_l("At least 10 characters; a short sentence is good."),
        render_kw={"autocomplete": "new-password"},
    )
    repeated = PasswordField(
        _l("New password once more"),
        [EqualTo("new", _l("The two new passwords differ."))],
        render_kw={"autocomplete": "new-password"},
    )

    def validate_new(self, field: PasswordField) -> None:
        """Blanks alone or one's own username are no password."""
        if is_too_plain(field.data or "", person().username):
            raise ValidationError(_("Please use other words than blanks or your username."))
