"""Six courses of eight lessons and a quiz of ten questions, and what 5,000 people did of them.

The courses are made of the starter course, whose lessons are as long as lessons are; each
lesson stands in a course twice.
"""

import re
import shutil
from datetime import datetime
from pathlib import Path
from random import Random

from sqlalchemy import select, update

from accounts.models import Person
from accounts.passwords import hash_password
from core.database import db
from courses.bundles.programmes import PROGRAMMES
from demo import queries
from demo.accounts import PASSWORD
from demo.history import Calendar, Rate, plan_progress
from demo.operations import publish_library_course
from demo.operations.learning import Learner, open_course, save_learning
from demo.organisation import PROVINCE
from enrolments.models import Assignment, Enrolment

COURSES = 6
RATE = Rate(completed=0.445, begun=0.25)  # with half of theirs done by those who begun: 57 %
LEARNERS = 120
FIRST_COURSE = "bench-1"


def make_library(starter: Path, folder: Path) -> Path:
    """A library with the starter course alone, as it is: what is measured stays the same size."""
    shutil.copytree(starter, folder / "library" / starter.name)
    shutil.copy(starter.parent / PROGRAMMES, folder / "library")
    return folder / "library"


def keep_final_quiz(bundle: Path) -> None:
    """Leave a course its lessons and the quiz that completes it."""
    manifest = bundle / "course.yml"
    text = manifest.read_text(encoding="utf-8")
    others = r"(?m)^  - quiz: (?!final\b).*\n(?:    .*\n)*"
    manifest.write_text(re.sub(others, "", text), encoding="utf-8")
    for quiz in (bundle / "quizzes").glob("*.md"):
        if quiz.name.partition(".")[0] != "final":
            quiz.unlink()


def make_courses(starter: Path, folder: Path) -> list[Path]:
    """Write the bundles into `folder`."""
    return [_make_bundle(starter, folder / f"bench-{number}") for number in range(1, COURSES + 1)]


def load_history(bundles: list[Path], calendar: Calendar, seed: int) -> None:
    """Publish the courses, enrol everybody, and write what they did."""
    rng = Random(seed)
    unit_id = queries.list_unit_ids()[PROVINCE]
    person_ids = list(queries.list_person_ids().values())
    at = calendar.moment(calendar.assigned_on)
    for bundle in bundles:
        taught = open_course(publish_library_course(bundle, at))
        assignment = _assign(taught.course.course_id, unit_id, calendar, at)
        drawn = plan_progress(rng, len(person_ids), RATE, taught.shape, calendar)
        learners = [
            Learner(person_id, unit_id, assignment.id, assignment.due_on, progress)
            for person_id, progress in zip(person_ids, drawn, strict=True)
        ]
        save_learning(rng, taught, learners, at)
    db.session.commit()


def open_accounts() -> list[str]:
    """Give a password to people who have not begun the first course; their usernames."""
    query = (
        select(Person.id, Person.username)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(Enrolment.state == "not_started", Enrolment.course.has(key=FIRST_COURSE))
        .where(Person.password_hash.is_(None))
        .order_by(Person.id)
        .limit(LEARNERS)
    )
    rows = db.session.execute(query).all()
    changed = update(Person).where(Person.id.in_([row.id for row in rows]))
    db.session.execute(changed.values(password_hash=hash_password(PASSWORD)))
    db.session.commit()
    return [row.username for row in rows]


def _assign(course_id: int, unit_id: int, calendar: Calendar, at: datetime) -> Assignment:
    assignment = Assignment(
        course_id=course_id, unit_id=unit_id, due_on=calendar.due_on, created_at=at
    )
    db.session.add(assignment)
    db.session.flush()
    return assignment


def _make_bundle(starter: Path, target: Path) -> Path:
    shutil.copytree(starter, target)
    keep_final_quiz(target)
    manifest = (target / "course.yml").read_text(encoding="utf-8")
    manifest = re.sub(r"(?m)^key: .*$", f"key: {target.name}", manifest)
    manifest = re.sub(r"(?m)^  - lesson: (.*)$", r"  - lesson: \1\n  - lesson: \1-again", manifest)
    (target / "course.yml").write_text(manifest, encoding="utf-8")
    for lesson in sorted((target / "lessons").glob("*.md")):
        text = lesson.read_text(encoding="utf-8")
        stem, dot, rest = lesson.name.partition(".")
        again = re.sub(r"(?m)^id: (.*)$", r"id: \1-again", text, count=1)
        lesson.with_name(f"{stem}-again{dot}{rest}").write_text(again, encoding="utf-8")
    return target
