"""Writing mails, and noting what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from flask import current_app
from sqlalchemy import delete, insert, update

from core.database import db
from core.jobs import enqueue_new
from core.settings import Settings
from notices.letters import LINK, Letter
from notices.models import Mail

KEPT = timedelta(days=90)
LONGEST_WAIT = timedelta(days=3)
SEND = "mails.send"


@dataclass(frozen=True)
class Recipient:
    """To whom a mail goes, and in which language."""

    person_id: int | None
    address: str
    language: str


@dataclass(frozen=True)
class Link:
    """An address that lets the reader in, until a moment."""

    url: str
    expires_at: datetime


@dataclass(frozen=True)
class Draft:
    """A letter to somebody; `purpose` says what kind of letter."""

    to: Recipient
    purpose: str
    letter: Letter
    link: Link | None = None


def write_mails(drafts: Sequence[Draft], at: datetime) -> list[int]:
    """Put mails into the outbox, to be sent once this transaction is committed; their ids."""
    settings: Settings = current_app.extensions["settings"]
    rows = [_new_row(draft, settings, at) for draft in drafts]
    if not rows:
        return []
    ids = sorted(db.session.scalars(insert(Mail).returning(Mail.id), rows))
    if settings.mail_server is not None:
        enqueue_new(SEND, [{"mail": mail_id} for mail_id in ids], at)
    return ids


def _new_row(draft: Draft, settings: Settings, at: datetime) -> dict[str, Any]:
    to, letter, link = draft.to, draft.letter, draft.link
    is_sent = settings.mail_server is not None
    return {
        "message_id": new_message_id(settings),
        "person_id": to.person_id,
        "to_address": to.address,
        "language": to.language,
        "purpose": draft.purpose,
        "subject": letter.subject,
        "text": letter.text,
        "html": letter.html,
        "has_link": link is not None,
        "link": link.url if link and (is_sent or settings.is_demo) else "",
        "state": "waiting" if is_sent else "kept",
        "created_at": at,
        "expires_at": link.expires_at if link else at + LONGEST_WAIT,
    }


def new_message_id(settings: Settings) -> str:
    """The identity of a mail, which it keeps when it is sent again."""
    return f"<{uuid4()}@{settings.mail_from.rpartition('@')[2]}>"


def note_try(mail: Mail, state: str, error: str, at: datetime) -> None:
    """Note what came of a try; a link is kept only while it is still to be sent."""
    mail.state = state
    mail.error = error
    mail.attempts += 1
    if state == "sent":
        mail.sent_at = at
    if state != "waiting":
        mail.link = ""


def expire_mails(now: datetime) -> None:
    """Give up what it is too late for, and forget the links of all that is over."""
    late = Mail.expires_at <= now
    waiting = update(Mail).where(Mail.state == "waiting", late)
    db.session.execute(waiting.values(state="expired", link=""))
    db.session.execute(update(Mail).where(late, Mail.link != "").values(link=""))


def forget_old_mails(now: datetime) -> None:
    """Delete what was written long ago."""
    db.session.execute(delete(Mail).where(Mail.created_at < now - KEPT))


def text_for_reader(mail: Mail, hidden: str) -> str:
    """The text as an administrator may read it: without the link, but in the demo."""
    return mail.text.replace(LINK, mail.link if shows_link(mail) else hidden)


def shows_link(mail: Mail) -> bool:
    """Whether the outbox shows the link: only in the demo, whose passwords are public."""
    return bool(current_app.config["IS_DEMO"] and mail.link)
