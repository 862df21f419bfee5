"""Questions for tests: made by hand, read from a few lines, or drawn by hypothesis."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from quizzes.content import Choice, Question, QuestionText, QuizFile
from quizzes.quiz_markdown.attributes import write_number
from quizzes.quiz_markdown.problems import Problem
from quizzes.quiz_markdown.reading import read_quiz
from quizzes.quiz_settings import (
    BEHAVIOURS,
    COUNTS,
    PAGES,
    RETAKES,
    REVIEW_MOMENTS,
    REVIEW_PARTS,
    REVIEW_PRESETS,
    DrawRule,
    QuizSettings,
)

PATH = "quizzes/final.md"
HEAD = "---\nid: final\nkind: quiz\ntitle: Final\n---\n"
FIRST_LINE = HEAD.count("\n") + 1


def read(body: str) -> tuple[QuizFile, list[Problem]]:
    """Read a quiz of these lines; the first of them is line FIRST_LINE of the file."""
    return read_quiz(HEAD + body, PATH, "vi")


def read_question(body: str) -> Question:
    """Read the only question of these lines, which hold no mistake."""
    file, problems = read(body)
    assert problems == []
    (question,) = file.questions
    return question


def make_question(type_name: str, marks: str, **fields: object) -> Question:
    """Make a question; `marks` has an x for each right choice and a - for each wrong one."""
    choices = tuple(Choice(mark == "x") for mark in marks)
    texts = tuple(f"choice {index}" for index in range(len(marks)))
    text = QuestionText("Which?", texts, (None,) * len(marks))
    values: dict[str, object] = {"choices": choices, "texts": {"vi": text}} | fields
    return Question(id="q", type=type_name, **values)  # type: ignore[arg-type]


# What a text may be made of: much of it means something to the scanner elsewhere.
_BLOCKS = [
    "Bình đẳng giới là gì?",
    "two lines\nof one paragraph",
    "hard  \nbreak",
    "a set {1, 2}",
    "{fixed}",
    "\\{a brace}",
    'says {"half',
    "{{16}}",
    "- a list\n- of two",
    "1. a\n2. b",
    "- [x] a task\n    with more",
    "- [ ] a task",
    "> a quotation",
    "> a quotation\nlazily on",
    "? not a hint",
    "= 111",
    "=\\=",
    "\\= escaped",
    "\\\\? twice",
    "```\n# no heading\n\n- [x] no choice\n```",
    "~~~~ text\n```\n> no quote {x}\n~~~~",
    "    indented code\n        deeper",
    "### a heading below",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "![picture](media/a.png){width=50}",
    "a ## b #",
    "*emphasis* begins",
    "!!! note\n    admonished",
    "tab\tinside",
]

# Lines in any order, as nobody would write them.
LINES = [
    "",
    "",
    "text",
    "## Q {#q1}",
    "## R",
    "# Part",
    "#",
    "- [x] yes",
    "- [ ] no {fixed}",
    "- [ ] no",
    "- item",
    "    more",
    "  - [x] inner",
    "\tcode",
    "    > said {50%}",
    "> why",
    ">",
    "? hint",
    "    ```",
    "```",
    "~~~",
    "<!-- answers -->",
    "!!! explanation",
    "{}",
    "{#x",
    "\\= five",
    "= five",
    "## E {type=essay}",
    "## D {type=description}",
    "## S {type=scenario}",
    "### Node {#n}",
    "### Node {#m}",
    "- go -> n",
    "- go -> m {2}",
    "- -> #m",
    "- see {2}",
    "## M {#m type=match}",
    "- a :: b",
    "- c `:: d` \\:: e ::",
    "    :: f",
    "- :: ` g",
    "## O {#o type=order}",
    "7. one",
    "1) two",
    '## S {#s type=scale labels="a|b\\|c|{"}',
]

blocks = st.sampled_from(_BLOCKS)
texts = (
    st.lists(blocks, min_size=1, max_size=3)
    .map("\n\n".join)
    .filter(lambda text: not text[0].isspace())
)
optional_texts = st.none() | texts
# What stands on one line, what holds no heading of a node, what nobody would take for feedback.
lines = blocks.filter(lambda text: "\n" not in text and text == text.strip())
passages = texts.filter(lambda text: "###" not in text)
unquoted = texts.filter(lambda text: ">" not in text)
words = st.text("abcdefgh-", min_size=1, max_size=8)
sources = st.text('Điều 43 khoản "a" {} = \\', min_size=1).map(str.strip).filter(bool)
decimals = st.decimals(0, 100, places=3)
shares = st.none() | st.decimals(-1, "0.99", places=4)


@st.composite
def choices(draw: st.DrawFn, type_name: str) -> tuple[Choice, ...]:
    """Draw the choices of a type, at least one of them right."""
    count = 2 if type_name == "true_false" else draw(st.integers(2, 4))
    indexes = st.integers(0, count - 1)
    right = {draw(indexes)} | draw(st.sets(indexes) if type_name[0] == "m" else st.just(set()))
    return tuple(
        Choice(
            index in right,
            draw(shares) if type_name == "single_choice" and index not in right else None,
            is_fixed=draw(st.booleans()),
            misconception=draw(st.none() | words),
        )
        for index in range(count)
    )


@st.composite
def choice_questions(draw: st.DrawFn, identity: str = "q") -> Question:
    """Draw a question with choices that a file can hold."""
    type_name = draw(st.sampled_from(["single_choice", "multiple_choice", "true_false"]))
    drawn = draw(choices(type_name))
    return Question(
        id=identity,
        type=type_name,
        texts={"vi": draw(question_texts(len(drawn)))},
        choices=drawn,
        scoring=draw(st.sampled_from(["partial", "all"])) if type_name[0] == "m" else "partial",
        **draw(heading_fields),
    )


heading_fields: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "points": decimals,
        "tags": st.lists(words, max_size=2, unique=True).map(tuple),
        "difficulty": st.none() | st.sampled_from(["easy", "medium", "hard"]),
        "source": st.none() | sources,
        "penalty": st.none() | st.decimals(0, 1, places=2),
        "is_retired": st.booleans(),
    }
)
hints = st.lists(texts, max_size=2).map(tuple)


def question_texts(count: int) -> st.SearchStrategy[QuestionText]:
    """Draw the words of a question with so many choices."""
    return st.builds(
        QuestionText,
        stem=texts,
        choices=st.tuples(*[texts] * count),
        feedback=st.tuples(*[optional_texts] * count),
        explanation=optional_texts,
        hints=hints,
    )


@st.composite
def essays(draw: st.DrawFn, identity: str = "q") -> Question:
    """Draw an essay, with a rubric or without."""
    criteria = draw(st.lists(st.decimals("0.01", 9, places=2), max_size=3))
    text = st.builds(
        QuestionText,
        stem=texts | st.just("- looks like a criterion {2}"),
        choices=st.tuples(*[lines] * len(criteria)),
        explanation=optional_texts,
        hints=hints,
    )
    points = {"points": sum(criteria, Decimal(0))} if criteria else {}
    details = {"criteria": list(map(write_number, criteria))} if criteria else {}
    return Question(
        id=identity,
        type="essay",
        texts={"vi": draw(text)},
        details=details,
        **{**draw(heading_fields), **points},
    )


@st.composite
def descriptions(draw: st.DrawFn, identity: str = "q") -> Question:
    """Draw a description."""
    text = st.builds(QuestionText, stem=texts, explanation=optional_texts)
    fields = draw(heading_fields)
    return Question(id=identity, type="description", texts={"vi": draw(text)}, **fields)


@st.composite
def scenarios(draw: st.DrawFn, identity: str = "q") -> Question:
    """Draw a story in which each node leads to later ones, and none is left out."""
    nodes = draw(stories())
    return Question(
        id=identity,
        type="scenario",
        texts={"vi": draw(story_texts(nodes))},
        details={"nodes": nodes},
        **draw(heading_fields),
    )


@st.composite
def stories(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw the nodes of a story and where their choices lead."""
    count = draw(st.integers(1, 5))
    targets: list[list[int]] = [[] for _ in range(count)]
    for later in range(1, count):
        targets[draw(st.integers(0, later - 1))].append(later)
    for earlier in range(count - 1):
        targets[earlier] += draw(st.lists(st.integers(earlier + 1, count - 1), max_size=2))
    worth = st.none() | st.decimals(0, 9, places=2).map(write_number)
    points = worth if draw(st.booleans()) else st.none()
    given: list[str | None] = []
    nodes = []
    for number in range(count):
        ways = [{"to": f"n{to}", "points": draw(points)} for to in targets[number]]
        given += [way["points"] for way in ways]
        nodes.append({"id": f"n{number}", "choices": ways})
    assume(not any(given) or any(each and Decimal(each) for each in given))
    return nodes


def story_texts(nodes: list[dict[str, Any]]) -> st.SearchStrategy[QuestionText]:
    """Draw the words of a story."""
    told = st.tuples(*(node_texts(len(node["choices"])) for node in nodes)).map(list)
    return st.builds(
        QuestionText,
        stem=passages,
        explanation=optional_texts,
        hints=hints,
        details=st.fixed_dictionaries({"nodes": told}),
    )


def node_texts(count: int) -> st.SearchStrategy[dict[str, Any]]:
    """Draw the words of a node with so many choices."""
    return st.fixed_dictionaries(
        {
            "title": lines,
            "text": st.just("") | passages | st.just("- leads -> nowhere"),
            "choices": st.tuples(*[unquoted] * count).map(list),
        }
    )


# The types whose translations differ in their stem, and in words that may be left out.
TYPES = {
    "choices": choice_questions,
    "essay": essays,
    "scenario": scenarios,
    "description": descriptions,
}


def questions(identity: str = "q") -> st.SearchStrategy[Question]:
    """Draw a question that a file can hold, of any type."""
    return st.one_of([draw(identity) for draw in TYPES.values()])


@st.composite
def translations(draw: st.DrawFn, question: Question) -> QuestionText:
    """Draw the words of a translation, of which some may be left out."""
    text = question.texts[question.language]
    some = st.just("") | texts
    if question.type == "essay":
        some = st.just("") | lines
    changed = replace(
        text,
        stem=draw(passages if question.type == "scenario" else texts),
        choices=tuple(draw(some) for _ in text.choices),
    )
    if question.type != "scenario":
        return changed
    nodes = [draw(_translated_node(node)) for node in text.details["nodes"]]
    return replace(changed, details={"nodes": nodes})


def _translated_node(node: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    choices = st.tuples(*[st.just("") | unquoted for _ in node["choices"]]).map(list)
    return st.fixed_dictionaries(
        {"title": st.just("") | lines, "text": st.just("") | passages, "choices": choices}
    )


draw_rules = st.builds(
    DrawRule,
    words,
    st.integers(1, 9),
    st.lists(words, max_size=2).map(tuple),
    st.none() | st.sampled_from(["easy", "hard"]),
)
# In the order in which a file has them.
review_moments = st.sets(st.sampled_from(REVIEW_MOMENTS)).map(
    lambda drawn: tuple(moment for moment in REVIEW_MOMENTS if moment in drawn)
)
reviews = st.sampled_from(REVIEW_PRESETS) | st.dictionaries(
    st.sampled_from(REVIEW_PARTS), review_moments
)
durations = st.integers(1, 20_000).map(lambda seconds: timedelta(seconds=seconds))
# The organisation's days and moments, without a zone, to the second.
MIDSUMMER = datetime.fromisoformat("2026-07-01T00:00")
seconds = st.integers(1, 10**7).map(lambda count: timedelta(seconds=count))
opening = seconds.map(lambda before: MIDSUMMER - before)
closing = seconds.map(lambda after: MIDSUMMER + after)
settings = st.builds(
    QuizSettings,
    pass_mark=st.none() | st.decimals(0, 100, places=2),
    attempts=st.none() | st.integers(1, 99),
    delay=st.none() | durations | st.integers(1, 400).map(lambda days: timedelta(days=days)),
    counts=st.sampled_from(COUNTS),
    retake=st.sampled_from(RETAKES),
    time_limit=st.none() | durations,
    grace=st.none() | st.just(timedelta(0)) | durations,
    opens=st.none() | opening | opening.map(datetime.date),
    closes=st.none() | closing | closing.map(datetime.date),
    page=st.sampled_from(PAGES),
    shuffle=st.frozensets(st.sampled_from(["questions", "choices"])),
    feedback=st.sampled_from(BEHAVIOURS),
    review=reviews,
    draw=st.lists(draw_rules, max_size=2).map(tuple),
    sensitive=st.none() | st.just("violence"),
)
