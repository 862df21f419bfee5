"""Every page of the demo worth looking at: whose it is, and where it stands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

PASSWORD = "sen-demo-2026"  # noqa: S105 - the demo's, which everybody may know
COURSE = "/courses/gender-equality-basics"
STUDIO = f"/studio{COURSE}"
LEARNER, TRAINER, MANAGER = "hocvien", "giangvien", "quanly"
ORGANISER, ADMINISTRATOR = "banvstbpn", "quantri"
STAFF = "Mã NV,Họ và tên,Đơn vị,Ngày sinh\nX001,Trần Thị Đào,BHXH tỉnh,31/12/1985\n"


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
    Stop("activate", None, "/activate"),
    Stop("forgot-password", None, "/forgot-password"),
    Stop("confirm", LEARNER, "/confirm"),
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
    Stop("account", LEARNER, "/account"),
    Stop("sessions", LEARNER, "/account/sessions"),
    Stop("password", LEARNER, "/account/password"),
    Stop("second-factor", LEARNER, "/account/second-factor"),
    Stop("second-factor-app", LEARNER, "/account/second-factor/app"),
    Stop("recovery-codes", LEARNER, "/account/second-factor/recovery-codes"),
    Stop("passkey-new", LEARNER, "/account/second-factor/passkeys/new"),
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
    Stop("roles", ADMINISTRATOR, "/people/roles"),
    Stop("person-roles", ADMINISTRATOR, "/people/{person}/roles"),
    Stop("person-slip", ADMINISTRATOR, "/people/{person}/slip"),
    Stop("person-second-factor", ADMINISTRATOR, "/people/{person}/second-factor"),
    Stop("person-anonymise", ADMINISTRATOR, "/people/{person}/anonymise"),
    Stop("people-import", ADMINISTRATOR, "/people/import"),
    Stop("people-import-columns", ADMINISTRATOR, "/people/import/{import}/columns"),
    Stop("units", ADMINISTRATOR, "/units"),
    Stop("unit-new", ADMINISTRATOR, "/units/new"),
    Stop("unit", ADMINISTRATOR, "/units/{unit}"),
    Stop("unit-merge", ADMINISTRATOR, "/units/{division}/merge"),
    Stop("units-closed", ADMINISTRATOR, "/units/closed"),
    Stop("organisation", ADMINISTRATOR, "/organisation"),
    Stop("audit", ADMINISTRATOR, "/audit"),
    Stop("outbox", ADMINISTRATOR, "/notices/outbox"),
    Stop("own-data", ORGANISER, "/account/data"),
)


UNIT = r'href="/units/(?!new|closed)([^"/?]+)"'


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

    def upload(self, path: str, text: str) -> str:
        """Send a page's form with a file of staff; the path that this leads to."""
        token = find(r'name="csrf_token"[^>]*value="([^"]+)"', self.get(path))
        field = 'Content-Disposition: form-data; name="{}"'
        head, file = f"--sen\r\n{field}\r\n\r\n{{}}\r\n", field.format("file")
        body = head.format("csrf_token", token) + head.format("kind", "people")
        body += f'--sen\r\n{file}; filename="staff.csv"\r\n\r\n{text}\r\n--sen--\r\n'
        kind = {"Content-Type": "multipart/form-data; boundary=sen"}
        asked = Request(self.site + path, body.encode(), kind)  # noqa: S310 - a site of ours
        with self.opener.open(asked) as response:
            return urlsplit(str(response.url)).path


def find(pattern: str, source: str, group: int = 1) -> str:
    """What a group of `pattern` matches, by default the first."""
    found = re.search(pattern, source)
    if found is None:
        raise LookupError(f"{pattern} is not in the page.")
    return found[group]


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
        "import": administrator.upload("/people/import", STAFF).split("/")[3],
        "unit": find(UNIT, administrator.get("/units")),
        "division": find(rf"(?s){UNIT}.*?{UNIT}", administrator.get("/units"), 2),
    }
