"""Pages of accounts."""

from accounts.views import own, sign_in
from accounts.views.blueprint import blueprint

__all__ = ["blueprint", "own", "sign_in"]
