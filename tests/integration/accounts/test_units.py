"""Units: added, renamed, moved, closed; what they were stays on record."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from accounts import operations, queries
from accounts.models import Placement, UnitPeriod
from accounts.operations import Author, UnitDetails
from core.database import db
from tests.concurrency import do_at_once

TODAY = date(2026, 11, 23)
AUTHOR = Author(None, datetime(2026, 11, 23, 2, 0, tzinfo=UTC), TODAY)
LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def tree(make):
    """Root, a and b under it, c under a, d under c; periods since long ago."""
    root = make.unit("Root")
    units = {"root": root, "a": make.unit("A", root), "b": make.unit("B", root)}
    units["c"] = make.unit("C", units["a"])
    units["d"] = make.unit("D", units["c"])
    return {name: period.unit_id for name, period in units.items()}


def paths(tree):
    names = {unit_id: name for name, unit_id in tree.items()}
    return {
        names[unit.id]: "/".join(names[int(part)] for part in unit.path.strip("/").split("/"))
        for unit in queries.list_units()
    }


def periods_of(unit_id):
    query = select(UnitPeriod).where(UnitPeriod.unit_id == unit_id).order_by(UnitPeriod.id)
    return [(each.name, each.valid_from, each.valid_to) for each in db.session.scalars(query)]


def test_the_organisation_begins_with_the_unit_at_its_top(app):
    root = operations.add_organisation("BHXH tỉnh Hậu Giang", AUTHOR)
    db.session.commit()
    organisation = queries.find_organisation()
    assert organisation is not None
    assert organisation.name == "BHXH tỉnh Hậu Giang"
    assert (root.key, root.path, root.depth) == ("bhxh-tinh-hau-giang", f"/{root.id}/", 0)


def test_units_of_one_name_get_keys_of_their_own(app, tree):
    added = [operations.add_unit(UnitDetails("Đội 1", "", tree["a"]), AUTHOR) for _ in range(3)]
    assert [unit.key for unit in added] == ["doi-1", "doi-1-2", "doi-1-3"]
    names = [unit.name for unit in queries.list_units()]
    assert names == ["Root", "A", "C", "D", "Đội 1", "Đội 1", "Đội 1", "B"]


def test_a_new_name_begins_today_and_the_old_one_ends(app, tree):
    operations.change_unit(tree["a"], UnitDetails("A mới", "Phòng", tree["root"]), AUTHOR)
    assert periods_of(tree["a"]) == [("A", LONG_AGO, TODAY), ("A mới", TODAY, None)]
    assert len(periods_of(tree["c"])) == 1


def test_a_second_change_on_one_day_is_one_period(app, tree):
    for name in ("X", "Y"):
        operations.change_unit(tree["a"], UnitDetails(name, "", tree["root"]), AUTHOR)
    assert periods_of(tree["a"]) == [("A", LONG_AGO, TODAY), ("Y", TODAY, None)]


def test_a_move_takes_all_below_along_and_leaves_the_old_paths_on_record(app, tree):
    operations.change_unit(tree["a"], UnitDetails("A", "", tree["b"]), AUTHOR)
    db.session.commit()
    assert paths(tree) == {
        "root": "root",
        "b": "root/b",
        "a": "root/b/a",
        "c": "root/b/a/c",
        "d": "root/b/a/c/d",
    }
    for name in ("a", "c", "d"):
        assert len(periods_of(tree[name])) == 2
    assert len(periods_of(tree["b"])) == 1


@pytest.mark.parametrize("parent", ["a", "c", "d"])
def test_a_unit_does_not_move_under_itself(app, tree, parent):
    with pytest.raises(operations.UnitUnderItself):
        operations.change_unit(tree["a"], UnitDetails("A", "", tree[parent]), AUTHOR)


def test_two_units_that_move_under_each_other_at_once_make_no_ring(app, tree):
    def move(name, under):
        try:
            operations.change_unit(tree[name], UnitDetails(name, "", tree[under]), AUTHOR)
            db.session.commit()
        except operations.UnitUnderItself:
            return False
        finally:
            db.session.rollback()
        return True

    done = do_at_once(app, [lambda: move("a", "b"), lambda: move("b", "a")])
    assert sorted(done) == [False, True]
    assert len(paths(tree)) == 5


def test_a_unit_in_which_somebody_works_is_not_closed(app, tree, make):
    with pytest.raises(operations.UnitNotEmpty):
        operations.close_unit(tree["c"], AUTHOR)
    make.person("hoa", db.session.scalar(select(UnitPeriod).where(UnitPeriod.name == "D")))
    with pytest.raises(operations.UnitNotEmpty):
        operations.close_unit(tree["d"], AUTHOR)


def test_who_is_deactivated_does_not_keep_a_unit_open(app, tree, make):
    person = make.person("hoa", db.session.scalar(select(UnitPeriod).where(UnitPeriod.name == "D")))
    person.deactivated_at = AUTHOR.at
    operations.close_unit(tree["d"], AUTHOR)
    db.session.commit()
    assert queries.find_unit_by_id(tree["d"]) is None
    placement = db.session.scalars(select(Placement)).one()
    assert placement.valid_to == TODAY
    assert periods_of(tree["d"]) == [("D", LONG_AGO, TODAY)]
