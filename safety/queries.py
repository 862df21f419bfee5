"""Every SELECT about helplines."""

from datetime import date

from sqlalchemy import and_, between, func, or_, select, true

from core.database import db
from safety.helplines import SHIPPED, HelplineRecord, oldest_good_check
from safety.models import Helpline


def list_shown_helplines(today: date, topic: str | None = None) -> list[HelplineRecord]:
    """The lines to show today, in their order; with `topic` only those of it beside the constant.

    The emergency numbers and the child helpline are always among them, also where the register
    was never loaded.
    """
    is_checked = and_(
        between(Helpline.checked_on, oldest_good_check(today), today),
        true() if topic is None else Helpline.topic == topic,
    )
    columns = (
        Helpline.number,
        Helpline.names,
        Helpline.purposes,
        Helpline.topic,
        Helpline.source,
        Helpline.is_always_shown,
    )
    query = select(*columns).where(or_(Helpline.is_always_shown, is_checked))
    rows = db.session.execute(query.order_by(Helpline.position, Helpline.id))
    shown = [HelplineRecord(*row) for row in rows]
    known = {line.number for line in shown}
    missing = [line for line in SHIPPED if line.is_always_shown and line.number not in known]
    return missing + shown


def list_helplines() -> list[Helpline]:
    """The whole register."""
    return list(db.session.scalars(select(Helpline).order_by(Helpline.position, Helpline.id)))


def find_helpline(number: str) -> Helpline | None:
    """The line with this number; spaces make no difference."""
    written = func.replace(Helpline.number, " ", "")
    query = select(Helpline).where(written == number.replace(" ", ""))
    return db.session.scalars(query.order_by(Helpline.id)).first()
