"""The set-up that run.py does first: .venv, the locked requirements, compiled translations.

Standard library only, as it runs before anything is installed. What is installed is written in
a stamp inside .venv; while the stamp fits, a start costs nothing here.
"""

import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON_VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"

RUNTIME = "requirements.txt"
DEVELOPMENT = "requirements-dev.txt"
CONTAINED = {RUNTIME: [RUNTIME], DEVELOPMENT: [RUNTIME, DEVELOPMENT]}
UNFINISHED = "unfinished"


def set_up(requirements: str) -> None:
    """Bring .venv and the translations up to date."""
    if not is_installed(ROOT, requirements):
        with one_at_a_time():
            if not is_installed(ROOT, requirements):
                make_environment()
                install(requirements)
    compile_translations()


def python_of(venv: Path) -> Path:
    """The interpreter of a virtual environment."""
    return venv / "Scripts" / "python.exe" if sys.platform == "win32" else venv / "bin" / "python"


# --- The stamp -------------------------------------------------------------------------------


def fingerprint(content: bytes, version: str = PYTHON_VERSION) -> str:
    """What an installation must have been made from to be used as it is."""
    return hashlib.sha256(version.encode() + b"\n" + content).hexdigest()


def read_stamp(venv: Path) -> dict[str, str]:
    """The fingerprints written after the last installation; empty where there is none."""
    try:
        stamp = json.loads((venv / "installed.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(venv: Path, stamp: Mapping[str, str]) -> None:
    """Replace the stamp in one step, so that a killed process leaves the old one or the new."""
    draft = venv / "installed.json.new"
    draft.write_text(json.dumps(stamp, indent=1), "utf-8")
    draft.replace(venv / "installed.json")


def stamp_for(root: Path, requirements: str) -> dict[str, str]:
    """The stamp that an installation of these requirements leaves."""
    return {name: fingerprint((root / name).read_bytes()) for name in CONTAINED[requirements]}


def is_installed(root: Path, requirements: str) -> bool:
    """Whether .venv holds at least these requirements, for this Python."""
    venv = root / ".venv"
    wanted = stamp_for(root, requirements)
    return python_of(venv).exists() and wanted.items() <= read_stamp(venv).items()


# --- The environment -------------------------------------------------------------------------


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let a second set-up of the same folder wait (not on Windows, which has no flock)."""
    folder = ROOT / "instance"
    folder.mkdir(exist_ok=True)
    with (folder / "set-up.lock").open("w") as lock:
        if sys.platform != "win32":
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def make_environment() -> None:
    """Make .venv, anew where it was left half-made or belongs to another Python."""
    if is_usable(VENV):
        return
    uv = shutil.which("uv")
    if not uv and not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        sys.exit("Python lacks its venv part; on Debian and Ubuntu: sudo apt install python3-venv")
    if VENV.exists():
        shutil.rmtree(VENV)
    maker = [uv, "venv", "--quiet", "--python", sys.executable] if uv else None
    call([*(maker or [sys.executable, "-m", "venv"]), str(VENV)])


def is_usable(venv: Path) -> bool:
    """Whether an installation may go into this environment as it stands."""
    return (
        python_of(venv).exists()
        and python_version_of(venv) == PYTHON_VERSION
        and UNFINISHED not in read_stamp(venv)
        and (shutil.which("uv") is not None or has_pip(venv))
    )


def python_version_of(venv: Path) -> str:
    """The Python ("3.11") that an environment was made with, from its own note of it."""
    try:
        lines = (venv / "pyvenv.cfg").read_text("utf-8").splitlines()
    except OSError:
        return ""
    notes = {key.strip(): value.strip() for key, _, value in (x.partition("=") for x in lines)}
    version = notes.get("version") or notes.get("version_info", "")
    return ".".join(version.split(".")[:2])


def has_pip(venv: Path) -> bool:
    """An environment made by uv, or left half-made, has no pip."""
    command = [str(python_of(venv)), "-m", "pip", "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def install(requirements: str) -> None:
    """Install a lock. Until it is done, the stamp tells the next start to begin anew."""
    print(f"Installing {requirements}; the first time takes a minute or more …", flush=True)
    before = read_stamp(VENV)
    write_stamp(VENV, {UNFINISHED: requirements})
    command = [*installer(), "--require-hashes", "-r", requirements]
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
        write_stamp(VENV, before)
        sys.exit(f"{requirements} could not be installed (see above); then start this again.")
    write_stamp(VENV, stamp_for(ROOT, requirements))


def installer() -> list[str]:
    """uv where it is found, being some ten times as fast; else pip."""
    python, uv = str(python_of(VENV)), shutil.which("uv")
    if uv:
        return [uv, "pip", "install", "--quiet", "--python", python]
    return [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]


# --- Translations ----------------------------------------------------------------------------


def compile_translations() -> None:
    """Compile the catalogues that were edited since they were compiled last."""
    domains = stale_catalogues(ROOT / "translations")
    if domains:
        compiling = ["-m", "babel.messages.frontend", "--quiet", "compile", "-d", "translations"]
        call([str(python_of(VENV)), *compiling, "-D", " ".join(domains)])


def stale_catalogues(translations: Path) -> list[str]:
    """The domains ("messages") that have a .po newer than its .mo."""
    catalogues = translations.glob("*/LC_MESSAGES/*.po")
    return sorted({po.stem for po in catalogues if written(po) > written(po.with_suffix(".mo"))})


def written(path: Path) -> float:
    """When a file was last written; 0 where there is none."""
    return path.stat().st_mtime if path.exists() else 0


# --- Locking ---------------------------------------------------------------------------------


def lock_requirements(arguments: list[str]) -> None:
    """Lock what the .in files want for every system, keeping the versions that still fit."""
    uv = shutil.which("uv")
    if not uv:
        sys.exit("Locking needs uv on the PATH: pip install uv")
    compiling = [uv, "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-header"]
    for name in (RUNTIME, DEVELOPMENT):
        wanted = name.replace(".txt", ".in")
        call([*compiling, "--python-version", "3.11", *arguments, wanted, "-o", name])


def call(command: list[str]) -> None:
    """Run a step; where it fails, stop with one line."""
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
        sys.exit("This did not work: " + " ".join(command))
