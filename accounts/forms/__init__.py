"""Forms of accounts."""

from accounts.forms.own import (
    ActivationForm,
    CodeForm,
    ConfirmForm,
    ForgottenForm,
    PasswordForm,
    SignInForm,
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
    "SignInForm",
    "UnitForm",
]
