"""Makes mails."""

from datetime import UTC, datetime, timedelta

from core.database import db
from notices.letters import LINK, make_letter
from notices.models import Mail
from notices.operations import Draft, Link, Recipient, write_mails

WRITTEN = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


class MailFactory:
    """Mails in the outbox."""

    def mail(self, url: str = "", subject: str = "A word", at: datetime = WRITTEN) -> Mail:
        """A mail to somebody, with a link that lets in where `url` is given."""
        letter = make_letter(subject, ["Hello,", *([LINK] if url else []), "Sen"], "en")
        to = Recipient(None, "hoa@office.example", "en")
        link = Link(url, at + timedelta(minutes=30)) if url else None
        (mail_id,) = write_mails([Draft(to, "test", letter, link)], at)
        db.session.commit()
        return db.session.get_one(Mail, mail_id)
