"""What it costs to write in the studio: looking while one types, opening a text, its history.

    python -m bench studio

On SQLite: a course of 60 lessons, one of them with 2,000 words and 500 versions. Nothing is read
twice in the same words: each preview is of another text, each page of another lesson.
"""

from collections.abc import Callable, Iterator
from itertools import count, cycle
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask

from app import create_app
from bench.client import Browser
from bench.database import SqliteDatabase
from bench.figures import Measurement
from bench.measuring import measure
from bench.operations import Operation
from bench.server import ROOT, Server, running_server
from core import clock
from core.database import db
from core.migrations import upgrade_database
from core.settings import load_settings
from courses.models import DraftRevision
from courses.queries import find_course
from demo.accounts import PASSWORD
from demo.operations import load_demo, publish_library_course

KEY, TRAINER = "bench-studio", "giangvien"
STUDIO = f"/studio/courses/{KEY}"
LONG = "lessons/01-lesson.md"
TRANSLATION = f"{STUDIO}/files/lessons/{{:02}}-lesson.en.md"
LESSONS, TRANSLATED, WORDS, REVISIONS, PEOPLE, SEED = 60, 20, 2_000, 500, 120, 7
SENTENCES = (
    "Bình đẳng giới là việc nam, nữ có vị trí, vai trò ngang nhau, được tạo điều kiện và cơ hội "
    "phát huy năng lực của mình cho sự phát triển của cộng đồng và của gia đình.",
    "Người làm việc ở **bộ phận một cửa** ghi lại điều đã nghe, hỏi điều chưa rõ, và báo cho "
    "[người phụ trách](https://example.org/phu-trach) trong ngày.[^1]",
    "Chị Hòa kể lại buổi họp sáng thứ Hai; anh Nam *lắng nghe* rồi ghi vào sổ từng việc phải làm, "
    "ai làm, và bao giờ xong.",
)
CHECK = "```quiz\nViệc nào là đúng?\n- [x] Hỏi lại\n    > Đúng vậy.\n- [ ] Bỏ qua\n\n> Điều 5.\n```"
TABLE = "| Việc | Ai | Hạn |\n|---|---|--:|\n| Ghi sổ | anh Nam | 2 |\n| Báo cáo | chị Hòa | 5 |"
NOTE = '!!! tip "Mẹo"\n    Ghi lại ngay sau buổi làm việc.'
LIST = "- Lắng nghe\n- Hỏi\n    - Bà cần gì?\n    - Ai giúp được?"
EXTRAS = (TABLE, CHECK, LIST, NOTE)
HEAD = """---
id: lesson-{number}
title: Bài {number}
minutes: 5
sources:
  - title: Luật Bình đẳng giới số 73/2006/QH11
    article: Điều 5
    effective_from: 2007-07-01
---
"""


def measure_studio(folder: Path, tell: Callable[[str], None]) -> list[Measurement]:
    """Load, serve, and do each operation many times."""
    database = SqliteDatabase(f"sqlite:///{folder}/sen.sqlite3")
    settings = {
        "SEN_INSTANCE": str(folder / "instance"),
        "SEN_DATABASE_URL": database.url,
        "SEN_SECRET_KEY": "only-for-measurements-0123456789",
    }
    _load(create_app(load_settings(ROOT, settings)), folder / KEY)
    with running_server(settings, folder / "server.log") as server:
        trainer = _signed_in(server)
        measured = []
        for operation in _operations(trainer):
            tell(operation.key)
            measured.append(measure(operation, server, database))
        trainer.close()
    return measured


def write_lesson(number: int, words: int) -> str:
    """A lesson of so many words, with what lessons have: parts, a table, checks, notes."""
    parts, extras, sentences = [HEAD.format(number=number)], cycle(EXTRAS), cycle(SENTENCES)
    written = 0
    while written < words:
        parts.append(f"## Phần {len(parts)}")
        for _paragraph in range(3):
            paragraph = " ".join(next(sentences) for _sentence in range(2))
            parts.append(paragraph)
            written += len(paragraph.split())
        parts.append(next(extras))
    return "\n\n".join([*parts, f"[^1]: Theo quy chế số {number}.", ""])


def _load(app: Flask, bundle: Path) -> None:
    _write_bundle(bundle)
    with app.app_context():
        upgrade_database()
        now = clock.now()
        load_demo(PEOPLE, SEED, ROOT / "library", now, ZoneInfo(app.config["TIMEZONE"]))
        publish_library_course(bundle, now)
        db.session.add_all(_revisions())
        db.session.commit()
        db.engine.dispose()


def _write_bundle(bundle: Path) -> None:
    (bundle / "lessons").mkdir(parents=True)
    activities = "".join(f"  - lesson: lesson-{number}\n" for number in range(1, LESSONS + 1))
    manifest = f"sen: 1\nkey: {KEY}\nprogramme: gender-equality\nlanguage: vi\n"
    manifest += f"title: {{vi: Đo}}\nsummary: {{vi: Đo}}\nactivities:\n{activities}"
    (bundle / "course.yml").write_text(manifest, encoding="utf-8")
    for number in range(1, LESSONS + 1):
        words = WORDS if number == 1 else WORDS // 4
        text = write_lesson(number, words)
        (bundle / f"lessons/{number:02}-lesson.md").write_text(text, encoding="utf-8")
        if number > LESSONS - TRANSLATED:
            (bundle / f"lessons/{number:02}-lesson.en.md").write_text(text, encoding="utf-8")


def _revisions() -> Iterator[DraftRevision]:
    """What somebody has made of the long lesson in a year: each version a sentence longer."""
    course, now = find_course(KEY), clock.now()
    if course is None:
        raise LookupError(KEY)
    source = write_lesson(1, WORDS)
    for number in range(2, REVISIONS + 1):
        source += f"\nCâu thứ {number}.\n"
        yield DraftRevision(
            course_id=course.id,
            path=LONG,
            number=number,
            source=source,
            length=len(source),
            began_at=now,
            saved_at=now,
        )


def _signed_in(server: Server) -> Browser:
    browser = Browser(server)
    browser.sign_in(TRAINER, PASSWORD)
    return browser


def _operations(trainer: Browser) -> list[Operation]:
    lessons = cycle([f"{STUDIO}/files/lessons/{n:02}-lesson.md" for n in range(2, LESSONS + 1)])
    translated = cycle(range(LESSONS - TRANSLATED + 1, LESSONS + 1))
    pages = cycle(range(1, REVISIONS // 25 + 1))
    return [
        Operation("studio_preview", _previewing(trainer), 10, 60),
        Operation("studio_editor", lambda: _get(trainer, next(lessons)), 10, 118),
        Operation(
            "studio_translation",
            lambda: _get(trainer, TRANSLATION.format(next(translated))),
            10,
            60,
        ),
        Operation("studio_manifest", lambda: _get(trainer, f"{STUDIO}/files/course.yml"), 5, 30),
        Operation(
            "studio_history",
            lambda: _get(trainer, f"{STUDIO}/history/{LONG}?page={next(pages)}"),
            10,
            100,
        ),
    ]


def _get(browser: Browser, path: str) -> None:
    browser.get(path)


def _previewing(trainer: Browser) -> Callable[[], None]:
    token = trainer.get(f"{STUDIO}/files/{LONG}").token()
    source, numbers = write_lesson(1, WORDS), count()

    def preview() -> None:
        text = f"{source}\nCâu đang gõ, lần thứ {next(numbers)}.\n"
        form = [("csrf_token", token), ("path", LONG), ("source", text)]
        trainer.post_parts(f"{STUDIO}/preview", form, 200)

    return preview
