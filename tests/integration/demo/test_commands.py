"""The demo's commands."""

import pytest
from sqlalchemy import func, select

from accounts.models import Person
from core.database import db
from demo import commands
from demo.accounts import ACCOUNTS


@pytest.fixture
def served(monkeypatch):
    """What would be served; nothing listens."""
    calls = []
    monkeypatch.setattr(
        commands, "serve_until_stopped", lambda app, host, port: calls.append((app, host, port))
    )
    return calls


@pytest.fixture(autouse=True)
def _no_accounts(app):
    yield
    app.config.pop("DEMO_ACCOUNTS", None)


def test_load_makes_as_many_people_as_are_asked_for(app):
    result = app.test_cli_runner().invoke(args=["demo", "load", "--people", "130"])
    assert result.exit_code == 0, result.output
    assert db.session.scalar(select(func.count()).select_from(Person)) == 130


def test_load_again_says_that_it_is_there(app):
    runner = app.test_cli_runner()
    runner.invoke(args=["demo", "load", "--people", "130"])
    result = runner.invoke(args=["demo", "load"])
    assert result.exit_code == 0, result.output
    assert "130 people" in result.output


def test_load_refuses_a_database_in_use_in_one_line(app, make):
    make.person()
    result = app.test_cli_runner().invoke(args=["demo", "load"])
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1


def test_too_few_people_are_wrong_usage(app):
    assert app.test_cli_runner().invoke(args=["demo", "load", "--people", "5"]).exit_code == 2


def test_serve_shows_the_accounts_on_loopback(app, served):
    result = app.test_cli_runner().invoke(args=["demo", "serve", "--port", "8123"])
    assert result.exit_code == 0, result.output
    assert served == [(app, "127.0.0.1", 8123)]
    assert app.config["DEMO_ACCOUNTS"] == ACCOUNTS


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.20"])  # noqa: S104
def test_serve_refuses_an_address_that_others_reach(app, served, host):
    result = app.test_cli_runner().invoke(args=["demo", "serve", "--host", host])
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert served == []
    assert "DEMO_ACCOUNTS" not in app.config
    assert db.session.scalar(select(func.count()).select_from(Person)) == 0


def test_serve_refuses_a_database_that_is_no_demo(app, make, served):
    make.person()
    result = app.test_cli_runner().invoke(args=["demo", "serve"])
    assert result.exit_code == 1
    assert served == []
    assert "DEMO_ACCOUNTS" not in app.config


def test_the_terminal_names_the_address_and_every_account(app):
    text = commands.welcome("http://localhost:8000")
    assert "http://localhost:8000" in text
    assert all(account.username in text for account in ACCOUNTS)
