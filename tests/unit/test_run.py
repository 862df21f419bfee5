"""run.py and its set-up: what is decided, without installing or serving anything."""

import errno
import os
import socket
from pathlib import Path

import pytest

import run
from scripts import environment


@pytest.mark.parametrize(
    ("given", "understood"),
    [
        ([], ("run", [])),
        (["test"], ("test", [])),
        (["test", "-k", "quiz"], ("test", ["-k", "quiz"])),
        (["--help"], ("help", [])),
        (["-h", "test"], ("help", [])),
    ],
)
def test_the_first_word_is_the_command(given, understood):
    assert run.parse_arguments(given) == understood


def test_an_unknown_command_is_wrong_usage(capsys):
    assert run.main(["sing"]) == 2
    assert "'sing'" in capsys.readouterr().err


def test_help_names_every_command(capsys):
    assert run.main(["help"]) == 0
    listed = capsys.readouterr().out
    assert all(f"  {name} " in listed for name in run.COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "cores", "expected"),
    [
        ([], 1, ["-n", "2"]),
        ([], 4, ["-n", "4"]),
        ([], 64, ["-n", "8"]),
        (["-k", "quiz"], 4, ["-n", "4"]),
        (["-n0"], 4, []),
        (["--numprocesses=3"], 4, []),
        (["--pdb"], 4, []),
    ],
)
def test_tests_run_on_every_core_unless_told_otherwise(arguments, cores, expected):
    assert run.parallel(arguments, cores) == expected


@pytest.mark.parametrize(
    ("environment", "address"),
    [
        ({}, ("127.0.0.1", 8000)),
        ({"PORT": "", "HOST": ""}, ("127.0.0.1", 8000)),
        ({"PORT": " 8001 ", "HOST": "0.0.0.0"}, ("0.0.0.0", 8001)),  # noqa: S104  only read
    ],
)
def test_host_and_port_come_from_the_environment(environment, address):
    assert run.read_address(environment) == address


@pytest.mark.parametrize("port", ["abc", "0", "-1", "65536", "80.5", "²"])
def test_a_port_that_is_none_stops_the_start(port):
    with pytest.raises(SystemExit, match="PORT is"):
        run.read_address({"PORT": port})


def test_a_port_in_use_is_named_with_another_to_take():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        problem = run.why_not_free("127.0.0.1", port, "run")
    assert problem.startswith(f"Port {port} is in use; take another: ")
    assert str(port + 1) in problem
    assert run.why_not_free("127.0.0.1", port, "run") == ""


def test_a_port_of_the_system_is_named_with_an_open_one(monkeypatch):
    def refuse(*_):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(socket.socket, "bind", refuse)
    assert "8001" in run.why_not_free("127.0.0.1", 80, "run")


def test_a_host_of_another_machine_is_named():
    assert "HOST is '192.0.2.1'" in run.why_not_free("192.0.2.1", 8123, "run")


def test_every_check_can_be_named():
    assert list(run.CHECKS) == ["format", "lint", "types", "contracts", "templates"]


# --- The stamp -------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with two locks and an interpreter, where nothing is installed."""
    (tmp_path / "requirements.txt").write_text("flask\n")
    (tmp_path / "requirements-dev.txt").write_text("flask\npytest\n")
    python = environment.python_of(tmp_path / ".venv")
    python.parent.mkdir(parents=True)
    python.touch()
    return tmp_path


def stamp(project: Path, requirements: str) -> None:
    environment.write_stamp(project / ".venv", environment.stamp_for(project, requirements))


def test_without_a_stamp_nothing_is_installed(project):
    assert not environment.is_installed(project, environment.RUNTIME)


def test_what_is_stamped_is_installed(project):
    stamp(project, environment.RUNTIME)
    assert environment.is_installed(project, environment.RUNTIME)
    assert not environment.is_installed(project, environment.DEVELOPMENT)


def test_the_requirements_of_development_hold_those_of_running(project):
    stamp(project, environment.DEVELOPMENT)
    assert environment.is_installed(project, environment.RUNTIME)
    assert environment.is_installed(project, environment.DEVELOPMENT)


def test_a_changed_lock_is_installed_anew(project):
    stamp(project, environment.DEVELOPMENT)
    (project / "requirements.txt").write_text("flask\nnh3\n")
    assert not environment.is_installed(project, environment.RUNTIME)


def test_an_interpreter_that_is_gone_is_installed_anew(project):
    stamp(project, environment.RUNTIME)
    environment.python_of(project / ".venv").unlink()
    assert not environment.is_installed(project, environment.RUNTIME)


def test_another_python_is_another_installation():
    assert environment.fingerprint(b"flask", "3.11") != environment.fingerprint(b"flask", "3.12")


@pytest.mark.parametrize("content", ["", "{", "[]", '"3.11"'])
def test_a_damaged_stamp_counts_as_none(tmp_path, content):
    (tmp_path / "installed.json").write_text(content)
    assert environment.read_stamp(tmp_path) == {}


@pytest.mark.parametrize(
    ("notes", "version"),
    [
        ("home = /usr/bin\nversion = 3.11.7\n", "3.11"),
        ("home = /usr/bin\nversion_info = 3.12.1\n", "3.12"),
        ("home = /usr/bin\n", ""),
    ],
)
def test_an_environment_tells_its_python(tmp_path, notes, version):
    (tmp_path / "pyvenv.cfg").write_text(notes)
    assert environment.python_version_of(tmp_path) == version


def test_an_unfinished_installation_is_not_built_upon(project):
    venv = project / ".venv"
    (venv / "pyvenv.cfg").write_text(f"version = {environment.PYTHON_VERSION}.0\n")
    environment.write_stamp(venv, {environment.UNFINISHED: "requirements.txt"})
    assert not environment.is_usable(venv)


# --- Translations ----------------------------------------------------------------------------


def test_only_catalogues_that_changed_are_compiled(tmp_path):
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    po, mo = folder / "messages.po", folder / "messages.mo"
    po.touch()
    assert environment.stale_catalogues(tmp_path) == ["messages"]
    mo.touch()
    os.utime(po, (1_000, 1_000))
    assert environment.stale_catalogues(tmp_path) == []
    os.utime(po, (mo.stat().st_mtime + 5,) * 2)
    assert environment.stale_catalogues(tmp_path) == ["messages"]
