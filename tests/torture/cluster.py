"""A PostgreSQL cluster of the test's own, which may be killed."""

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

UNPRIVILEGED = ("postgres", "nobody")  # PostgreSQL refuses to be run by root
DEBIAN = Path("/usr/lib/postgresql")
GONE_WITHIN_S = 20
ANSWERS_WITHIN_S = 30


def find_programs() -> Path | None:
    """The folder of initdb and pg_ctl: the newest of Debian's, else the one on the path."""
    versions = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda it: int(it.parts[-3]))
    found = shutil.which("initdb")
    newest = versions[-1] if versions else Path(found) if found else None
    return newest.parent if newest and (newest.parent / "pg_ctl").exists() else None


def find_user() -> str | None:
    """Who is to run it where root may not; None for whoever runs the tests."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in UNPRIVILEGED if name in known)


@dataclass(frozen=True)
class Cluster:
    """A cluster in a folder of its own, on a port of loopback, behind a password."""

    programs: Path
    folder: Path
    port: int
    user: str | None
    password: str

    @property
    def url(self) -> str:
        """The address of its first database."""
        return f"postgresql+psycopg://sen:{self.password}@127.0.0.1:{self.port}/postgres"

    @property
    def data(self) -> Path:
        """Where its files are."""
        return self.folder / "data"

    def make(self) -> None:
        """Make its files."""
        given = self.folder / "password"
        given.write_text(self.password)
        if self.user is not None:
            shutil.chown(self.folder, self.user)
            shutil.chown(given, self.user)
        options = ["--username=sen", "--encoding=UTF8", "--no-locale", "--no-sync"]
        options += ["--auth=scram-sha-256", f"--pwfile={given}"]
        self._run("initdb", f"--pgdata={self.data}", *options)

    def start(self) -> None:
        """Start, after a kill with recovery, and wait until it answers."""
        where = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        log = f"--log={self.folder}/log"
        self._run("pg_ctl", "start", "--wait", f"--pgdata={self.data}", log, f"--options={where}")

    def kill(self) -> None:
        """SIGKILL to all its processes: the first is held, so that no other is begun meanwhile."""
        first = self._first()
        first.send_signal(signal.SIGSTOP)
        end_all([first, *first.children(recursive=True)])

    def crash(self) -> None:
        """Kill it, and start it again."""
        self.kill()
        self.start()

    def kill_one(self) -> None:
        """SIGKILL to one process that answers a client; PostgreSQL then begins all of them anew."""
        names = ((each, " ".join(each.cmdline())) for each in self._first().children())
        killed = next(each for each, name in names if "127.0.0.1(" in name)
        end_all([killed])
        until = time.monotonic() + ANSWERS_WITHIN_S
        while not self._answers():
            assert time.monotonic() < until, "no recovery"
            time.sleep(0.1)

    def stop(self) -> None:
        """End it, if it still runs."""
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "--mode=immediate", f"--pgdata={self.data}")

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url.replace("+psycopg", ""), connect_timeout=3).close()
        except psycopg.OperationalError:
            return False
        return True

    def _first(self) -> psutil.Process:
        return psutil.Process(int((self.data / "postmaster.pid").read_text().split()[0]))

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(self.programs / program), *arguments],
            cwd=self.folder,
            env={"LC_ALL": "C.UTF-8", "PATH": os.environ.get("PATH", "")},
            user=self.user,
            group=pwd.getpwnam(self.user).pw_gid if self.user else None,
            extra_groups=[] if self.user else None,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, f"{program}: {done.stderr[-2000:]}"


def new_cluster(programs: Path, folder: Path, port: int) -> Cluster:
    """A cluster that is not made yet."""
    return Cluster(programs, folder, port, find_user(), secrets.token_urlsafe(16))


def end_all(processes: Sequence[psutil.Process]) -> None:
    """SIGKILL to these processes, and wait until all are gone."""
    for each in processes:
        try:
            each.kill()
        except psutil.NoSuchProcess:
            continue
    _, alive = psutil.wait_procs(processes, timeout=GONE_WITHIN_S)
    assert not alive, alive
