"""Loading the demo."""

import hashlib
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event, func, select

from accounts.models import Organisation, Person, RoleGrant, Unit
from accounts.passwords import is_password
from app import ROOT, create_app
from core.database import db
from core.migrations import upgrade_database
from core.settings import load_settings
from courses.models import Course
from demo.accounts import ACCOUNTS, OFFICE, PASSWORD
from demo.operations import DemoRefused, load_demo
from enrolments.models import ActivityResult, Assignment, Enrolment
from enrolments.queries import find_current_unit_id
from quizzes.attempts import fraction_of
from quizzes.content import from_json
from quizzes.models import Attempt, AttemptItem, QuestionEdition
from reports.models import Goal

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def load(people: int = 240, seed: int = 1) -> bool:
    is_made = load_demo(people, seed, ROOT / "library", NOW, ZONE)
    db.session.commit()
    return is_made


def count(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def digest() -> str:
    """One number for who is there and what they did."""
    people = select(Person.uuid, Person.username, Person.full_name, Person.sex, Person.birth_year)
    did = (
        select(Person.username, Enrolment.state, Enrolment.due_on, Enrolment.completed_at)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .order_by(Person.username)
    )
    answered = (
        select(Attempt.uuid, AttemptItem.position, AttemptItem.response, AttemptItem.choice_order)
        .join(AttemptItem, AttemptItem.attempt_id == Attempt.id)
        .order_by(Attempt.uuid, AttemptItem.position)
    )
    text = hashlib.sha256()
    for query in (people.order_by(Person.username), did, answered):
        for row in db.session.execute(query):
            text.update(repr(tuple(row)).encode())
    return text.hexdigest()


@pytest.fixture
def demo(app):
    assert load()
    return app


def test_it_makes_the_organisation_and_marks_it(demo):
    organisation = db.session.get_one(Organisation, 1)
    assert organisation.is_demo
    assert organisation.name == "BHXH tỉnh Sen Hồng"
    assert count(Unit) == 16
    assert count(Person) == 240


def test_only_the_five_accounts_can_sign_in(demo):
    query = select(Person).where(Person.password_hash.is_not(None))
    people = {person.username: person for person in db.session.scalars(query)}
    assert set(people) == {account.username for account in ACCOUNTS}
    assert is_password(PASSWORD, people["hocvien"].password_hash)


def test_the_accounts_hold_their_roles(demo):
    query = (
        select(Person.username, RoleGrant.role, Unit.key)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .outerjoin(Unit, Unit.id == RoleGrant.unit_id)
        .order_by(RoleGrant.id)
    )
    assert set(db.session.execute(query).all()) == {
        ("giangvien", "trainer", None),
        ("quanly", "manager", OFFICE),
        ("banvstbpn", "manager", None),
        ("banvstbpn", "organiser", None),
        ("quantri", "administrator", None),
    }


def test_the_whole_library_stands_there_to_be_chosen(demo):
    query = select(Course.key).where(Course.published_number == 1)
    published = set(db.session.scalars(query))
    assert published == {each.parent.name for each in (ROOT / "library").glob("*/course.yml")}


def test_the_learner_has_one_next_thing_to_do(demo):
    learner = db.session.scalars(select(Person).where(Person.username == "hocvien")).one()
    query = select(Enrolment).where(Enrolment.person_id == learner.id)
    enrolment = db.session.scalars(query).one()
    assert enrolment.state == "not_started"
    assert enrolment.course.key == "gender-equality-basics"
    assert str(enrolment.due_on) == "2026-12-15"


def test_the_first_course_is_assigned_to_everybody_and_has_a_goal(demo):
    course = db.session.scalars(select(Course).where(Course.key == "gender-equality-basics")).one()
    assert course.published_number == 1
    assert count(Enrolment) == 240
    assert count(Assignment) == 3
    goal = db.session.scalars(select(Goal)).one()
    assert (goal.target_percent, str(goal.due_on)) == (90, "2026-12-15")


def test_the_goal_is_in_reach_and_not_reached(demo):
    completed = select(func.count()).where(Enrolment.state == "completed")
    share = (db.session.scalar(completed) or 0) / 240
    assert 0.65 < share < 0.9


def test_in_the_managers_unit_somebody_is_overdue(demo):
    unit_id = db.session.scalar(select(Unit.id).where(Unit.key == OFFICE))
    query = select(Enrolment).where(Enrolment.due_on < NOW.date(), Enrolment.state != "completed")
    overdue = [each.person_id for each in db.session.scalars(query)]
    assert [find_current_unit_id(person_id) for person_id in overdue].count(unit_id) == 2
    assert 5 < len(overdue) < 40


def test_what_was_completed_agrees_with_its_parts(demo):
    for enrolment in db.session.scalars(select(Enrolment)):
        query = select(ActivityResult).where(ActivityResult.enrolment_id == enrolment.id)
        results = list(db.session.scalars(query))
        is_all_done = [each.state for each in results] == ["completed"] * 5
        assert is_all_done == (enrolment.state == "completed")
        assert bool(results) == (enrolment.state != "not_started")
        first = min((each.first_at for each in results), default=None)
        assert first == enrolment.started_at


def test_every_response_earns_what_is_written_beside_it(demo):
    query = select(AttemptItem, QuestionEdition.content).join(QuestionEdition)
    for item, content in db.session.execute(query):
        assert fraction_of(from_json(content), item.response) == item.fraction
        assert sorted(item.choice_order) == list(range(len(content["choices"])))


def test_every_attempt_sums_up_its_items(demo):
    points = dict(
        db.session.execute(
            select(AttemptItem.attempt_id, func.sum(AttemptItem.points)).group_by(
                AttemptItem.attempt_id
            )
        ).all()
    )
    attempts = list(db.session.scalars(select(Attempt)))
    assert len(attempts) > 150
    for attempt in attempts:
        assert attempt.points is not None
        assert attempt.scaled_score is not None
        assert attempt.points == points[attempt.id]
        assert attempt.passed == (attempt.scaled_score >= Decimal("0.8"))


def test_a_second_load_changes_nothing_and_asks_one_question(demo):
    statements = []

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    before = digest()
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert not load()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert len(statements) == 1
    assert digest() == before


def test_the_same_seed_makes_the_same_demo_in_every_database(app, tmp_path):
    load(people=150, seed=5)
    first = digest()
    another = create_app(load_settings(ROOT, {"SEN_INSTANCE": str(tmp_path)}))
    with another.app_context():
        upgrade_database()
        load(people=150, seed=5)
        assert digest() == first
        db.session.remove()
        db.engine.dispose()


def test_a_database_in_use_is_refused_and_stays_as_it_was(app, make):
    make.person("somebody")
    with pytest.raises(DemoRefused, match="holds more than a demo"):
        load()
    assert count(Person) == 1
    assert count(Organisation) == 0


def test_a_real_organisation_is_refused(app, make):
    make.organisation()
    with pytest.raises(DemoRefused):
        load()
