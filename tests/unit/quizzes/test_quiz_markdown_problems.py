"""Every mistake is told with its line and with what would be right."""

import pytest

from core.sentences import say
from quizzes.quiz_markdown.problems import Problem
from quizzes.quiz_markdown.reading import read_quiz
from tests.unit.quizzes.samples import FIRST_LINE, PATH, read

GOOD = "\n- [x] a\n- [ ] b\n"


def lines_and_messages(problems):
    return [(problem.line, problem.message) for problem in problems]


@pytest.mark.parametrize(
    ("front_matter", "line", "message"),
    [
        ("kind: quiz", 1, "The quiz has no title."),
        ("title: T", 1, "The file does not say what it is."),
        ("title: T\nkind: test", 3, "The file does not say what it is."),
        ("kind: quiz\ntitle: T\npassmark: 80", 4, "A quiz has no “passmark”."),
        ("kind: bank\ntitle: T\npass_mark: 80", 4, "A bank has no “pass_mark”."),
        ("kind: quiz\ntitle: T\ntitle: U", 4, "“title” stands here twice."),
        ("kind: quiz\ntitle: 2024", 3, "title is no text."),
        ("kind: quiz\ntitle: {vi: T}", 3, "title is no text."),
        ("kind: quiz\ntitle: T\npass_mark: 101", 4, "The pass mark 101 is not possible."),
        ("kind: quiz\ntitle: T\npass_mark: -1", 4, "The pass mark -1 is not possible."),
        ("kind: quiz\ntitle: T\npass_mark: .nan", 4, "The pass mark nan is not possible."),
        ("kind: quiz\ntitle: T\npass_mark: yes", 4, "The pass mark True is not possible."),
        ("kind: quiz\ntitle: T\nattempts: 0", 4, "attempts: 0 is not possible."),
        ("kind: quiz\ntitle: T\nattempts: 1.5", 4, "attempts: 1.5 is not possible."),
        ("kind: quiz\ntitle: T\nattempts: true", 4, "attempts: True is not possible."),
        ("kind: quiz\ntitle: T\ntime_limit: 20", 4, "The time 20 is not possible."),
        ("kind: quiz\ntitle: T\ntime_limit: 0m", 4, "The time 0m is not possible."),
        ("kind: quiz\ntitle: T\ntime_limit: soon", 4, "The time soon is not possible."),
        ("kind: quiz\ntitle: T\nshuffle: choices", 4, "shuffle is no list."),
        ("kind: quiz\ntitle: T\nshuffle: [all]", 4, "“all” is not possible."),
        ("kind: quiz\ntitle: T\nfeedback: later", 4, "“later” is not possible."),
        ("kind: quiz\ntitle: T\nreview: {marks: []}", 4, "“marks” is not possible."),
        ("kind: quiz\ntitle: T\nreview: {score: [soon]}", 4, "“soon” is not possible."),
        ("kind: quiz\ntitle: T\nreview: {score: during}", 4, "review is no list."),
        ("kind: quiz\ntitle: T\nreview: [open]", 4, "“['open']” is not possible."),
        ("kind: quiz\ntitle: T\ndraw: law", 4, "draw is no list."),
        ("kind: quiz\ntitle: T\ndraw:\n  - {count: 1}", 5, "A draw does not name its bank."),
        (
            "kind: quiz\ntitle: T\ndraw:\n  - {bank: a, count: 1}\n  - {bank: a, number: 2}",
            6,
            "A draw does not know “number”.",
        ),
        ("kind: quiz\ntitle: T\ndraw:\n  - {bank: a}", 5, "count: None is not possible."),
        ("kind: quiz\ntitle: T\ndraw:\n  - {bank: a, count: -1}", 5, "count: -1 is not possible."),
        (
            "kind: quiz\ntitle: T\ndraw:\n  - {bank: a, count: 1, difficulty: brutal}",
            5,
            "“brutal” is not possible.",
        ),
        ("kind: quiz\ntitle: T\ndraw:\n  - {bank: a, count: 1, tags: b}", 5, "tags is no list."),
        (
            "kind: quiz\ntitle: T\ndraw:\n  - {bank: a, count: 1, tags: [b c]}",
            5,
            "“b c” is no tag.",
        ),
        ("kind: quiz\ntitle: T\nsensitive: yes", 4, "“True” is not possible."),
        ("- a\n- b", 2, "The front matter has no keys."),
    ],
)
def test_a_mistake_in_the_front_matter(front_matter, line, message):
    _, problems = read_quiz(f"---\n{front_matter}\n---\n", PATH, "vi")
    assert lines_and_messages(problems) == [(line, message)]
    assert problems[0].path == PATH
    assert problems[0].suggestion
    assert problems[0].severity == "error"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("## Q\n- [x] a\n- [ ] b\n", 1),
        ("---\nkind: quiz\ntitle: T\n", 1),
        ("---\nkind: quiz\ntitle: [T\n---\n", 3),
        ("---\nkind: quiz\ntitle: a: b\n---\n", 3),
        ("---\nkind: quiz\ntitle: 2024-13-45\n---\n", 3),
        ("---\nkind: quiz\ntitle: \x00\n---\n", 3),
        ("---\nkind: quiz\ntitle: " + "[" * 9999 + "\n---\n", 3),
        ("---\nkind: quiz\ntitle: T\n<<: {draw: [1]}\n---\n", 4),
        ("---\nkind: quiz\n? [a]\n: b\n---\n", 3),
    ],
)
def test_front_matter_that_cannot_be_read_is_told_and_never_raises(text, line):
    _, problems = read_quiz(text, PATH, "vi")
    assert line in [problem.line for problem in problems]


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("## Q\n- [ ] a\n- [ ] b\n", 1, "No choice is marked as right."),
        ("## Q\n- [x] a\n", 1, "This question has fewer than two choices."),
        ("## Q\n\ntext\n", 1, "This question has no answers."),
        ("##\n- [x] a\n- [ ] b\n", 1, "This question asks nothing."),
        ("## Q\n- [x] a\n- [ ]\n", 3, "This choice has no text."),
        (
            "## Q {type=single}\n- [x] a\n- [ ] b\n- [x] c\n",
            4,
            "A second choice is marked as right in a question of single choice.",
        ),
        ("## Q {type=essay-like}\n- [x] a\n- [ ] b\n", 1, "type=essay-like is not known."),
        (
            "## Q {type=true-false}\n- [x] a\n- [ ] b\n- [ ] c\n",
            4,
            "A true-false question has two choices.",
        ),
        (
            "## Q {type=true-false}\n- [x] a\n- [ ] b {50%}\n",
            3,
            "A true-false question has no shares.",
        ),
        ("## Q {pts=2}" + GOOD, 1, "The attribute “pts” is not known here."),
        ("## Q {a, b}" + GOOD, 1, "The attribute “a,” is not known here."),
        ("## Q {points=many}" + GOOD, 1, "points=many is not possible."),
        ("## Q {points=-1}" + GOOD, 1, "points=-1 is not possible."),
        ("## Q {points=1e9}" + GOOD, 1, "points=1e9 is not possible."),
        ("## Q {difficulty=brutal}" + GOOD, 1, "difficulty=brutal is not possible."),
        ("## Q {penalty=1.5}" + GOOD, 1, "penalty=1.5 is not possible."),
        ("## Q {scoring=all}" + GOOD, 1, "The attribute “scoring” is not known here."),
        ("## Q {type=multiple scoring=some}" + GOOD, 1, "scoring=some is not possible."),
        ("## Q {#hỏi}" + GOOD, 1, "“#hỏi” is no id."),
        ("# P {draw=3}\n", 1, "The attribute “draw” is not known here."),
        ("## Q {#q}" + GOOD + "## R {#q}" + GOOD, 4, "“#q” stands already in line 6."),
        ("## Q" + GOOD + "## Q" + GOOD, 4, "“#q-8e35c2cd3b” stands already in line 6."),
        ("# P {#p}\n# R {#p}\n", 2, "“#p” stands already in line 6."),
        ("## Q\n- [x] a\n- [ ] b {fixd}\n", 3, "The attribute “fixd” is not known here."),
        ("## Q\n- [x] a\n- [ ] b {150%}\n", 3, "The attribute “150%” is not known here."),
        ("## Q\n- [x] a\n- [ ] b {50% 20%}\n", 3, "The attribute “20%” is not known here."),
        ("## Q\n- [x] a\n- [ ] b {#b}\n", 3, "A choice has no id."),
        ("## Q\n- [x] a {50%}\n- [ ] b\n", 2, "The right choice earns 100%, and a wrong one less."),
        (
            "## Q\n- [x] a\n- [ ] b {100%}\n",
            3,
            "The right choice earns 100%, and a wrong one less.",
        ),
        (
            "## Q\n- [x] a {50%}\n- [x] b {30%}\n- [ ] c\n",
            1,
            "The shares of the right choices make 80%.",
        ),
        (
            "## Q\n- [x] a {100%}\n- [x] b\n- [ ] c\n",
            1,
            "The shares of the right choices make 100%.",
        ),
        (
            "## Q\n- [x] a\n- [x] b\n- [ ] c {50%}\n",
            4,
            "A right choice earns a share, and a wrong one costs one.",
        ),
        (
            "## Q {scoring=all}\n- [x] a {50%}\n- [x] b {50%}\n- [ ] c\n",
            1,
            "With scoring=all the choices have no shares.",
        ),
        (
            "## Q\n- one\n- [x] a\n- [ ] b\n",
            3,
            "A list ends right above these answers.",
        ),
        (
            "## Q\n- [x] a\n- [ ] b\n- c\n",
            4,
            "This text stands beside the answers and belongs to none of them.",
        ),
        (
            "## Q\n- [x] a\n- [ ] b\n\nmore\n",
            5,
            "This text stands beside the answers and belongs to none of them.",
        ),
        (
            "## Q\n<!-- answers -->\ntext\n- [x] a\n- [ ] b\n",
            3,
            "This text stands beside the answers and belongs to none of them.",
        ),
        ("## Q" + GOOD + "\n> ok\n\n    ```\n", 7, "This code never ends."),
    ],
)
def test_a_mistake_in_a_question(body, line, message):
    _, problems = read(body)
    assert (line + FIRST_LINE - 1, message) in lines_and_messages(problems)
    assert all(problem.suggestion for problem in problems)


def test_all_mistakes_of_a_file_are_told_in_its_order():
    _, problems = read("## Q {pts=1}\n- [ ] a\n- [ ] b {fixd}\n## R\n- [x] a\n")
    assert [problem.line for problem in problems] == [6, 6, 8, 9]


def test_a_near_miss_is_named():
    _, problems = read("## Q {dificulty=easy}" + GOOD)
    assert problems == [
        Problem(
            PATH,
            6,
            say("The attribute “dificulty” is not known here."),
            say("Did you mean difficulty? A plain brace is \\{."),
        )
    ]


def test_a_question_that_cannot_be_read_does_not_hide_the_others():
    file, problems = read("## Q {type=riddle}" + GOOD + "## R" + GOOD)
    assert len(problems) == 1
    assert [question.texts["vi"].stem for question in file.questions] == ["R"]
