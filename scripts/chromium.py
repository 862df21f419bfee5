"""Chromium for tests and pictures: where it is, and how it is started."""

import os
import shutil

from playwright.sync_api import Browser, Playwright

# A name of this machine that is neither localhost nor an address, as an intranet has one.
INTRANET = "sen.intranet"
# Nothing but this machine has an address: a page that needs the network fails.
RESOLVER = f"MAP {INTRANET} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"


def find_chromium() -> str | None:
    """The browser to use: the one that SEN_TEST_CHROMIUM names, else the one on the path."""
    return os.environ.get("SEN_TEST_CHROMIUM") or shutil.which("chromium")


def arguments() -> list[str]:
    """How Chromium is started: cut off from the network."""
    given = [
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        f"--host-resolver-rules={RESOLVER}",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        given.append("--no-sandbox")
    return given


def launch_chromium(playwright: Playwright, executable: str) -> Browser:
    """Start Chromium, cut off from the network."""
    return playwright.chromium.launch(executable_path=executable, args=arguments())
