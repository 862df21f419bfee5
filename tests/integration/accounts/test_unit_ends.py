"""Units that go up in others, closed ones opened again, the tree of a day that is past."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from accounts import operations, queries
from accounts.models import Placement, RoleGrant, UnitPeriod
from accounts.operations import Author, UnitDetails
from accounts.reach import EVERYWHERE, Reach
from core import clock
from core.database import db
from enrolments.models import Enrolment
from tests.concurrency import do_at_once
from tests.factories.learning import DUE

TODAY = date(2026, 11, 23)
YESTERDAY = TODAY - timedelta(days=1)
AUTHOR = Author(None, datetime(2026, 11, 23, 2, 0, tzinfo=UTC), TODAY)


@pytest.fixture
def tree(make):
    """Root; a and b under it; c under a."""
    root = make.unit("Root")
    units = {"root": root, "a": make.unit("A", root), "b": make.unit("B", root)}
    units["c"] = make.unit("C", units["a"])
    return units


@pytest.fixture
def ids(tree):
    return {name: period.unit_id for name, period in tree.items()}


def merge(ids, unit="a", into="b", reach=EVERYWHERE):
    operations.merge_unit(ids[unit], ids[into], AUTHOR, reach)
    db.session.commit()


def midnight(day: date) -> datetime:
    return clock.end_of(day, "Asia/Ho_Chi_Minh")


def names_of_today() -> list[tuple[str, int]]:
    return [(unit.name, unit.depth) for unit in queries.list_units()]


def placements_of(person) -> list[tuple]:
    query = select(Placement).where(Placement.person_id == person.id).order_by(Placement.id)
    return [(each.unit_id, each.valid_from, each.valid_to) for each in db.session.scalars(query)]


def test_the_units_under_it_hang_under_the_other_and_it_is_closed(ids) -> None:
    merge(ids)
    assert names_of_today() == [("Root", 0), ("B", 1), ("C", 2)]
    (closed,) = queries.list_closed_units(EVERYWHERE)
    assert (closed.name, closed.closed_on, closed.merged_into) == ("A", TODAY, "B")
    assert [period.name for period in queries.list_merged_into(ids["b"])] == ["A"]


def test_its_people_work_in_the_other_from_today_on(make, tree, ids) -> None:
    person = make.person(unit=tree["a"])
    began = placements_of(person)[0][1]
    merge(ids)
    assert placements_of(person) == [(ids["a"], began, TODAY), (ids["b"], TODAY, None)]


def test_its_people_get_what_is_assigned_there(make, tree, ids) -> None:
    person, course = make.person(unit=tree["a"]), make.course()
    make.assignment(course, tree["b"])
    merge(ids)
    (enrolment,) = db.session.scalars(select(Enrolment).where(Enrolment.person_id == person.id))
    assert enrolment.due_on == DUE


def test_whoever_is_deactivated_comes_along_and_gets_nothing(make, tree, ids) -> None:
    person, course = make.person(unit=tree["a"]), make.course()
    person.deactivated_at = AUTHOR.at
    make.assignment(course, tree["b"])
    merge(ids)
    assert placements_of(person)[-1][0] == ids["b"]
    assert db.session.scalars(select(Enrolment)).all() == []


def test_what_was_completed_in_it_stays_completed_in_it(make, tree, ids) -> None:
    person, course = make.person(unit=tree["a"]), make.course(lessons=1, questions=0)
    make.assignment(course, tree["root"])
    make.lessons_read(person, course)
    merge(ids)
    (enrolment,) = db.session.scalars(select(Enrolment))
    assert (enrolment.state, enrolment.completed_unit_id) == ("completed", ids["a"])


def test_who_held_a_role_in_it_holds_it_in_the_other_and_none_twice(make, tree, ids) -> None:
    one, both = make.person(unit=tree["a"]), make.person(unit=tree["a"])
    make.role(one, "manager", tree["a"])
    make.role(both, "manager", tree["a"])
    make.role(both, "manager", tree["b"])
    merge(ids)
    standing = select(RoleGrant).where(RoleGrant.revoked_at.is_(None))
    held = [(each.person_id, each.unit_id) for each in db.session.scalars(standing)]
    assert sorted(held) == sorted([(one.id, ids["b"]), (both.id, ids["b"])])


def test_merging_twice_is_merging_once(ids) -> None:
    merge(ids)
    merge(ids)
    assert names_of_today() == [("Root", 0), ("B", 1), ("C", 2)]


def test_two_who_merge_each_into_the_other_leave_one(app, ids) -> None:
    def attempt(unit, into):
        try:
            merge(ids, unit, into)
        except operations.UnitGone:
            db.session.rollback()
            return False
        return True

    done = do_at_once(app, [lambda: attempt("a", "b"), lambda: attempt("b", "a")])
    assert sorted(done) == [False, True]
    db.session.rollback()
    assert len([name for name, _depth in names_of_today() if name in "AB"]) == 1


@pytest.mark.parametrize("into", ["a", "c"])
def test_a_unit_does_not_go_up_in_itself_or_in_one_below_it(ids, into) -> None:
    with pytest.raises(operations.UnitUnderItself):
        merge(ids, "a", into)


@pytest.mark.parametrize(("unit", "into"), [("a", "b"), ("b", "c"), ("a", "root")])
def test_nobody_merges_across_the_border_of_her_reach(tree, ids, unit, into) -> None:
    reach = Reach(False, (tree["a"].path,))
    with pytest.raises((operations.UnitGone, operations.ParentGone)):
        merge(ids, unit, into, reach)


def test_the_tree_of_a_past_day_is_as_it_was(make, tree, ids) -> None:
    make.person(unit=tree["a"])
    merge(ids)
    before = [(unit.name, unit.depth) for unit in queries.list_units_on(YESTERDAY)]
    assert before == [("Root", 0), ("A", 1), ("C", 2), ("B", 1)]
    assert queries.count_people_by_unit_on(YESTERDAY, midnight(YESTERDAY)) == {ids["a"]: 1}
    assert queries.count_people_by_unit_on(TODAY, midnight(TODAY)) == {ids["b"]: 1}


def test_a_closed_unit_opens_again_empty_and_its_past_is_kept(ids) -> None:
    merge(ids)
    operations.reopen_unit(ids["a"], ids["root"], AUTHOR)
    operations.reopen_unit(ids["a"], ids["root"], AUTHOR)
    db.session.commit()
    assert names_of_today() == [("Root", 0), ("B", 1), ("C", 2), ("A", 1)]
    assert queries.list_closed_units(EVERYWHERE) == []
    assert len(queries.list_history(ids["a"])) == 2


def test_closing_ends_the_roles_held_there(make, tree, ids) -> None:
    make.role(make.person(), "manager", tree["b"])
    operations.close_unit(ids["b"], AUTHOR)
    db.session.commit()
    assert db.session.scalars(select(RoleGrant.revoked_at)).all() == [AUTHOR.at]


def test_moving_a_unit_gives_its_people_what_is_assigned_there(make, tree, ids) -> None:
    person, course = make.person(unit=tree["c"]), make.course()
    make.assignment(course, tree["b"])
    operations.change_unit(ids["a"], UnitDetails("A", "", ids["b"]), AUTHOR)
    db.session.commit()
    (enrolment,) = db.session.scalars(select(Enrolment))
    assert enrolment.person_id == person.id


def test_adding_a_unit_twice_with_one_form_adds_one(ids) -> None:
    uuid = uuid4()
    for _turn in range(2):
        operations.add_unit(UnitDetails("Mới", "", ids["a"]), AUTHOR, uuid)
        db.session.commit()
    assert [name for name, _depth in names_of_today()].count("Mới") == 1


def test_a_tree_that_would_be_too_deep_is_refused(make) -> None:
    unit = make.unit("Gốc")
    period = db.session.get_one(UnitPeriod, unit.id)
    tail = f"/{unit.unit_id}/"
    period.path = "/" + "1" * (499 - len(tail)) + tail
    db.session.commit()
    with pytest.raises(operations.TreeTooDeep):
        operations.add_unit(UnitDetails("Sâu", "", unit.unit_id), AUTHOR)
