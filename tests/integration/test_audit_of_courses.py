"""Publications and exports are written down, and nothing that names a sensitive course."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from accounts import audit_actions
from accounts.models import AuditEntry
from core import clock
from core.database import db
from courses import operations
from courses.models import CourseEdition

AT = datetime(2026, 11, 24, 3, tzinfo=UTC)
SENSITIVE = "sensitive: violence\nneutral_title: {vi: Khóa học số 7}\n"


@pytest.fixture
def office(make):
    """A manager of everything, and somebody who learns."""
    clock.set_source(lambda: AT)
    make.organisation()
    unit = make.unit("Phòng Thu")
    make.role(make.person("head", unit), "manager", unit)
    return unit


def entries(action):
    db.session.rollback()
    query = select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.id)
    return list(db.session.scalars(query))


def everything_said():
    db.session.rollback()
    rows = db.session.execute(select(AuditEntry.subject, AuditEntry.details)).all()
    return str(rows)


def test_a_publication_is_written_down(make, office):
    make.course("basics")
    (entry,) = entries(audit_actions.COURSE_PUBLISHED)
    assert (entry.subject, entry.details) == ("basics", {"edition": 1})


def test_of_a_sensitive_course_only_that_somebody_published(make, office):
    make.course("quiet-key", more=SENSITIVE)
    (entry,) = entries(audit_actions.COURSE_PUBLISHED)
    assert (entry.subject, entry.details) == ("", {})


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_export_is_written_down_with_how_many_people_it_holds(site, make, office, ending):
    course = make.course("basics")
    make.assignment(course, office)
    site.reader("head").client.get(f"/reports/completion.{ending}")
    (entry,) = entries(audit_actions.REPORT_EXPORTED)
    assert (entry.subject, entry.details) == ("basics", {"format": ending, "people": 1})


def test_an_export_by_command_is_written_down_too(app, make, office):
    make.assignment(make.course("basics"), office)
    make.assignment(make.course("quiet-key", more=SENSITIVE), office)
    runner = app.test_cli_runner()
    for arguments in (["--course", "basics", "--format", "json"], ["--course", "quiet-key"], []):
        assert runner.invoke(args=["reports", "completion", *arguments]).exit_code == 0
    named, unnamed = entries(audit_actions.REPORT_EXPORTED)
    assert (named.subject, named.details) == ("basics", {"format": "json", "people": 1})
    assert (unnamed.subject, unnamed.details) == ("", {"format": "csv", "people": 1})
    assert named.by_reference is None
    assert "quiet-key" not in everything_said()


def test_nothing_written_down_names_a_sensitive_course(site, make, office):
    course = make.course("quiet-key", more=SENSITIVE)
    make.assignment(course, office)
    reader = site.reader("head")
    for ending in ("csv", "xlsx"):
        assert reader.client.get(f"/reports/completion.{ending}").status_code == 200
    reader.get("/courses/quiet-key")
    make.lessons_read(make.person("learner", office), course)
    assert len(entries(audit_actions.REPORT_EXPORTED)) == 2
    assert "quiet-key" not in everything_said()
    assert "số 7" not in everything_said()


def test_who_publishes_nothing_leaves_nothing(make, office):
    make.course("basics")
    edition = db.session.scalars(select(CourseEdition)).one()
    with pytest.raises(operations.NothingToPublish):
        operations.publish_course(edition.course, False, "", AT)
    assert len(entries(audit_actions.COURSE_PUBLISHED)) == 1
