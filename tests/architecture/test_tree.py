"""What must not lie in the tree."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import ROOT, find_files, read, refuse

MARKS = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
SOURCES = (".py", ".html", ".js", ".mjs", ".css", ".toml", ".sh")
LOCKS = ("requirements*.txt", "**/package-lock.json")
ADDRESS = re.compile(r"^\s*--(index-url|extra-index-url|find-links)|\w+://|^\s*\"resolved\":")
HARMLESS = re.compile(r"^\s*\"(url|funding)\":")  # where an npm package asks for support


def test_nothing_is_left_to_be_done() -> None:
    refuse(
        (path, number, f"{found[0]}: finish it, or write an issue")
        for path in find_files(*SOURCES)
        for number, line in enumerate(read(path).splitlines(), 1)
        if (found := MARKS.search(line))
    )


def test_locks_name_no_address() -> None:
    """An installation chooses where its packages come from; the hashes say what they are."""
    refuse(
        (path, number, "a lock names where packages come from")
        for path in find_locks()
        for number, line in enumerate(read(path).splitlines(), 1)
        if ADDRESS.search(line) and not HARMLESS.search(line)
    )


def find_locks() -> Iterator[Path]:
    """The lock files that are part of the project."""
    for pattern in LOCKS:
        for path in sorted(ROOT.glob(pattern)):
            inside = path.relative_to(ROOT)
            if not {"node_modules", ".venv", "instance"} & set(inside.parts):
                yield inside


def test_no_lock_of_another_kind() -> None:
    """Some tools write locks full of addresses."""
    foreign = ["uv.lock", "poetry.lock", "Pipfile.lock", "yarn.lock", "pnpm-lock.yaml"]
    assert [name for name in foreign if (ROOT / name).exists()] == []


def test_every_requirement_has_a_hash() -> None:
    for path in (Path("requirements.txt"), Path("requirements-dev.txt")):
        lines = read(path).splitlines()
        refuse(
            (path, number, "a requirement without a hash")
            for number, line in enumerate(lines, 1)
            if re.match(r"[a-z0-9]", line, re.I)
            and "--hash" not in "".join(lines[number : number + 1])
        )
