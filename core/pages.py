"""What pages share: compression, caching, paging, safe ways back."""

import gzip
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit, urlunsplit

from flask import Flask, Response, request
from flask.templating import Environment as FlaskEnvironment

Row = TypeVar("Row")
SMALLEST_COMPRESSED = 1024
COMPRESSED_TYPES = ("text/html", "application/json", "text/csv", "image/svg+xml")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list: its rows, its number from 1, and how many rows there are in all."""

    rows: Sequence[Row]
    number: int
    size: int
    total: int

    @property
    def page_count(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def first_row(self) -> int:
        """The number of the first row shown, from 1; 0 where there is none."""
        return (self.number - 1) * self.size + 1 if self.rows else 0

    @property
    def last_row(self) -> int:
        """The number of the last row shown."""
        return (self.number - 1) * self.size + len(self.rows)

    @property
    def page(self) -> int:
        """Its number, as the component `pagination` calls it."""
        return self.number

    @property
    def pages(self) -> int:
        """How many pages there are, as the component calls it."""
        return self.page_count

    @property
    def first(self) -> int:
        """The number of the first row, as the component calls it."""
        return self.first_row

    @property
    def last(self) -> int:
        """The number of the last row, as the component calls it."""
        return self.last_row

    def iter_pages(
        self, left_edge: int = 1, right_edge: int = 1, left_current: int = 1, right_current: int = 2
    ) -> list[int | None]:
        """The numbers to offer: both ends and the neighbourhood; None where some are left out."""
        nearby = range(self.number - left_current, self.number + right_current + 1)
        last_middle = self.page_count - right_edge
        shown: list[int | None] = []
        for number in range(1, self.page_count + 1):
            if number <= left_edge or number > last_middle or number in nearby:
                shown.append(number)
            elif shown[-1] is not None:
                shown.append(None)
        return shown


def page_number() -> int:
    """The page asked for in the query, from 1; nonsense is page 1."""
    text = request.args.get("page", "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 7 else 1


def safe_next(target: str | None, otherwise: str) -> str:
    """A way back within this site, else `otherwise`: no other host, no scheme, no tricks."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return otherwise
    if "\\" in target or not target.isprintable():
        return otherwise
    parts = urlsplit(target)
    return target if not parts.scheme and not parts.netloc else otherwise


def here() -> str:
    """The address to come back to this page by: its own, or of a form's answer the form's."""
    if request.method in ("GET", "HEAD"):
        address = request.full_path if request.query_string else request.path
        return safe_next(address, "/")
    try:
        came_from = urlsplit(request.referrer or "")
    except ValueError:  # a browser sends no such thing
        return "/"
    if came_from.netloc != request.host:
        return "/"
    return safe_next(urlunsplit(("", "", came_from.path, came_from.query, "")), "/")


class Environment(FlaskEnvironment):
    """Templates whose globals are one plain mapping each.

    Jinja's own is a chain of two, in which each import on a page takes long to be compared.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What a template finds besides what it is given; called as it is loaded."""
        return {**self.globals, **(d or {})}


def init_pages(app: Flask) -> None:
    """Compress what is worth it, and keep private pages out of shared caches."""
    app.after_request(_finish)
    app.add_template_global(here, "here")


def _finish(response: Response) -> Response:
    if not response.cache_control:
        response.headers["Cache-Control"] = "private, no-cache"
    worth_it = (
        response.mimetype in COMPRESSED_TYPES
        and not response.direct_passthrough
        and not response.is_streamed
        and "Content-Encoding" not in response.headers
        and request.accept_encodings["gzip"] > 0
    )
    if worth_it:
        content = response.get_data()
        if len(content) >= SMALLEST_COMPRESSED:
            response.set_data(gzip.compress(content, 5, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
            response.vary.add("Accept-Encoding")
    return response
