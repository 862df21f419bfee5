"""Attempts for tests, written as what was earned in each question."""

from random import Random

from hypothesis import strategies as st

from quizzes.statistics.rows import AttemptRow, ItemRow, Part, QuestionFacts

ABC = (
    Part("0", "A", is_right=True),
    Part("1", "B", is_right=False, misconception="harmless"),
    Part("2", "C", is_right=False),
)


def attempt(*fractions, points=1, parts=None, seconds=None):
    """An attempt at questions 1, 2, 3 … of so many points each; None stands for a skipped one."""
    items = [
        ItemRow(number, fraction, points, parts[number - 1] if parts else (), seconds)
        for number, fraction in enumerate(fractions, start=1)
    ]
    return AttemptRow(
        points=sum((fraction or 0) * points for fraction in fractions),
        max_points=points * len(fractions),
        items=items,
    )


def chosen(total, *words, whole=10):
    """An attempt with a total, whose question 1 was answered by these choices of ABC."""
    item = ItemRow(1, int(words == ("0",)) if words else None, 1, words)
    return AttemptRow(total, whole, [item])


def facts(question=1, **fields):
    """The facts of a question with the choices A (right), B and C."""
    return QuestionFacts(question, **{"guess_share": 1 / 3, "parts": ABC, **fields})


FRACTIONS = (None, 0, 0.25, 1 / 3, 0.5, 1)


@st.composite
def attempt_lists(draw, most=25):
    """Attempts at the same one to four questions, each with points of its own.

    Few fractions make attempts that do not differ, many make such as do.
    """
    worth = draw(st.lists(st.sampled_from([0.5, 1, 3]), min_size=1, max_size=4))
    given = draw(st.lists(st.sampled_from(FRACTIONS), min_size=1, max_size=6))
    random = Random(draw(st.integers(0, 2**32)))
    return [_draw_attempt(random, worth, given) for _ in range(draw(st.integers(0, most)))]


def _draw_attempt(random, worth, given):
    items = [
        ItemRow(
            question=number,
            fraction=random.choice(given),
            max_points=points,
            parts=tuple(random.sample("012", random.randrange(3))),
            seconds=random.choice([None, random.uniform(0, 1000)]),
        )
        for number, points in enumerate(worth)
    ]
    points = sum(float(item.fraction or 0) * float(item.max_points) for item in items)
    return AttemptRow(points, sum(worth), items)
