"""Forms of sign-in and of one's own account."""

import unicodedata

from wtforms import BooleanField, HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length, ValidationError

from accounts import queries
from accounts.activation_codes import LONGEST_TYPED
from accounts.password_rules import is_fit_in_length, is_too_common
from accounts.passwords import LONGEST
from core.characters import are_visible
from core.i18n import gettext as _
from core.i18n import lazy_gettext as _l
from core.identity import person
from core.webforms import TOO_LONG, Form, VisibleText, tidy

LONGEST_NAME = 160
AT_LEAST = _l("At least 10 characters; a short sentence is good.")


def composed(password: str | None) -> str | None:
    """A password in Unicode's composed form, whichever keyboard typed it; blanks stay."""
    return unicodedata.normalize("NFC", password) if password else password


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
        filters=[composed],
        render_kw={"autocomplete": "current-password"},
    )
    is_shared = BooleanField(
        _l("Shared computer"),
        description=_l("Signs you out after 20 idle minutes and keeps nothing here."),
    )
    is_trusted = BooleanField(
        _l("Stay signed in for 30 days"),
        description=_l("Only on a device that you alone use."),
    )


class NewPasswordForm(Form):
    """A new password, typed twice. Whose it is has to be said before it is checked."""

    new = PasswordField(
        _l("New password"),
        [InputRequired(_l("Please type a new password."))],
        description=AT_LEAST,
        filters=[composed],
        render_kw={"autocomplete": "new-password"},
    )
    repeated = PasswordField(
        _l("New password once more"),
        [EqualTo("new", _l("The two new passwords differ."))],
        filters=[composed],
        render_kw={"autocomplete": "new-password"},
    )
    person_id = 0

    def validate_new(self, field: PasswordField) -> None:
        """Length over rules; but not what anybody would try first."""
        if not is_fit_in_length(field.data or ""):
            raise ValidationError(_("Use at least 10 characters; a short sentence is good."))
        if is_too_common(field.data or "", queries.list_own_words(self.person_id)):
            raise ValidationError(
                _("This is easily guessed: known words, names or figures. Try a short sentence.")
            )


class PasswordForm(NewPasswordForm):
    """Changing one's own password."""

    current = PasswordField(
        _l("Present password"),
        [InputRequired(_l("Please type your present password."))],
        filters=[composed],
        render_kw={"autocomplete": "current-password"},
    )

    @property
    def person_id(self) -> int:  # type: ignore[override]
        """Oneself."""
        return person().id


class ShownNameForm(Form):
    """How one is addressed on one's own pages; nothing stands for the full name."""

    shown_name = StringField(
        _l("Name as shown to you"),
        [Length(max=LONGEST_NAME, message=TOO_LONG)],
        filters=[tidy],
        render_kw={"autocomplete": "nickname", "spellcheck": "false", "maxlength": LONGEST_NAME},
    )

    def validate_shown_name(self, field: StringField) -> None:
        """Refuse signs that nobody sees, or that turn others around."""
        if not are_visible("".join((field.data or "").split(" "))):
            raise ValidationError(_("Use letters and signs that can be seen."))


class ToldForm(Form):
    """Whether one is told by mail of changes to one's account."""

    is_told = BooleanField(_l("Tell me by mail when my account changes"))


class CodeForm(Form):
    """The code on a slip, typed or scanned."""

    code = StringField(
        _l("Code"),
        [
            VisibleText(_l("Please type the code on your slip.")),
            Length(max=LONGEST_TYPED, message=TOO_LONG),
        ],
        description=_l("16 letters and figures, such as 7K3M-9QXT-2BHD-RW5C."),
        filters=[tidy],
        render_kw={
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "inputmode": "text",
        },
    )


class ActivationForm(NewPasswordForm):
    """Choosing a password with a code, on one's own device or a shared one."""

    code = HiddenField(_l("Code"))
    is_shared = BooleanField(
        _l("Shared computer"),
        description=_l("Signs you out after 20 idle minutes and keeps nothing here."),
    )


class ForgottenForm(Form):
    """By which name to find whoever forgot her password."""

    name = StringField(
        _l("Username, employee code or e-mail"),
        [VisibleText(_l("Please type your username.")), Length(max=254, message=TOO_LONG)],
        filters=[tidy],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )


class ConfirmForm(Form):
    """The password once more."""

    password_once_more = PasswordField(
        _l("Password"),
        [InputRequired(_l("Please type your password.")), Length(max=LONGEST, message=TOO_LONG)],
        filters=[composed],
        render_kw={"autocomplete": "current-password"},
    )
