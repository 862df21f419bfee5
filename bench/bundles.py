"""What it costs to give out a course with 50 MB of pictures, from the studio and by command.

    python -m bench.bundles

The pictures are noise, so that nothing of them can be packed. What is counted is the most memory
that a web worker held above what it holds idle (VmHWM and VmRSS), and the command above what it
holds for a course with one picture.
"""

import io
import os
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from PIL import Image

from app import create_app
from bench.client import Browser
from bench.figures import Measurement, render_values
from bench.importing import run_command
from bench.server import ROOT, Server, running_server
from core import clock
from core.database import db
from core.migrations import upgrade_database
from core.settings import load_settings
from courses.bundles.reading import read_bundle
from courses.operations import import_bundle
from demo.accounts import PASSWORD
from demo.operations import load_demo

SMALL, LARGE = "bench-small", "bench-large"
PICTURES, SIDE = 56, 560
PEOPLE, SEED = 20, 7
PIECE = 64 * 1024
MANIFEST = """sen: 1
key: {key}
programme: gender-equality
language: vi
title: {{vi: Đo}}
activities:
  - lesson: pictures
"""
LESSON = "---\nid: pictures\ntitle: Hình\nminutes: 5\n---\n\n## Hình\n\n"


def measure_bundles(folder: Path) -> list[Measurement]:
    """Give a large course out, from the studio and by command: the memory above idle."""
    settings = {"SEN_INSTANCE": str(folder / "bundles"), "PATH": os.environ.get("PATH", "")}
    large = write_course(folder, LARGE, PICTURES)
    load(settings, [write_course(folder, SMALL, 1), large])
    size = sum(path.stat().st_size for path in large.rglob("*") if path.is_file()) / 1_000_000
    with running_server(settings, folder / "bundles.log") as server:
        studio, seconds = measure_studio(server)
    idle = run_command(("courses", "export", SMALL, "-o", str(folder / "small.zip")), settings)
    target = str(folder / "large.zip")
    command = run_command(("courses", "export", LARGE, "-o", target), settings)
    memory = (round(studio), max(0, round(command.memory - idle.memory)))
    detail = f"{size:.0f} MB of pictures; {seconds:.1f} s; SQLite"
    return [Measurement("bundle_memory", memory, detail)]


def write_course(folder: Path, key: str, pictures: int) -> Path:
    """A bundle whose one lesson shows so many pictures of noise, 0.9 MB each."""
    bundle = folder / key
    (bundle / "lessons").mkdir(parents=True)
    (bundle / "media").mkdir()
    (bundle / "course.yml").write_text(MANIFEST.format(key=key), encoding="utf-8")
    shown = "".join(f"![Hình {n}](media/{n}.png)\n\n" for n in range(pictures))
    (bundle / "lessons" / "01-pictures.md").write_text(LESSON + shown, encoding="utf-8")
    for number in range(pictures):
        picture = Image.frombytes("RGB", (SIDE, SIDE), os.urandom(SIDE**2 * 3))
        buffer = io.BytesIO()
        picture.save(buffer, "PNG", compress_level=1)
        (bundle / "media" / f"{number}.png").write_bytes(buffer.getvalue())
    return bundle


def load(settings: dict[str, str], bundles: list[Path]) -> None:
    """The demo, for its trainer, and the courses."""
    app = create_app(load_settings(ROOT, settings))
    with app.app_context():
        upgrade_database()
        now = clock.now()
        load_demo(PEOPLE, SEED, ROOT / "library", now, ZoneInfo(app.config["TIMEZONE"]))
        for path in bundles:
            bundle = read_bundle(path).bundle
            if bundle is None:
                raise LookupError(path.name)
            import_bundle(bundle, now)
        db.session.commit()
        db.engine.dispose()


def measure_studio(server: Server) -> tuple[float, float]:
    """How far the workers' memory rises while one gives a course out, and how long that takes."""
    trainer = Browser(server)
    trainer.sign_in("giangvien", PASSWORD)
    for _ in range(4):  # every worker has done it once, with a small course
        download(trainer, SMALL)
    pids = server.worker_pids()
    idle = {pid: memory_mb(pid, "VmRSS") for pid in pids}
    for pid in pids:
        Path(f"/proc/{pid}/clear_refs").write_text("5")  # the peak begins anew
    started = time.perf_counter()
    size = download(trainer, LARGE)
    seconds = time.perf_counter() - started
    if size < PICTURES * SIDE**2 * 3:
        raise LookupError(f"Only {size} bytes came.")
    return max(memory_mb(pid, "VmHWM") - idle[pid] for pid in pids), seconds


def download(trainer: Browser, key: str) -> int:
    """Give a course out as its page does; how many bytes came."""
    token = trainer.get(f"/studio/courses/{key}/bundle").token()
    cookies = "; ".join(f"{name}={value}" for name, value in trainer.cookies.items())
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies}
    body = urlencode({"csrf_token": token})
    trainer.connection.request("POST", f"/studio/courses/{key}/export", body, headers)
    response, size = trainer.connection.getresponse(), 0
    while piece := response.read(PIECE):
        size += len(piece)
    return size


def memory_mb(pid: int, name: str) -> float:
    """The memory of a process, now (VmRSS) or at most since it was asked to count (VmHWM)."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024 / 1_000_000
    raise LookupError(name)


def main() -> int:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        for measurement in measure_bundles(Path(folder)):
            print(render_values(measurement))
    return 0


if __name__ == "__main__":
    sys.exit(main())
