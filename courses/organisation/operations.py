"""Writes: filling a gap."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select

from accounts.audit_actions import GAP_FILLED
from accounts.operations.auditing import note
from core.database import db, insert_missing
from core.markdown import render_markdown
from courses.organisation.models import OrganisationText
from quizzes.publishing import content_hash

LONGEST = 20_000


def digest_of(sources: Mapping[str, str]) -> str:
    """What the texts of a gap are called by what they say, language by language."""
    return content_hash({name: text for name, text in sources.items() if text})


def fill_gap(key: str, sources: Mapping[str, str], at: datetime, by_id: int | None = None) -> None:
    """Let a gap say this, by language; what is empty is taken out.

    Saving the same changes nothing.
    """
    note(GAP_FILLED, by_id, at, subject=key)
    for language, source in sources.items():
        own = (OrganisationText.key == key, OrganisationText.language == language)
        if not source.strip():
            db.session.execute(delete(OrganisationText).where(*own))
            continue
        html = render_markdown(source, prefix=f"organisation-{key}-", language=language)
        values = {"source": source, "html": html, "changed_at": at, "changed_by_id": by_id}
        if insert_missing(OrganisationText, key=key, language=language, **values):
            continue
        text = db.session.scalars(select(OrganisationText).where(*own).with_for_update()).one()
        if text.source != source:
            text.source, text.html = source, html
            text.changed_at, text.changed_by_id = at, by_id
    db.session.flush()
