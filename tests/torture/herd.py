"""Many people who take a quiz at the same time, in a thread beside the test that kills."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from random import Random
from threading import Thread
from typing import NamedTuple, TypeVar

from bench.load_client import Answer, Line, NoAnswer
from bench.load_taker import Given, Refused, Taker

Result = TypeVar("Result")

ANSWERS = 12  # each: all ten questions, then two of them otherwise
LONGEST_WAIT_S = 10.0
LOOK_EVERY_S = 0.02


class Shown(NamedTuple):
    """An answer that somebody's page showed as saved."""

    person_id: int
    given: Given


class Ended(Exception):
    """The test is over."""


class Herd:
    """What everybody does, step by step, and what their pages have shown.

    The test says how many answers each may give, kills something when half of them are saved,
    and looks at what was shown by then: `shown` only grows. Whoever gets no answer tries again,
    as a page's script does.
    """

    def __init__(self, port: int, quiz: str, cookies: dict[int, str], questions: int) -> None:
        self.shown: list[Shown] = []
        self.submitted: list[int] = []
        self.refusals: Counter[str] = Counter()
        self.takers = {
            person_id: Taker(Line(port, LONGEST_WAIT_S), person_id, quiz, cookie, f"a{person_id}")
            for person_id, cookie in cookies.items()
        }
        self._questions = questions
        self._allowed = 0
        self._submits: frozenset[int] = frozenset()
        self._is_over = False
        self._problem: BaseException | None = None

    @contextmanager
    def running(self) -> Iterator["Herd"]:
        """Let them begin; at the end everybody leaves."""
        thread = Thread(target=self._run, name="herd")
        thread.start()
        try:
            yield self
        finally:
            self._is_over = True
            thread.join(60)

    def allow(self, answers: int) -> None:
        """Let everybody go on to so many answers, and wait until half of them are saved."""
        before = len(self.shown)
        whole = answers * len(self.takers)
        self._allowed = answers
        self.wait_for(lambda: len(self.shown) >= (before + whole) // 2)

    def wait_for_answers(self) -> None:
        """Wait until everybody has given all that is allowed."""
        self.wait_for(lambda: len(self.shown) >= self._allowed * len(self.takers))

    def submit(self, person_ids: Sequence[int]) -> None:
        """Let these submit, and wait until half of them have."""
        self._submits = frozenset(person_ids)
        self.wait_for(lambda: len(self.submitted) >= len(person_ids) // 2)

    def wait_for_submissions(self) -> None:
        """Wait until all who may have submitted."""
        self.wait_for(lambda: len(self.submitted) >= len(self._submits))

    def wait_for(self, is_so: Callable[[], bool], seconds: float = 100) -> None:
        """Wait until something is so; fails with what the herd was told last."""
        until = time.monotonic() + seconds
        while not is_so():
            if self._problem is not None:
                raise self._problem
            told = self.refusals.most_common(5)
            assert time.monotonic() < until, f"{len(self.shown)} saved; refusals: {told}"
            time.sleep(LOOK_EVERY_S)

    def _run(self) -> None:
        try:
            asyncio.run(self._take_all())
        except* Ended:
            pass
        except* Exception as problem:
            self._problem = problem

    async def _take_all(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            for taker in self.takers.values():
                tasks.create_task(self._take(taker))

    async def _take(self, taker: Taker) -> None:
        """One person's way: begin twice at once, answer, submit twice at once."""
        rng = Random(f"herd {taker.person_id}")
        twin = Taker(
            Line(taker.line.port, LONGEST_WAIT_S),
            taker.person_id,
            taker.quiz,
            taker.cookie,
            f"b{taker.person_id}",
        )
        try:
            await self._until(lambda: self._allowed > 0)
            await asyncio.gather(self._insist(rng, taker.start), self._insist(rng, twin.start))
            assert taker.address == twin.address, "two attempts at once"
            await self._answer(taker, rng)
            await self._until(lambda: taker.person_id in self._submits)
            twin.saved = dict(taker.saved)
            ends = await asyncio.gather(
                self._insist(rng, taker.submit), self._insist(rng, twin.submit)
            )
            self._check_submitted(taker, ends)
        finally:
            await taker.line.end()
            await twin.line.end()

    async def _answer(self, taker: Taker, rng: Random) -> None:
        positions = list(range(1, self._questions + 1))
        positions += rng.choices(positions, k=ANSWERS - self._questions)
        for number, position in enumerate(positions):
            await self._until(partial(self._may_give, number))
            given = taker.give(position, rng)
            await self._insist(rng, partial(taker.save, given))
            self.shown.append(Shown(taker.person_id, given))

    def _may_give(self, number: int) -> bool:
        return number < self._allowed

    def _check_submitted(self, taker: Taker, ends: Sequence[Answer]) -> None:
        for answer in ends:
            where = answer.headers.get("location", "")
            assert where.endswith("/review"), f"submitting leads to {where}"
        self.submitted.append(taker.person_id)

    async def _insist(self, rng: Random, do: Callable[[], Awaitable[Result]]) -> Result:
        """Try until there is an answer, with the pauses of somebody whose line is bad."""
        while True:
            try:
                return await do()
            except (NoAnswer, Refused) as problem:
                self.refusals[str(problem)] += 1
            self._look_whether_over()
            await asyncio.sleep(rng.uniform(0.2, 0.8))

    async def _until(self, is_so: Callable[[], bool]) -> None:
        while not is_so():
            self._look_whether_over()
            await asyncio.sleep(LOOK_EVERY_S)

    def _look_whether_over(self) -> None:
        if self._is_over:
            raise Ended
