"""A real provider of identities (oidc-provider-mock) in a process of its own, which may lie."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests

from app import ROOT
from tests.e2e.server import free_port

STARTS_WITHIN_S = 60
CLIENT_ID, CLIENT_SECRET = "sen", "a secret of the provider's"


@dataclass(frozen=True)
class Provider:
    """Where it stands, and what tests make of it."""

    port: int

    @property
    def issuer(self) -> str:
        """What it calls itself."""
        return f"http://localhost:{self.port}"

    def know(self, subject: str, **claims: Any) -> None:
        """Let it know somebody."""
        self._send("PUT", f"/users/{subject}", claims)

    def lie(self, **lies: Any) -> None:
        """Let its answers differ: see `__main__`; without any it is honest again."""
        self._send("PUT", "/lies", lies)

    def asked(self) -> dict[str, str]:
        """What was sent to it last when a code was exchanged."""
        with requests.get(f"{self.issuer}/asked", timeout=5) as response:
            values: dict[str, str] = response.json()
        return values

    def answer(self, question_url: str, subject: str) -> str:
        """Let somebody agree there; the address with which it sends the browser back."""
        data = {"sub": subject}
        with requests.post(question_url, data=data, timeout=5, allow_redirects=False) as response:
            assert response.status_code == 302, response.text
            return response.headers["Location"]

    def _send(self, method: str, path: str, values: dict[str, Any]) -> None:
        with requests.request(method, self.issuer + path, json=values, timeout=5) as response:
            response.raise_for_status()


def query_of(url: str) -> dict[str, str]:
    """The query of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


@contextmanager
def running_provider() -> Iterator[Provider]:
    """A provider as long as the context lasts."""
    provider = Provider(free_port())
    command = [sys.executable, "-m", "tests.provider", str(provider.port)]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    silent = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=ROOT, env=environ, stdout=silent, stderr=silent) as process:
        try:
            _wait(provider, process)
            yield provider
        finally:
            process.terminate()


def _wait(provider: Provider, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < until and process.poll() is None:
        with suppress(requests.RequestException):
            provider.lie()
            return
        time.sleep(0.1)
    raise AssertionError("The provider did not start.")
