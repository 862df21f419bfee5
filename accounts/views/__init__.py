"""Pages of accounts."""

from accounts.views import own, people, sign_in, units
from accounts.views.blueprint import blueprint

__all__ = ["blueprint", "own", "people", "sign_in", "units"]
