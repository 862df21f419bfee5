"""What becomes of a file: exchanged before, standing now, said by the bundle."""

import pytest

from courses.exchange.planning import (
    ADDED,
    CHANGED,
    CONFLICT,
    KEPT,
    REMOVED,
    SAME,
    find_fate,
    plan_import,
)


@pytest.mark.parametrize(
    ("given", "standing", "known", "fate"),
    [
        ("a", "a", (), SAME),
        ("a", "a", ("a",), SAME),
        (None, None, ("a",), SAME),
        # Only one side holds something new.
        ("b", "a", ("a",), CHANGED),
        ("a", "b", ("a",), KEPT),
        ("a", None, (), ADDED),
        (None, "a", ("a",), REMOVED),
        (None, "a", (), KEPT),
        ("a", None, ("a",), KEPT),
        # An old version comes again, and what stands is known, too: nothing is undone.
        ("a", "b", ("a", "b"), KEPT),
        # Both do.
        ("b", "c", ("a",), CONFLICT),
        (None, "b", ("a",), CONFLICT),
        ("b", None, ("a",), CONFLICT),
        # Nothing is known of what was exchanged.
        ("a", "b", (), CONFLICT),
    ],
)
def test_a_file_that_says_what_was_exchanged_before_holds_nothing_new(given, standing, known, fate):
    assert find_fate(given, standing, known) == fate


def conflict():
    return plan_import({"b": "2", "a": "1"}, {"b": "3", "c": "4"}, {"b": frozenset("1")})


def test_a_plan_goes_through_all_files_by_name():
    assert [(file.path, file.fate) for file in conflict().files] == [
        ("a", ADDED),
        ("b", CONFLICT),
        ("c", KEPT),
    ]


@pytest.mark.parametrize(
    ("choices", "undecided", "left_alone"),
    [
        ({}, ["b"], {"b", "c"}),
        ({"b": "studio"}, [], {"b", "c"}),
        ({"b": "file"}, [], {"c"}),
        ({"b": "file", "c": "file"}, [], set()),
        ({"b": "nonsense", "a": "studio"}, ["b"], {"b", "c"}),
    ],
)
def test_whoever_brings_it_in_chooses_where_both_hold_something(choices, undecided, left_alone):
    plan = conflict()
    assert [file.path for file in plan.undecided(choices)] == undecided
    assert plan.left_alone(choices) == left_alone


def test_a_plan_has_another_name_once_anything_changed():
    plan = conflict()
    other = plan_import({"b": "2", "a": "1"}, {"b": "3", "c": "5"}, {"b": frozenset("1")})
    assert plan.name == conflict().name != other.name


def test_nothing_is_to_be_done_where_all_is_the_same():
    assert plan_import({"a": "1"}, {"a": "1"}, {}).changes_nothing
    assert not plan_import({}, {"a": "1"}, {}).changes_nothing
