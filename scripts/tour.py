"""Every page of the demo worth looking at: whose it is, and where it stands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, build_opener

PASSWORD = "sen-demo-2026"  # noqa: S105 - the demo's, which everybody may know
COURSE = "/courses/gender-equality-basics"
STUDIO = f"/studio{COURSE}"
LEARNER, TRAINER, MANAGER = "hocvien", "giangvien", "quanly"
ORGANISER, ADMINISTRATOR = "banvstbpn", "quantri"


@dataclass(frozen=True)
class Stop:
    """A page: its name, who looks (None: nobody signed in), its path with what is looked up."""

    name: str
    account: str | None
    path: str
    status: int = 200

    def at(self, found: Mapping[str, str]) -> str:
        """Its address, with the identifiers that `look_around` found."""
        return self.path.format_map(found)


TOUR = (
    Stop("sign-in", None, "/sign-in"),
    Stop("help", None, "/help"),
    Stop("calendar", None, "/calendar"),
    Stop("not-found", None, "/nowhere", 404),
    Stop("home", LEARNER, "/"),
    Stop("courses", LEARNER, "/courses"),
    Stop("course", LEARNER, COURSE),
    Stop("lesson", LEARNER, f"{COURSE}/lessons/sex-and-gender"),
    Stop("lesson-bias", LEARNER, f"{COURSE}/lessons/bias-and-discrimination"),
    Stop("quiz", LEARNER, f"{COURSE}/quizzes/final"),
    Stop("attempt", LEARNER, "/attempts/{attempt}"),
    Stop("record-empty", LEARNER, "/record"),
    Stop("password", LEARNER, "/account/password"),
    Stop("forbidden", LEARNER, "/people", 403),
    Stop("help-signed-in", LEARNER, "/help"),
    Stop("styleguide", LEARNER, "/styleguide"),
    Stop("home-done", MANAGER, "/"),
    Stop("report-unit", MANAGER, "/reports/completion"),
    Stop("goals-unit", MANAGER, "/reports/goals"),
    Stop("report", ORGANISER, "/reports/completion"),
    Stop("goals", ORGANISER, "/reports/goals"),
    Stop("goal-new", ORGANISER, "/reports/goals/new"),
    Stop("goal", ORGANISER, "{goal}"),
    Stop("course-done", ORGANISER, COURSE),
    Stop("quiz-done", ORGANISER, f"{COURSE}/quizzes/final"),
    Stop("review", ORGANISER, "/attempts/{review}/review"),
    Stop("record", ORGANISER, "/record"),
    Stop("record-lesson", ORGANISER, "/record/gender-equality-basics/lessons/sex-and-gender"),
    Stop("studio-home", TRAINER, "/studio"),
    Stop("studio-course", TRAINER, STUDIO),
    Stop("studio", TRAINER, f"{STUDIO}/files/lessons/01-sex-and-gender.md"),
    Stop("studio-translation", TRAINER, f"{STUDIO}/files/lessons/01-sex-and-gender.en.md"),
    Stop("studio-bank", TRAINER, f"{STUDIO}/files/banks/concepts.md"),
    Stop("studio-manifest", TRAINER, f"{STUDIO}/files/course.yml"),
    Stop("people", ADMINISTRATOR, "/people"),
    Stop("person-new", ADMINISTRATOR, "/people/new"),
    Stop("person", ADMINISTRATOR, "/people/{person}"),
    Stop("person-deactivate", ADMINISTRATOR, "/people/{person}/deactivate"),
    Stop("person-password", ADMINISTRATOR, "/people/{person}/password"),
    Stop("units", ADMINISTRATOR, "/units"),
    Stop("unit-new", ADMINISTRATOR, "/units/new"),
    Stop("unit", ADMINISTRATOR, "/units/{unit}"),
)


class Guest:
    """Somebody who looks up addresses without a browser."""

    def __init__(self, site: str, username: str) -> None:
        self.site = site
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))
        self.send("/sign-in", username=username, password=PASSWORD)

    def get(self, path: str) -> str:
        """The source of a page."""
        with self.opener.open(self.site + path) as response:
            return str(response.read(), "utf-8")

    def send(self, path: str, **values: str) -> str:
        """Send the form of a page to its own address; the path that this leads to."""
        token = find(r'name="csrf_token"[^>]*value="([^"]+)"', self.get(path))
        body = urlencode({"csrf_token": token, **values}).encode()
        with self.opener.open(self.site + path, body) as response:
            return urlsplit(str(response.url)).path


def find(pattern: str, source: str) -> str:
    """What the first group of `pattern` matches."""
    found = re.search(pattern, source)
    if found is None:
        raise LookupError(f"{pattern} is not in the page.")
    return found[1]


def look_around(site: str) -> dict[str, str]:
    """The identifiers that the tour needs; begins an attempt of the learner's."""
    learner, organiser = Guest(site, LEARNER), Guest(site, ORGANISER)
    administrator = Guest(site, ADMINISTRATOR)
    quiz = f"{COURSE}/quizzes/final"
    people = administrator.get("/people")
    return {
        "attempt": learner.send(quiz).rpartition("/")[2],
        "review": find(r"/attempts/([0-9a-f-]{36})/review", organiser.get(quiz)),
        "goal": find(r'href="(/reports/goals/[^"/]+/[^"/]+)"', organiser.get("/reports/goals")),
        "person": find(r"/people/([0-9a-f-]{36})", people),
        "unit": find(r'href="/units/(?!new)([^"/?]+)"', administrator.get("/units")),
    }
