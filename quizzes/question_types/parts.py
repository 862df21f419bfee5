"""What responses may be counted as in statistics, so far as it is known beforehand."""

from dataclasses import dataclass

from quizzes.content import Choice, Question


@dataclass(frozen=True)
class KnownPart:
    """A word of `QuestionType.count_parts` that is told even where nobody is counted there.

    `is_right` is None for what is neither right nor wrong: a choice that earns some of the points,
    or a step of a scale.
    """

    word: str
    is_right: bool | None = None
    misconception: str | None = None


def parts_of_choices(question: Question) -> tuple[KnownPart, ...]:
    """Give each choice by its index."""
    return tuple(
        KnownPart(str(index), _is_right(choice), choice.misconception)
        for index, choice in enumerate(question.choices)
    )


def _is_right(choice: Choice) -> bool | None:
    if choice.is_correct:
        return True
    return None if choice.fraction is not None and choice.fraction > 0 else False
