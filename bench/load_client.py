"""A browser's connection over asyncio: kept open, and begun anew where the server ended it."""

import asyncio
import gzip
import time
from contextlib import suppress
from dataclasses import dataclass
from http.cookies import SimpleCookie

from bench.client import HEADERS
from bench.server import HOST

LONGEST_WAIT_S = 30.0
HEAD_END = b"\r\n\r\n"


class NoAnswer(Exception):
    """The line broke, or nothing came in time; what was sent may have arrived or not."""


class LineBroken(Exception):
    """The other end let go before it answered at all."""


@dataclass(frozen=True)
class Answer:
    """What came back, and how long it took, connecting included."""

    status: int
    headers: dict[str, str]
    cookies: dict[str, str]
    body: bytes
    milliseconds: float

    @property
    def text(self) -> str:
        """The body as text."""
        is_packed = self.headers.get("content-encoding") == "gzip"
        content = gzip.decompress(self.body) if is_packed else self.body
        return content.decode("utf-8", "replace")


class Line:
    """One connection to a server of this machine; requests go over it one after another.

    Like a browser it sends a request once more where the server had ended a connection that was
    kept open, and never where it had begun to answer.
    """

    def __init__(self, port: int, longest_wait_s: float = LONGEST_WAIT_S) -> None:
        self.port = port
        self._longest_wait_s = longest_wait_s
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def send(
        self, method: str, path: str, headers: dict[str, str], body: bytes = b""
    ) -> Answer:
        """Send a request and wait for its answer; raises NoAnswer."""
        request = _request(method, path, headers, body)
        started = time.perf_counter()
        try:
            async with asyncio.timeout(self._longest_wait_s):
                head, content = await self._exchange(request)
        except (OSError, TimeoutError, EOFError, LineBroken, ValueError) as problem:
            self.close()
            raise NoAnswer(f"{method} {path}: {type(problem).__name__}") from problem
        except asyncio.CancelledError:
            self.close()
            raise
        return _answer(head, content, (time.perf_counter() - started) * 1000)

    def close(self) -> None:
        """Let go of the connection; the next request makes another."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None

    async def end(self) -> None:
        """Let go, and wait until the connection is gone."""
        writer = self._writer
        self.close()
        if writer is not None:
            with suppress(OSError):
                await writer.wait_closed()

    async def _exchange(self, request: bytes) -> tuple[bytes, bytes]:
        if self._reader is not None:
            with suppress(LineBroken, ConnectionError):
                return await self._once(request)
            self.close()
        self._reader, self._writer = await asyncio.open_connection(HOST, self.port)
        return await self._once(request)

    async def _once(self, request: bytes) -> tuple[bytes, bytes]:
        if self._reader is None or self._writer is None or self._reader.at_eof():
            raise LineBroken
        self._writer.write(request)
        await self._writer.drain()
        try:
            head = await self._reader.readuntil(HEAD_END)
        except asyncio.IncompleteReadError as problem:
            if problem.partial:
                raise
            raise LineBroken from problem
        headers = _headers(head)
        content = await self._reader.readexactly(int(headers.get("content-length", "0")))
        if headers.get("connection", "").lower() == "close":
            self.close()
        return head, content


def _request(method: str, path: str, headers: dict[str, str], body: bytes) -> bytes:
    given = {"Host": HOST, **HEADERS, **headers}
    if method == "POST":
        given["Content-Length"] = str(len(body))
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in given.items())]
    return "\r\n".join(lines).encode("ascii") + HEAD_END + body


def _headers(head: bytes) -> dict[str, str]:
    """The last value of each header, by its name in small letters."""
    lines = head.decode("latin-1").split("\r\n")[1:]
    pairs = (line.partition(":") for line in lines if line)
    return {name.lower(): value.strip() for name, _, value in pairs}


def _answer(head: bytes, content: bytes, milliseconds: float) -> Answer:
    lines = head.decode("latin-1").split("\r\n")
    cookies: dict[str, str] = {}
    for line in lines[1:]:
        name, _, value = line.partition(":")
        if name.lower() == "set-cookie":
            cookies |= {key: morsel.value for key, morsel in SimpleCookie(value.strip()).items()}
    return Answer(int(lines[0].split()[1]), _headers(head), cookies, content, milliseconds)
