"""A mail server for the tests of what is mailed."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core import clock
from tests.mail_server import mail_server

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)


@pytest.fixture
def post(app):
    """A mail server that the application knows, at noon."""
    clock.set_source(lambda: NOON)
    before = app.extensions["settings"]
    with mail_server() as (postbox, server):
        app.extensions["settings"] = replace(
            before, mail_server=server, mail_from="sen@office.example"
        )
        yield postbox
        app.extensions["settings"] = before
