"""The project's files, and how a broken rule is told: file, line, rule."""

import ast
import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOREIGN = {"instance", "node_modules", "vendor", "test-results", "__pycache__"}
TOOLS = {"tests", "migrations", "bench", "scripts"}


def find_files(*suffixes: str, below: str = ".") -> Iterator[Path]:
    """The project's own files with these suffixes, as paths from its root."""
    for folder, subfolders, names in os.walk(ROOT / below):
        subfolders[:] = sorted(
            name for name in subfolders if name not in FOREIGN and not name.startswith(".")
        )
        for name in sorted(names):
            if name.endswith(suffixes):
                yield (Path(folder) / name).relative_to(ROOT)


def find_code(*but: str) -> Iterator[Path]:
    """Python files, without those in some top folders."""
    return (path for path in find_files(".py") if path.parts[0] not in but)


def find_packages() -> set[str]:
    """The packages of the platform: folders at the top, without the tools."""
    return {path.parent.name for path in ROOT.glob("*/__init__.py")} - TOOLS


@cache
def read(path: Path) -> str:
    """A file's text."""
    return (ROOT / path).read_text("utf-8")


@cache
def parse(path: Path) -> ast.Module:
    """A file's syntax tree."""
    return ast.parse(read(path), filename=str(path))


def refuse(findings: Iterable[tuple[Path, int, str]]) -> None:
    """Fail with one line for each place where a rule is broken."""
    lines = [f"{path.as_posix()}:{line}: {rule}" for path, line, rule in findings]
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)
