"""A browser as the server meets it: one connection kept open, cookies, gzip, forms."""

import gzip
import http.client
import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from bench.server import HOST, Server

BOUNDARY = "----bench0123456789"
HEADERS = {
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate",
    "Accept-Language": "vi,en;q=0.7",
    "User-Agent": "Mozilla/5.0 (Linux; Android 13; Mobile) Chrome/120.0 bench",
}


@dataclass(frozen=True)
class Page:
    """An answer: its status, where it sends on, and its text."""

    status: int
    location: str
    text: str

    def fields(self) -> list[tuple[str, str, str]]:
        """The (type, name, value) of all its form fields, in order."""
        parser = _FieldParser()
        parser.feed(self.text)
        return parser.fields

    def token(self) -> str:
        """The token that its forms carry."""
        return next(value for _, name, value in self.fields() if name == "csrf_token")


class _FieldParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name")
        if tag == "input" and name:
            kind = given.get("type") or "text"
            self.fields.append((kind, name, given.get("value") or ""))


class UnexpectedAnswer(Exception):
    """A page answered otherwise than the measurement needs."""


@dataclass
class Browser:
    """One visitor on one connection."""

    server: Server
    cookies: dict[str, str] = field(default_factory=dict)
    connection: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection(HOST, self.server.port, timeout=60)

    def get(self, path: str, status: int = 200) -> Page:
        """Get a page; UnexpectedAnswer for another status."""
        return self._send("GET", path, None, {}, status)

    def post(self, path: str, values: list[tuple[str, str]], status: int = 303) -> Page:
        """Send a form."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._send("POST", path, urlencode(values).encode(), headers, status)

    def post_parts(self, path: str, values: list[tuple[str, str]], status: int = 303) -> Page:
        """Send a form as a script sends one, each value as it is."""
        parts = "".join(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in values
        )
        headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        return self._send("POST", path, f"{parts}--{BOUNDARY}--\r\n".encode(), headers, status)

    def post_json(self, path: str, value: object, token: str, status: int = 200) -> Page:
        """Send JSON, as a script of the page does."""
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "X-CSRFToken": token,
        }
        return self._send("POST", path, json.dumps(value).encode(), headers, status)

    def sign_in(self, username: str, password: str) -> None:
        """Fetch the form and send it."""
        token = self.get("/sign-in").token()
        values = [("csrf_token", token), ("username", username), ("password", password)]
        self.post("/sign-in", values)

    def close(self) -> None:
        """Leave; the session stays."""
        self.connection.close()

    def _send(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str], status: int
    ) -> Page:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {**HEADERS, **headers, **({"Cookie": cookies} if cookies else {})}
        try:
            self.connection.request(method, path, body, sent)
            response = self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):
            self.connection.close()  # the server ended an idle connection
            self.connection.request(method, path, body, sent)
            response = self.connection.getresponse()
        page = self._read(response)
        if page.status != status:
            raise UnexpectedAnswer(f"{method} {path}: {page.status} instead of {status}")
        return page

    def _read(self, response: http.client.HTTPResponse) -> Page:
        content = response.read()
        for header in response.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(header).items():
                self.cookies[name] = morsel.value
        if response.headers.get("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        location = response.headers.get("Location", "")
        return Page(response.status, location, content.decode("utf-8", "replace"))
