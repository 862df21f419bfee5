"""Cloze: gaps are found, filled in, marked and put where they stood."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.markdown import render_markdown
from quizzes.publishing import question_html
from quizzes.question_types import ResponseRefused, type_of
from quizzes.question_types.gap_markup import read_gaps, replace_gaps
from quizzes.quiz_markdown.reading import read_quiz, read_translation
from quizzes.quiz_markdown.translations import apply_translation
from quizzes.showing import show_question
from tests.unit.quizzes import typed_samples
from tests.unit.quizzes.samples import FIRST_LINE, HEAD, PATH, read, read_question

GAPS = """\
## Điền vào chỗ trống. {#gaps type=cloze}

Trẻ em là người dưới {{16}} tuổi; tổng đài bảo vệ trẻ em là {{111|một một một}}; che giấu thông \
tin trẻ bị xâm hại {{=bị cấm ~ được phép}}.
"""
ENGLISH = """\
## Fill in the gaps. {#gaps type=cloze}

A child is a person under {{16|sixteen}}; the child helpline is {{111}}; hiding that a child is \
abused is {{=forbidden ~ allowed}}.
"""


def cloze(*gaps, flags=""):
    text = " and ".join(f"{{{{{gap}}}}}" for gap in gaps)
    return read_question(f"## Q {{#q type=cloze {flags}}}\n\n{text}\n")


def grade(question, *values):
    kind = type_of(question)
    return kind.grade(question, kind.parse_response(values, question)).fraction


@pytest.mark.parametrize(
    ("stem", "kinds"),
    [
        ("a {{16}} b {{a|b}}", ["text", "text"]),
        ("{{60 +- 5}} {{55..65}} {{60 +- 0 | 61 {50%}}}", ["number", "number", "number"]),
        ("{{=a ~ b}} {{a ~ =b}} {{=a}}", ["choice", "choice", "choice"]),
        ("{{60 \\+- 5}} {{\\=a}} {{a \\~ b}}", ["text", "text", "text"]),
        ("{{16}}{{17}}", ["text", "text"]),
        ("{{a {50%} | b}}", ["text"]),
        ("no gap: \\{{16}} `{{16}}` ``a ` {{16}}``", []),
        ("a \\\\{{16}} and \\`{{17}}`", ["text", "text"]),
        ("```\n{{16}}\n```\n\n{{17}}", ["text"]),
        ("~~~\n{{16}}\n~~~", []),
        ("{{never\nends}} { {16} } {16}", []),
        ("{{helplines: violence}}", []),
        ("`open {{16}}\n\nand ` {{17}}", ["text", "text"]),
    ],
)
def test_gaps_are_found_outside_code(stem, kinds):
    assert [gap.kind for gap in read_gaps(stem)] == kinds


def test_what_stands_in_a_gap():
    (gap,) = read_gaps("{{ a\\|b {50%} | c\\}\\} {exact} }}")
    assert [(one.text, one.share, one.is_exact) for one in gap.texts] == [
        ("a|b", Decimal("0.5"), False),
        ("c}}", 1, True),
    ]
    (gap,) = read_gaps("{{=a|b ~ c \\~ d {25%} ~e}}")
    assert [(one.text, one.share) for one in gap.options] == [
        ("a|b", 1),
        ("c ~ d", Decimal("0.25")),
        ("e", 0),
    ]


@pytest.mark.parametrize(
    ("gaps", "values", "fraction"),
    [
        (["16"], ["16"], "1"),
        (["16"], ["16,0"], "1"),
        (["16"], ["17"], "0"),
        (["16", "111|một một một"], ["16", "Một một một"], "1"),
        (["16", "111|một một một"], ["16", ""], "0.5"),
        (["16", "111|một một một"], ["", "111"], "0.5"),
        (["16", "111|một một một {50%}"], ["16", "một một một"], "0.75"),
        (["hoà bình"], ["Hòa bình"], "1"),
        (["LIVES {exact}"], ["lives"], "0"),
        (["bình đẳng {no-diacritics}"], ["binh dang"], "1"),
        (["=bị cấm ~ được phép"], ["0"], "1"),
        (["=bị cấm ~ được phép"], ["1"], "0"),
        (["=a ~ =b ~ c"], ["1"], "1"),
        (["=a ~ b {50%} ~ c", "=a ~ b"], ["1", "0"], "0.75"),
        (["60 +- 5"], ["65"], "1"),
        (["60 +- 5"], ["66"], "0"),
        (["1000 +- 0"], ["1.000", "1:1000"], "1"),
        (["1000 +- 0"], ["1.000", "1:1"], "0"),
        (["16", "1000 +- 0"], ["16", "1.000", "2:1"], "0.5"),
        (["a", "b", "c"], ["a", "x", "c"], "0.666666666667"),
        (["a", "b", "c"], ["", "", ""], "0"),
    ],
)
def test_each_gap_earns_an_equal_share(gaps, values, fraction):
    assert grade(cloze(*gaps), *values) == Decimal(fraction)


def test_what_a_heading_says_counts_for_all_gaps():
    assert grade(cloze("Đúng", "Bình", flags="no-diacritics"), "dung", "binh") == 1
    assert grade(cloze("Đúng", "Bình", flags="exact"), "đúng", "Bình") == Decimal("0.5")


@pytest.mark.parametrize(
    "values",
    [
        ["1"],
        ["1", "2", "0", "0", "", "", ""],
        ["1", "2", "2"],
        ["1", "2", "a"],
        ["1", "2", "-1"],
        ["1", "2", "٠"],
        ["1", "2", "0", "x"],
        ["1", "2", "0", "1:1000"],
        ["1", "2", "0", "4:1000"],
        ["1", "2", "0", "0:1000"],
        ["1", "2", "0", "2:1e3"],
    ],
)
def test_what_no_form_sends_is_refused(values):
    question = cloze("16", "60 +- 5", "=a ~ b")
    with pytest.raises(ResponseRefused):
        type_of(question).parse_response(values, question)


def shown(question, values, language="vi", order=None):
    kind = type_of(question)
    response = kind.parse_response(values, question)
    html = question_html(question, lambda source, _name: render_markdown(source))
    kept = None if response is None else kind.serialise(response)
    return show_question("q1", question, html, language, kept, order)


def test_the_text_comes_in_pieces_with_the_gaps_between():
    parts = shown(read_question(GAPS), ["16", "", "1"]).parts
    assert [str(piece.html) for piece in parts.pieces] == [
        "<p>Điền vào chỗ trống.</p>\n<p>Trẻ em là người dưới ",
        " tuổi; tổng đài bảo vệ trẻ em là ",
        "; che giấu thông tin trẻ bị xâm hại ",
        ".</p>",
    ]
    gaps = [piece.gap for piece in parts.pieces[:-1]]
    assert [(gap.value, gap.given, gap.verdict, gap.right) for gap in gaps] == [
        ("16", "16", "right", "16"),
        ("", "", "", "111 / một một một"),
        ("1", "được phép", "wrong", "bị cấm"),
    ]
    assert [gap.takes_numbers for gap in gaps] == [True, False, False]
    assert [option.text for option in gaps[2].options] == ["bị cấm", "được phép"]


def test_elsewhere_a_line_stands_for_each_gap():
    assert shown(read_question(GAPS), []).stem == (
        "Điền vào chỗ trống.<br>Trẻ em là người dưới ____ tuổi; tổng đài bảo vệ trẻ em là ____; "
        "che giấu thông tin trẻ bị xâm hại ____."
    )


def test_choices_stand_in_the_order_of_the_attempt_each_in_its_gap():
    question = cloze("=a ~ b", "=c ~ d ~ e")
    first, second = (
        piece.gap for piece in shown(question, ["1", "2"], order=[4, 1, 0, 2, 3]).parts.pieces[:2]
    )
    assert [(one.value, one.is_selected) for one in first.options] == [("1", True), ("0", False)]
    assert [one.text for one in second.options] == ["e", "c", "d"]


def test_a_number_with_two_readings_is_asked_about_after_the_text():
    page = shown(cloze("16", "1000 +- 5", "5 +- 1"), ["1", "1.000", "x"])
    assert page.values == ("1", "1.000", "x", "")
    assert [(one.field, len(one.options)) for one in page.parts.queries] == [(2, 2), (3, 0)]
    assert shown(cloze("5 +- 1"), ["1.000", "1:1"]).values == ("1.000", "1:1")


@pytest.mark.parametrize(
    ("values", "is_complete"),
    [
        (["1", "2"], True),
        (["1", ""], False),
        (["1", "1.000"], False),
        (["1", "1.000", "2:1"], True),
    ],
)
def test_whether_anything_is_left_to_fill_in(values, is_complete):
    question = cloze("16", "60 +- 5")
    kind = type_of(question)
    assert kind.is_complete(question, kind.parse_response(values, question)) == is_complete


def translate(english):
    file, problems = read_quiz(HEAD + GAPS, PATH, "vi")
    translation, more = read_translation(HEAD + english, "final.en.md", "en")
    merged, disagreements = apply_translation(file, translation)
    assert problems == []
    return merged.questions[0], [one.message for one in more + disagreements]


@pytest.mark.parametrize(
    "values",
    [["16", "111", "0"], ["sixteen", "một một một", "0"]],
)
def test_typed_gaps_accept_the_answers_of_all_languages(values):
    question, problems = translate(ENGLISH)
    assert problems == []
    assert grade(question, *values) == 1
    gaps = [piece.gap for piece in shown(question, values, "en").parts.pieces[:-1]]
    assert [gap.right for gap in gaps] == ["16 / sixteen", "111", "forbidden"]
    assert gaps[2].given == "forbidden"


def test_a_translation_without_a_text_shows_that_of_the_original():
    question, problems = translate("## {#gaps type=cloze}\n\n!!! explanation\n    Because.\n")
    assert problems == []
    page = shown(question, ["16", "", ""], "en")
    assert page.parts.language == "vi"
    assert page.explanation == "<p>Because.</p>"


def test_marks_of_choices_may_be_left_out_of_a_translation():
    question, problems = translate(ENGLISH.replace("=forbidden", "forbidden"))
    assert problems == []
    assert grade(question, "", "", "0") > 0


@pytest.mark.parametrize(
    ("before", "after", "gap"),
    [
        ("{{16|sixteen}}", "16", 2),
        ("{{111}}", "{{111 +- 0}}", 2),
        ("{{=forbidden ~ allowed}}", "{{forbidden}}", 3),
        ("{{=forbidden ~ allowed}}", "{{=forbidden ~ allowed ~ other}}", 3),
        ("{{=forbidden ~ allowed}}", "{{forbidden ~ =allowed}}", 3),
        ("{{=forbidden ~ allowed}}", "{{=forbidden ~ allowed}} {{more}}", 4),
    ],
)
def test_other_gaps_in_a_translation_are_a_problem(before, after, gap):
    question, problems = translate(ENGLISH.replace(before, after))
    assert problems == [f"Gap {gap} of “#gaps” is not that of the original."]
    assert list(question.texts) == ["vi"]


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("## Q {type=cloze}\n", 1, "This question has no gap."),
        ("## Q {{}} {type=cloze}\n", 1, "This gap is empty."),
        ("## Q {type=cloze}\n\na\n{{a|}}\n", 4, "This answer has no text."),
        ("## Q {type=cloze}\n\n{{a}}\n\n{{a\n", 5, "This gap never ends."),
        ("## Q {type=cloze}\n\n{{a {50%}}}\n", 3, "No accepted answer earns all the points."),
        ("## Q {type=cloze}\n\n{{a {-50%}|b}}\n", 3, "An answer earns from 0% to 100%."),
        ("## Q {type=cloze}\n\n{{a {fixed}}}\n", 3, "The attribute “fixed” is not known here."),
        (
            "## Q {type=cloze}\n\n{{a}}\n\n{{helplines: violence}}\n",
            5,
            "Helplines and gaps of the organisation stand in lessons, not in questions.",
        ),
        (
            "## Q {type=cloze}\n\n{{60 +- 5|sixty}}\n",
            3,
            "This gap takes a number and words: {{60 +- 5|sixty}}.",
        ),
        ("## Q {type=cloze}\n\n{{65..55}}\n", 3, "The range 65..55 begins after its end."),
        (
            "## Q {type=cloze}\n\n{{=a}}\n",
            3,
            "This gap has fewer than two choices, or one without text.",
        ),
        (
            "## Q {type=cloze}\n\n{{=a ~}}\n",
            3,
            "This gap has fewer than two choices, or one without text.",
        ),
        ("## Q {type=cloze}\n\n{{a ~ b}}\n", 1, "No choice of a gap is marked as right."),
        (
            "## Q {type=cloze}\n\n{{=a {50%} ~ b}}\n",
            3,
            "The right choice earns 100%, and a wrong one less.",
        ),
        ("## Q {type=cloze}\n\n{{=a ~ b {x}}}\n", 3, "The attribute “x” is not known here."),
        (
            "## Q {type=cloze}\n\n[a {{b}}](http://c)\n",
            1,
            "A gap stands where nothing can be typed.",
        ),
        (
            "## Q {type=cloze}\n\n![{{b}}](media/c.png)\n",
            1,
            "A gap stands where nothing can be typed.",
        ),
        ("## Q {type=cloze}\n\na\n\n    {{b}}\n", 1, "A gap stands where nothing can be typed."),
        (
            "## Q {type=cloze}\n\na[^1] {{b}}\n\n[^1]: {{c}}\n\n{{d}}\n",
            1,
            "A gap stands where nothing can be typed.",
        ),
        (
            "## Q {type=cloze}\n\n<script>{{b}}</script>\n",
            1,
            "A gap stands where nothing can be typed.",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line(body, line, message):
    _, problems = read(body)
    assert (line + FIRST_LINE - 1, message) in [(one.line, one.message) for one in problems]
    assert all(problem.suggestion for problem in problems)


@given(typed_samples.stems())
def test_every_gap_comes_out_once_in_its_turn(stem):
    question = read_question(f"## Q {{#q type=cloze}}\n\n{stem}\n")
    pieces = shown(question, []).parts.pieces
    assert [piece.gap.number for piece in pieces[:-1]] == list(range(1, len(pieces)))
    assert pieces[-1].gap is None
    assert "____" not in re.sub("<[^>]*>", "", "".join(piece.html for piece in pieces))


@given(typed_samples.stems())
def test_replacing_each_gap_by_a_gap_keeps_their_number(stem):
    numbered = replace_gaps(stem, lambda number: f"{{{{{number + 1}}}}}")
    assert len(read_gaps(numbered)) == len(read_gaps(stem))


@given(typed_samples.clozes(), st.data())
def test_one_more_right_gap_never_earns_less(question, data):
    kind = type_of(question)
    right = kind.form_values(question, kind.correct_response(question), ())
    count = len(kind.no_values(question))
    filled = data.draw(st.sets(st.integers(0, count - 1)))
    added = data.draw(st.integers(0, count - 1))
    before, after = (
        [right[index] if index in those else "" for index in range(count)]
        for those in (filled, filled | {added})
    )
    assert grade(question, *after) >= grade(question, *before)


@given(
    st.text()
    | st.lists(
        st.sampled_from(["{{", "}}", "`", "\\", "=", "~", "|", "a", "\n", "{50%}", "..", "1"])
    ).map("".join)
)
def test_no_text_whatever_makes_reading_raise(text):
    read(f"## Q {{type=cloze}}\n\n{text}\n")
    assert replace_gaps(text, lambda _number: "x").count("x") >= len(read_gaps(text))
