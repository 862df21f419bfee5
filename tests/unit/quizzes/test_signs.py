"""A sign parts two texts, whatever they hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.quiz_markdown.lines import scan
from quizzes.quiz_markdown.signs import join_at_sign, split_at_sign
from tests.unit.quizzes.samples import texts

pieces = st.lists(
    st.sampled_from(["::", "\\", "`", "``", "a", " ", "\n", "\n\n", ":", "\n~~~\nx :: `\n~~~\n"])
)
# No code is left open: a file that does so is refused.
sides = (texts | pieces.map("".join).map(str.strip)).filter(
    lambda text: not scan(f"{text}\n")[-1].is_code
)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", [""]),
        ("a", ["a"]),
        ("::", ["", ""]),
        ("a :: b", ["a", "b"]),
        ("a :: b :: c", ["a", "b", "c"]),
        ("a:: b", ["a:: b"]),
        ("a ::: b", ["a ::: b"]),
        (r"a \:: b", ["a :: b"]),
        (r"a\::b", ["a::b"]),
        (r"a \\:: b", [r"a \:: b"]),
        ("`a :: b", ["`a", "b"]),
        ("`a\n:: b`", ["`a\n:: b`"]),
        ("`a\n\n:: b`", ["`a", "b`"]),
        ("a ::\n\n    b", ["a", "    b"]),
    ],
)
def test_a_sign_stands_by_itself_and_outside_code(text, parts):
    assert split_at_sign(text, "::") == parts


@given(sides, sides)
def test_two_texts_put_together_are_parted_again(before, after):
    assert split_at_sign(join_at_sign(before, after, "::"), "::") == [before, after]
