"""Matching: what a file says, what a page sends, and what it earns."""

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.content import Choice
from quizzes.publishing import question_html
from quizzes.question_types import ResponseRefused
from quizzes.question_types.match import Match, MatchResponse, find_lefts, number_right_sides
from quizzes.question_types.rendering import plain_text
from quizzes.quiz_markdown.reading import read_translation
from quizzes.quiz_markdown.translations import apply_translation
from quizzes.quiz_markdown.writing import write_quiz
from quizzes.selection import order_choices
from quizzes.wording import Words
from tests.unit.quizzes.pair_samples import match_questions
from tests.unit.quizzes.question_types.pages import EVERYTHING, ask, review, sent_by, show
from tests.unit.quizzes.samples import FIRST_LINE, HEAD, read, read_question

MATCH = Match()

# Two pairs with the same right side, and one right side that belongs to none.
WHO = """\
## Ai làm gì? {#who type=match}

- Chủ tịch xã :: cấm 3 ngày
    > Theo Điều 25.
- Tòa án :: cấm 4 tháng
- :: tổ chức hội thi
    > Việc này không của ai.
- Công an xã :: cấm   3 ngày
"""


@pytest.fixture
def who():
    return read_question(WHO)


def respond(**pairs):
    """Pairs by letters, a for the first item: a="b" matches its left side to the second right."""
    indexes = sorted((ord(left) - 97, ord(right) - 97) for left, right in pairs.items())
    return MatchResponse(tuple(indexes)) if indexes else None


def pairs_of(body):
    """The pairs that some items are read as, and what is wrong with them."""
    file, problems = read(f"## Q {{type=match}}\n{body}\n- y :: z\n- w :: v\n")
    text = file.questions[0].texts["vi"]
    first = (text.details["left"][0], text.choices[0])
    return first, [(one.line - FIRST_LINE + 1, one.message) for one in problems]


def test_items_are_pairs_and_one_without_a_left_side_leads_astray(who):
    text = who.texts["vi"]
    assert text.details == {"left": ["Chủ tịch xã", "Tòa án", "", "Công an xã"]}
    assert text.choices == ("cấm 3 ngày", "cấm 4 tháng", "tổ chức hội thi", "cấm   3 ngày")
    assert text.feedback == ("Theo Điều 25.", None, "Việc này không của ai.", None)
    assert [choice.is_correct for choice in who.choices] == [True, True, False, True]


@pytest.mark.parametrize(
    ("item", "left", "right"),
    [
        ("- a :: b", "a", "b"),
        ("* a :: b", "a", "b"),
        ("- :: b", "", "b"),
        ("- a\n    more :: b\n    more", "a\nmore", "b\nmore"),
        ("- a\n    :: b", "a", "b"),
        ("- a ::\n    b", "a", "b"),
        ("- a::b :: c", "a::b", "c"),
        (r"- a \:: b :: c", "a :: b", "c"),
        (r"- a :: b \\:: c", "a", r"b \:: c"),
        ("- `a :: b` :: c", "`a :: b`", "c"),
        ("- ``a ` :: b`` :: c", "``a ` :: b``", "c"),
        (r"- \`a :: b` c", r"\`a", "b` c"),
        ("- ```\n    a :: b\n    ```\n    :: c", "```\na :: b\n```", "c"),
        ("- a :: b {fixed}", "a", "b"),
        ("- [x] a :: b", "[x] a", "b"),
    ],
)
def test_a_sign_between_spaces_and_outside_code_parts_a_pair(item, left, right):
    assert pairs_of(item) == ((left, right), [])


def test_a_fixed_right_side_keeps_its_place():
    question = read_question("## Q {type=match}\n- a :: b\n- c :: d\n- :: none {fixed}\n")
    assert question.choices == (Choice(True), Choice(True), Choice(False, is_fixed=True))
    assert {order_choices(question, seed, 1)[2] for seed in range(20)} == {2}


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("- a :: b\n- :: c\n", 1, "This question has fewer than two pairs."),
        ("text\n", 1, "This question has fewer than two pairs."),
        ("- a :: b\n- c :: b\n", 1, "All right sides are the same."),
        ("- a :: b\n- c ::\n- d :: e\n", 3, "This pair has no right side."),
        ("- a :: b\n- c\n- d :: e\n", 3, "This item is no pair."),
        ("- a :: b\n- c::d\n- d :: e\n", 3, "This item is no pair."),
        ("- a :: b\n- `c :: d`\n- d :: e\n", 3, "This item is no pair."),
        ("- a :: b\n- c :: d :: e\n", 3, "This pair has more than one ::."),
        ("- a :: b\n- c :: d\n- a :: e\n", 4, "This left side stands here twice."),
        ("- a :: b {50%}\n- c :: d\n", 2, "The attribute “50%” is not known here."),
        ("- a :: b {#x}\n- c :: d\n", 2, "A choice has no id."),
        ("1. one\n\n- a :: b\n- c :: d\n", 4, "A list ends right above these answers."),
    ],
)
def test_a_mistake_is_told_by_its_line_with_what_would_be_right(body, line, message):
    _, problems = read(f"## Q {{type=match}}\n{body}")
    assert (line + FIRST_LINE - 1, message) in [(one.line, one.message) for one in problems]
    assert all(one.suggestion for one in problems)


def translate(who, body):
    original, _ = read(WHO)
    translation, problems = read_translation(HEAD + body, "final.en.md", "en")
    assert problems == []
    return apply_translation(original, translation)


def test_what_is_translated_of_a_pair_is_shown_and_the_rest_in_the_original(who):
    file, problems = translate(
        who, "## Who? {#who type=match}\n- Chair ::\n- :: 4 months\n- :: contests\n- Police ::\n"
    )
    assert problems == []
    shown = show(file.questions[0], language="en").parts
    assert [left.text for left in shown.lefts] == [
        *("Chair", '<span lang="vi">Tòa án</span>', "Police"),
    ]
    assert [(option.text, option.language) for option in shown.options] == [
        *(("cấm 3 ngày", "vi"), ("4 months", None), ("contests", None)),
    ]


def test_a_translation_without_pairs_leaves_all_in_the_original(who):
    file, problems = translate(who, "## Who? {#who type=match}\n")
    assert problems == []
    assert "Chủ tịch xã" in show(file.questions[0], language="en").parts.lefts[0].text
    english, _ = read_translation(write_quiz(file, "en"), "final.en.md", "en")
    assert apply_translation(read(WHO)[0], english)[0] == file


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("- a :: b\n", "“#who” has not as many choices as the original: 1, not 4."),
        (
            "- a ::\n- b ::\n- c :: d\n- e ::\n",
            "“#who” has a left side that the original has not.",
        ),
    ],
)
def test_a_translation_of_other_pairs_is_a_problem(who, body, message):
    _, problems = translate(who, f"## Who? {{#who type=match}}\n{body}")
    assert [one.message for one in problems] == [message]


@pytest.mark.parametrize(
    ("pairs", "fraction"),
    [
        ({"a": "a", "b": "b", "d": "d"}, "1"),
        ({"a": "d", "b": "b", "d": "a"}, "1"),
        ({"a": "a", "b": "b"}, "0.666666666667"),
        ({"a": "a", "b": "c", "d": "c"}, "0.333333333334"),
        ({"a": "b", "b": "a", "d": "b"}, "0"),
        ({"a": "c"}, "0"),
        ({}, "0"),
    ],
)
def test_each_left_side_earns_an_equal_share(who, pairs, fraction):
    assert MATCH.grade(who, respond(**pairs)).fraction == Decimal(fraction)


def test_a_page_sends_for_each_left_side_its_item_and_the_number_of_a_right_side(who):
    # By the alphabet: cấm 3 ngày is 0, cấm 4 tháng 1, tổ chức hội thi 2.
    assert number_right_sides(who) == [0, 1, 2, 0]
    assert MATCH.parse_response(["0:0", "", "3:2"], who) == respond(a="a", d="c")
    assert MATCH.parse_response(["", "", ""], who) is MATCH.parse_response([], who) is None
    assert MATCH.form_values(who, respond(a="d", d="c"), range(4)) == ("0:0", "", "3:2")


@pytest.mark.parametrize(
    "values",
    [
        *(["0"], ["0:"], [":0"], ["0:3"], ["2:0"], ["4:0"], ["-1:0"], ["0:0:0"], [" 0:0"]),
        *(["0:00"], ["٠:0"], ["0:0\x00"], ["\ud800"], ["0:0", "0:0"], ["0:0", "0:1"]),
        ["9" * 9999],
    ],
)
def test_what_is_no_pair_is_refused(who, values):
    with pytest.raises(ResponseRefused):
        MATCH.parse_response(values, who)


@pytest.mark.parametrize(
    "value",
    [
        *(None, [], [[]], [[0]], [[0, 1, 2]], [0, 1], [[0, "1"]], [[-1, 0]], [[True, 0]]),
        *({"0": 1}, [[0, 1], [0, 2]], "[[0, 1]]", 0),
    ],
)
def test_a_stored_response_that_is_none_is_refused(value):
    with pytest.raises(ResponseRefused):
        MATCH.deserialise(value)


@st.composite
def responses(draw, question):
    """Draw what somebody may have matched."""
    rights = st.integers(0, len(question.choices) - 1)
    values = [
        f"{left}:{number_right_sides(question)[draw(rights)]}" for left in find_lefts(question)
    ]
    return MATCH.parse_response([value for value in values if draw(st.booleans())], question)


@given(match_questions(), st.data())
def test_a_response_goes_through_page_and_store_and_earns_the_same(question, data):
    response = data.draw(responses(question))
    order = order_choices(question, data.draw(st.integers(0, 99)), 1)
    shown = show(question, response, order)
    assert sent_by(ask(shown)) == shown.values
    assert MATCH.parse_response(shown.values, question) == response
    if response:
        kept = MATCH.deserialise(json.loads(json.dumps(MATCH.serialise(response))))
        assert kept == response
        assert MATCH.is_complete(question, response) == ("" not in shown.values)
        assert 0 <= MATCH.grade(question, response).fraction <= 1


@given(match_questions(), st.data())
def test_one_more_pair_right_never_earns_less(question, data):
    response = data.draw(responses(question))
    pairs = dict(response.pairs) if response else {}
    left = data.draw(st.sampled_from(find_lefts(question)))
    better = MatchResponse(tuple(sorted((pairs | {left: left}).items())))
    before, after = (MATCH.grade(question, each).fraction for each in (response, better))
    assert after >= before


@given(match_questions())
def test_the_correct_response_earns_all(question):
    right = MATCH.correct_response(question)
    assert right is not None
    assert MATCH.grade(question, right).is_correct
    assert MATCH.is_complete(question, right)


@given(match_questions(), st.lists(st.text(st.characters()) | st.sampled_from(["0:0", "", "1:1"])))
def test_whatever_is_sent_is_a_response_or_refused(question, values):
    try:
        response = MATCH.parse_response(values, question)
    except ResponseRefused:
        return
    assert response is None or MATCH.grade(question, response).fraction <= 1


def test_right_sides_that_read_the_same_are_offered_once_and_in_the_order_of_the_attempt(who):
    shown = show(who, respond(d="d"), [3, 2, 1, 0])
    assert [(each.number, each.text) for each in shown.parts.options] == [
        *((0, "cấm 3 ngày"), (2, "tổ chức hội thi"), (1, "cấm 4 tháng")),
    ]
    assert shown.values == ("", "", "3:0")


def test_the_page_does_not_tell_which_right_side_belongs_to_which_left_one(who):
    """Left sides are known by their items; so right ones are not, but by their words."""
    other = replace(who.texts["vi"], choices=("cấm 4 tháng", "cấm 3 ngày", "x", "cấm 4 tháng"))
    assert number_right_sides(replace(who, texts={"vi": other})) == [1, 0, 2, 1]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<em>b</em> &amp; c<br>d", "b & c d"),
        ("<ul><li>a</li><li>b</li></ul>", "a b"),
        ('<img src="e" alt="e < f &amp; g">', "e < f & g"),
        ('<img alt="" src="e">', ""),
    ],
)
def test_a_right_side_is_offered_as_plain_text(html, text):
    assert plain_text(html) == text


def test_a_right_side_without_words_is_offered_by_its_number(who):
    html = {
        **question_html(who, lambda source, _name: source)["vi"],
        "choices": ['<img src="e">'] * 4,
    }
    options = MATCH.show(who, Words({"vi": html}, "vi"), None, range(4)).options
    assert [option.text for option in options] == ["1", "2", "3"]


def test_a_review_says_what_was_matched_and_what_is_right(who):
    words = review(show(who, respond(a="c", b="b")))
    assert "Your answer: tổ chức hội thi Not correct" in words
    assert "Correct answer: cấm 3 ngày" in words
    assert "Your answer: cấm 4 tháng Correct" in words
    assert "Theo Điều 25." in words
    assert "Việc này không của ai." in words


@pytest.mark.parametrize(
    ("hidden", "gone"),
    [
        ("responses", ["Your answer", "Not correct", "tổ chức", "Theo Điều 25."]),
        ("correctness", ["Not correct"]),
        ("correct_responses", ["Correct answer", "cấm 3 ngày"]),
        ("feedback", ["Theo Điều 25.", "Việc này"]),
        ("explanation", ["Vì thế."]),
    ],
)
def test_what_is_not_visible_is_not_in_the_review(hidden, gone):
    shown = show(read_question(f"{WHO}\n> Vì thế.\n"), respond(a="c", b="c"))
    whole, part = review(shown), review(shown, EVERYTHING - {hidden})
    assert all(word in whole and word not in part for word in gone)


def test_a_preview_explains_all(who):
    words = review(show(who), explains_all=True)
    assert "Theo Điều 25." in words
    assert "tổ chức hội thi Belongs to none Việc này không của ai." in words


def test_statistics_count_pairs_and_what_guessing_earns(who):
    assert MATCH.count_parts(who, respond(a="b", d="c")) == ("0:1", "3:2")
    assert MATCH.guess_share(who) == Fraction(1, 3)


def test_statistics_name_pairs_and_know_those_that_belong_together(who):
    right = [(part.word, part.is_right) for part in MATCH.list_parts(who)]
    assert right == [("0:0", True), ("1:1", True), ("3:0", True)]
    assert str(MATCH.name_part(who, "3:1")) == "Công an xã → cấm 4 tháng"
    assert str(MATCH.name_part(who, "9:9")) == "9:9"


def test_statistics_count_right_sides_that_read_the_same_as_one(who):
    assert MATCH.count_parts(who, respond(d="d")) == MATCH.count_parts(who, respond(d="a"))
