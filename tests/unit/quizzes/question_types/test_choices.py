"""Marked choices: what their pages send, and what their reviews tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.question_types import REGISTRY
from quizzes.question_types.choices import ChoiceResponse
from quizzes.selection import order_choices
from tests.unit.quizzes.question_types.pages import EVERYTHING, ask, review, sent_by, show
from tests.unit.quizzes.samples import choice_questions, read_question

MANY = """\
## Q {type=multiple}

- [x] một
    > Vì một.
- [x] hai
    > Vì hai.
- [ ] ba
    > Vì ba.

> Vì thế.
"""


@pytest.fixture
def shown():
    """One right choice and the wrong one are taken."""
    return show(read_question(MANY), ChoiceResponse(frozenset({0, 2})))


def test_a_review_tells_everything(shown):
    assert review(shown) == (
        "Q một Your answer Correct Vì một. hai Correct ba Your answer Not correct Vì ba. Vì thế."
    )


@pytest.mark.parametrize(
    ("hidden", "told"),
    [
        ({"responses"}, "Q một Correct hai Correct ba Vì thế."),
        (
            {"correctness"},
            "Q một Your answer Correct Vì một. hai Correct ba Your answer Vì ba. Vì thế.",
        ),
        (
            {"correct_responses"},
            "Q một Your answer Correct Vì một. hai ba Your answer Not correct Vì ba. Vì thế.",
        ),
        (
            {"correctness", "correct_responses"},
            "Q một Your answer Vì một. hai ba Your answer Vì ba. Vì thế.",
        ),
        (
            {"feedback"},
            "Q một Your answer Correct hai Correct ba Your answer Not correct Vì thế.",
        ),
        (
            {"explanation"},
            "Q một Your answer Correct Vì một. hai Correct ba Your answer Not correct Vì ba.",
        ),
        (EVERYTHING, "Q một hai ba"),
    ],
)
def test_what_is_not_visible_is_not_in_the_review(shown, hidden, told):
    assert review(shown, EVERYTHING - hidden) == told


@pytest.mark.parametrize("type_name", ["single", "true-false"])
def test_all_types_with_choices_keep_to_it(type_name):
    question = read_question(f"## Q {{type={type_name}}}\n- [x] một\n- [ ] hai\n> Vì thế.\n")
    shown = show(question, ChoiceResponse(frozenset({1})))
    assert review(shown, EVERYTHING - {"correct_responses", "explanation"}) == (
        "Q một hai Your answer Not correct"
    )
    assert review(shown, frozenset()) == "Q một hai"


def test_a_preview_explains_all():
    assert review(show(read_question(MANY)), explains_all=True) == (
        "Q một Correct Vì một. hai Correct Vì hai. ba Vì ba. Vì thế."
    )


@given(choice_questions(), st.data())
def test_a_page_sends_what_it_shows(question, data):
    most = None if question.type == "multiple_choice" else 1
    indexes = st.frozensets(st.integers(0, len(question.choices) - 1), min_size=1, max_size=most)
    response = data.draw(st.none() | st.builds(ChoiceResponse, indexes))
    shown = show(question, response, order_choices(question, data.draw(st.integers(0, 99)), 1))
    assert sent_by(ask(shown)) == shown.values
    assert REGISTRY[question.type].parse_response(shown.values, question) == response
