"""Where code may stand, what it may import, and how long it may get."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.rules import (
    find_clock_readings,
    find_framework_imports,
    find_inner_imports,
    find_long_functions,
)
from tests.architecture.tree import ROOT, TOOLS, find_code, find_packages, parse, read, refuse

SHELL = {"models", "queries", "operations", "forms", "views", "handlers", "commands", "__init__"}

FUNCTION_LINES = 25
VIEW_LINES = 20
JOURNEY_LINES = 40  # a journey through the site is told in one go
FILE_LINES = 300
LONG_FILE_LINES = 400  # forms and tests, which are lists by nature

# A reason beats a budget; it is written here. "path" or "path:function" → reason.
LONG_ON_PURPOSE: dict[str, str] = {}

# "path" → reason.
INNER_IMPORTS_ON_PURPOSE: dict[str, str] = {
    "core/jobs/commands.py": "huey takes 17 MB of memory, which web workers are spared",
}


def test_the_layers_are_the_packages_there_are() -> None:
    settings = tomllib.loads(read(Path("pyproject.toml")))["tool"]["importlinter"]
    contract = next(it for it in settings["contracts"] if it["type"] == "layers")
    layers = {name.strip() for layer in contract["layers"] for name in layer.split("|")}
    assert layers == find_packages()
    assert set(settings["root_packages"]) == layers


def test_rules_of_the_domain_know_no_framework() -> None:
    refuse(
        (path, *finding)
        for path in find_code("core", "demo", *TOOLS)
        if len(path.parts) > 1 and path.parts[0] in find_packages() and is_pure(path)
        for finding in find_framework_imports(parse(path))
    )


def is_pure(path: Path) -> bool:
    """Neither the module nor a folder above it has the name of a shell's part."""
    return not SHELL & {path.stem, *path.parent.parts}


def test_no_function_imports() -> None:
    refuse(
        (path, *finding)
        for path in find_code()
        if path.as_posix() not in INNER_IMPORTS_ON_PURPOSE
        for finding in find_inner_imports(parse(path))
    )


def test_only_the_clock_reads_the_clock() -> None:
    refuse(
        (path, *finding)
        for path in find_code("tests")
        if path != Path("core/clock.py")
        for finding in find_clock_readings(parse(path))
    )


def test_functions_stay_short() -> None:
    refuse(long_functions())


def long_functions() -> Iterator[tuple[Path, int, str]]:
    """Functions over their budget, without those that are so on purpose."""
    for path in find_code("migrations"):
        is_view = "views" in {path.stem, *path.parent.parts} and path.parts[0] != "tests"
        is_journey = path.parts[:2] == ("tests", "e2e")
        most = VIEW_LINES if is_view else JOURNEY_LINES if is_journey else FUNCTION_LINES
        for line, name, length in find_long_functions(parse(path), most):
            if f"{path.as_posix()}:{name}" not in LONG_ON_PURPOSE:
                yield path, line, f"{name} has {length} lines; {most} are the budget"


def test_files_stay_short() -> None:
    refuse(
        (path, length, f"the file has {length} lines; {budget_of(path)} are the budget")
        for path in find_code("migrations")
        if (length := len(read(path).splitlines())) > budget_of(path)
        and path.as_posix() not in LONG_ON_PURPOSE
    )


def budget_of(path: Path) -> int:
    """How many lines a file may have."""
    is_list = path.parts[0] == "tests" or "forms" in {path.stem, *path.parent.parts}
    return LONG_FILE_LINES if is_list else FILE_LINES


def test_exceptions_are_still_needed() -> None:
    """An entry for a file that is gone would hide the next one of that name."""
    names = {entry.partition(":")[0] for entry in LONG_ON_PURPOSE | INNER_IMPORTS_ON_PURPOSE}
    assert {name for name in names if not (ROOT / name).exists()} == set()
