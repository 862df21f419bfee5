"""Who is told of which change."""

import pytest

from accounts.account_changes import is_told


@pytest.mark.parametrize(
    ("change", "is_wanted", "is_by_another", "told"),
    [
        ("password_changed", True, False, True),
        ("password_changed", False, False, False),
        ("password_renewed", False, False, False),
        ("password_renewed", False, True, True),
        ("factor_removed", False, True, True),
        ("factor_added", False, False, False),
        ("role_given", True, True, True),
        ("role_given", False, True, False),
        ("role_taken", False, True, False),
        ("address_changed", False, False, True),
        ("address_changed", False, True, True),
    ],
)
def test_one_is_told_by_choice_and_of_what_others_do_to_the_sign_in_always(
    change, is_wanted, is_by_another, told
):
    assert is_told(change, is_wanted, is_by_another) is told
