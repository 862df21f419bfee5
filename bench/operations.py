"""The operations that are measured: what a person does, as requests."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import cycle

from bench.client import Browser, Page
from bench.content import FIRST_COURSE
from bench.server import Server
from demo.accounts import PASSWORD

Step = Callable[[], None]

ORGANISER = "banvstbpn"
REPORT = f"/reports/completion?course={FIRST_COURSE}"


@dataclass(frozen=True)
class Operation:
    """Something to measure: `step` does it once; `warm_up` and `times` say how often."""

    key: str
    step: Step
    warm_up: int
    times: int


@dataclass(frozen=True)
class Visitors:
    """People who are signed in, each on a connection of their own."""

    server: Server
    usernames: list[str]
    learners: list[Browser]
    organiser: Browser

    def close(self) -> None:
        """Leave."""
        for browser in (*self.learners, self.organiser):
            browser.close()


def sign_everybody_in(server: Server, usernames: list[str], readers: int) -> Visitors:
    """Sign the organiser and the first `readers` learners in."""
    learners = []
    for username in usernames[:readers]:
        learner = Browser(server)
        learner.sign_in(username, PASSWORD)
        learners.append(learner)
    organiser = Browser(server)
    organiser.sign_in(ORGANISER, PASSWORD)
    return Visitors(server, usernames, learners, organiser)


def all_operations(visitors: Visitors) -> list[Operation]:
    """Everything that is measured over HTTP, in the order in which it is done."""
    learner = visitors.learners[0]
    lessons = find_links(learner.get(f"/courses/{FIRST_COURSE}"), "/lessons/")
    csv_address = find_links(visitors.organiser.get(REPORT), "csv")[0]
    return [
        Operation("course", _reading(visitors, [f"/courses/{FIRST_COURSE}"]), 20, 200),
        Operation("lesson", _reading(visitors, lessons), 20, 200),
        Operation("attempt", _attempting(visitors), 4, 40),
        Operation("sign_in", _signing_in(visitors), 4, 40),
        Operation("report", lambda: _get(visitors.organiser, REPORT), 5, 60),
        Operation("csv", lambda: _get(visitors.organiser, csv_address), 2, 12),
    ]


def find_links(page: Page, part: str) -> list[str]:
    """Addresses on a page that hold `part`, each once, in order."""
    links = [unescape(link) for link in re.findall(r'href="([^"]+)"', page.text)]
    return list(dict.fromkeys(link for link in links if part in link))


def take_quiz(browser: Browser, quiz: str) -> None:
    """Front page, start, page, a save for each question, submit, review."""
    started = browser.post(quiz, [("csrf_token", browser.get(quiz).token())])
    page = browser.get(started.location)
    token, fields = page.token(), page.fields()
    given = choose(fields)
    for sequence, (position, value) in enumerate(given.items(), 1):
        answer = {"position": position, "sequence": sequence, "client": "b", "values": [value]}
        browser.post_json(f"{started.location}/responses", answer, token)
    form = [("csrf_token", token)]
    form += [("shown", value) for _, name, value in fields if name == "shown"]
    form += [(f"q{position}", value) for position, value in given.items()]
    review = browser.post(f"{started.location}/submit", form)
    browser.get(review.location)


def choose(fields: list[tuple[str, str, str]]) -> dict[int, str]:
    """The first choice of each question on the page."""
    given: dict[int, str] = {}
    for kind, name, value in fields:
        if kind in ("radio", "checkbox") and re.fullmatch(r"q\d+", name):
            given.setdefault(int(name[1:]), value)
    return given


def _reading(visitors: Visitors, addresses: list[str]) -> Step:
    browsers, paths = cycle(visitors.learners), cycle(addresses)
    return lambda: _get(next(browsers), next(paths))


def _get(browser: Browser, path: str) -> None:
    browser.get(path)


def _attempting(visitors: Visitors) -> Step:
    """Each attempt by somebody else: nobody has more of them than the quiz allows."""
    learner = visitors.learners[0]
    quiz = find_links(learner.get(f"/courses/{FIRST_COURSE}"), "/quizzes/")[0]
    browsers = iter(visitors.learners)
    return lambda: take_quiz(next(browsers), quiz)


def _signing_in(visitors: Visitors) -> Step:
    usernames: Iterator[str] = cycle(visitors.usernames)

    def sign_in() -> None:
        browser = Browser(visitors.server)
        browser.sign_in(next(usernames), PASSWORD)
        browser.close()

    return sign_in
