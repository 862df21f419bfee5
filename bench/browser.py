"""What a real browser loads, and what axe finds, in Chromium."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page, ViewportSize, sync_playwright

from bench.client import Browser
from bench.content import FIRST_COURSE
from bench.figures import Measurement
from bench.operations import REPORT, Visitors, find_links

PHONE: ViewportSize = {"width": 360, "height": 740}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@dataclass
class Traffic:
    """What went over the wire: answers, and their bytes with heads."""

    requests: int = 0
    bytes: float = 0
    cached: set[str] = field(default_factory=set)

    def watch(self, context: BrowserContext, page: Page) -> None:
        """Count everything that `page` loads, as Chromium itself reports it."""
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.requestServedFromCache", self._from_cache)
        session.on("Network.loadingFinished", self._finished)

    def _from_cache(self, sent: dict[str, Any]) -> None:
        self.cached.add(sent["requestId"])

    def _finished(self, sent: dict[str, Any]) -> None:
        if sent["requestId"] not in self.cached and sent["encodedDataLength"]:
            self.requests += 1
            self.bytes += sent["encodedDataLength"]


def find_chromium() -> str | None:
    """Where Chromium is, if it is there."""
    named = os.environ.get("SEN_CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def running_chromium(path: str) -> Iterator[Chromium]:
    """A Chromium of the run's own."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


def measure_visits(chromium: Chromium, visitors: Visitors) -> list[Measurement]:
    """A lesson with an empty cache, and the same lesson once more."""
    learner = visitors.learners[0]
    lesson = find_links(learner.get(f"/courses/{FIRST_COURSE}"), "/lessons/")[0]
    context = _context(chromium, learner)
    page = context.new_page()
    traffic = Traffic()
    traffic.watch(context, page)
    page.goto(f"{visitors.server.url}{lesson}", wait_until="networkidle")
    first = (float(traffic.requests), round(traffic.bytes / 1024, 1))
    before = traffic.bytes
    page.goto(f"{visitors.server.url}{lesson}", wait_until="networkidle")
    page.wait_for_timeout(200)
    second = round((traffic.bytes - before) / 1024, 1)
    context.close()
    return [Measurement("first_visit", first), Measurement("second_visit", (second,))]


def count_violations(chromium: Chromium, visitors: Visitors) -> Measurement:
    """What axe objects to on five pages, at phone width, in both colour schemes."""
    learner, organiser = visitors.learners[0], visitors.organiser
    course = f"/courses/{FIRST_COURSE}"
    lesson = find_links(learner.get(course), "/lessons/")[0]
    pages = [
        (None, "/sign-in"),
        (learner, course),
        (learner, lesson),
        (learner, _open_attempt(visitors)),
        (organiser, REPORT),
    ]
    found = [_violations(chromium, browser, visitors.server.url + path) for browser, path in pages]
    named = sorted({name for names in found for name in names})
    counts = tuple(float(len(names)) for names in found)
    return Measurement("axe", counts, ", ".join(named))


def _open_attempt(visitors: Visitors) -> str:
    learner = visitors.learners[0]
    quiz = find_links(learner.get(f"/courses/{FIRST_COURSE}"), "/quizzes/")[0]
    return learner.post(quiz, [("csrf_token", learner.get(quiz).token())]).location


def _violations(chromium: Chromium, browser: Browser | None, url: str) -> set[str]:
    names: set[str] = set()
    for scheme in SCHEMES:
        context = _context(chromium, browser, scheme)
        page = context.new_page()
        page.goto(url, wait_until="networkidle")
        response = Axe().run(page).response
        names |= {violation["id"] for violation in response["violations"]}
        context.close()
    return names


def _context(
    chromium: Chromium, browser: Browser | None, scheme: Literal["light", "dark"] = "light"
) -> BrowserContext:
    """A context with an empty cache that holds the visitor's cookies."""
    context = chromium.new_context(viewport=PHONE, color_scheme=scheme)
    if browser is not None:
        for name, value in browser.cookies.items():
            context.add_cookies([{"name": name, "value": value, "url": browser.server.url}])
    return context
