"""Who is a second person, and which draft an acceptance holds for."""

from datetime import UTC, datetime

import pytest

from courses.reviewing import OpenReview, Reviewed, is_accepted, may_decide, waiting_for

ME, OTHER, THIRD = 1, 2, 3
EARLIER, ASKED, LATER = (datetime(2026, 11, day, tzinfo=UTC) for day in (1, 2, 3))


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


@pytest.mark.parametrize(
    ("asked_by", "changed_at", "published_at", "writers", "waits"),
    [
        pytest.param(OTHER, EARLIER, None, {OTHER}, True, id="never published"),
        pytest.param(OTHER, ASKED, EARLIER, {OTHER, THIRD}, True, id="saved as it was asked for"),
        pytest.param(None, EARLIER, EARLIER, set(), True, id="whoever asked is gone"),
        pytest.param(OTHER, LATER, EARLIER, {OTHER}, False, id="saved since"),
        pytest.param(OTHER, EARLIER, LATER, set(), False, id="published since"),
        pytest.param(ME, EARLIER, None, {OTHER}, False, id="one asked for it"),
        pytest.param(OTHER, EARLIER, None, {OTHER, ME}, False, id="one wrote a part of it"),
    ],
)
def test_a_draft_waits_for_whoever_may_decide_on_it(
    asked_by, changed_at, published_at, writers, waits
):
    review = OpenReview(7, "k", asked_by, ASKED, changed_at, published_at)
    found = waiting_for(ME, [review], {7: writers})
    assert found == (frozenset({"k"}) if waits else frozenset())
    assert waiting_for(ME, [], {}) == frozenset()
