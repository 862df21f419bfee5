"""`flask mail test` says whether mail arrives."""

from dataclasses import replace

import pytest

from tests.mail_server import free_port, mail_server

pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


@pytest.fixture
def settings(app):
    before = app.extensions["settings"]
    yield before
    app.extensions["settings"] = before


def run(app, *arguments):
    return app.test_cli_runner().invoke(args=["mail", "test", *arguments])


def test_a_trial_mail_arrives(app, settings):
    with mail_server() as (postbox, server):
        app.extensions["settings"] = replace(settings, mail_server=server)
        result = run(app, "lan@office.example", "--language", "en")
    assert (result.exit_code, result.output) == (0, "Sent to lan@office.example.\n")
    assert postbox.mails[0]["Subject"] == "Sen: a test"


def test_without_a_server_it_says_what_to_set(app, settings):
    result = run(app, "lan@office.example")
    assert result.exit_code == 1
    assert "SEN_MAIL_URL" in result.output


def test_what_goes_wrong_is_told_in_one_line(app, settings):
    with mail_server() as (_, server):
        app.extensions["settings"] = replace(
            settings, mail_server=replace(server, port=free_port())
        )
        result = run(app, "lan@office.example")
        assert result.exit_code == 1
        assert (
            result.output.strip()
            == "Error: Not sent: the server did not answer: ConnectionRefusedError."
        )
        assert run(app, "lan@").exit_code == 2
