"""Take pictures of every page, at three widths, light and dark, in both languages.

    make screenshots                        all of them, into test-results/screenshots/
    make screenshots ARGS="--only home"     one page; may be given again
    make screenshots ARGS=--readme          the few that the README shows

A demo is made for it in a folder of its own, which goes away afterwards.
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

from scripts.chromium import find_chromium, launch_chromium
from scripts.tour import PASSWORD, TOUR, Stop, look_around

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "test-results" / "screenshots"
README = ROOT / "docs" / "screenshots"
WIDTHS = {360: 740, 768: 1024, 1280: 800}
SCHEMES = ("light", "dark")
LANGUAGES = ("vi", "en")
STARTS_WITHIN_S = 90


@dataclass(frozen=True)
class ReadmePicture:
    """A picture of the README: which page, how wide and high, its file, and what stands on top."""

    stop: str
    file: str
    width: int
    height: int
    top: str = "body"


README_PICTURES = (
    ReadmePicture("home", "learner-home.png", 360, 640),
    ReadmePicture("lesson", "lesson.png", 360, 640, top="main img"),
    ReadmePicture("report", "report.png", 1280, 800),
    ReadmePicture("studio", "studio.png", 1280, 800),
    ReadmePicture("people-import-result", "import.png", 1280, 800),
)


def main(arguments: Sequence[str]) -> int:
    """Take the pictures that the command line asks for."""
    chosen = parse_arguments(arguments)
    executable = find_chromium()
    if executable is None:
        print("Chromium is not here: install it, or name it with SEN_TEST_CHROMIUM.")
        return 1
    with running_demo() as site, sync_playwright() as playwright:
        browser = launch_chromium(playwright, executable)
        found = look_around(site)
        if chosen.readme:
            count = take_readme(browser, site, found)
        else:
            count = take_all(browser, site, found, frozenset(chosen.only or ()))
        browser.close()
    print(f"{count} pictures.")
    return 0


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="make screenshots", description=__doc__)
    names = [stop.name for stop in TOUR]
    parser.add_argument("--only", action="append", choices=names, metavar="NAME")
    parser.add_argument("--readme", action="store_true", help="the pictures of the README")
    return parser.parse_args(arguments)


@contextmanager
def running_demo() -> Iterator[str]:
    """The demo on a free port, as `make run` serves it; gives its address."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        settings = {"SEN_DEMO": "1", "SEN_INSTANCE": folder, "SEN_DATABASE_URL": ""}
        command = ["-m", "flask", "--app", "app", "demo", "serve", "--port", str(port)]
        server = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=os.environ | settings,
            stdout=subprocess.DEVNULL,
        )
        try:
            site = f"http://127.0.0.1:{port}"
            wait_for(server, f"{site}/healthz")
            yield site
        finally:
            server.terminate()
            server.wait()


def free_port() -> int:
    """A port where nothing listens."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(server: subprocess.Popen[bytes], address: str) -> None:
    """Wait until the server answers; RuntimeError where it ends before."""
    until = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(address, timeout=5):  # noqa: S310 - our own server
                return
        except URLError:
            time.sleep(0.1)
    raise RuntimeError("The demo does not start.")


def take_all(browser: Browser, site: str, found: dict[str, str], only: frozenset[str]) -> int:
    """Pictures of all pages, or of those named."""
    if not only:
        shutil.rmtree(RESULTS, ignore_errors=True)
    RESULTS.mkdir(parents=True, exist_ok=True)
    count = 0
    for account in dict.fromkeys(stop.account for stop in TOUR):
        stops = [
            stop for stop in TOUR if stop.account == account and (not only or stop.name in only)
        ]
        if stops:
            count += take_account(browser, site, account, stops, found)
    return count


def take_account(
    browser: Browser, site: str, account: str | None, stops: list[Stop], found: dict[str, str]
) -> int:
    """Pictures of what one account sees, in both languages."""
    page = browser.new_context(reduced_motion="reduce").new_page()
    if account:
        sign_in(page, site, account)
    count = 0
    for language in LANGUAGES:
        page.goto(f"{site}/help")
        page.locator(f".foot button[name=language][value={language}]").click()
        for stop in stops:
            page.goto(site + stop.at(found))
            count += take_page(page, f"{stop.name}-{language}")
    page.context.close()
    return count


def take_page(page: Page, name: str) -> int:
    """Pictures of a page at every width, light and dark, from top to bottom."""
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.screenshot(path=RESULTS / f"{name}-{width}-{scheme}.png", full_page=True)
    return len(WIDTHS) * len(SCHEMES)


def take_readme(browser: Browser, site: str, found: dict[str, str]) -> int:
    """The README's pictures: the first screen, in Vietnamese, light."""
    README.mkdir(parents=True, exist_ok=True)
    stops = {stop.name: stop for stop in TOUR}
    for picture in README_PICTURES:
        stop = stops[picture.stop]
        size = {"width": picture.width, "height": picture.height}
        page = browser.new_context(viewport=size).new_page()  # type: ignore[arg-type]
        sign_in(page, site, stop.account or "")
        page.goto(site + stop.at(found))
        page.wait_for_load_state("networkidle")
        page.locator(picture.top).first.evaluate("each => each.scrollIntoView()")
        page.screenshot(path=README / picture.file)
        page.context.close()
    return len(README_PICTURES)


def sign_in(page: Page, site: str, account: str) -> None:
    """Sign in by the form."""
    page.goto(f"{site}/sign-in")
    page.locator("input[name=username]").first.fill(account)
    page.locator("input[name=password]").first.fill(PASSWORD)
    page.locator(".sign-in-form button[type=submit]").click()
    page.wait_for_url(f"{site}/")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
