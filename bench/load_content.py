"""What the load is put on: a course whose quiz asks 20 questions, and people who are signed in.

The course is the starter course; its quiz draws twice as many questions from the same bank.
"""

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import func, select

from accounts.models import Person
from accounts.operations import Device, start_session
from bench.content import keep_final_quiz, make_library
from bench.load_taker import Given
from core import clock
from core.database import db
from core.migrations import upgrade_database
from demo import queries as demo_queries
from demo.operations import load_demo, publish_library_course
from demo.organisation import PROVINCE
from enrolments.operations import assign_course
from quizzes.attempts import response_value
from quizzes.content import from_json
from quizzes.models import Attempt, AttemptItem, QuestionEdition, Quiz

COURSE = "bench-load"
QUIZ = f"/courses/{COURSE}/quizzes/final"
QUESTIONS = 20
SEED = 7
DEVICE = Device("bench")


@dataclass(frozen=True)
class Standing:
    """How a quiz stands in the database: attempts by their state, and who has more than one."""

    states: dict[str, int]
    doubled: int


def load_office(app: Flask, people: int, starter: Path, folder: Path) -> None:
    """Make the demo, publish the course, and have everybody take it."""
    with app.app_context():
        upgrade_database()
        zone, now = ZoneInfo(app.config["TIMEZONE"]), clock.now()
        load_demo(people, SEED, make_library(starter, folder), now, zone)
        course = publish_library_course(_make_bundle(starter, folder / COURSE), now)
        assign_course(course.course_id, demo_queries.list_unit_ids()[PROVINCE], None, now)
        db.session.commit()
        db.engine.dispose()


def sign_in_people(app: Flask, count: int) -> dict[int, str]:
    """Begin a session for people without a role; their cookies, by person.

    Signing in itself is measured elsewhere: comparing a password is made to take long.
    """
    query = select(Person.id).where(Person.password_hash.is_(None)).order_by(Person.id)
    with app.app_context():
        cookies = {
            person_id: session_cookie(app, person_id)
            for person_id in db.session.scalars(query.limit(count)).all()
        }
        db.session.commit()
        db.engine.dispose()
    if len(cookies) < count:
        raise LookupError(f"There are {len(cookies)} people, and {count} are wanted.")
    return cookies


def session_cookie(app: Flask, person_id: int) -> str:
    """Begin a session in the caller's transaction; the cookie that carries it."""
    token = start_session(person_id, DEVICE, clock.now())
    signer: Any = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    cookie: str = signer.dumps({"_user_id": token})
    return cookie


def count_lost(app: Flask, saved: Mapping[int, Mapping[int, Given]]) -> int:
    """How many of the answers shown as saved, by person and position, are not in the database."""
    with app.app_context():
        kept = _kept_answers()
        db.engine.dispose()
    return sum(
        not _is_kept(kept.get((person_id, position)), given)
        for person_id, answers in saved.items()
        for position, given in answers.items()
    )


def read_standing(app: Flask) -> Standing:
    """How the quiz of the load stands now."""
    quiz_id = select(Quiz.id).where(Quiz.owner_key == COURSE).scalar_subquery()
    attempts = select(Attempt.person_id, Attempt.state).where(Attempt.quiz_id == quiz_id)
    found = attempts.order_by(Attempt.id).subquery()
    of_state = select(found.c.state, func.count()).group_by(found.c.state).order_by(found.c.state)
    of_person = select(found.c.person_id).group_by(found.c.person_id).having(func.count() > 1)
    with app.app_context():
        states: dict[str, int] = dict(db.session.execute(of_state).all())
        doubled = len(db.session.execute(of_person.order_by(found.c.person_id)).all())
        db.engine.dispose()
    return Standing(states, doubled)


def _kept_answers() -> dict[tuple[int, int], tuple[Any, Any]]:
    """The response to each question, and the question, by person and position."""
    query = (
        select(
            Attempt.person_id, AttemptItem.position, AttemptItem.response, QuestionEdition.content
        )
        .join(AttemptItem, AttemptItem.attempt_id == Attempt.id)
        .join(QuestionEdition, QuestionEdition.id == AttemptItem.question_edition_id)
        .join(Quiz, Quiz.id == Attempt.quiz_id)
        .where(Quiz.owner_key == COURSE)
        .order_by(AttemptItem.id)
    )
    return {(row[0], row[1]): (row[2], row[3]) for row in db.session.execute(query)}


def _is_kept(kept: tuple[Any, Any] | None, given: Given) -> bool:
    if kept is None:
        return False
    response, content = kept
    return bool(response == response_value(from_json(content), given.values))


def _make_bundle(starter: Path, target: Path) -> Path:
    shutil.copytree(starter, target)
    keep_final_quiz(target)
    manifest = target / "course.yml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(re.sub(r"(?m)^key: .*$", f"key: {COURSE}", text), encoding="utf-8")
    quiz = target / "quizzes" / "final.md"
    text = quiz.read_text(encoding="utf-8")
    doubled = re.sub(r"count: (\d+)", lambda found: f"count: {int(found[1]) * 2}", text)
    quiz.write_text(doubled, encoding="utf-8")
    return target
