"""What becomes of a file: exchanged before, standing now, said by the bundle."""

import pytest

from courses.exchange.planning import (
    ADDED,
    CHANGED,
    CONFLICT,
    KEPT,
    REMOVED,
    SAME,
    Exchanged,
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
    assert find_fate(given, standing, known, known) == fate


@pytest.mark.parametrize(
    ("given", "standing", "ever", "with_her", "fate"),
    [
        # What she was never given is not undone by what she changed.
        ("c", "b", ("a", "b"), ("a",), CONFLICT),
        # Nor taken away, for she never had it.
        (None, "b", ("b",), (), KEPT),
        (None, "b", ("a", "b"), ("a",), CONFLICT),
        # An old copy is one, whoever had it.
        ("a", "b", ("a", "b"), ("b",), KEPT),
        # A name that others once used is free.
        ("c", None, ("b",), (), ADDED),
        ("c", "b", ("a", "b"), ("a", "b"), CHANGED),
    ],
)
def test_what_others_were_given_meanwhile_is_not_undone(given, standing, ever, with_her, fate):
    assert find_fate(given, standing, ever, with_her) == fate


KNOWN = Exchanged({"b": frozenset("1")}, {"b": frozenset("1")})


def conflict():
    return plan_import({"b": "2", "a": "1"}, {"b": "3", "c": "4"}, KNOWN)


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
    other = plan_import({"b": "2", "a": "1"}, {"b": "3", "c": "5"}, KNOWN)
    assert plan.name == conflict().name != other.name


def test_nothing_is_to_be_done_where_all_is_the_same():
    assert plan_import({"a": "1"}, {"a": "1"}, Exchanged({}, {})).changes_nothing
    assert not plan_import({}, {"a": "1"}, Exchanged({}, {})).changes_nothing
