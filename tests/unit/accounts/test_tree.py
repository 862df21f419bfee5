"""Counting people along the tree."""

from dataclasses import dataclass

import pytest

from accounts.tree import nearest_open_path, tree_lines


@dataclass(frozen=True)
class Unit:
    id: int
    path: str

    @property
    def depth(self) -> int:
        return self.path.count("/") - 2


TREE = [Unit(1, "/1/"), Unit(2, "/1/2/"), Unit(5, "/1/2/5/"), Unit(3, "/1/3/")]


def test_a_unit_counts_all_below_it():
    lines = tree_lines(TREE, {1: 2, 2: 3, 5: 4})
    assert [(line.unit.id, line.indent, line.own_count, line.sum_below) for line in lines] == [
        (1, 0, 2, 9),
        (2, 1, 3, 7),
        (5, 2, 4, 4),
        (3, 1, 0, 0),
    ]


def test_a_part_of_the_tree_begins_at_the_left():
    assert [line.indent for line in tree_lines(TREE[1:3], {})] == [0, 1]


def test_a_very_deep_unit_is_not_pushed_off_the_page():
    deep = Unit(99, "/" + "".join(f"{number}/" for number in range(1, 20)))
    assert [line.indent for line in tree_lines([TREE[0], deep], {})] == [0, 6]


def test_no_units_make_no_lines():
    assert tree_lines([], {}) == []


@pytest.mark.parametrize(
    ("unit_id", "path"),
    [(5, "/1/2/"), (7, "/1/3/"), (8, "/1/3/"), (4, None), (99, None)],
)
def test_a_closed_unit_stands_where_the_nearest_open_one_above_it_hangs(unit_id, path):
    """Open are 2 and 3; 8 hung under 7, which is closed; the one above 4 is unknown."""
    above = {2: 1, 3: 1, 5: 2, 7: 3, 8: 7, 4: None}
    assert nearest_open_path(unit_id, above, {2: "/1/2/", 3: "/1/3/"}) == path
