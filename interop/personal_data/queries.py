"""The files that a person sent."""

from sqlalchemy import select

from core.database import db
from core.personal_data import Sections
from interop.models import ReceivedFile


def export_person(person_id: int) -> Sections:
    """Every file that somebody sent and that is still kept."""
    query = (
        select(ReceivedFile.file_name, ReceivedFile.kind, ReceivedFile.created_at)
        .where(ReceivedFile.by_id == person_id)
        .order_by(ReceivedFile.id)
    )
    return {"files_sent": [dict(row) for row in db.session.execute(query).mappings()]}
