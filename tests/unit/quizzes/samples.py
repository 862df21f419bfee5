"""Questions for tests: made by hand, read from a few lines, or drawn by hypothesis."""

from datetime import timedelta

from hypothesis import strategies as st

from quizzes.content import Choice, DrawRule, Question, QuestionText, QuizFile, QuizSettings
from quizzes.quiz_markdown.problems import Problem
from quizzes.quiz_markdown.reading import read_quiz

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
]

blocks = st.sampled_from(_BLOCKS)
texts = (
    st.lists(blocks, min_size=1, max_size=3)
    .map("\n\n".join)
    .filter(lambda text: not text[0].isspace())
)
optional_texts = st.none() | texts
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
def questions(draw: st.DrawFn, identity: str = "q") -> Question:
    """Draw a question that a file can hold."""
    type_name = draw(st.sampled_from(["single_choice", "multiple_choice", "true_false"]))
    drawn = draw(choices(type_name))
    return Question(
        id=identity,
        type=type_name,
        texts={"vi": draw(question_texts(len(drawn)))},
        choices=drawn,
        points=draw(decimals),
        tags=tuple(draw(st.lists(words, max_size=2, unique=True))),
        difficulty=draw(st.none() | st.sampled_from(["easy", "medium", "hard"])),
        source=draw(st.none() | sources),
        scoring=draw(st.sampled_from(["partial", "all"])) if type_name[0] == "m" else "partial",
        penalty=draw(st.none() | st.decimals(0, 1, places=2)),
    )


def question_texts(count: int) -> st.SearchStrategy[QuestionText]:
    """Draw the words of a question with so many choices."""
    return st.builds(
        QuestionText,
        stem=texts,
        choices=st.tuples(*[texts] * count),
        feedback=st.tuples(*[optional_texts] * count),
        explanation=optional_texts,
        hints=st.lists(texts, max_size=2).map(tuple),
    )


draw_rules = st.builds(
    DrawRule,
    words,
    st.integers(1, 9),
    st.lists(words, max_size=2).map(tuple),
    st.none() | st.sampled_from(["easy", "hard"]),
)
reviews = st.sampled_from(["open", "after_pass", "none"]) | st.fixed_dictionaries(
    {"score": st.just(("during", "closed")), "explanation": st.just(())}
)
settings = st.builds(
    QuizSettings,
    pass_mark=st.none() | st.decimals(0, 100, places=2),
    attempts=st.none() | st.integers(1, 99),
    time_limit=st.none() | st.integers(1, 20_000).map(lambda s: timedelta(seconds=s)),
    shuffle=st.frozensets(st.sampled_from(["questions", "choices"])),
    feedback=st.sampled_from(["after_submit", "immediate", "interactive", "practice"]),
    review=reviews,
    draw=st.lists(draw_rules, max_size=2).map(tuple),
    sensitive=st.none() | st.just("violence"),
)
