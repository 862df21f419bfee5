"""A Chromium that keeps its profile in a folder, and may be killed."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
from playwright.sync_api import BrowserContext, Error, Page, Playwright, expect

from bench.load_taker import COOKIE
from scripts.chromium import arguments
from tests.torture.cluster import end_all

PHONE = 360
SAVED_WITHIN_MS = 60_000


@contextmanager
def opened(
    playwright: Playwright, executable: str, profile: Path, url: str, cookie: str
) -> Iterator[Page]:
    """A page of a Chromium with this profile, signed in at `url`; it may be killed meanwhile."""
    context = playwright.chromium.launch_persistent_context(
        str(profile),
        executable_path=executable,
        args=arguments(),
        viewport={"width": PHONE, "height": 740},
        locale="vi-VN",
    )
    context.set_default_timeout(SAVED_WITHIN_MS)
    context.add_cookies([{"name": COOKIE, "value": cookie, "url": url}])
    try:
        yield context.pages[0]
    finally:
        _close(context)


def kill(profile: Path) -> None:
    """SIGKILL to the Chromium of this profile with all its processes."""
    mark = f"--user-data-dir={profile}"
    found = [each for each in psutil.process_iter(["cmdline"]) if mark in _words(each)]
    assert found, "no Chromium of this profile"
    below = [child for each in found for child in each.children(recursive=True)]
    end_all(list({each.pid: each for each in (*found, *below)}.values()))


def choose(page: Page, position: int, choice: int) -> None:
    """Choose an answer by its label, from 1."""
    page.locator(f"#q{position} label.choice-label").nth(choice - 1).click()


def expect_saved(page: Page) -> None:
    """The page says that all is saved."""
    state = page.locator("[data-save-state]")
    expect(state).to_have_class("save-state save-state-saved", timeout=SAVED_WITHIN_MS)


def chosen(page: Page) -> dict[int, str]:
    """The value chosen of each question that is answered, by its position."""
    script = "all => all.filter(each => each.checked).map(each => [each.name, each.value])"
    pairs = page.locator("form.attempt input[type=radio]").evaluate_all(script)
    return {int(name[1:]): value for name, value in pairs}


def _words(process: psutil.Process) -> list[str]:
    return process.info["cmdline"] or []


def _close(context: BrowserContext) -> None:
    with suppress(Error):  # it was killed
        context.close()
