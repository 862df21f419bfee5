"""Real Chromium: how it is started, and a visitor whose every complaint is heard."""

import os
import shutil
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    expect,
)

PHONE = 360
INTRANET = "sen.intranet"
PASSWORD = "sen-demo-2026"
HERE = frozenset({"127.0.0.1", "localhost", INTRANET})
# Nothing but this machine has an address: a page that needs the network fails.
RESOLVER = f"MAP {INTRANET} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"

expect.set_options(timeout=10_000)


def find_chromium() -> str | None:
    """The browser to test with."""
    return os.environ.get("SEN_TEST_CHROMIUM") or shutil.which("chromium")


def launch(playwright: Playwright, executable: str) -> Browser:
    """Start Chromium, cut off from the network."""
    arguments = [
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        f"--host-resolver-rules={RESOLVER}",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return playwright.chromium.launch(executable_path=executable, args=arguments)


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
        page = self.page if self.path == "/sign-in" else self.open("/sign-in")
        page.locator("input[name=username]").fill(username)
        page.locator("input[name=password]").fill(PASSWORD)
        if is_shared:
            page.locator("input[name=is_shared]").check()
        page.locator(".sign-in-form button[type=submit]").click()
        expect(page).not_to_have_url(f"{self.base_url}/sign-in")
        return page

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
