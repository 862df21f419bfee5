"""On SQLite a request that only reads waits for nobody who writes."""

import sqlite3
from contextlib import closing

import pytest
from flask import Flask

from core.database import db
from tests.conftest import Site


@pytest.fixture
def writer(sqlite_app: Flask):
    """Somebody else who holds the write lock."""
    with sqlite_app.app_context():
        path = str(db.engine.url.database)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        connection.execute("ROLLBACK")


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_a_check_is_answered_while_somebody_writes(app, make, request):
    make.course("basics")
    make.person("hoa", make.unit())
    reader = Site(app).reader("hoa")
    reader.get("/courses/basics/lessons/lesson-1")
    request.getfixturevalue("writer")
    data = {"check-1-answer": "0"}
    response = reader.client.post("/courses/basics/lessons/lesson-1/checks/1", data=data)
    assert response.status_code == 200
