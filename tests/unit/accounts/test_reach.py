"""How far an administrator reaches."""

import pytest

from accounts.reach import Reach, reach_of
from core.identity import RoleScope

WHOLE = RoleScope("administrator", None, None)
OFFICE = RoleScope("administrator", 4, "/1/4/")
CLOSED = RoleScope("administrator", 9, None)


@pytest.mark.parametrize(
    ("scopes", "path", "covers"),
    [
        ([WHOLE], "/1/4/7/", True),
        ([WHOLE], None, True),
        ([OFFICE], "/1/4/", True),
        ([OFFICE], "/1/4/7/", True),
        ([OFFICE], "/1/", False),
        ([OFFICE], "/1/41/", False),
        ([OFFICE], None, False),
        ([OFFICE, WHOLE], "/1/", True),
        ([CLOSED], "/1/", False),
        ([CLOSED], None, False),
        ([], "/1/", False),
    ],
)
def test_a_role_reaches_its_unit_and_all_below(scopes, path, covers):
    assert reach_of(scopes).covers(path) is covers


@pytest.mark.parametrize(
    ("reach", "held", "covers"),
    [
        (reach_of([OFFICE]), [], True),
        (reach_of([OFFICE]), [RoleScope("manager", 7, "/1/4/7/")], True),
        (reach_of([OFFICE]), [RoleScope("manager", 1, "/1/")], False),
        (reach_of([OFFICE]), [RoleScope("trainer", None, None)], False),
        (reach_of([WHOLE]), [WHOLE, OFFICE, CLOSED], True),
        (Reach(False), [OFFICE], False),
    ],
)
def test_nobody_manages_an_account_whose_roles_reach_further(reach, held, covers):
    assert reach.covers_all(held) is covers
