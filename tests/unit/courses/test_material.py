"""What a material change is about: the lessons that say something else."""

import pytest

from courses.material import can_use_card, changed_lessons


@pytest.mark.parametrize(
    ("before", "now", "changed"),
    [
        pytest.param({1: 10}, {1: 11}, {1}, id="another edition"),
        pytest.param({1: 10}, {1: 10}, set(), id="the same"),
        pytest.param({1: 10}, {1: 10, 2: 20}, set(), id="a new lesson was read by nobody"),
        pytest.param({1: 10, 2: 20}, {1: 10}, set(), id="a lesson that is gone"),
        pytest.param({1: None}, {1: None}, set(), id="a quiz"),
        pytest.param({}, {1: 10}, set(), id="the first edition"),
    ],
)
def test_changed_lessons_are_those_of_another_edition(before, now, changed):
    assert changed_lessons(before, now) == changed


@pytest.mark.parametrize(
    ("before", "now", "can"),
    [
        pytest.param({1: 10}, {1: 11}, True, id="a lesson changed"),
        pytest.param({1: 10}, {1: 10, 2: 20}, True, id="a lesson came"),
        pytest.param({1: 10, 2: 20}, {1: 10}, True, id="a lesson went"),
        pytest.param({1: 10, 3: None}, {1: 10}, False, id="a quiz went"),
        pytest.param({1: 10}, {1: 10}, False, id="only settings changed"),
        pytest.param({2: 20, 1: 10}, {1: 10, 2: 20}, False, id="another order"),
    ],
)
def test_a_card_needs_a_lesson_that_changed(before, now, can):
    assert can_use_card(before, now) is can
