#!/usr/bin/env python3
"""Starts Sen, its tests and its tools, and sets up first what they need.

Nothing but Python 3.11 or newer has to be there. `python3 run.py help` lists the commands.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  whoever starts an older Python is told so here
    sys.exit("Sen needs Python 3.11 or newer; this is Python " + sys.version.split()[0] + ".")

import errno
import os
import signal
import socket
import subprocess
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass

from scripts.beside import Beside
from scripts.environment import (
    DEVELOPMENT,
    ROOT,
    RUNTIME,
    VENV,
    lock_requirements,
    python_of,
    set_up,
)

WINDOWS = sys.platform == "win32"
MOST_TEST_PROCESSES = 8

CHECKS = {
    "format": ["-m", "ruff", "format", "--check", "."],
    "lint": ["-m", "ruff", "check", "."],
    "types": ["-m", "mypy"],
    "contracts": [
        "-c",
        "from importlinter.cli import lint_imports_command as check; check()",
        "--no-logo",
    ],
    "templates": ["-m", "djlint", "--lint", "--quiet", "templates"],
}


# --- Where to serve --------------------------------------------------------------------------


def read_address(environment: Mapping[str, str]) -> tuple[str, int]:
    """HOST and PORT, checked."""
    host = environment.get("HOST") or "127.0.0.1"
    port = environment.get("PORT") or "8000"
    if not port.strip().isdecimal() or not 0 < int(port) < 65536:
        sys.exit(f"PORT is {port!r}; it must be a number from 1 to 65535.")
    return host, int(port)


def why_not_free(host: str, port: int, command: str) -> str:
    """Why a server cannot listen there, and what to do, in one line; empty where it can."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            if not WINDOWS:  # as servers do: a connection that lingers does not hold the port
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            return f"Port {port} is in use; take another: {example(command, port)}"
        if problem.errno == errno.EACCES:
            return f"Port {port} is not open to this user; take another: {example(command, 8000)}"
        return f"HOST is {host!r}, where this machine cannot serve: {problem.strerror}."
    return ""


def example(command: str, port: int) -> str:
    """A command line with another port, as this system writes it."""
    another = port + 1 if port < 65535 else 8000
    if WINDOWS:
        return f"$env:PORT={another}; python run.py {command}"
    return f"PORT={another} make {command}"


def free_address(command: str) -> tuple[str, int]:
    """HOST and PORT; where nothing can listen there, the end."""
    host, port = read_address(os.environ)
    problem = why_not_free(host, port, command)
    if problem:
        sys.exit(problem)
    return host, port


# --- Starting processes ----------------------------------------------------------------------


def start(arguments: list[str], **settings: str) -> subprocess.Popen[bytes]:
    """Start the Python of .venv; it writes UTF-8 on every system, whatever the console's own."""
    environment = os.environ | {"PYTHONUTF8": "1"} | settings
    process = subprocess.Popen([str(python_of(VENV)), *arguments], cwd=ROOT, env=environment)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda number, _: process.send_signal(number))
    return process


def python(*arguments: str) -> int:
    """Run a module to its end. Ctrl-C reaches it as well, and how it ends is its own affair."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        return start([*arguments]).wait()
    finally:
        signal.signal(signal.SIGINT, before)


def keep_serving(arguments: list[str], beside: list[str] | None = None, **settings: str) -> int:
    """Run a server until it ends, and a process beside it; Ctrl-C is a normal end."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    server = start(arguments, **settings)
    with Beside(beside, settings) if beside else nullcontext():
        try:
            code = server.wait()
        except KeyboardInterrupt:
            end(server)
            return 0
    return code if code >= 0 else 128 - code


def end(server: subprocess.Popen[bytes]) -> None:
    """Wait for a server to end; a terminal has sent it the Ctrl-C as well, a lone kill has not."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    interrupt = server.terminate if WINDOWS else lambda: server.send_signal(signal.SIGINT)
    for seconds, hasten in ((1, interrupt), (5, server.terminate), (5, server.kill)):
        try:
            server.wait(seconds)
        except subprocess.TimeoutExpired:
            hasten()
    server.wait()


# --- Commands --------------------------------------------------------------------------------


def run(arguments: list[str]) -> int:
    """Serve the demo, whose own command migrates and loads it where needed."""
    host, port = free_address("run")
    set_up(RUNTIME)
    where = ["--host", host, "--port", str(port)]
    demo = ["-m", "flask", "--app", "app", "demo", "serve", *where]
    return keep_serving([*demo, *arguments], SEN_DEMO="1")


# glibc gives each thread a heap of its own and keeps there what password hashing needed once;
# two heaps do, and large blocks go back to the system.
MEMORY = {"MALLOC_ARENA_MAX": "2", "MALLOC_MMAP_THRESHOLD_": "1048576"}


# Does what is done outside of requests: mail, imports, what happens every hour.
WORKER = ["-m", "flask", "--app", "app", "jobs", "run", "--while-input"]


def serve(arguments: list[str]) -> int:
    """Serve the real database."""
    host, port = free_address("serve")
    set_up(RUNTIME)
    os.environ.pop("SEN_DEMO", None)
    if python("-m", "flask", "--app", "app", "prepare") != 0:
        return 1
    if WINDOWS:
        server = ["-m", "waitress", f"--listen={host}:{port}", *arguments, "--call"]
        return keep_serving([*server, "app:create_app"], WORKER)
    server = ["-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", *arguments, "app:create_app()"]
    return keep_serving(server, WORKER, HOST=host, PORT=str(port), **MEMORY)


def test(arguments: list[str]) -> int:
    """Run the tests."""
    set_up(DEVELOPMENT)
    return python("-m", "pytest", *parallel(arguments, os.cpu_count() or 1), *arguments)


def parallel(arguments: list[str], cores: int) -> list[str]:
    """How many processes test at once: one per core, unless the arguments say otherwise."""
    if any(given.startswith(("-n", "--numprocesses", "--pdb")) for given in arguments):
        return []
    return ["-n", str(min(max(2, cores), MOST_TEST_PROCESSES))]


def torture(arguments: list[str]) -> int:
    """Kill everything in the middle of 200 attempts; `test` does so in the middle of a few."""
    set_up(DEVELOPMENT)
    os.environ.setdefault("SEN_TEST_ATTEMPTS", "200")
    return python("-m", "pytest", "-n0", "tests/torture", *arguments)


def check(arguments: list[str]) -> int:
    """Do all checks, or those named, and then say which failed."""
    set_up(DEVELOPMENT)
    unknown = set(arguments) - set(CHECKS)
    if unknown:
        return refuse(f"There is no check {sorted(unknown)[0]!r}; there are {', '.join(CHECKS)}.")
    failed = []
    for name in arguments or CHECKS:
        print(f"== {name}", flush=True)
        if python(*CHECKS[name]) != 0:
            failed.append(name)
    print(f"Failed: {', '.join(failed)}" if failed else "All well.")
    return 1 if failed else 0


def fix(arguments: list[str]) -> int:
    """Mend format and part of the lint; 1 where something is left to mend by hand."""
    set_up(DEVELOPMENT)
    left = python("-m", "ruff", "check", "--fix", *arguments)
    python("-m", "ruff", "format", *arguments)
    return left


def bench(arguments: list[str]) -> int:
    """Measure."""
    set_up(DEVELOPMENT)
    return python("-m", "bench", *arguments)


def screenshots(arguments: list[str]) -> int:
    """Take pictures of the pages."""
    set_up(DEVELOPMENT)
    return python("-m", "scripts.screenshots", *arguments)


def lock(arguments: list[str]) -> int:
    """Lock the requirements anew."""
    lock_requirements(arguments)
    return 0


def show_help(_arguments: list[str]) -> int:
    """List the commands."""
    print("python3 run.py [command] [arguments]\n")
    for name, command in COMMANDS.items():
        print(f"  {name:<12} {command.purpose}")
    return 0


# --- The command line ------------------------------------------------------------------------


@dataclass(frozen=True)
class Command:
    """A word of the command line."""

    purpose: str
    action: Callable[[list[str]], int]


COMMANDS = {
    "run": Command("the demo on http://localhost:8000 (PORT, HOST); the default", run),
    "test": Command("the tests; arguments go to pytest", test),
    "serve": Command("the production server with the real database", serve),
    "check": Command("format, lint, types, contracts, templates; changes nothing", check),
    "fix": Command("mends format and what the linter can mend", fix),
    "bench": Command("measurements", bench),
    "torture": Command("kill -9 of everything in the middle of 200 attempts", torture),
    "screenshots": Command("pictures of the pages", screenshots),
    "lock": Command("locks the requirements anew (needs uv)", lock),
    "help": Command("this list", show_help),
}


def parse_arguments(arguments: list[str]) -> tuple[str, list[str]]:
    """The command's name and what follows it."""
    name, *rest = arguments or ["run"]
    return ("help", []) if name in {"-h", "--help"} else (name, rest)


def refuse(reason: str) -> int:
    """Wrong usage."""
    print(reason, file=sys.stderr)
    return 2


def main(arguments: list[str]) -> int:
    """Do what the command line says."""
    name, rest = parse_arguments(arguments)
    if name not in COMMANDS:
        return refuse(f"There is no command {name!r}; there are {', '.join(COMMANDS)}.")
    try:
        return COMMANDS[name].action(rest)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
