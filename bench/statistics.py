"""What it costs to analyse a quiz of 20,000 attempts at 20 questions, in a job, on PostgreSQL.

    python -m bench.statistics

The attempts are made by the database itself: abler people earn more, the wrong choices are taken
by turns, some questions are skipped. A process of its own does the job, as a worker does.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import select, text

from app import create_app
from bench.database import bench_database
from bench.figures import Measurement
from bench.processes import processor_ms, used_between
from bench.report import render_measured
from bench.server import ROOT
from core import clock
from core.database import db
from core.jobs import run_due
from core.jobs.models import Job
from core.migrations import upgrade_database
from core.settings import load_settings
from demo.operations import publish_library_course
from quizzes.models import Quiz
from quizzes.operations import ANALYSE, ask_for_analysis

ATTEMPTS, QUESTIONS = 20_000, 20
KEY = "bench-statistics"
MANIFEST = f"""sen: 1
key: {KEY}
programme: gender-equality
language: vi
title: {{vi: Đo}}
summary: {{vi: Đo}}
activities:
  - quiz: final
    role: final
"""
HEAD = "---\nid: final\nkind: quiz\ntitle: Kiểm tra\npass_mark: 50\n---\n"
QUESTION = """
## Câu hỏi {number}? {{#q{number}}}

- [x] Đúng
- [ ] Sai một {{misconception=one}}
- [ ] Sai hai {{misconception=two}}
- [ ] Sai ba
"""
PEOPLE = """
INSERT INTO persons (uuid, username, full_name, sort_key, search_key, sex, rank, language,
                     text_size, shown_name, is_told_of_changes, created_at)
SELECT gen_random_uuid(), 'bench-statistics-' || n, 'Bench', '0', 'bench', 'female', '', 'vi',
       'm', '', true, now()
FROM generate_series(1, :attempts) AS n
"""
ATTEMPT = """
INSERT INTO attempts (uuid, quiz_id, quiz_edition_id, person_id, number, state, seed, return_to,
                      started_at, submitted_at, max_points, points, scaled_score, passed)
SELECT gen_random_uuid(), e.quiz_id, e.id, p.id, 1, 'graded', 1, '/', now(), now(), :questions, 0,
       0, false
FROM persons p, quiz_editions e JOIN quizzes z ON z.id = e.quiz_id
WHERE p.username LIKE 'bench-statistics-%' AND z.owner_key = :key
"""
ITEM = """
INSERT INTO attempt_items (attempt_id, position, question_edition_id, choice_order, response,
                           client, sequence, spent_ms, fraction, points)
SELECT a.id, place, edition_id, '[0, 1, 2, 3]',
       CASE WHEN draw > 0.98 THEN NULL
            ELSE json_build_array(CASE WHEN is_right THEN 0 ELSE 1 + (a.id + place) % 3 END) END,
       '', 0, 5000 + (draw * 60000)::int, CASE WHEN draw > 0.98 OR NOT is_right THEN 0 ELSE 1 END,
       CASE WHEN draw > 0.98 OR NOT is_right THEN 0 ELSE 1 END
FROM attempts a
CROSS JOIN LATERAL (
    SELECT row_number() OVER (ORDER BY q.position) AS place, t.id AS edition_id, random() AS draw,
           random() * 0.6 + (a.id % 100) / 250.0 > 0.2 + q.position / 40.0 AS is_right
    FROM question_editions t JOIN questions q ON q.id = t.question_id
    JOIN question_banks b ON b.id = q.bank_id WHERE b.owner_key = :key AND a.id > 0
) AS drawn
WHERE a.quiz_id = (SELECT id FROM quizzes WHERE owner_key = :key)
"""
TOTAL = """
UPDATE attempts SET points = earned.points, scaled_score = earned.points / :questions,
       passed = earned.points * 2 >= :questions
FROM (SELECT attempt_id, sum(points) AS points FROM attempt_items GROUP BY attempt_id) AS earned
WHERE earned.attempt_id = attempts.id
  AND attempts.quiz_id = (SELECT id FROM quizzes WHERE owner_key = :key)
"""


class AnalysisFailed(Exception):
    """The job did not do what is measured."""


def measure_statistics(settings: dict[str, str], folder: Path) -> list[Measurement]:
    """Load the attempts into the database of these settings, and have them analysed."""
    _load(settings, folder)
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.statistics", "job"],
        cwd=ROOT,
        env=os.environ | settings,
        stdout=subprocess.PIPE,
    )
    said = process.stdout.read() if process.stdout else b""
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise AnalysisFailed(f"the job ended with {process.returncode}")
    worker, database, waited = map(float, said.split())
    detail = f"worker {worker:.1f} + database {database:.1f}; waited {waited:.1f}"
    memory = usage.ru_maxrss * 1024 / 1_000_000
    return [
        Measurement("statistics", (round(worker + database, 1),), detail),
        Measurement("statistics_memory", (round(memory),), "the most that the process held"),
    ]


def do_job(settings: dict[str, str]) -> tuple[float, float, float]:
    """Do the job in this process: seconds of processor time here and in the database, and waited.

    What the database used is that of all connections to it; there are no others.
    """
    app = create_app(load_settings(ROOT, settings))
    with app.app_context():
        quiz_id = db.session.scalars(select(Quiz.id).where(Quiz.owner_key == KEY)).one()
        ask_for_analysis(quiz_id, "first", clock.now())
        db.session.commit()
        before, started = processor_ms(_backends()), time.process_time()
        run_due(app)
        used = time.process_time() - started
        in_database = used_between(before, processor_ms(_backends())) / 1000
        job = db.session.scalars(select(Job).where(Job.kind == ANALYSE)).one()
        if job.state != "done" or job.started_at is None or job.finished_at is None:
            raise AnalysisFailed(job.error)
        return used, in_database, (job.finished_at - job.started_at).total_seconds()


def _backends() -> list[int]:
    query = text("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
    return list(db.session.scalars(query))


def _load(settings: dict[str, str], folder: Path) -> None:
    app = create_app(load_settings(ROOT, settings))
    with app.app_context():
        upgrade_database()
        publish_library_course(_make_bundle(folder / KEY), clock.now())
        db.session.commit()
        values = {"key": KEY, "attempts": ATTEMPTS, "questions": QUESTIONS}
        for statement in (PEOPLE, ATTEMPT, ITEM, TOTAL):
            db.session.execute(text(statement), values)
        db.session.commit()
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
        db.engine.dispose()


def _make_bundle(target: Path) -> Path:
    (target / "quizzes").mkdir(parents=True)
    (target / "course.yml").write_text(MANIFEST, encoding="utf-8")
    questions = [QUESTION.format(number=number) for number in range(1, QUESTIONS + 1)]
    (target / "quizzes" / "final.md").write_text(HEAD + "".join(questions), encoding="utf-8")
    return target


def main(arguments: list[str]) -> int:
    """Do the job of another process, or measure and print."""
    if arguments == ["job"]:
        print(*do_job(dict(os.environ)))
        return 0
    with bench_database() as database, tempfile.TemporaryDirectory() as folder:
        settings = {
            "SEN_INSTANCE": str(Path(folder) / "instance"),
            "SEN_DATABASE_URL": database.url,
            "SEN_SECRET_KEY": "only-for-measurements-0123456789",
        }
        print(render_measured(measure_statistics(settings, Path(folder))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
