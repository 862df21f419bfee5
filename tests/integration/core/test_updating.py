"""Many rows changed by one statement, on both databases, whatever the columns hold."""

from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import select

from core.database import db
from core.updating import update_rows
from quizzes.models import AttemptItem
from tests.counting import counted_queries
from tests.factories.learning import RIGHT

MOMENT = datetime(2026, 11, 30, 8, 0, 0, 123456, tzinfo=UTC)


def items():
    db.session.expire_all()
    return list(db.session.scalars(select(AttemptItem).order_by(AttemptItem.position)))


def test_each_row_gets_its_own_values_and_others_keep_theirs(make):
    make.graded_attempt(make.person(), make.course("basics"), RIGHT, RIGHT, RIGHT)
    first, second, third = items()
    rows = [
        {"id": first.id, "response": [1, 2], "saved_at": MOMENT, "points": Decimal("0.333333")},
        {"id": second.id, "response": None, "saved_at": None, "points": None},
    ]
    with counted_queries() as asked:
        update_rows(AttemptItem, rows)
    db.session.commit()
    assert len(asked) == 1
    kept = [(each.response, each.saved_at, each.points) for each in items()]
    assert kept[:2] == [([1, 2], MOMENT, Decimal("0.333333")), (None, None, None)]
    assert kept[2][2] == third.points == 1


def test_what_holds_nothing_is_nothing_and_no_json_null(make):
    make.graded_attempt(make.person(), make.course("basics"), RIGHT)
    update_rows(AttemptItem, [{"id": each.id, "response": None} for each in items()])
    query = select(AttemptItem.id).where(AttemptItem.response.is_(None))
    assert len(list(db.session.scalars(query))) == 3


def test_no_rows_are_no_work(app):
    update_rows(AttemptItem, [])
