"""Who is a second person, and which draft an acceptance holds for."""

import pytest

from courses.reviewing import Reviewed, is_accepted, may_decide

ME, OTHER, THIRD = 1, 2, 3


@pytest.mark.parametrize(
    ("asked_by", "writers", "may"),
    [
        pytest.param(OTHER, [OTHER], True, id="somebody else's"),
        pytest.param(ME, [OTHER], False, id="one asked for it"),
        pytest.param(OTHER, [OTHER, ME], False, id="one wrote a part of it"),
        pytest.param(None, [None], True, id="nobody is known to have written it"),
        pytest.param(OTHER, [], True, id="nothing changed"),
    ],
)
def test_a_second_person_neither_asked_nor_wrote(asked_by, writers, may):
    assert may_decide(ME, asked_by, writers) is may


@pytest.mark.parametrize(
    ("reviews", "accepted"),
    [
        pytest.param([], False, id="nobody was asked"),
        pytest.param([("a", "open")], False, id="nobody answered"),
        pytest.param([("a", "accepted")], True, id="accepted"),
        pytest.param([("b", "accepted")], False, id="another draft was accepted"),
        pytest.param([("a", "changes")], False, id="changes are wanted"),
        pytest.param([("a", "accepted"), ("a", "changes")], False, id="the last word counts"),
        pytest.param([("a", "changes"), ("a", "accepted")], True, id="accepted in the end"),
        pytest.param([("a", "accepted"), ("a", "open")], True, id="asked once more"),
        pytest.param([("a", "accepted"), ("a", "replaced")], True, id="asked and replaced"),
        pytest.param([("a", "accepted"), ("b", "changes")], True, id="the same draft again"),
    ],
)
def test_an_acceptance_holds_for_the_very_draft(reviews, accepted):
    assert is_accepted([Reviewed(*each) for each in reviews], "a") is accepted
