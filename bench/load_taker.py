"""Somebody who takes a quiz, as a page with its script does it, and remembers what was saved."""

import json
import re
import time
from dataclasses import dataclass, field
from html import unescape
from random import Random
from urllib.parse import urlencode, urlsplit

from bench.load_client import Answer, Line

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
SCRIPT = {"Content-Type": "application/json", "Accept": "application/json"}
INPUT = re.compile(r"<input\b[^>]*>")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
HEARD = re.compile(r'data-heard="([^"]*)"')
COOKIE = "sen"


class Refused(Exception):
    """The server answered otherwise than it has to."""


@dataclass(frozen=True)
class Given:
    """An answer as it was given: to which question, as which of the page, and when."""

    position: int
    values: tuple[str, ...]
    sequence: int
    given_at: float


@dataclass
class Taker:
    """Somebody signed in, in front of a quiz.

    `saved` is what the page has shown as saved, by position; it grows only when the server has
    said so.
    """

    line: Line
    person_id: int
    quiz: str
    cookie: str
    client: str
    address: str = ""
    token: str = ""
    heard: str = ""
    sequence: int = 0
    fields: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    saved: dict[int, Given] = field(default_factory=dict)

    async def start(self) -> list[Answer]:
        """Front page, start, the questions."""
        front = await self._get(self.quiz)
        self.token = _value_of(front.text, "csrf_token")
        started = await self._post(self.quiz, [])
        self.address = started.headers.get("location", "")
        if not self.address.startswith("/attempts/"):
            raise Refused(f"POST {self.quiz} leads to {self.address}")
        page = await self._get(self.address)
        self._read(page.text)
        return [front, started, page]

    def give(self, position: int, rng: Random) -> Given:
        """An answer to one question: a choice, or some where several may be ticked."""
        fields = self.fields.get(position)
        if fields is None:
            raise Refused(f"question {position} was never shown")
        count = 1 if fields[0][0] == "radio" else rng.randint(1, len(fields))
        chosen = sorted(rng.sample(range(len(fields)), count))
        self.sequence += 1
        values = tuple(fields[index][1] for index in chosen)
        return Given(position, values, self.sequence, time.monotonic())

    async def save(self, given: Given) -> Answer:
        """Send an answer; once this returns, the page shows it as saved. As often as one likes."""
        sent = {
            "position": given.position,
            "values": given.values,
            "client": self.client,
            "sequence": given.sequence,
            "age": int((time.monotonic() - given.given_at) * 1000),
            "heard": self.heard,
            "spent": 1000,
        }
        headers = {**SCRIPT, "X-CSRFToken": self.token}
        path = f"{self.address}/responses"
        answer = await self._send("POST", path, headers, json.dumps(sent).encode(), 200)
        told = json.loads(answer.text)
        self.heard = told.get("heard", self.heard)
        self.saved[given.position] = given
        return answer

    async def submit(self) -> Answer:
        """Send the form as the page stands; gaps are meant."""
        form = [("confirmed", "1")]
        for position in self.fields:
            given = self.saved.get(position)
            values = given.values if given else ()
            form += [("shown", str(position)), (f"was{position}", json.dumps(values))]
            form += [(f"q{position}", value) for value in values]
        return await self._post(f"{self.address}/submit", form)

    async def review(self) -> Answer:
        """Look at what the attempt came to."""
        return await self._get(f"{self.address}/review")

    def _read(self, page: str) -> None:
        self.token = _value_of(page, "csrf_token")
        heard = HEARD.search(page)
        self.heard = unescape(heard[1]) if heard else ""
        self.fields = {}
        for kind, name, value in _inputs(page):
            if kind in ("radio", "checkbox") and re.fullmatch(r"q\d+", name):
                self.fields.setdefault(int(name[1:]), []).append((kind, value))

    async def _get(self, path: str) -> Answer:
        return await self._send("GET", path, {}, b"", 200)

    async def _post(self, path: str, form: list[tuple[str, str]]) -> Answer:
        body = urlencode([("csrf_token", self.token), *form]).encode()
        return await self._send("POST", path, FORM, body, 303)

    async def _send(
        self, method: str, path: str, headers: dict[str, str], body: bytes, status: int
    ) -> Answer:
        cookie = {"Cookie": f"{COOKIE}={self.cookie}"}
        answer = await self.line.send(method, path, {**headers, **cookie}, body)
        self.cookie = answer.cookies.get(COOKIE, self.cookie)
        if answer.status != status:
            raise Refused(f"{method} {urlsplit(path).path}: {answer.status} instead of {status}")
        return answer


def _inputs(page: str) -> list[tuple[str, str, str]]:
    """Type, name and value of every input of a page, in order."""
    found = (dict(ATTRIBUTE.findall(tag)) for tag in INPUT.findall(page))
    return [
        (given.get("type", "text"), given.get("name", ""), unescape(given.get("value", "")))
        for given in found
    ]


def _value_of(page: str, name: str) -> str:
    """The value of the first input of this name; Refused where there is none."""
    for _, each, value in _inputs(page):
        if each == name:
            return value
    raise Refused(f"a page without {name}")
