"""What the lines of a quiz file mean."""

from datetime import timedelta
from decimal import Decimal

import pytest

from quizzes.content import Choice
from quizzes.quiz_markdown.reading import parse_inline_check, read_quiz
from quizzes.quiz_settings import DrawRule
from tests.unit.quizzes.samples import PATH, read, read_question

ANSWERS = "\n- [x] yes\n- [ ] no\n"


def text_of(body):
    return read_question(body).texts["vi"]


def test_front_matter_says_how_a_quiz_is_taken():
    file, problems = read_quiz(
        "---\nid: final\nkind: quiz\ntitle: Kiểm tra\npass_mark: 66.5\nattempts: 3\n"
        "time_limit: 1h30m\nshuffle: [questions]\nfeedback: practice\n"
        "review: {score: [closed, during]}\n"
        "draw:\n  - {bank: law, count: 6, tags: [article-5]}\n"
        "  - {bank: law, count: 4, difficulty: hard}\n---\n",
        PATH,
        "vi",
    )
    assert problems == []
    assert (file.kind, file.id, file.language) == ("quiz", "final", "vi")
    assert file.title == {"vi": "Kiểm tra"}
    assert file.settings.pass_mark == Decimal("66.5")
    assert file.settings.attempts == 3
    assert file.settings.time_limit == timedelta(minutes=90)
    assert file.settings.shuffle == {"questions"}
    assert file.settings.feedback == "practice"
    assert file.settings.review == {"score": ("during", "closed")}
    assert file.settings.draw == (
        DrawRule("law", 6, ("article-5",)),
        DrawRule("law", 4, (), "hard"),
    )


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("20m", 1200), ("90s", 90), ("1h30m", 5400), ("2h", 7200), ("1m30s", 90)],
)
def test_a_time_limit_is_written_in_hours_minutes_and_seconds(written, seconds):
    file, problems = read_quiz(
        f"---\nkind: quiz\ntitle: T\ntime_limit: {written}\n---\n", PATH, "vi"
    )
    assert problems == []
    assert file.settings.time_limit == timedelta(seconds=seconds)


def test_a_bank_needs_no_title_and_takes_its_id_from_the_name_of_the_file():
    file, problems = read_quiz("---\nkind: bank\n---\n", "banks/law.md", "vi")
    assert problems == []
    assert (file.kind, file.id, dict(file.title)) == ("bank", "law", {})


def test_text_before_the_first_heading_is_the_introduction():
    file, _ = read(
        "\nXin chào.\n\n### Lưu ý\n\nĐọc kỹ.\n\n# Phần {#p}\n\nMở đầu.\n\n## Q" + ANSWERS
    )
    assert file.introduction == {"vi": "Xin chào.\n\n### Lưu ý\n\nĐọc kỹ."}
    (section,) = file.sections
    assert (section.id, section.title, section.introduction) == (
        "p",
        {"vi": "Phần"},
        {"vi": "Mở đầu."},
    )
    assert file.questions[0].section == "p"


def test_a_heading_gives_the_attributes_of_its_question():
    question = read_question(
        '## Q {#in-force points=2.5 tags="law dates" difficulty=easy source="Điều 43, \\"a\\"" '
        "penalty=0.33}" + ANSWERS
    )
    assert question.id == "in-force"
    assert question.points == Decimal("2.5")
    assert question.tags == ("law", "dates")
    assert question.difficulty == "easy"
    assert question.source == 'Điều 43, "a"'
    assert question.penalty == Decimal("0.33")
    assert question.scoring == "partial"


@pytest.mark.parametrize(
    ("heading", "stem"),
    [
        ("Q {#q}", "Q"),
        ("Q ##", "Q"),
        ("C# {#q}", "C#"),
        (r"Q \{a}", r"Q \{a}"),
        ("Q {a} {#q}", "Q {a}"),
        ("Q {{16}}", "Q {{16}}"),
        ('Q {#q source="a {b} c"}', "Q"),
        ("Q {}", "Q"),
    ],
)
def test_only_the_last_braces_of_a_heading_are_attributes(heading, stem):
    assert text_of(f"## {heading}" + ANSWERS).stem == stem


@pytest.mark.parametrize(
    ("body", "stem"),
    [
        ("more\n", "Q\n\nmore"),
        ("\n### deeper {.x}\n\n#### deepest\n", "Q\n\n### deeper {.x}\n\n#### deepest"),
        (
            "```\n## no question\n- [x] no choice\n```\n",
            "Q\n\n```\n## no question\n- [x] no choice\n```",
        ),
        ("~~~\n```\n# no section\n~~~\n", "Q\n\n~~~\n```\n# no section\n~~~"),
        ("- [x] done\n- [ ] open\n\nthen\n", "Q\n\n- [x] done\n- [ ] open\n\nthen"),
        ("- one\n- two\n\n<!-- answers -->\n", "Q\n\n- one\n- two"),
        ("> quoted\n", "Q\n\n> quoted"),
        ("\\= 5\n\\? why\n\\- dash\n", "Q\n\n= 5\n? why\n\\- dash"),
        ("    indented code\n", "Q\n\n    indented code"),
    ],
)
def test_the_stem_goes_down_to_the_answers(body, stem):
    text = text_of(f"## Q {{#q}}\n{body}{ANSWERS}")
    assert text.stem == stem
    assert text.choices == ("yes", "no")


@pytest.mark.parametrize(
    ("item", "choice"),
    [
        ("- [x] one\n    two", "one\ntwo"),
        ("- [x] one\n\n    two", "one\n\ntwo"),
        ("- [x] one\n\n  two", "one\n\ntwo"),
        ("- [x] one\n\n      two", "one\n\ntwo"),
        ("- [x] one\n\n\ttwo", "one\n\ntwo"),
        ("- [x] one\nlazily two", "one\nlazily two"),
        ("- [x] one\n\n        code", "one\n\n    code"),
        ("- [x] one\n    - deeper\n        - deepest", "one\n- deeper\n    - deepest"),
        (
            "- [x] one\n\n    ```\n    ## no\n      - [ ] no {x}\n    ```",
            "one\n\n```\n## no\n  - [ ] no {x}\n```",
        ),
        ("- [x] ```\n    code\n    ```", "```\ncode\n```"),
        ("- [x]\n    one", "one"),
        ("* [X] one", "one"),
        ("- [x] ![](media/a.png){width=50} {}", "![](media/a.png){width=50}"),
        (r"- [x] \{one}", r"\{one}"),
    ],
)
def test_a_choice_is_dedented_and_holds_whatever_is_indented(item, choice):
    question = read_question(f"## Q\n\n{item}\n- [ ] no\n")
    assert question.texts["vi"].choices == (choice, "no")
    assert question.choices == (Choice(True), Choice(False))


@pytest.mark.parametrize(
    ("item", "text", "feedback"),
    [
        ("- [x] a\n    > why", "a", "why"),
        ("- [x] a\n    > why\n    >\n    > - so", "a", "why\n\n- so"),
        ("- [x] a\n    > why\n    and so", "a", "why\nand so"),
        ("- [x] a\n\n    > said\n\n    > why", "a\n\n> said", "why"),
        ("- [x] a\n\n    > said\n\n    >", "a\n\n> said", None),
        ("- [x] a", "a", None),
    ],
)
def test_the_last_quotation_in_a_choice_is_its_feedback(item, text, feedback):
    words = text_of(f"## Q\n\n{item}\n- [ ] no\n")
    assert (words.choices[0], words.feedback[0]) == (text, feedback)


@pytest.mark.parametrize(
    ("item", "choice"),
    [
        ("- [ ] a {50%}", Choice(False, Decimal("0.5"))),
        ("- [ ] a {-33.33333%}", Choice(False, Decimal("-0.3333333"))),
        ("- [ ] a {fixed}", Choice(False, is_fixed=True)),
        ("- [ ] a {misconception=m-1 fixed}", Choice(False, None, True, "m-1")),
        ("- [ ] a {fixed}\n\n    b", Choice(False, is_fixed=True)),
        ("- [ ] a\n\n    b {fixed}\n    > c", Choice(False, is_fixed=True)),
        ("- [ ] a\n    > c {x}", Choice(False)),
    ],
)
def test_a_choice_has_attributes(item, choice):
    assert read_question(f"## Q\n\n{item}\n- [x] yes\n").choices[0] == choice


@pytest.mark.parametrize(
    ("tail", "explanation"),
    [
        ("> why\n", "why"),
        ("\n> why\nlazily\n", "why\nlazily"),
        ("\n> why\n\n> and\n", "why\n\nand"),
        ("\n!!! explanation\n    why\n\n    > so\n", "why\n\n> so"),
        ("", None),
    ],
)
def test_a_quotation_after_the_answers_is_the_explanation(tail, explanation):
    text = text_of("## Q" + ANSWERS + tail)
    assert text.explanation == explanation
    assert text.choices == ("yes", "no")


def test_lines_that_begin_with_a_question_mark_are_hints():
    text = text_of("## Q\n\n? first\n" + ANSWERS + "\n? second\n    goes on\n? third\n> why\n")
    assert text.hints == ("first", "second\ngoes on", "third")
    assert text.explanation == "why"
    assert text.stem == "Q"


@pytest.mark.parametrize(
    ("heading", "marks", "type_name"),
    [
        ("Q", "x ", "single_choice"),
        ("Q", "xx ", "multiple_choice"),
        ("Q {type=multiple}", "x ", "multiple_choice"),
        ("Q {type=single}", " x", "single_choice"),
        ("Q {type=true-false}", " x", "true_false"),
    ],
)
def test_the_type_is_given_or_worked_out(heading, marks, type_name):
    items = "".join(f"- [{mark}] a\n" for mark in marks)
    assert read_question(f"## {heading}\n{items}").type == type_name


def test_an_id_is_derived_from_the_stem_whatever_its_case_space_and_form():
    ids = {
        read_question(f"## {stem}" + ANSWERS).id
        for stem in ("Hỏi gì?", "hỏi  GÌ?", "Ho\u0309i gi\u0300?")
    }
    assert len(ids) == 1
    assert ids != {read_question("## Khác" + ANSWERS).id}


def test_files_from_other_systems_may_have_a_mark_and_returns():
    file, problems = read_quiz(
        "\ufeff---\r\nkind: quiz\r\ntitle: T\r\n---\r\n## Q\r\n- [x] a\r\n- [ ] b\r\n", PATH, "vi"
    )
    assert problems == []
    assert file.questions[0].texts["vi"].choices == ("a", "b")


def test_an_inline_check_is_a_question_without_a_heading():
    question, problems = parse_inline_check(
        "Giới tính là đặc điểm gì? {#sex points=2}\nNghĩ kỹ.\n- [x] sinh học\n- [ ] xã hội\n> Vì.",
        40,
        "vi",
    )
    assert problems == []
    assert question is not None
    assert (question.id, question.type, question.line) == ("sex", "single_choice", 40)
    assert question.texts["vi"].stem == "Giới tính là đặc điểm gì?\nNghĩ kỹ."
    assert question.texts["vi"].explanation == "Vì."


def test_a_mistake_in_an_inline_check_is_told_by_the_line_of_the_lesson():
    question, problems = parse_inline_check("\nGì?\n- [ ] a\n- [ ] b {fixd}\n", 40, path="l.md")
    assert question is None
    assert [(problem.path, problem.line) for problem in problems] == [("l.md", 41), ("l.md", 43)]


@pytest.mark.parametrize("text", ["", "\n\n", "only a question"])
def test_an_inline_check_without_answers_is_a_mistake(text):
    question, problems = parse_inline_check(text, 7)
    assert question is None
    assert [problem.line for problem in problems] == [7]
