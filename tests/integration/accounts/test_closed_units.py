"""Closed units: who sees them, and what is told of those that were opened again."""

from datetime import UTC, date, datetime

import pytest

from accounts import operations, queries
from accounts.operations import Author, UnitDetails
from accounts.reach import EVERYWHERE, Reach

TODAY = date(2026, 11, 23)
AUTHOR = Author(None, datetime(2026, 11, 23, 2, 0, tzinfo=UTC), TODAY)


@pytest.fixture
def ids(make):
    """Root; the divisions one and two under it; an office under one, a team in the office."""
    root = make.unit("Root")
    units = {"root": root, "one": make.unit("One", root), "two": make.unit("Two", root)}
    units["office"] = make.unit("Office", units["one"])
    units["team"] = make.unit("Team", units["office"])
    return {name: period.unit_id for name, period in units.items()}


def reach(unit_id) -> Reach:
    """Of somebody whose role holds in a unit, as it hangs today."""
    unit = queries.find_unit_by_id(unit_id)
    assert unit is not None
    return Reach(False, (unit.path,))


def seen(ids) -> dict[str, list[str]]:
    """What those see whose roles hold in one of the units that are open."""
    is_open = {unit.id for unit in queries.list_units()}
    return {
        name: [unit.name for unit in queries.list_closed_units(reach(unit_id))]
        for name, unit_id in ids.items()
        if unit_id in is_open
    }


def test_a_closed_unit_is_seen_where_the_unit_above_it_hangs_today(ids) -> None:
    operations.close_unit(ids["team"], AUTHOR)
    team = ["Team"]
    assert seen(ids) == {"root": team, "one": team, "two": [], "office": team}
    operations.change_unit(ids["office"], UnitDetails("Office", "", ids["two"]), AUTHOR)
    assert seen(ids) == {"root": team, "one": [], "two": team, "office": team}
    assert queries.list_closed_units(EVERYWHERE)[0].name == "Team"


def test_above_a_closed_unit_the_nearest_that_is_open_counts(ids) -> None:
    operations.close_unit(ids["team"], AUTHOR)
    operations.close_unit(ids["office"], AUTHOR)
    both = ["Office", "Team"]
    assert seen(ids) == {"root": both, "one": both, "two": []}
    operations.reopen_unit(ids["office"], ids["two"], AUTHOR)
    assert seen(ids) == {"root": ["Team"], "one": [], "two": ["Team"], "office": ["Team"]}


def test_a_unit_that_went_up_elsewhere_is_seen_where_it_stood(ids) -> None:
    operations.merge_unit(ids["team"], ids["two"], AUTHOR)
    assert seen(ids) == {"root": ["Team"], "one": ["Team"], "two": [], "office": ["Team"]}


def test_the_history_of_a_reopened_unit_says_where_it_had_gone_up_in(ids) -> None:
    operations.merge_unit(ids["team"], ids["two"], AUTHOR)
    operations.reopen_unit(ids["team"], ids["one"], AUTHOR)
    now, then = queries.list_history(ids["team"])
    assert (now.merged_into, now.valid_to) == ("", None)
    assert (then.merged_into, then.valid_to) == ("Two", TODAY)


def test_where_it_went_is_called_as_it_was_called_then(ids) -> None:
    later = Author(None, datetime(2026, 11, 25, 2, 0, tzinfo=UTC), date(2026, 11, 25))
    operations.merge_unit(ids["team"], ids["two"], AUTHOR)
    operations.change_unit(ids["two"], UnitDetails("Two anew", "", ids["root"]), later)
    (period,) = queries.list_history(ids["team"])
    assert (period.name, period.above, period.merged_into) == ("Team", "Office", "Two")
