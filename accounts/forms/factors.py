"""Forms of second factors."""

from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import InputRequired, Length

from accounts.passkeys import LONGEST_ANSWER
from core.i18n import lazy_gettext as _l
from core.webforms import TOO_LONG, Form, VisibleText, tidy

LONGEST_CODE = 60
LONGEST_NAME = 80
LONGEST_SEALED = 400

PLAIN = {"autocapitalize": "none", "spellcheck": "false"}


class CodeForm(Form):
    """The code an app shows."""

    code = StringField(
        _l("Code from your app"),
        [
            InputRequired(_l("Please type the six figures.")),
            Length(max=LONGEST_CODE, message=TOO_LONG),
        ],
        filters=[tidy],
        description=_l("Six figures; the app shows new ones every 30 seconds."),
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", **PLAIN},
    )


class RecoveryForm(Form):
    """One of the codes on paper."""

    recovery_code = StringField(
        _l("Recovery code"),
        [
            InputRequired(_l("Please type a recovery code.")),
            Length(max=LONGEST_CODE, message=TOO_LONG),
        ],
        filters=[tidy],
        description=_l("Sixteen letters and figures from your list; each code is good once."),
        render_kw={"autocomplete": "off", **PLAIN},
    )


class TotpForm(CodeForm):
    """The first code of an app that was set up just now; the secret comes along, sealed."""

    secret = HiddenField(validators=[Length(max=LONGEST_SEALED)])


class PasskeyNameForm(Form):
    """What a passkey is called."""

    name = StringField(
        _l("Name"),
        [
            VisibleText(_l("Please give it a name.")),
            Length(max=LONGEST_NAME, message=TOO_LONG),
        ],
        filters=[tidy],
        description=_l("So that you know it again, such as “Phone” or “Office computer”."),
        render_kw={"autocomplete": "off"},
    )


class PasskeyForm(PasskeyNameForm):
    """A new passkey: its name, and what the browser says of it."""

    credential = HiddenField(validators=[Length(max=LONGEST_ANSWER)])


class PasskeySignInForm(Form):
    """Signing in by a passkey: what the browser says, and what kind of device it is."""

    credential = HiddenField(validators=[Length(max=LONGEST_ANSWER)])
    is_shared = BooleanField()
    is_trusted = BooleanField()
