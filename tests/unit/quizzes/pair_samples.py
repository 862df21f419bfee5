"""Questions of pairs, orders and scales, drawn by hypothesis."""

from dataclasses import replace

from hypothesis import strategies as st

from quizzes.content import Choice, Question, QuestionText
from quizzes.question_types.pairs import comparable
from tests.unit.quizzes.samples import heading_fields, question_texts, texts

labels = st.text('Không đồng ý "|\\{}=', min_size=1).map(str.strip).filter(bool)


@st.composite
def match_questions(draw: st.DrawFn, identity: str = "q") -> Question:
    """Draw a question of pairs, with right sides that belong to none among them."""
    lefts = draw(st.lists(texts, min_size=2, max_size=4, unique_by=comparable))
    lefts += [""] * draw(st.integers(0, 2))
    lefts = draw(st.permutations(lefts))
    text = draw(question_texts(len(lefts)).filter(lambda text: len(set(text.choices)) > 1))
    return Question(
        id=identity,
        type="match",
        texts={"vi": replace(text, details={"left": lefts})},
        choices=tuple(Choice(bool(left), is_fixed=draw(st.booleans())) for left in lefts),
        **draw(heading_fields),
    )


@st.composite
def order_questions(draw: st.DrawFn, identity: str = "q") -> Question:
    """Draw a question of items to put in order."""
    items = tuple(draw(st.lists(texts, min_size=2, max_size=5, unique=True)))
    text = replace(draw(question_texts(len(items))), choices=items)
    return Question(
        id=identity,
        type="order",
        texts={"vi": text},
        choices=(Choice(True),) * len(items),
        **draw(heading_fields),
    )


@st.composite
def scale_questions(draw: st.DrawFn, identity: str = "q") -> Question:
    """Draw a question with a scale."""
    drawn = draw(st.lists(labels, min_size=2, max_size=5, unique=True))
    text = replace(draw(question_texts(0)), details={"labels": drawn})
    return Question(id=identity, type="scale", texts={"vi": text}, **draw(heading_fields))


def questions(identity: str = "q") -> st.SearchStrategy[Question]:
    """Draw a question of any of these types."""
    return match_questions(identity) | order_questions(identity) | scale_questions(identity)


@st.composite
def translations(draw: st.DrawFn, question: Question) -> QuestionText:
    """Draw a question's words in another language, some of them left to be translated."""
    text = question.texts[question.language]
    untranslated = st.just("")
    details: dict[str, list[str]] = {
        "left": [left and draw(untranslated | texts) for left in text.details.get("left", ())],
        "labels": [draw(labels) for _ in text.details.get("labels", ())],
    }
    return replace(
        text,
        stem=draw(texts),
        choices=tuple(draw(untranslated | texts) for _ in text.choices),
        details={key: value for key, value in details.items() if value},
    )
