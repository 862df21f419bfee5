"""A test client whose requests know nothing of each other."""

from contextvars import Context
from functools import partial
from typing import Any

from flask import has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from core.database import db


class SeparateClient(FlaskClient):
    """Answers each request in a context of its own, as a server does.

    Inside the context of the fixture `app`, Flask would keep `g`, and with it whoever signed in
    last, from one request to the next. What the test wrote is committed first: its lock would
    make the request wait.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request."""
        if has_app_context():
            db.session.commit()
        return Context().run(partial(super().open, *args, **kwargs))
