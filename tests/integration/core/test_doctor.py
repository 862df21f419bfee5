"""The doctor looks at each part; /readyz says how jobs stand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from core import clock
from core.database import db
from core.doctor import init_doctor
from core.jobs import enqueue, rows
from core.jobs.health import judge
from core.jobs.queries import JobHealth
from tests.mail_server import free_port, knows, mail_server

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def settings(app, tmp_path):
    before, checks = app.extensions["settings"], app.extensions["doctor"]
    app.extensions["settings"] = replace(before, media_url=(tmp_path / "media").as_uri())
    yield app.extensions["settings"]
    app.extensions["settings"] = before
    app.extensions["doctor"] = checks


def examine(app):
    """The doctor's exit code, and what it says by part."""
    db.session.commit()
    result = app.test_cli_runner().invoke(args=["doctor"])
    lines = [line.partition(": ") for line in result.output.splitlines()]
    return result.exit_code, {head.split()[1]: (head.split()[0], text) for head, _, text in lines}


def test_all_is_well_where_a_worker_is_there(app, settings):
    rows.renew(uuid4(), [], clock.now())
    code, said = examine(app)
    assert code == 0, said
    parts = {"settings", "database", "migrations", "media", "mail", "jobs", "clock"}
    assert parts <= set(said)
    assert {word for word, _ in said.values()} == {"ok"}


def test_a_missing_worker_is_wrong_and_how_to_mend_it_is_said(app, settings):
    code, said = examine(app)
    assert code == 1
    assert said["jobs"][0] == "WRONG"
    assert "flask jobs run" in said["jobs"][1]


def test_jobs_that_wait_for_long_are_wrong(app, settings):
    rows.renew(uuid4(), [], clock.now())
    enqueue("jobs.tidy", {}, clock.now() - timedelta(hours=1))
    assert examine(app)[1]["jobs"][0] == "WRONG"


def test_a_media_store_that_cannot_be_written_is_wrong(app, settings, tmp_path):
    (tmp_path / "media").write_text("a file stands in the way")
    code, said = examine(app)
    assert (code, said["media"][0]) == (1, "WRONG")
    assert "SEN_MEDIA_URL" in said["media"][1]


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_a_mail_server_is_asked_whether_it_lets_us_in(app, settings):
    with mail_server(authenticator=knows, auth_require_tls=False, auth_required=True) as (
        postbox,
        server,
    ):
        known = replace(server, username="sen", password="secret")
        app.extensions["settings"] = replace(settings, mail_server=known)
        assert examine(app)[1]["mail"][0] == "ok"
        unknown = replace(known, password="wrong-word")
        app.extensions["settings"] = replace(settings, mail_server=unknown)
        assert examine(app)[1]["mail"][0] == "WRONG"
        nobody = replace(known, port=free_port())
        app.extensions["settings"] = replace(settings, mail_server=nobody)
        word, text = examine(app)[1]["mail"]
    assert word == "WRONG"
    assert "secret" not in text
    assert postbox.mails == []


def test_a_clock_of_another_year_is_wrong(app, settings):
    clock.set_source(lambda: datetime(2020, 1, 1, tzinfo=UTC))
    assert examine(app)[1]["clock"][0] == "WRONG"


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
def test_a_clock_far_from_the_databases_is_wrong(app, settings):
    now = clock.now()
    clock.set_source(lambda: now + timedelta(hours=1))
    assert examine(app)[1]["clock"][0] == "WRONG"


def test_a_check_that_stumbles_is_wrong_and_tells_nothing_it_should_not(app, settings):
    def stumble(_settings):
        raise ValueError("a password")

    init_doctor(app, {"strange": stumble})
    assert examine(app) == (
        1,
        {
            "settings": ("ok", str(settings.instance)),
            "strange": ("WRONG", "could not be looked at (ValueError)"),
        },
    )


@pytest.mark.parametrize(
    ("due", "seen", "state"),
    [
        (None, NOON, "ok"),
        (NOON - A_MINUTE, NOON - A_MINUTE / 2, "ok"),
        (NOON - 6 * A_MINUTE, NOON, "late"),
        (None, NOON - A_MINUTE, "no worker"),
        (None, None, "no worker"),
    ],
)
def test_how_jobs_stand_is_told_by_age(due, seen, state):
    assert judge(JobHealth(due, seen, 0), NOON).state == state


def test_a_site_is_ready_without_a_worker_and_says_how_jobs_stand(app, site):
    clock.set_source(lambda: NOON)
    enqueue("jobs.tidy", {}, NOON - timedelta(seconds=90))
    db.session.commit()
    rows.renew(uuid4(), [], NOON - timedelta(seconds=7))
    answer = site.client().get("/readyz")
    assert answer.status_code == 200
    assert answer.json["jobs"] == {
        "state": "ok",
        "oldest_due_s": 90,
        "worker_seen_s": 7,
        "failed": 0,
    }
