"""Goals of a unit that ends: they hold where it went, unless one holds there already."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from accounts import operations
from accounts.operations import Author
from core.database import db
from reports.models import Goal
from reports.operations import set_goal
from reports.queries.goals import count_goals_of, find_goal, list_goals

TODAY = date(2026, 11, 23)
AUTHOR = Author(None, datetime(2026, 11, 23, 2, 0, tzinfo=UTC), TODAY)
LATE = date(2026, 12, 31)


@pytest.fixture
def tree(make):
    root = make.unit("Root")
    return {"root": root, "a": make.unit("A", root), "b": make.unit("B", root)}


@pytest.fixture
def course(app, make):
    return make.bare_course()


def merge(tree):
    operations.merge_unit(tree["a"].unit_id, tree["b"].unit_id, AUTHOR)
    db.session.commit()


def standing() -> list[tuple[str, int]]:
    return [(goal.unit_name, goal.target_percent) for goal in list_goals(None)]


def test_a_goal_holds_where_the_unit_went_as_it_was_set(make, tree, course) -> None:
    before = make.goal(course, tree["a"], 85)
    kept = (before.due_on, before.set_at, before.set_by_id)
    merge(tree)
    assert standing() == [("B", 85)]
    goal = find_goal(course.id, tree["b"].unit_id)
    assert goal is not None
    assert (goal.due_on, goal.set_at, goal.set_by_id) == kept


@pytest.mark.parametrize("place", ["b", "root"])
def test_a_goal_that_holds_there_already_counts_for_all(make, tree, course, place) -> None:
    make.goal(course, tree["a"], 85)
    make.goal(course, tree[place], 95)
    merge(tree)
    assert [percent for _name, percent in standing()] == [95]


def test_what_was_set_for_the_unit_stays_on_record(make, tree, course) -> None:
    goal_id = make.goal(course, tree["a"], 85).id
    merge(tree)
    goal = db.session.get_one(Goal, goal_id)
    assert (goal.unit_id, goal.ended_at) == (tree["a"].unit_id, AUTHOR.at)


def test_opened_again_a_unit_has_no_goal_until_one_is_set(make, tree, course) -> None:
    make.goal(course, tree["b"], 85)
    unit_id, by = tree["b"].unit_id, make.person()
    assert count_goals_of(unit_id) == 1
    operations.close_unit(unit_id, AUTHOR)
    operations.reopen_unit(unit_id, tree["root"].unit_id, AUTHOR)
    assert standing() == []
    assert count_goals_of(unit_id) == 0
    assert find_goal(course.id, unit_id) is None
    set_goal(course.id, unit_id, 70, LATE, AUTHOR.at, by.id)
    assert standing() == [("B", 70)]
    assert len(db.session.scalars(select(Goal)).all()) == 2
