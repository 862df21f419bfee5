"""Assigning a course from the command line."""

from sqlalchemy import select

from core.database import db
from enrolments.models import Enrolment


def run(app, *arguments):
    return app.test_cli_runner().invoke(args=["enrolments", "assign", *arguments])


def test_a_course_is_assigned_to_the_whole_organisation(app, make):
    course = make.course()
    office = make.unit()
    people = [make.person(unit=office), make.person(unit=make.unit(parent=office))]
    result = run(app, course.key, "--due", "2026-12-15")
    assert result.exit_code == 0, result.output
    assert "2 people" in result.output
    enrolled = db.session.scalars(select(Enrolment.person_id).order_by(Enrolment.person_id))
    assert list(enrolled) == [person.id for person in people]


def test_an_unknown_course_or_unit_changes_nothing(app, make):
    course = make.course()
    make.person(unit=make.unit())
    assert run(app, "nothing").exit_code == 1
    assert run(app, course.key, "--unit", "nowhere").exit_code == 1
    assert db.session.scalars(select(Enrolment)).first() is None
