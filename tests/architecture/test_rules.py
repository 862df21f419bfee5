"""The rules find what they are there to find, and nothing else."""

import ast
from inspect import cleandoc

import pytest

from tests.architecture.rules import (
    find_clock_readings,
    find_framework_imports,
    find_inner_imports,
    find_long_functions,
)


@pytest.mark.parametrize(
    "code",
    [
        "datetime.now(UTC)",
        "datetime.datetime.utcnow()",
        "date.today()",
        "time.time()",
        "mapped_column(default=datetime.now)",
        "select(func.now())",
        "from time import time",
    ],
)
def test_a_reading_of_the_clock_is_found(code: str) -> None:
    assert list(find_clock_readings(ast.parse(code)))


@pytest.mark.parametrize("code", ["clock.now()", "time.perf_counter()", "now = 1", "moment.time()"])
def test_other_uses_of_time_are_left_alone(code: str) -> None:
    assert not list(find_clock_readings(ast.parse(code)))


@pytest.mark.parametrize(
    "code", ["import flask", "from flask_login import current_user", "from sqlalchemy.orm import x"]
)
def test_a_framework_is_found(code: str) -> None:
    assert list(find_framework_imports(ast.parse(code)))


def test_a_pure_import_is_left_alone() -> None:
    assert not list(find_framework_imports(ast.parse("from core.clock import now\nimport json")))


def test_an_import_inside_a_method_is_found_once() -> None:
    code = cleandoc(
        """
        import json

        class Course:
            def export(self):
                def inner():
                    from pathlib import Path
        """
    )
    assert list(find_inner_imports(ast.parse(code))) == [(6, "import inside a function")]


def test_a_docstring_does_not_make_a_function_long() -> None:
    code = 'def grade():\n    """One.\n\n    Two.\n    """\n    return 1\n'
    assert not list(find_long_functions(ast.parse(code), most=2))
    assert list(find_long_functions(ast.parse(code), most=1)) == [(1, "grade", 2)]
