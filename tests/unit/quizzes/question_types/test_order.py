"""Putting in order: what a file says, what a page sends, and what it earns."""

import json
from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.question_types import ResponseRefused
from quizzes.question_types.order import (
    MOST_GUESSED,
    Order,
    OrderResponse,
    number_items,
)
from quizzes.question_types.runs import find_in_order
from quizzes.quiz_markdown.reading import read_translation
from quizzes.quiz_markdown.translations import apply_translation
from quizzes.selection import order_choices
from tests.unit.quizzes.pair_samples import order_questions
from tests.unit.quizzes.question_types.pages import EVERYTHING, ask, review, sent_by, show
from tests.unit.quizzes.samples import FIRST_LINE, HEAD, make_question, read, read_question

ORDER = Order()

LIVES = """\
## Sắp xếp các bước. {#lives type=order}

1. Lắng nghe
    > Không ngắt lời.
2. Hỏi nhu cầu
3. Thừa nhận
4. An toàn
"""


@pytest.fixture
def lives():
    return read_question(LIVES)


def respond(places):
    """A response by letters: "2_1" puts the first item second and the third one first."""
    return OrderResponse(tuple(None if place == "_" else int(place) for place in places))


def grade(places):
    question = make_question("order", "x" * len(places))
    return ORDER.grade(question, respond(places)).fraction


def test_the_file_has_the_right_order_whatever_its_numbers_are(lives):
    assert lives.texts["vi"].choices == ("Lắng nghe", "Hỏi nhu cầu", "Thừa nhận", "An toàn")
    assert lives.texts["vi"].feedback == ("Không ngắt lời.", None, None, None)
    other = read_question("## Q {type=order}\n7. one\n    more\n7) two\n1. three\n")
    assert other.texts["vi"].choices == ("one\nmore", "two", "three")


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("1. a\n", 1, "This question has fewer than two items."),
        ("- a\n- b\n", 1, "This question has fewer than two items."),
        ("1. a\n2.\n", 3, "This item has no text."),
        ("1. a\n2. b\n3. a\n", 4, "This item stands here twice."),
        ("1. a {fixed}\n2. b\n", 2, "The attribute “fixed” is not known here."),
        ("1. a {#x}\n2. b\n", 2, "A choice has no id."),
        ("- x\n\n1. a\n2. b\n", 4, "A list ends right above these answers."),
    ],
)
def test_a_mistake_is_told_by_its_line_with_what_would_be_right(body, line, message):
    _, problems = read(f"## Q {{type=order}}\n{body}")
    assert (line + FIRST_LINE - 1, message) in [(one.line, one.message) for one in problems]
    assert all(one.suggestion for one in problems)


@pytest.mark.parametrize(
    ("body", "messages"),
    [
        ("1. Listen\n2.\n3. Validate\n4.\n", []),
        ("", []),
        ("1. Listen\n", ["“#lives” has not as many choices as the original: 1, not 4."]),
    ],
)
def test_a_translation_has_as_many_items_or_none(body, messages):
    translation, problems = read_translation(
        f"{HEAD}## Order! {{#lives type=order}}\n{body}", "final.en.md", "en"
    )
    assert problems == []
    file, problems = apply_translation(read(LIVES)[0], translation)
    assert [one.message for one in problems] == messages
    words = show(file.questions[0], language="en").parts.right
    assert words[3].text == '<span lang="vi">An toàn</span>'


@pytest.mark.parametrize(
    ("places", "fraction"),
    [
        ("12345", "1"),
        ("54321", "0"),  # reversed: everything is wrong
        ("51234", "0.75"),  # the first one last: the other four are in order
        ("21345", "0.75"),  # two neighbours changed places
        ("21435", "0.5"),
        ("45123", "0.5"),  # cut like a pack of cards
        ("12", "1"),
        ("21", "0"),
        ("1____", "0"),  # one item by itself is in no order
        ("12___", "0.25"),
        ("1__2_", "0.25"),
        ("_____", "0"),
        ("11111", "0"),  # two at one place are in no order
        ("12225", "0.5"),
        ("1123", "0.666666666667"),
    ],
)
def test_an_item_earns_where_it_stands_in_order_with_the_others(places, fraction):
    assert grade(places) == Decimal(fraction)


def test_a_page_sends_for_each_item_its_number_and_its_place(lives):
    # By the alphabet: An toàn 0, Hỏi nhu cầu 1, Lắng nghe 2, Thừa nhận 3.
    assert number_items(lives) == [2, 1, 3, 0]
    assert ORDER.parse_response(["2:1", "", "0:4", "3:1"], lives) == respond("1_14")
    assert ORDER.parse_response(["", ""], lives) is ORDER.parse_response([], lives) is None


def test_items_stand_by_their_places_and_those_without_one_after_them(lives):
    response = respond("3_13")
    assert ORDER.form_values(lives, response, [3, 1, 0, 2]) == ("3:1", "0:3", "2:3", "")
    assert not ORDER.is_complete(lives, response)
    assert ORDER.is_complete(lives, respond("4132"))
    assert not ORDER.is_complete(lives, respond("412_"))


def test_the_page_does_not_tell_where_an_item_belongs(lives):
    """In whatever order items stand in a file, their numbers are those of the alphabet."""
    other = read_question("## Q {type=order}\n1. An toàn\n2. Thừa nhận\n3. Hỏi nhu cầu\n")
    assert number_items(other) == [0, 2, 1]


@pytest.mark.parametrize(
    "values",
    [
        *(["0"], ["0:"], [":1"], ["0:0"], ["0:5"], ["4:1"], ["-1:1"], ["0:1:1"], [" 0:1"]),
        *(["0:01"], ["٠:1"], ["0:1\x00"], ["\ud800"], ["0:1", "0:1"], ["0:1", "0:2"]),
        ["9" * 9999],
    ],
)
def test_what_is_no_place_is_refused(lives, values):
    with pytest.raises(ResponseRefused):
        ORDER.parse_response(values, lives)


@pytest.mark.parametrize(
    "value", [None, [], [None], [None, None], [0], [-1], ["1"], [True], [1.0], {"0": 1}, "12", 1]
)
def test_a_stored_response_that_is_none_is_refused(value):
    with pytest.raises(ResponseRefused):
        ORDER.deserialise(value)


@st.composite
def responses(draw, question):
    """Draw where somebody may have put the items."""
    count = len(question.choices)
    places = st.lists(st.none() | st.integers(1, count), min_size=count, max_size=count)
    orders = st.permutations(range(1, count + 1))
    return OrderResponse(tuple(draw(orders | places.filter(any))))


@given(order_questions(), st.data())
def test_a_response_goes_through_page_and_store_and_earns_the_same(question, data):
    response = data.draw(st.none() | responses(question))
    order = order_choices(question, data.draw(st.integers(0, 99)), 1)
    shown = show(question, response, order)
    assert sent_by(ask(shown)) == shown.values
    assert ORDER.parse_response(shown.values, question) == response
    if response:
        kept = ORDER.deserialise(json.loads(json.dumps(ORDER.serialise(response))))
        assert kept == response
        assert 0 <= ORDER.grade(question, response).fraction <= 1


@given(order_questions(), st.data())
def test_neighbours_put_right_never_earn_less(question, data):
    places = list(data.draw(st.permutations(range(1, len(question.choices) + 1))))
    place = data.draw(st.integers(1, len(places) - 1))
    first, second = places.index(place), places.index(place + 1)
    better = list(places)
    if first > second:
        better[first], better[second] = better[second], better[first]
    before, after = (
        ORDER.grade(question, OrderResponse(tuple(each))).fraction for each in (places, better)
    )
    assert after >= before


@given(order_questions(), st.data())
def test_one_more_item_with_a_place_never_earns_less(question, data):
    places = list(data.draw(responses(question)).places)
    if None in places:
        better = list(places)
        better[places.index(None)] = data.draw(st.integers(1, len(places)))
        before, after = (
            ORDER.grade(question, OrderResponse(tuple(each))).fraction for each in (places, better)
        )
        assert after >= before


@given(order_questions())
def test_the_order_of_the_file_earns_all_and_its_reverse_nothing(question):
    right = ORDER.correct_response(question)
    assert ORDER.grade(question, right).is_correct
    assert ORDER.is_complete(question, right)
    assert ORDER.grade(question, OrderResponse(right.places[::-1])).fraction == 0


@given(order_questions(), st.lists(st.text(st.characters()) | st.sampled_from(["0:1", "", "1:1"])))
def test_whatever_is_sent_is_a_response_or_refused(question, values):
    try:
        response = ORDER.parse_response(values, question)
    except ResponseRefused:
        return
    assert response is None or ORDER.grade(question, response).fraction <= 1


@given(st.lists(st.none() | st.integers(1, 6), max_size=7))
def test_the_items_found_in_order_are_as_many_as_can_be(places):
    found = find_in_order(places)
    rising = [places[index] for index in found]
    assert list(found) == sorted(found)
    assert rising == sorted(set(rising))
    assert len(found) == _longest([place for place in places if place])


def _longest(places):
    """The longest rising subsequence by trying all, each item taken or not."""
    if not places:
        return 0
    first, *others = places
    taken = 1 + _longest([place for place in others if place > first])
    return max(taken, _longest(others))


@pytest.mark.parametrize("count", [2, 3, 4, 5, 6])
def test_guessing_earns_the_mean_over_all_orders(count):
    question = make_question("order", "x" * count)
    orders = list(permutations(range(1, count + 1)))
    mean = Fraction(sum(_longest(order) - 1 for order in orders), len(orders) * (count - 1))
    assert ORDER.guess_share(question) == mean


def test_guessing_earns_ever_less_of_more_items():
    questions = [make_question("order", "x" * count) for count in range(3, 21)]
    shares = [ORDER.guess_share(question) or Fraction(0) for question in questions]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] == Fraction(1, 2)
    assert float(shares[7]) == pytest.approx(0.3706, abs=0.0001)
    assert ORDER.guess_share(make_question("order", "x" * (MOST_GUESSED + 1))) is None


def test_a_review_tells_which_items_are_in_order_and_the_right_order(lives):
    words = review(show(lives, respond("4123")))
    assert "3 of 4 stand in the right order to each other." in words
    assert "Hỏi nhu cầu Place 1 in order" in words
    assert "Lắng nghe Place 4 out of order Không ngắt lời." in words
    assert "Right order Lắng nghe Hỏi nhu cầu Thừa nhận An toàn" in words


def test_a_review_of_the_right_order_does_not_repeat_it(lives):
    words = review(show(lives, respond("1234")))
    assert "Correct" in words
    assert "Right order" not in words


def test_a_review_without_a_response_tells_the_right_order(lives):
    words = review(show(lives))
    assert "Right order" in words
    assert "Your order" not in words


@pytest.mark.parametrize(
    ("hidden", "gone"),
    [
        ("responses", ["Your order", "Place 1", "out of order", "Không ngắt lời."]),
        ("correctness", ["out of order", "3 of 4"]),
        ("correct_responses", ["Right order"]),
        ("feedback", ["Không ngắt lời."]),
        ("explanation", ["Vì thế."]),
    ],
)
def test_what_is_not_visible_is_not_in_the_review(hidden, gone):
    shown = show(read_question(f"{LIVES}\n> Vì thế.\n"), respond("4123"))
    whole, part = review(shown), review(shown, EVERYTHING - {hidden})
    assert all(word in whole and word not in part for word in gone)


def test_a_preview_explains_all(lives):
    assert "Không ngắt lời." in review(show(lives), explains_all=True)


def test_statistics_count_places():
    question = make_question("order", "xxx")
    assert ORDER.count_parts(question, respond("2_1")) == ("0:2", "2:1")


def test_statistics_name_items_with_their_places(lives):
    right = [(part.word, part.is_right) for part in ORDER.list_parts(lives)]
    assert right == [("0:1", True), ("1:2", True), ("2:3", True), ("3:4", True)]
    assert str(ORDER.name_part(lives, "1:3")) == "3. Hỏi nhu cầu"
    assert str(ORDER.name_part(lives, "9:1")) == "9:1"
