"""A visitor in Chromium, whose every complaint is heard."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
)

from scripts.chromium import INTRANET
from scripts.tour import PASSWORD

PHONE = 360
HERE = frozenset({"127.0.0.1", "localhost", INTRANET})

expect.set_options(timeout=10_000)


@dataclass
class Visitor:
    """One browser window of its own, with one page in it at first."""

    context: BrowserContext
    base_url: str
    complaints: list[str] = field(default_factory=list)
    forgiven: tuple[str, ...] = ()
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        self.context.set_default_timeout(10_000)
        self.context.on("console", self._hear)
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.context.on("request", self._watch)
        self.page = self.context.new_page()

    def open(self, path: str) -> Page:
        """Go to a page of the site."""
        self.page.goto(self.base_url + path)
        return self.page

    def sign_in(self, username: str, *, is_shared: bool = False) -> Page:
        """Sign in by the form, as somebody does who types."""
        page = self.open("/sign-in")
        self.fill_in_sign_in(username, is_shared=is_shared)
        page.wait_for_url(f"{self.base_url}/")
        return page

    def fill_in_sign_in(self, username: str, *, is_shared: bool = False) -> None:
        """Fill in the form that stands on the page, and send it."""
        form = self.page.locator(".sign-in-form")
        form.locator("input[name=username]").fill(username)
        form.locator("input[name=password]").fill(PASSWORD)
        if is_shared:
            form.locator("input[name=is_shared]").check()
        form.locator("button[type=submit]").first.click()

    @property
    def path(self) -> str:
        """Where the page stands, without the site's address."""
        return urlsplit(self.page.url).path

    def forgive(self, *parts: str) -> None:
        """Expect complaints that hold one of `parts`."""
        self.forgiven += parts

    def reopen(self) -> Page:
        """Close the tab and open another."""
        self.page.close()
        self.page = self.context.new_page()
        return self.page

    def close(self) -> None:
        """Leave; fails for anything the browser complained of."""
        self.context.close()
        unexpected = [
            each for each in self.complaints if not any(part in each for part in self.forgiven)
        ]
        assert not unexpected, unexpected

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            where = message.location.get("url", "")
            self.complaints.append(f"{message.type}: {message.text} ({where})")

    def _watch(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in HERE:
            self.complaints.append(f"the page asks the network: {request.url}")
