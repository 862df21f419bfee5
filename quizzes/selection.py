"""Which questions an attempt asks, and in what order; the same seed gives the same again.

Lots are drawn by hashing the seed with what is drawn, so that they are the same on every version
of Python, and a question added to a bank leaves the lots of the others as they are.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Generic, TypeVar

from quizzes.content import Question
from quizzes.question_types import type_of
from quizzes.quiz_settings import DrawRule

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class PoolQuestion(Generic[Key]):
    """A question that may be drawn; `key` is whatever the caller knows it by."""

    key: Key
    bank: str
    tags: frozenset[str] = frozenset()
    difficulty: str | None = None


class TooFewQuestions(Exception):
    """The pool cannot fill a draw, whichever questions the other draws take."""

    def __init__(self, rule: DrawRule, found: int) -> None:
        super().__init__(f"bank {rule.bank} gives {found} of the {rule.count} questions drawn")
        self.rule = rule
        self.found = found


def draw_questions(
    rules: Sequence[DrawRule],
    pool: Sequence[PoolQuestion[Key]],
    fixed: Sequence[Key],
    seen: Mapping[Key, int],
    seed: int,
    shuffle: frozenset[str],
) -> tuple[Key, ...]:
    """Choose the questions of an attempt: the fixed ones, then what each rule draws.

    `seen` counts how often the person was asked each. Of what the rules allow, questions unseen
    come first, then those seen least, and lots decide between equals; no question comes twice.
    Each draw is in the order of the pool, unless `shuffle` holds "questions": then all are
    shuffled. Raises TooFewQuestions where no choice of questions fills all rules.
    """
    free = {one.key: one for one in pool if one.key not in fixed}
    drawn = _Draw(rules, free)
    for key in sorted(free, key=lambda key: (seen.get(key, 0), lot(seed, "draw", key))):
        drawn.place(key, set())
    keys = [*fixed, *drawn.list_keys()]
    if "questions" in shuffle:
        keys.sort(key=lambda key: lot(seed, "question", key))
    return tuple(keys)


def order_choices(question: Question, seed: int, position: int) -> tuple[int, ...]:
    """Shuffle the indexes of a question's choices; fixed ones keep their places.

    `position` is the question's place in the attempt. A type whose order means something keeps
    all of it.
    """
    indexes = range(len(question.choices))
    if not type_of(question).shuffles_choices:
        return tuple(indexes)
    movable = [index for index in indexes if not question.choices[index].is_fixed]
    shuffled = iter(sorted(movable, key=lambda index: lot(seed, position, index)))
    return tuple(index if question.choices[index].is_fixed else next(shuffled) for index in indexes)


class _Draw(Generic[Key]):
    """Places questions one by one, moving earlier ones to another rule where that makes room.

    Taking them in the order of preference so gives the best set there is: what rules can hold
    together is a transversal matroid, on which the greedy choice is the best.
    """

    def __init__(self, rules: Sequence[DrawRule], pool: Mapping[Key, PoolQuestion[Key]]) -> None:
        self.rules = rules
        self.pool = pool
        self.held: list[list[Key]] = [[] for _ in rules]

    def place(self, key: Key, tried: set[int]) -> bool:
        """Find a rule for a question, if there is room; `tried` are the rules already asked."""
        for index, rule in enumerate(self.rules):
            if index in tried or not fits_rule(self.pool[key], rule):
                continue
            tried.add(index)
            held = self.held[index]
            if len(held) == rule.count:
                moved = next((other for other in held if self.place(other, tried)), None)
                if moved is None:
                    continue
                held.remove(moved)
            held.append(key)
            return True
        return False

    def list_keys(self) -> list[Key]:
        """List what the rules drew, each in the pool's order; TooFewQuestions if too few."""
        for rule, held in zip(self.rules, self.held, strict=True):
            if len(held) < rule.count:
                raise TooFewQuestions(rule, len(held))
        return [key for held in self.held for key in self.pool if key in held]


def fits_rule(question: PoolQuestion[Key], rule: DrawRule) -> bool:
    """Whether a rule may draw a question."""
    return (
        question.bank == rule.bank
        and question.tags.issuperset(rule.tags)
        and rule.difficulty in (None, question.difficulty)
    )


def lot(*parts: object) -> bytes:
    """Draw a lot: the same for the same parts, and like any other for others."""
    return sha256(":".join(map(str, parts)).encode()).digest()
