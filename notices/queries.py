"""Reading the outbox."""

from uuid import UUID

from sqlalchemy import func, select

from core.database import db
from core.pages import Page
from notices.models import Mail

PAGE_SIZE = 50


def list_mails(number: int) -> Page[Mail]:
    """The outbox, the newest first."""
    total = db.session.scalar(select(func.count()).select_from(Mail)) or 0
    newest = select(Mail).order_by(Mail.created_at.desc(), Mail.id.desc())
    rows = db.session.scalars(newest.offset((number - 1) * PAGE_SIZE).limit(PAGE_SIZE)).all()
    return Page(rows, number, PAGE_SIZE, total)


def find_mail(uuid: UUID) -> Mail | None:
    """The mail with this public identifier."""
    return db.session.scalars(select(Mail).where(Mail.uuid == uuid)).first()


def find_mail_to_send(mail_id: int) -> Mail | None:
    """The mail, if it still waits."""
    waiting = select(Mail).where(Mail.id == mail_id, Mail.state == "waiting")
    return db.session.scalars(waiting).first()
