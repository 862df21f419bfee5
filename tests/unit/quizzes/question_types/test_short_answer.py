"""Short answers: what is accepted, what it earns, what is said of it."""

from decimal import Decimal

import pytest

from quizzes.publishing import question_html
from quizzes.question_types import type_of
from quizzes.quiz_markdown.reading import read_quiz, read_translation
from quizzes.quiz_markdown.translations import apply_translation
from quizzes.showing import show_question
from tests.unit.quizzes.samples import FIRST_LINE, HEAD, PATH, read, read_question

CHILD_LINE = """\
## Tổng đài quốc gia bảo vệ trẻ em là số nào? {#child-line type=short}

= 111
= một một một {50%}
    > Đúng, nhưng hãy nhớ cách bấm.
= 113 {0%}
    > Đó là số của công an.
"""
ENGLISH = """\
## Which number has the child helpline? {#child-line type=short}

= one one one
    > Right; dial 111.
"""


def short(answers, flags=""):
    lines = "\n".join(f"= {answer}" for answer in answers)
    return read_question(f"## Q {{#q type=short {flags}}}\n\n{lines}\n")


def grade(question, typed):
    kind = type_of(question)
    return kind.grade(question, kind.parse_response([typed], question)).fraction


@pytest.mark.parametrize(
    ("answers", "typed", "fraction"),
    [
        (["111"], "111", "1"),
        (["111"], " 111 ", "1"),
        (["111"], "112", "0"),
        (["111"], "111 112", "0"),
        (["111", "một một một {50%}"], "Một một một", "0.5"),
        (["111", "113 {0%}"], "113", "0"),
        (["Hoà bình"], "hòa bình", "1"),
        (["hòa bình"], "HOÀ  BÌNH", "1"),
        (["thúy {50%}", "thuý"], "Thúy", "1"),
        (["bình đẳng"], "binh dang", "0"),
        (["bình đẳng {no-diacritics}"], "Binh dang", "1"),
        (["bình đẳng", "binh dang {50%}"], "binh dang", "0.5"),
        (["LIVES {exact}"], "LIVES", "1"),
        (["LIVES {exact}"], "lives", "0"),
        (["LIVES {exact}", "lives {33.3%}"], "Lives", "0.333"),
        (["Hà Nội {exact no-diacritics}"], "Ha Noi", "1"),
        (["Hà Nội {exact no-diacritics}"], "ha noi", "0"),
        (["“quấy rối”"], '"quấy rối"', "1"),
        (["1.5"], "1,5", "1"),
        (["16"], "16,0", "1"),
        (["1000"], "1.000", "1"),
        (["007"], "7", "0"),
        (["16 {exact}"], "16,0", "0"),
        ([r"\{a}"], "{a}", "1"),
        ([r"\= 5"], "= 5", "1"),
        (["a_b*c*"], "a_b*c*", "1"),
    ],
)
def test_what_is_typed_earns_the_greatest_share_that_it_can(answers, typed, fraction):
    assert grade(short(answers), typed) == Decimal(fraction)


@pytest.mark.parametrize(
    ("flags", "typed", "fraction"),
    [
        ("", "đúng", "1"),
        ("", "dung", "0"),
        ("exact", "đúng", "0"),
        ("exact", "Đúng", "1"),
        ("no-diacritics", "dung", "1"),
        ("exact no-diacritics", "Dung", "1"),
        ("exact no-diacritics", "dung", "0"),
    ],
)
def test_what_a_heading_says_counts_for_all_answers(flags, typed, fraction):
    assert grade(short(["Đúng", "Phải"], flags), typed) == Decimal(fraction)


def test_what_was_typed_is_kept_as_it_was():
    question = short(["111"])
    kind = type_of(question)
    response = kind.parse_response(["  111 "], question)
    assert kind.serialise(response) == "  111 "
    assert kind.form_values(question, response, ()) == ("  111 ",)


def translated():
    file, problems = read_quiz(HEAD + CHILD_LINE, PATH, "vi")
    english, more = read_translation(HEAD + ENGLISH, "final.en.md", "en")
    merged, disagreements = apply_translation(file, english)
    assert problems + more + disagreements == []
    return merged.questions[0]


@pytest.mark.parametrize(
    ("typed", "fraction"), [("111", "1"), ("một một một", "0.5"), ("One one one", "1")]
)
def test_the_answers_of_all_languages_count(typed, fraction):
    assert grade(translated(), typed) == Decimal(fraction)


def shown_in(language, typed):
    question = translated()
    html = question_html(question, lambda source, _name: source)
    return show_question("q1", question, html, language, typed).parts


@pytest.mark.parametrize(
    ("language", "typed", "feedback"),
    [
        ("vi", "111", None),
        ("vi", "một một một", "Đúng, nhưng hãy nhớ cách bấm."),
        ("vi", "113", "Đó là số của công an."),
        ("vi", "114", None),
        ("en", "one one one", "Right; dial 111."),
        ("en", "113", '<span lang="vi">Đó là số của công an.</span>'),
    ],
)
def test_feedback_is_that_of_the_answer_given(language, typed, feedback):
    assert shown_in(language, typed).feedback == feedback


def test_right_answers_are_shown_in_the_readers_language_or_say_which_it_is():
    assert [each.text for each in shown_in("vi", "1").right_answers] == ["111"]
    assert [each.text for each in shown_in("en", "1").right_answers] == ["one one one"]
    (right,) = shown_in("fr", "1").right_answers
    assert (right.text, right.language) == ("111", "vi")


@pytest.mark.parametrize(
    ("typed", "verdict"),
    [("111", "right"), ("một một một", "partly"), ("114", "wrong"), (None, "")],
)
def test_a_review_says_how_right_it_is(typed, verdict):
    assert shown_in("vi", typed).verdict == verdict


@pytest.mark.parametrize(
    ("typed", "counted"), [("111", "vi:0"), ("MỘT MỘT MỘT", "vi:1"), ("tôi", "other")]
)
def test_statistics_count_the_answer_and_never_what_was_typed(typed, counted):
    question = translated()
    assert type_of(question).count_parts(question, typed) == (counted,)


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("## Q {type=short}\n", 1, "This question has no accepted answer."),
        ("## Q {type=short}\n= 1\n=\n", 3, "This answer has no text."),
        ("## Q {type=short}\n= a {50%}\n", 1, "No accepted answer earns all the points."),
        ("## Q {type=short}\n= a\n= b {-50%}\n", 3, "An answer earns from 0% to 100%."),
        ("## Q {type=short}\n= a {fixed}\n", 2, "The attribute “fixed” is not known here."),
        ("## Q {type=short}\n= a {150%}\n", 2, "The attribute “150%” is not known here."),
        ("## Q {type=short}\n= a {#a}\n", 2, "An answer has no id."),
        ("## Q {type=short fixed}\n= a\n", 1, "The attribute “fixed” is not known here."),
        (
            "## Q {type=short}\n= a\nb\n",
            2,
            "An answer stands on one line, with 500 characters at most.",
        ),
        (
            "## Q {type=short}\n= a\n- [x] b\n",
            3,
            "This text stands beside the answers and belongs to none of them.",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line(body, line, message):
    _, problems = read(body)
    assert (line + FIRST_LINE - 1, message) in [(one.line, one.message) for one in problems]
    assert all(problem.suggestion for problem in problems)


def test_a_translation_that_accepts_more_loosely_is_a_problem():
    file, _ = read_quiz(HEAD + CHILD_LINE, PATH, "vi")
    loose = ENGLISH.replace("type=short", "type=short no-diacritics")
    english, _ = read_translation(HEAD + loose, "final.en.md", "en")
    _, problems = apply_translation(file, english)
    assert [one.message for one in problems] == [
        "The original of “#child-line” has no {no-diacritics}."
    ]
