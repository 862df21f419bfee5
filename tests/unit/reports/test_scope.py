"""A manager sees the units of her roles and all below them."""

from core.identity import RoleScope
from reports.scope import scope_of


def test_a_role_without_a_unit_covers_everything():
    assert scope_of([RoleScope("organiser", None, None)]).covers("/7/8/")


def test_a_role_in_a_unit_covers_it_and_those_below_and_no_namesake():
    scope = scope_of([RoleScope("manager", 4, "/1/4/")])
    assert scope.covers("/1/4/")
    assert scope.covers("/1/4/9/")
    assert not scope.covers("/1/")
    assert not scope.covers("/1/41/")


def test_a_role_in_a_closed_unit_covers_nothing():
    scope = scope_of([RoleScope("manager", 4, None)])
    assert scope.paths == ()
    assert not scope.covers("/1/4/")


def test_units_inside_others_add_nothing():
    held = [RoleScope("manager", 9, "/1/4/9/"), RoleScope("organiser", 4, "/1/4/")]
    assert scope_of(held).paths == ("/1/4/",)
