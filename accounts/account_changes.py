"""Changes of an account that its owner is told of, and whether she is."""

from typing import Literal

AccountChange = Literal[
    "password_changed",
    "password_renewed",
    "factor_added",
    "factor_removed",
    "passkey_added",
    "passkey_removed",
    "role_given",
    "role_taken",
    "address_changed",
]
OF_ROLES = frozenset({"role_given", "role_taken"})


def is_told(change: AccountChange, is_wanted: bool, is_by_another: bool) -> bool:
    """Whether a person is told of a change, by her choice or without it.

    What somebody else changes in how she signs in, and where her mail goes, she hears always:
    whoever got into her account could have chosen otherwise for her.
    """
    if change == "address_changed":
        return True
    return is_wanted or (is_by_another and change not in OF_ROLES)
