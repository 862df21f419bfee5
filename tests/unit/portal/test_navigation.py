"""The main menu."""

import pytest

from portal.navigation import MENU, menu_for

EVERYBODY = ["portal.home", "portal.courses"]


@pytest.mark.parametrize(
    ("roles", "added"),
    [
        (set(), []),
        ({"trainer"}, ["studio.home"]),
        ({"manager"}, ["reports.completion"]),
        ({"organiser"}, ["reports.completion"]),
        ({"administrator"}, ["accounts.people", "accounts.units"]),
        ({"administrator of the whole"}, ["accounts.organisation"]),
        ({"reviewer"}, ["studio.home"]),
        ({"inspector"}, ["reports.completion"]),
        ({"trainer", "manager"}, ["reports.completion", "studio.home"]),
    ],
)
def test_a_role_adds_its_pages_to_those_of_everybody(roles, added):
    assert [item.endpoint for item in menu_for(frozenset(roles))] == [*EVERYBODY, *added]


@pytest.mark.parametrize(
    ("path", "endpoint"),
    [
        ("/", "portal.home"),
        ("/courses", "portal.courses"),
        ("/courses/basics/lessons/one", "portal.courses"),
        ("/reports/goals", "reports.completion"),
        ("/coursesandmore", None),
        ("/help", None),
    ],
)
def test_an_entry_stands_for_the_pages_below_it(path, endpoint):
    standing = [item.endpoint for item in MENU if item.stands_for(path)]
    assert standing == ([endpoint] if endpoint else [])
