"""When everybody of a load does what, and the middle and the tail of what it took. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from random import Random

WHOLE_MINUTES = 5.0


@dataclass(frozen=True)
class Plan:
    """So many people, and over how many seconds they start, answer and submit."""

    people: int
    questions: int
    starting_s: float
    answering_s: float
    submitting_s: float


@dataclass(frozen=True)
class Journey:
    """One person's moments, in seconds from the beginning of each part."""

    starts_at: float
    answers_at: tuple[float, ...]
    submits_at: float


def plan_load(people: int, questions: int, minutes: float) -> Plan:
    """The whole load over five minutes; over fewer, so many fewer people in so much less time.

    So as much is asked of the server in each second, whatever the minutes.
    """
    share = minutes / WHOLE_MINUTES
    return Plan(max(2, round(people * share)), questions, 10 * share, 60 * minutes, 30 * share)


def draw_journeys(plan: Plan, seed: int) -> list[Journey]:
    """Everybody's moments, spread evenly by lot."""
    rng = Random(seed)
    return [
        Journey(
            rng.uniform(0, plan.starting_s),
            tuple(sorted(rng.uniform(0, plan.answering_s) for _ in range(plan.questions))),
            rng.uniform(0, plan.submitting_s),
        )
        for _ in range(plan.people)
    ]


def percentile(values: Sequence[float], share: int) -> float:
    """The smallest value that `share` percent do not exceed (nearest rank); 0 for none."""
    ranked = sorted(values)
    return ranked[max(ceil(len(ranked) * share / 100), 1) - 1] if ranked else 0.0
