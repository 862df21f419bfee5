"""Jobs: asked for in a transaction, done once it is committed, each by one worker at a time."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from core import clock
from core.database import db
from core.jobs import (
    JobRefused,
    JobStopped,
    UnknownJob,
    enqueue,
    find_job,
    init_jobs,
    rows,
    run_due,
    sweeping,
)
from core.jobs.models import Job
from core.jobs.queries import read_health
from core.jobs.rules import LEASE, MOST_ATTEMPTS, retry_delay
from core.jobs.running import Hands, run_job
from tests.concurrency import do_at_once

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
A_SECOND = timedelta(seconds=1)


class Handlers:
    """What jobs of the tests do."""

    def __init__(self) -> None:
        self.seen: list[Any] = []

    def note(self, job):
        self.seen.append(job.arguments.get("number"))

    def fail(self, job):
        self.seen.append(job.attempt)
        raise ValueError("Nguyễn Thị Lan is in the way")

    def refuse(self, job):
        raise JobRefused("The file is\n gone.")

    def stop(self, job):
        raise JobStopped

    def report(self, job):
        job.report(1, 4)
        self.seen.append(state_of(job.uuid).done)


@pytest.fixture
def handlers(app):
    clock.set_source(lambda: NOON)
    before = app.extensions["jobs"]
    kept = Handlers()
    kinds = ("note", "fail", "refuse", "stop", "report")
    init_jobs(app, {kind: getattr(kept, kind) for kind in kinds}, {"note": timedelta(hours=1)})
    yield kept
    app.extensions["jobs"] = before


def state_of(uuid):
    """How a job stands; it has to be there."""
    state = find_job(uuid)
    assert state is not None
    return state


def claimed(uuid, worker=None):
    """A job in a worker's hands."""
    claim = rows.claim(uuid, worker or uuid4(), NOON)
    assert claim is not None
    return claim


def at(moment):
    """The clock says this from now on."""
    clock.set_source(lambda: moment)


def get_job(uuid):
    db.session.commit()
    return db.session.scalars(select(Job).where(Job.uuid == uuid)).one()


def test_a_job_is_done_once_it_is_committed(app, handlers):
    uuid = enqueue("note", {"number": 7}, NOON)
    assert state_of(uuid).state == "waiting"
    assert run_due(app) == 1
    assert handlers.seen == [7]
    assert (state_of(uuid).state, state_of(uuid).finished_at) == ("done", NOON)
    assert run_due(app) == 0


def test_a_job_that_is_rolled_back_is_never_done(app, handlers):
    uuid = enqueue("note", {}, NOON)
    db.session.rollback()
    assert find_job(uuid) is None
    assert run_due(app) == 0


def test_a_job_of_a_savepoint_that_is_rolled_back_is_never_done(app, handlers):
    with db.session.begin_nested() as savepoint:
        enqueue("note", {}, NOON)
        savepoint.rollback()
    db.session.commit()
    assert run_due(app) == 0


def test_a_job_waits_for_its_moment(app, handlers):
    enqueue("note", {}, NOON + A_SECOND)
    assert run_due(app) == 0
    clock.set_source(lambda: NOON + A_SECOND)
    assert run_due(app) == 1


def test_an_unknown_kind_is_refused_where_it_is_asked_for(app, handlers):
    with pytest.raises(UnknownJob):
        enqueue("nothing", {}, NOON)


def test_of_one_key_one_job_waits_or_runs(app, handlers):
    first = enqueue("note", {"number": 1}, NOON, key="a")
    assert enqueue("note", {"number": 2}, NOON, key="a") == first
    assert enqueue("note", {"number": 3}, NOON, key="b") != first
    run_due(app)
    assert handlers.seen == [1, 3]
    assert enqueue("note", {"number": 4}, NOON, key="a") != first


def test_two_who_ask_at_once_with_one_key_get_one_job(app, handlers):
    def ask():
        uuid = enqueue("note", {}, NOON, key="a")
        db.session.commit()
        return uuid

    assert len(set(do_at_once(app, [ask] * 4))) == 1


def test_one_worker_gets_a_job_that_many_want(app, handlers):
    uuids = [enqueue("note", {"number": number}, NOON) for number in range(25)]

    def work():
        for uuid in uuids:
            assert run_job(uuid, Hands(uuid4())) is None

    do_at_once(app, [work] * 4)
    assert sorted(handlers.seen) == list(range(25))


def test_a_failure_is_tried_again_later_and_told_without_the_words_of_the_error(app, handlers):
    uuid = enqueue("fail", {}, NOON)
    with pytest.raises(ValueError, match="in the way"):
        run_due(app)
    job = get_job(uuid)
    assert (job.state, job.run_at, job.lease_until) == ("waiting", NOON + retry_delay(1), None)
    assert job.error.startswith("ValueError in tests/integration/core/test_jobs.py:")
    assert "Lan" not in job.error
    assert run_due(app) == 0


def test_after_many_tries_a_job_has_failed(app, handlers):
    uuid = enqueue("fail", {}, NOON)
    for day in range(MOST_ATTEMPTS):
        at(NOON + timedelta(days=day))
        with pytest.raises(ValueError, match="in the way"):
            run_due(app)
    assert handlers.seen == list(range(1, MOST_ATTEMPTS + 1))
    assert state_of(uuid).state == "failed"
    clock.set_source(lambda: NOON + timedelta(days=99))
    assert run_due(app) == 0


def test_a_refused_job_fails_at_once_with_its_reason(app, handlers):
    uuid = enqueue("refuse", {}, NOON)
    with pytest.raises(JobRefused):
        run_due(app)
    assert (state_of(uuid).state, state_of(uuid).error) == ("failed", "The file is gone.")


def test_a_stopped_job_waits_again_and_the_try_does_not_count(app, handlers):
    uuid = enqueue("stop", {}, NOON)
    db.session.commit()
    run_job(uuid, Hands(uuid4()))
    job = get_job(uuid)
    assert (job.state, job.attempts, job.worker) == ("waiting", 0, None)


def test_progress_is_seen_while_the_job_runs(app, handlers):
    uuid = enqueue("report", {}, NOON)
    run_due(app)
    assert handlers.seen == [1]
    assert (state_of(uuid).done, state_of(uuid).total) == (1, 4)


def test_progress_told_in_the_middle_of_a_write_holds_nobody_up(app, handlers, make):
    uuid = enqueue("note", {}, NOON)
    db.session.commit()
    claim = claimed(uuid)
    make.organisation()
    db.session.flush()
    rows.report_progress(claim, 1, 2)
    db.session.commit()
    assert state_of(uuid).state == "running"


def test_what_a_dead_worker_left_is_taken_up_when_its_lease_has_ended(app, handlers):
    uuid = enqueue("note", {"number": 1}, NOON)
    db.session.commit()
    dead = claimed(uuid)
    later = NOON + LEASE + A_SECOND
    assert sweeping.take_up_left(NOON + LEASE) == 0
    assert sweeping.take_up_left(later) == 1
    clock.set_source(lambda: later)
    assert run_due(app) == 1
    assert not rows.finish(dead, later)
    assert handlers.seen == [1]


def test_a_worker_that_lives_keeps_its_lease(app, handlers):
    worker = uuid4()
    uuid = enqueue("note", {}, NOON)
    db.session.commit()
    claim = claimed(uuid, worker)
    rows.renew(worker, [uuid], NOON + LEASE)
    assert sweeping.take_up_left(NOON + LEASE + A_SECOND) == 0
    assert read_health(NOON).worker_seen_at == NOON + LEASE
    db.session.commit()
    assert rows.finish(claim, NOON + LEASE)


def test_a_job_whose_end_could_not_be_written_down_is_taken_up_though_its_worker_lives(
    app, handlers
):
    worker = uuid4()
    uuid = enqueue("note", {}, NOON)
    db.session.commit()
    claimed(uuid, worker)
    rows.renew(worker, [], NOON + LEASE)
    assert sweeping.take_up_left(NOON + LEASE + A_SECOND) == 1


def test_a_job_that_kills_its_workers_fails_in_the_end(app, handlers):
    uuid = enqueue("note", {}, NOON)
    db.session.commit()
    now = NOON
    for _ in range(MOST_ATTEMPTS):
        assert rows.claim(uuid, uuid4(), now)
        now += LEASE + A_SECOND
        sweeping.take_up_left(now)
    assert (state_of(uuid).state, state_of(uuid).error) == ("failed", sweeping.WORKER_DIED)


def test_each_job_is_sent_once_and_again_where_the_message_was_lost(app, handlers):
    first, second = (enqueue("note", {}, NOON) for _ in range(2))
    enqueue("note", {}, NOON + timedelta(hours=1))
    db.session.commit()
    assert sweeping.take_unsent(NOON, queue_is_empty=True) == [first, second]
    assert sweeping.take_unsent(NOON + A_SECOND, queue_is_empty=True) == []
    a_minute_later = NOON + timedelta(minutes=1)
    assert sweeping.take_unsent(a_minute_later, queue_is_empty=False) == []
    assert sweeping.take_unsent(a_minute_later, queue_is_empty=True) == [first, second]


def test_of_two_workers_one_sends_a_job(app, handlers):
    enqueue("note", {}, NOON)
    sent = do_at_once(app, [lambda: sweeping.take_unsent(NOON, queue_is_empty=True)] * 4)
    assert sorted(len(each) for each in sent) == [0, 0, 0, 1]


def test_of_two_workers_one_begins_a_slot(app, handlers):
    hourly = {"note": timedelta(hours=1)}
    begun = do_at_once(app, [lambda: sweeping.begin_slots(hourly, NOON, "Asia/Ho_Chi_Minh")] * 4)
    assert sorted(begun) == [[], [], [], ["note"]]
    assert run_due(app) == 1
    assert sweeping.begin_slots(hourly, NOON + timedelta(minutes=59), "Asia/Ho_Chi_Minh") == []
    assert sweeping.begin_slots(hourly, NOON + timedelta(hours=1), "Asia/Ho_Chi_Minh") == ["note"]


def test_a_slot_waits_while_the_one_before_still_works(app, handlers):
    hourly = {"note": timedelta(hours=1)}
    assert sweeping.begin_slots(hourly, NOON, "UTC") == ["note"]
    later = NOON + timedelta(hours=3)
    assert sweeping.begin_slots(hourly, later, "UTC") == []
    clock.set_source(lambda: later)
    run_due(app)
    assert sweeping.begin_slots(hourly, later, "UTC") == ["note"]


def test_what_ended_long_ago_is_forgotten_but_the_last_slot(app, handlers):
    hourly = {"note": timedelta(hours=1)}
    uuid = enqueue("note", {}, NOON)
    sweeping.begin_slots(hourly, NOON, "UTC")
    run_due(app)
    sweeping.forget_old(NOON + timedelta(days=29))
    assert get_job(uuid)
    db.session.commit()
    sweeping.forget_old(NOON + timedelta(days=31))
    assert find_job(uuid) is None
    assert sweeping.begin_slots(hourly, NOON, "UTC") == []
