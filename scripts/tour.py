"""Every page of the demo worth looking at: whose it is, and where it stands."""

import io
import json
import re
import time
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

from interop.docx.model import Paragraph, Run
from interop.docx.writing import write_docx

PASSWORD = "sen-demo-2026"  # noqa: S105 - the demo's, which everybody may know
COURSE = "/courses/gender-equality-basics"
STUDIO = f"/studio{COURSE}"
STARTER = Path(__file__).resolve().parent.parent / "library" / "gender-equality-basics"
QUESTION = f"{STUDIO}/questions/banks/concepts/gender-definition"
LEARNER, TRAINER, MANAGER = "hocvien", "giangvien", "quanly"
ORGANISER, ADMINISTRATOR = "banvstbpn", "quantri"
STAFF = """Mã NV,Họ và tên,Đơn vị,Ngày sinh,Tên đăng nhập
X001,Trần Thị Đào,Văn phòng,31/12/1985,
X002,Lê Văn An,Phòng Không Có,31/02/1985,
,Nguyễn Thị Hồng Hạnh,,1990,hocvien
"""
BRIEFING = (
    "Chương I",
    "NHỮNG ĐIỀU CẦN BIẾT",
    "Điều 1. Vì sao có buổi tập huấn này",
    "Mỗi năm một lần, cả cơ quan cùng xem lại cách làm việc với nhau và với người dân.",
    "Điều 2. Ai tham gia",
    "1. Công chức, viên chức và người lao động của cơ quan.",
    "2. Người mới về trong năm.",
    "Chương II",
    "VIỆC PHẢI LÀM",
    "Điều 3. Trước ngày tập huấn",
    "Đọc tài liệu, ghi lại một tình huống đã gặp và điều mình muốn hỏi.",
    "Điều 4. Sau ngày tập huấn",
    "Làm bài kiểm tra ngắn, rồi nói với người cùng phòng một điều mình sẽ làm khác đi.",
)
STAFF_COLUMNS = ("employee_code", "full_name", "unit", "birth_year", "username")
DONE_WITHIN_S = 60


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
    Stop("course-summary", LEARNER, f"{COURSE}/summary"),
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
    Stop("studio-guide", TRAINER, "/studio/guide"),
    Stop("studio-organisation", TRAINER, "/studio/organisation"),
    Stop("studio-course-new", TRAINER, "/studio/new-course"),
    Stop("studio-course", TRAINER, STUDIO),
    Stop("studio-files", TRAINER, f"{STUDIO}/bundle"),
    Stop("studio-delete", TRAINER, f"{STUDIO}/delete"),
    Stop("studio-import", TRAINER, "/studio/import"),
    Stop("studio-import-preview", TRAINER, "/studio/import/{bundle}"),
    Stop("studio-text-new", TRAINER, f"{STUDIO}/outline/add?kind=bank"),
    Stop("studio-course-settings", TRAINER, f"{STUDIO}/settings"),
    Stop("studio-quiz-settings", TRAINER, f"{STUDIO}/quizzes/final/settings"),
    Stop("studio-translations", TRAINER, f"{STUDIO}/translations"),
    Stop("studio-side-by-side", TRAINER, f"{STUDIO}/translations/lessons/01-sex-and-gender.en.md"),
    Stop("studio-item", TRAINER, f"{STUDIO}/outline/quiz/final"),
    Stop("studio-item-remove", TRAINER, f"{STUDIO}/outline/lesson/sex-and-gender/remove"),
    Stop("studio", TRAINER, f"{STUDIO}/files/lessons/01-sex-and-gender.md"),
    Stop("studio-translation", TRAINER, f"{STUDIO}/files/lessons/01-sex-and-gender.en.md"),
    Stop(
        "studio-original",
        TRAINER,
        f"{STUDIO}/files/lessons/01-sex-and-gender.en.md?beside=original",
    ),
    Stop("studio-history", TRAINER, f"{STUDIO}/history/lessons/01-sex-and-gender.md"),
    Stop("studio-compare", TRAINER, f"{STUDIO}/compare/lessons/01-sex-and-gender.md"),
    Stop("studio-bank", TRAINER, f"{STUDIO}/files/banks/concepts.md"),
    Stop("studio-media", TRAINER, f"{STUDIO}/media"),
    Stop("studio-media-file", TRAINER, f"{STUDIO}/media/tea-table.svg"),
    Stop("studio-questions", TRAINER, f"{STUDIO}/questions"),
    Stop("studio-question", TRAINER, QUESTION),
    Stop("studio-question-form", TRAINER, f"{QUESTION}/form"),
    Stop("studio-question-translation", TRAINER, f"{QUESTION}/form?language=en"),
    Stop("studio-question-text", TRAINER, f"{QUESTION}/text"),
    Stop("studio-question-editions", TRAINER, f"{QUESTION}/editions"),
    Stop("studio-question-where", TRAINER, f"{STUDIO}/questions/new"),
    Stop("studio-question-new", TRAINER, f"{STUDIO}/questions/new?place=banks/concepts&type=match"),
    Stop("studio-publishing", TRAINER, f"{STUDIO}/publish"),
    Stop("studio-editions", TRAINER, f"{STUDIO}/editions"),
    Stop("studio-review", TRAINER, f"{STUDIO}/review"),
    Stop("studio-as-learner", TRAINER, f"{STUDIO}/as-learner?language=vi"),
    Stop("studio-lesson-as-learner", TRAINER, f"{STUDIO}/as-learner/lessons/sex-and-gender"),
    Stop("studio-quiz-as-learner", TRAINER, f"{STUDIO}/as-learner/quizzes/final?seed=1"),
    Stop("studio-document-new", TRAINER, "/studio/documents/new"),
    Stop("studio-document", TRAINER, "/studio/documents/{document}"),
    Stop("studio-questions-import", TRAINER, f"{STUDIO}/question-lists/new"),
    Stop("studio-question-list", TRAINER, "/studio/question-lists/{questions}"),
    Stop("studio-manifest", TRAINER, f"{STUDIO}/files/course.yml"),
    Stop("studio-statistics", TRAINER, f"{STUDIO}/quizzes/final/statistics"),
    Stop("studio-exceptions", TRAINER, f"{STUDIO}/quizzes/final/exceptions"),
    Stop("studio-exception", TRAINER, f"{STUDIO}/quizzes/final/exceptions/{{learner}}"),
    Stop("studio-regrade", TRAINER, f"{STUDIO}/quizzes/final/regrade"),
    Stop("studio-marking", TRAINER, f"{STUDIO}/quizzes/final/marking"),
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
    Stop("people-import-result", ADMINISTRATOR, "/people/import/{import}"),
    Stop("people-import-rows", ADMINISTRATOR, "/people/import/{import}/rows/change"),
    Stop("units", ADMINISTRATOR, "/units"),
    Stop("unit-new", ADMINISTRATOR, "/units/new"),
    Stop("unit", ADMINISTRATOR, "/units/{unit}"),
    Stop("unit-merge", ADMINISTRATOR, "/units/{division}/merge"),
    Stop("unit-close", ADMINISTRATOR, "/units/{division}/close"),
    Stop("units-closed", ADMINISTRATOR, "/units/closed"),
    Stop("organisation", ADMINISTRATOR, "/organisation"),
    Stop("embeds", ADMINISTRATOR, "/organisation/embeds"),
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
        return str(self.download(path), "utf-8")

    def download(self, path: str) -> bytes:
        """A file."""
        with self.opener.open(self.site + path) as response:
            return bytes(response.read())

    def send(self, path: str, **values: str) -> str:
        """Send the form of a page to its own address; the path that this leads to."""
        token = find(r'name="csrf_token"[^>]*value="([^"]+)"', self.get(path))
        body = urlencode({"csrf_token": token, **values}).encode()
        with self.opener.open(self.site + path, body) as response:
            return urlsplit(str(response.url)).path

    def upload(self, path: str, content: bytes, name: str = "staff.csv") -> str:
        """Send a page's form with a file, of staff for one; the path that this leads to."""
        token = find(r'name="csrf_token"[^>]*value="([^"]+)"', self.get(path))
        field = 'Content-Disposition: form-data; name="{}"'
        head, file = f"--sen\r\n{field}\r\n\r\n{{}}\r\n", field.format("file")
        body = head.format("csrf_token", token) + head.format("kind", "people")
        body += f'--sen\r\n{file}; filename="{name}"\r\n\r\n'
        sent = body.encode() + content + b"\r\n--sen--\r\n"
        kind = {"Content-Type": "multipart/form-data; boundary=sen"}
        asked = Request(self.site + path, sent, kind)  # noqa: S310 - a site of ours
        with self.opener.open(asked) as response:
            return urlsplit(str(response.url)).path

    def import_staff(self) -> str:
        """Have a file of staff checked, which a worker does; the identifier of this import."""
        columns = self.upload("/people/import", STAFF.encode())
        run = self.send(columns, **{f"column-{n}": key for n, key in enumerate(STAFF_COLUMNS)})
        self.wait_for(f"{run}/progress")
        return run.rpartition("/")[2]

    def send_course(self) -> str:
        """Send a course in which a text was changed; the identifier of this bundle."""
        sent = self.upload("/studio/import", changed_course(), "gender-equality-basics.zip")
        return sent.rpartition("/")[2]

    def send_document(self) -> str:
        """Send a briefing that was written in Word; the identifier of this document."""
        content = write_docx([Paragraph((Run(line),)) for line in BRIEFING])
        return self.upload("/studio/documents/new", content, "tap-huan.docx").rpartition("/")[2]

    def send_questions(self) -> str:
        """Send the list that the studio gives as an example; the identifier of this list."""
        content = self.download("/studio/question-list.docx")
        sent = self.upload(f"{STUDIO}/question-lists/new", content, "cau-hoi.docx")
        return sent.rpartition("/")[2]

    def wait_for(self, progress: str) -> None:
        """Wait until a worker has done what this address tells of; LookupError where none does."""
        until = time.monotonic() + DONE_WITHIN_S
        while json.loads(self.get(progress))["working"]:
            if time.monotonic() > until:
                raise LookupError(f"No worker does what {progress} waits for.")
            time.sleep(0.2)


def changed_course() -> bytes:
    """The starter course as a zip, with a line more at the end of its first lesson."""
    buffer, first = io.BytesIO(), STARTER / "lessons" / "01-sex-and-gender.md"
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(each for each in STARTER.rglob("*") if each.is_file()):
            more = "\nMột câu viết thêm trong tệp.\n".encode() if path == first else b""
            archive.writestr(path.relative_to(STARTER).as_posix(), path.read_bytes() + more)
    return buffer.getvalue()


def find(pattern: str, source: str, group: int = 1) -> str:
    """What a group of `pattern` matches, by default the first."""
    found = re.search(pattern, source)
    if found is None:
        raise LookupError(f"{pattern} is not in the page.")
    return found[group]


def look_around(site: str) -> dict[str, str]:
    """The identifiers that the tour needs; begins an attempt, has a worker do what pages show."""
    learner, organiser = Guest(site, LEARNER), Guest(site, ORGANISER)
    administrator, trainer = Guest(site, ADMINISTRATOR), Guest(site, TRAINER)
    trainer.send(f"{STUDIO}/quizzes/final/statistics")
    trainer.wait_for(f"{STUDIO}/quizzes/final/statistics/progress")
    quiz = f"{COURSE}/quizzes/final"
    people = administrator.get("/people")
    found = trainer.get(f"{STUDIO}/quizzes/final/exceptions?q=nguyen")
    return {
        "attempt": learner.send(quiz).rpartition("/")[2],
        "review": find(r"/attempts/([0-9a-f-]{36})/review", organiser.get(quiz)),
        "goal": find(r'href="(/reports/goals/[^"/]+/[^"/]+)"', organiser.get("/reports/goals")),
        "learner": find(r"/exceptions/([0-9a-f-]{36})", found),
        "person": find(r"/people/([0-9a-f-]{36})", people),
        "import": administrator.import_staff(),
        "bundle": trainer.send_course(),
        "document": trainer.send_document(),
        "questions": trainer.send_questions(),
        "unit": find(UNIT, administrator.get("/units")),
        "division": find(rf"(?s){UNIT}.*?{UNIT}", administrator.get("/units"), 2),
    }
