"""Doing a load: everybody at their moments, in three parts, each timed and counted."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

from bench.load_client import Answer, NoAnswer
from bench.load_plan import Journey
from bench.load_taker import Refused, Taker

Do = Callable[[Taker, int], Awaitable[float]]


@dataclass
class Part:
    """What came of one part: how long each thing took, how late it was sent, what went wrong.

    `client_ms` is the load generator's own processor time.
    """

    took_ms: list[float] = field(default_factory=list)
    late_ms: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    client_ms: float = 0.0
    lasted_s: float = 0.0


@dataclass(frozen=True)
class Person:
    """Somebody and her moments; `rng` chooses her answers."""

    taker: Taker
    journey: Journey
    rng: Random


async def start_all(people: Sequence[Person]) -> Part:
    """Everybody begins an attempt; it takes as long as all three pages."""
    part = Part()

    async def start(taker: Taker, _number: int) -> float:
        return sum(answer.milliseconds for answer in await taker.start())

    with _timing(part):
        doing = (_at_moments(part, each, (each.journey.starts_at,), start) for each in people)
        await asyncio.gather(*doing)
    return part


async def answer_all(people: Sequence[Person]) -> Part:
    """Everybody answers one question after another, each at its moment."""
    part = Part()

    def answering(person: Person) -> Do:
        async def save(taker: Taker, number: int) -> float:
            return (await taker.save(taker.give(number + 1, person.rng))).milliseconds

        return save

    with _timing(part):
        doing = (
            _at_moments(part, each, each.journey.answers_at, answering(each)) for each in people
        )
        await asyncio.gather(*doing)
    return part


async def submit_all(people: Sequence[Person]) -> Part:
    """Everybody submits and looks at the review; the time is that of submitting."""
    part = Part()

    async def submit(taker: Taker, _number: int) -> float:
        submitted: Answer = await taker.submit()
        await taker.review()
        return submitted.milliseconds

    with _timing(part):
        doing = (_at_moments(part, each, (each.journey.submits_at,), submit) for each in people)
        await asyncio.gather(*doing)
    return part


async def end_all(people: Sequence[Person]) -> None:
    """Let go of every connection."""
    await asyncio.gather(*(each.taker.line.end() for each in people))


async def _at_moments(part: Part, person: Person, moments: Sequence[float], do: Do) -> None:
    """Do something at each moment, or as soon as the one before is done."""
    began = asyncio.get_running_loop().time()
    for number, moment in enumerate(moments):
        now = asyncio.get_running_loop().time() - began
        await asyncio.sleep(max(0.0, moment - now))
        part.late_ms.append((asyncio.get_running_loop().time() - began - moment) * 1000)
        try:
            part.took_ms.append(await do(person.taker, number))
        except (NoAnswer, Refused) as problem:
            part.errors.append(f"{type(problem).__name__}: {problem}")


@contextmanager
def _timing(part: Part) -> Iterator[None]:
    started, used = time.perf_counter(), time.process_time()
    yield
    part.lasted_s = time.perf_counter() - started
    part.client_ms = (time.process_time() - used) * 1000
