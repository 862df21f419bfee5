"""Forms of accounts."""

from accounts.forms.own import PasswordForm, SignInForm
from accounts.forms.people import PeopleFilterForm, PersonForm
from accounts.forms.units import UnitForm

__all__ = ["PasswordForm", "PeopleFilterForm", "PersonForm", "SignInForm", "UnitForm"]
