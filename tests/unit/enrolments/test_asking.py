"""Who is asked again, and how many these are."""

import pytest

from enrolments.asking import Asked, Standing, count_asked, is_asked


@pytest.mark.parametrize(
    ("state", "again", "way", "asked"),
    [
        ("completed", "", "card", True),
        ("completed", "", "course", True),
        ("asked_again", "card", "course", True),
        ("asked_again", "card", "card", False),
        ("asked_again", "course", "course", False),
        ("asked_again", "course", "card", False),
        ("in_progress", "", "course", False),
        ("not_started", "", "card", False),
    ],
)
def test_whoever_completed_is_asked_and_whoever_was_asked_less(state, again, way, asked):
    assert is_asked(state, again, way) is asked


@pytest.mark.parametrize(
    ("standings", "expected"),
    [
        pytest.param([], Asked(), id="nobody"),
        pytest.param([Standing("not_started", "", 5)], Asked(), id="nobody began"),
        pytest.param([Standing("completed", "", 7)], Asked(7, 7, 0), id="completed"),
        pytest.param([Standing("in_progress", "", 3)], Asked(0, 0, 3), id="on the way"),
        pytest.param(
            [
                Standing("completed", "", 7),
                Standing("asked_again", "card", 2),
                Standing("asked_again", "course", 4),
                Standing("in_progress", "", 1),
            ],
            Asked(9, 9, 5),
            id="all at once",
        ),
    ],
)
def test_the_people_asked_are_added_up(standings, expected):
    assert count_asked(standings) == expected
    assert count_asked(standings).by("course") == expected.by_course
    assert count_asked(standings).by("") == 0
