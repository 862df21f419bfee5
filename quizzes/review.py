"""What of an attempt is shown when: parts by moments, with presets. Pure.

Moments: `during` (a question that was checked while the attempt goes on), `submitted` (once it is
submitted), `passed` (once its person has passed the quiz), `closed` (once the quiz is closed, or
no attempt is left). A part is shown at any of its moments that has come.
"""

from collections.abc import Mapping
from types import MappingProxyType

from quizzes.quiz_settings import REVIEW_MOMENTS, REVIEW_PARTS, Review

Matrix = Mapping[str, tuple[str, ...]]

_LATER = ("passed", "closed")


def _preset(now: tuple[str, ...], later: tuple[str, ...], end: tuple[str, ...] = ()) -> Matrix:
    """Parts shown at once (while the attempt goes on, too), once passed, at the very end."""
    matrix: dict[str, tuple[str, ...]] = dict.fromkeys(now, REVIEW_MOMENTS)
    matrix |= dict.fromkeys(later, ("during", *_LATER))
    matrix |= dict.fromkeys(end, ("during", "closed"))
    return MappingProxyType({part: matrix.get(part, ()) for part in REVIEW_PARTS})


# `responses` are one's own: they are hidden only where even the questions must not go round.
PRESETS: Mapping[str, Matrix] = MappingProxyType(
    {
        "open": _preset(REVIEW_PARTS, ()),
        "after_pass": _preset(
            ("score", "responses", "correctness", "feedback"), ("correct_responses", "explanation")
        ),
        "after_close": _preset(
            ("score",),
            (),
            ("responses", "correctness", "correct_responses", "feedback", "explanation"),
        ),
        "none": _preset((), ()),
    }
)


def matrix_of(review: Review) -> Matrix:
    """The matrix that settings mean; a part that is not named in it is never shown."""
    if isinstance(review, str):
        return PRESETS[review]
    return {part: review.get(part, ()) for part in REVIEW_PARTS}


def visible_parts(
    review: Review, *, is_submitted: bool, has_passed: bool, is_closed: bool
) -> frozenset[str]:
    """What is shown of a question: of one that was checked, while its attempt goes on."""
    has_come = {
        "during": not is_submitted,
        "submitted": is_submitted,
        "passed": is_submitted and has_passed,
        "closed": is_submitted and is_closed,
    }
    matrix = matrix_of(review)
    return frozenset(
        part for part in REVIEW_PARTS if any(has_come[moment] for moment in matrix[part])
    )
