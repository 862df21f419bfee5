"""Forms of accounts."""

from accounts.forms.own import (
    ActivationForm,
    CodeForm,
    ConfirmForm,
    ForgottenForm,
    PasswordForm,
    ShownNameForm,
    SignInForm,
    ToldForm,
)
from accounts.forms.people import PeopleFilterForm, PersonForm
from accounts.forms.units import UnitForm

__all__ = [
    "ActivationForm",
    "CodeForm",
    "ConfirmForm",
    "ForgottenForm",
    "PasswordForm",
    "PeopleFilterForm",
    "PersonForm",
    "ShownNameForm",
    "SignInForm",
    "ToldForm",
    "UnitForm",
]
