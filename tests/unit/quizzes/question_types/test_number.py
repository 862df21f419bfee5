"""Numbers: either separator, tolerances and ranges, and asking where two numbers are possible."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.publishing import question_html
from quizzes.question_types import type_of
from quizzes.quiz_markdown.reading import read_quiz, read_translation
from quizzes.quiz_markdown.translations import apply_translation
from quizzes.quiz_markdown.writing import write_quiz
from quizzes.showing import show_question
from tests.unit.quizzes.samples import FIRST_LINE, HEAD, PATH, read, read_question

MINUTES = """\
## Mỗi ngày được nghỉ bao nhiêu phút? {#minutes type=number}

= 60 +- 0
= 55..65 {50%}
    > Gần đúng.
"""


def number(*answers):
    lines = "\n".join(f"= {answer}" for answer in answers)
    return read_question(f"## Q {{#q type=number}}\n\n{lines}\n")


def respond(question, *values):
    return type_of(question).parse_response(values, question)


def grade(question, *values):
    return type_of(question).grade(question, respond(question, *values)).fraction


@pytest.mark.parametrize(
    ("answers", "typed", "fraction"),
    [
        (["60"], "60", "1"),
        (["60"], "60,0", "1"),
        (["60"], " 60.00 ", "1"),
        (["60"], "60.01", "0"),
        (["60"], "60%", "1"),
        (["60"], "60 phút", "0"),
        (["60"], "sáu mươi", "0"),
        (["60 +- 5"], "55", "1"),
        (["60 +- 5"], "65,0", "1"),
        (["60 +- 5"], "65,01", "0"),
        (["60 ± 5"], "54.99", "0"),
        (["55..65"], "55", "1"),
        (["55 .. 65"], "65", "1"),
        (["55..65"], "66", "0"),
        (["-5..-1"], "-1", "1"),
        (["-1.5"], "−1,5", "1"),
        (["1.5"], "1,5", "1"),
        (["0.1 +- 0.2"], "0,3", "1"),
        (["0.333"], "0,333", "1"),
        (["1500000"], "1.500.000", "1"),
        (["1500000"], "1 500 000", "1"),
        (["1500000.5"], "1.500.000,5", "1"),
        (["60 +- 0", "55..65 {50%}"], "60", "1"),
        (["60 +- 0", "55..65 {50%}"], "62", "0.5"),
        (["60 +- 0", "55..65 {50%}", "0..1000 {0%}"], "70", "0"),
        (["12345678901234567890.5"], "12345678901234567890,5", "1"),
        (["12345678901234567890.5"], "12345678901234567890,6", "0"),
    ],
)
def test_what_a_number_earns(answers, typed, fraction):
    assert grade(number(*answers), typed) == Decimal(fraction)


@pytest.mark.parametrize(
    ("answer", "typed", "meant", "fraction"),
    [
        ("1000", "1.000", "1000", "1"),
        ("1000", "1.000", "1", "0"),
        ("1", "1.000", "1", "1"),
        ("1", "1.000", "1000", "0"),
        ("1.234", "1,234", "1.234", "1"),
        ("1.234", "1,234", "1234", "0"),
        # Asked and not answered, or never asked: whoever typed it does not lose by that.
        ("1000", "1.000", "", "1"),
        ("1.234", "1,234", "", "1"),
        ("60", "1.000", "", "0"),
        # What was meant belongs to another text: it says nothing of this one.
        ("1000", "1.000", "2000", "1"),
        ("2000", "2000", "1000", "1"),
    ],
)
def test_where_two_numbers_are_possible_the_one_that_was_meant_counts(
    answer, typed, meant, fraction
):
    assert grade(number(answer), typed, meant) == Decimal(fraction)


def shown(question, values, language="vi"):
    kind = type_of(question)
    response = respond(question, *values)
    html = question_html(question, lambda source, _name: source)
    kept = None if response is None else kind.serialise(response)
    return show_question("q1", question, html, language, kept)


def test_a_number_with_two_readings_is_kept_as_typed_and_asked_about():
    page = shown(number("1000"), ["1.000"])
    assert page.values == ("1.000", "")
    assert page.parts.value == "1.000"
    assert page.parts.query.options == (("1000", "1000"), ("1", "1"))


def test_what_was_meant_is_kept_beside_it():
    page = shown(number("1.234"), ["1,234", "1.234"])
    assert page.values == ("1,234", "1.234")
    assert page.parts.query.options == (("1234", "1234"), ("1.234", "1,234"))
    assert page.parts.query.meant == "1,234"
    assert shown(number("1.234"), ["1,234", "1.234"], "en").parts.query.meant == "1.234"


def test_what_is_no_number_is_kept_as_typed_and_said():
    page = shown(number("60"), ["sáu mươi"])
    assert page.values == ("sáu mươi",)
    assert page.parts.query.options == ()


@pytest.mark.parametrize(
    ("values", "is_complete"),
    [(["60"], True), (["1.000"], False), (["1.000", "1"], True), (["sáu"], False)],
)
def test_only_one_certain_number_leaves_nothing_open(values, is_complete):
    question = number("60")
    assert type_of(question).is_complete(question, respond(question, *values)) == is_complete


def test_the_accepted_numbers_are_spelled_for_the_reader():
    question = number("1.5 +- 0.25", "55.5..65", "3")
    assert [each.text for each in shown(question, [""]).parts.accepted] == [
        "1,5 ± 0,25",
        "55,5 – 65",
        "3",
    ]


@pytest.mark.parametrize(("typed", "counted"), [("60", "0"), ("62", "1"), ("70", "other")])
def test_statistics_count_which_number_it_is(typed, counted):
    question = read_question(MINUTES)
    assert type_of(question).count_parts(question, respond(question, typed)) == (counted,)


def test_numbers_are_written_in_one_form():
    file, _ = read(MINUTES.replace("60 +- 0", "60.50 ± 0.0").replace("55..65", "55 .. 65"))
    assert "= 60.5 +- 0\n= 55..65 {50%}\n    > Gần đúng.\n" in write_quiz(file, "vi")


plain = st.integers(-2000, 2000).map(lambda number: Decimal(number) / 4)


@given(plain, st.lists(plain.map(abs), min_size=3, max_size=3))
def test_a_wider_tolerance_never_takes_points_away(value, distances):
    distance, *tolerances = distances
    typed = f"{value + distance:f}"
    tight, wide = (grade(number(f"{value:f} +- {each:f}"), typed) for each in sorted(tolerances))
    assert tight <= wide


def test_a_number_that_seems_to_be_grouped_is_taken_with_a_warning():
    file, problems = read("## Q {type=number}\n= 1.500\n")
    assert [(one.line, one.severity) for one in problems] == [(FIRST_LINE + 1, "warning")]
    assert file.questions[0].details["answers"][0]["value"] == "1.5"


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("## Q {type=number}\n", 1, "This question has no accepted answer."),
        ("## Q {type=number}\n= 1,5\n", 2, "“1,5” is no number."),
        ("## Q {type=number}\n= sixty\n", 2, "“sixty” is no number."),
        ("## Q {type=number}\n=\n", 2, "“” is no number."),
        ("## Q {type=number}\n= 60 +- -5\n", 2, "“60 +- -5” is no number."),
        ("## Q {type=number}\n= 60 +- 5%\n", 2, "“60 +- 5%” is no number."),
        ("## Q {type=number}\n= 60 minutes\n", 2, "“60 minutes” is no number."),
        ("## Q {type=number}\n= 1.000.000\n", 2, "“1.000.000” is no number."),
        ("## Q {type=number}\n= 1.000\n", 2, "1.000 is read as 1 here."),
        ("## Q {type=number}\n= 5 +- 1.500\n", 2, "1.500 is read as 1.5 here."),
        ("## Q {type=number}\n= 65..55\n", 2, "The range 65..55 begins after its end."),
        ("## Q {type=number}\n= 1 {50%}\n", 1, "No accepted answer earns all the points."),
        ("## Q {type=number}\n= 1\n= 2 {-5%}\n", 3, "An answer earns from 0% to 100%."),
        ("## Q {type=number}\n= 1 {exact}\n", 2, "The attribute “exact” is not known here."),
    ],
)
def test_a_mistake_is_told_with_its_line(body, line, message):
    _, problems = read(body)
    assert (line + FIRST_LINE - 1, message) in [(one.line, one.message) for one in problems]
    assert all(problem.suggestion for problem in problems)


def translate(answers):
    file, _ = read_quiz(HEAD + MINUTES, PATH, "vi")
    english = f"## How many minutes a day? {{#minutes type=number}}\n\n{answers}"
    translation, problems = read_translation(HEAD + english, "final.en.md", "en")
    merged, disagreements = apply_translation(file, translation)
    return merged.questions[0], [one.message for one in problems + disagreements]


def test_a_translation_says_feedback_beside_the_same_numbers():
    question, problems = translate("= 60\n= 55..65\n    > Nearly.\n")
    assert problems == []
    assert question.texts["en"].feedback == (None, "Nearly.")
    assert shown(question, ["62"], "en").parts.feedback == "Nearly."


def test_a_translation_may_leave_the_numbers_out():
    question, problems = translate("")
    assert problems == []
    assert shown(question, ["62"], "en").parts.feedback == '<span lang="vi">Gần đúng.</span>'


@pytest.mark.parametrize("answers", ["= 60\n", "= 60\n= 55..66\n", "= 60\n= 55..65 {40%}\n"])
def test_a_translation_with_other_numbers_is_a_problem(answers):
    question, problems = translate(answers)
    assert problems == ["The numbers of “#minutes” are not those of the original."]
    assert list(question.texts) == ["vi"]
