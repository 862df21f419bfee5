"""Jobs of one kind that are done along with one another: each is claimed and ended by itself."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from core import clock
from core.database import db
from core.jobs import enqueue, enqueue_new, find_job, init_jobs, run_due
from core.jobs.running import Hands, RunningJob, run_job
from tests.concurrency import do_at_once

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)


class Together:
    """A kind whose jobs take the others along; odd ones beyond 100 fail."""

    def __init__(self) -> None:
        self.seen: list[int] = []
        self.hands = Hands(uuid4())
        self.held: list[set[UUID]] = []

    def lead(self, job: RunningJob) -> None:
        """Do this job, and whatever else is due."""
        self.one(job)
        while job.do_another(self.one):
            pass

    def one(self, job: RunningJob) -> None:
        """Do one job."""
        self.held.append(set(self.hands.jobs))
        if job.arguments["number"] > 100:
            raise ValueError
        self.seen.append(job.arguments["number"])

    def other(self, _job: RunningJob) -> None:
        """Of another kind."""
        self.seen.append(-1)


@pytest.fixture
def together(app):
    clock.set_source(lambda: NOON)
    before = app.extensions["jobs"]
    kept = Together()
    init_jobs(app, {"lead": kept.lead, "other": kept.other}, {})
    yield kept
    app.extensions["jobs"] = before


def state_of(uuid) -> tuple[str, str]:
    job = find_job(uuid)
    db.session.rollback()
    assert job is not None
    return job.state, job.error.split(" ")[0]


def ask(number, kind="lead", at=NOON):
    uuid = enqueue(kind, {"number": number}, at)
    db.session.commit()
    return uuid


def test_what_is_due_of_the_kind_is_done_along_and_nothing_else(app, together):
    first, second = ask(1), ask(2)
    other, later = ask(0, "other"), ask(3, at=NOON + timedelta(seconds=1))
    assert run_job(first, Hands(uuid4())) is None
    assert together.seen == [1, 2]
    states = [state_of(uuid)[0] for uuid in (first, second, other, later)]
    assert states == ["done", "done", "waiting", "waiting"]


@pytest.mark.parametrize("failing", [0, 1, 2])
def test_one_that_fails_says_nothing_of_the_others(app, together, failing):
    numbers = [1, 2, 3]
    numbers[failing] += 100
    uuids = [ask(number) for number in numbers]
    with pytest.raises(ValueError, match=r"^$"):
        run_due(app)
    for at, uuid in enumerate(uuids):
        assert state_of(uuid) == (("waiting", "ValueError") if at == failing else ("done", ""))
    assert together.seen == [number for number in numbers if number < 100]


def test_all_of_them_are_in_hand_while_they_are_done(app, together):
    first, second = ask(1), ask(2)
    run_job(first, together.hands)
    assert together.held == [{first}, {first, second}]
    assert together.hands.jobs == set()


def test_a_worker_that_is_to_end_takes_none_along(app, together):
    first, second = ask(1), ask(2)
    run_job(first, Hands(uuid4(), is_stopping=lambda: True))
    assert (state_of(first)[0], state_of(second)[0]) == ("done", "waiting")


def test_workers_that_take_others_along_do_each_job_once(app, together):
    enqueue_new("lead", [{"number": number} for number in range(40)], NOON)
    leaders = [ask(number) for number in range(40, 44)]

    def work(uuid):
        return lambda: run_job(uuid, Hands(uuid4()))

    assert do_at_once(app, [work(uuid) for uuid in leaders]) == [None] * 4
    run_due(app)
    assert sorted(together.seen) == list(range(44))
