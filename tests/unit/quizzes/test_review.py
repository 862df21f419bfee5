"""What of an attempt is shown when: presets and matrices."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.quiz_settings import REVIEW_MOMENTS, REVIEW_PARTS, REVIEW_PRESETS
from quizzes.review import PRESETS, matrix_of, visible_parts

ALL = frozenset(REVIEW_PARTS)
SCORE = frozenset({"score"})
NONE: frozenset[str] = frozenset()
TEACHING = frozenset({"correct_responses", "explanation"})

DURING, SUBMITTED, PASSED, CLOSED, BOTH = (
    (False, False, False),
    (True, False, False),
    (True, True, False),
    (True, False, True),
    (True, True, True),
)


def shown(review, facts):
    is_submitted, has_passed, is_closed = facts
    return visible_parts(
        review, is_submitted=is_submitted, has_passed=has_passed, is_closed=is_closed
    )


@pytest.mark.parametrize(
    ("review", "during", "submitted", "passed", "closed"),
    [
        ("open", ALL, ALL, ALL, ALL),
        ("after_pass", ALL, ALL - TEACHING, ALL, ALL),
        ("after_close", ALL, SCORE, SCORE, ALL),
        ("none", NONE, NONE, NONE, NONE),
    ],
)
def test_a_preset_shows_its_parts_when_their_time_has_come(
    review, during, submitted, passed, closed
):
    assert shown(review, DURING) == during
    assert shown(review, SUBMITTED) == submitted
    assert shown(review, PASSED) == passed
    assert shown(review, CLOSED) == closed


@pytest.mark.parametrize(
    ("moments", "facts", "is_shown"),
    [
        ((), BOTH, False),
        (("during",), DURING, True),
        (("during",), BOTH, False),
        (("submitted",), DURING, False),
        (("submitted",), SUBMITTED, True),
        (("submitted",), BOTH, True),
        (("passed",), SUBMITTED, False),
        (("passed",), PASSED, True),
        (("passed",), CLOSED, False),
        (("closed",), SUBMITTED, False),
        (("closed",), PASSED, False),
        (("closed",), CLOSED, True),
        (("passed", "closed"), CLOSED, True),
    ],
)
def test_a_part_is_shown_at_its_moments(moments, facts, is_shown):
    assert shown({"feedback": moments}, facts) == (frozenset({"feedback"}) if is_shown else NONE)


@pytest.mark.parametrize("facts", [(False, True, True), (False, True, False), (False, False, True)])
def test_while_an_attempt_goes_on_nothing_of_later_is_shown(facts):
    review = dict.fromkeys(REVIEW_PARTS, ("submitted", "passed", "closed"))
    assert shown(review, facts) == NONE


def test_a_part_that_is_not_named_is_never_shown():
    assert matrix_of({"score": ("submitted",)}) == {
        "score": ("submitted",),
        **dict.fromkeys(REVIEW_PARTS[1:], ()),
    }


def test_every_preset_is_there():
    assert tuple(PRESETS) == REVIEW_PRESETS


facts = st.tuples(st.booleans(), st.booleans(), st.booleans())
moments = st.sets(st.sampled_from(REVIEW_MOMENTS)).map(
    lambda drawn: tuple(moment for moment in REVIEW_MOMENTS if moment in drawn)
)
matrices = st.dictionaries(st.sampled_from(REVIEW_PARTS), moments)


@given(st.sampled_from(REVIEW_PRESETS) | matrices, facts)
def test_nothing_is_shown_that_open_does_not_show(review, when):
    assert shown(review, when) <= shown("open", when)


@given(matrices, facts)
def test_what_is_named_for_a_moment_and_no_other_part_is_shown(review, when):
    assert shown(review, when) <= review.keys()


@pytest.mark.parametrize("review", REVIEW_PRESETS)
def test_once_submitted_more_is_shown_as_time_goes_on_and_never_less(review):
    for has_passed, is_closed in product((False, True), repeat=2):
        assert shown(review, SUBMITTED) <= shown(review, (True, has_passed, is_closed))
        assert shown(review, (True, has_passed, is_closed)) <= shown(review, BOTH)
