"""The mails to a person, without the links that let in."""

from sqlalchemy import select

from core.database import db
from core.personal_data import Sections
from notices.letters import LINK
from notices.models import Mail


def export_person(person_id: int) -> Sections:
    """Every mail that is still kept."""
    mails = db.session.scalars(
        select(Mail).where(Mail.person_id == person_id).order_by(Mail.created_at, Mail.id)
    )
    return {
        "mails": [
            {
                "subject": mail.subject,
                "to_address": mail.to_address,
                "mail_state": mail.state,
                "written_at": mail.created_at,
                "sent_at": mail.sent_at,
                "text": mail.text.replace(LINK, "…"),
            }
            for mail in mails
        ]
    }
