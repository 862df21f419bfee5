"""Many rows changed by one statement: sent one by one, twenty cost as much as all the rest."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import case, literal, update

from core.database import Base, db


def update_rows(model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Update rows by their `id` in one statement; each has the same columns to change.

    The session is told nothing: what it holds of these rows is as it was.
    """
    if not rows:
        return
    columns = model.__table__.columns
    key = columns["id"]
    values = {
        name: case({row["id"]: literal(row[name], columns[name].type) for row in rows}, value=key)
        for name in rows[0]
        if name != "id"
    }
    query = update(model).where(key.in_([row["id"] for row in rows])).values(values)
    db.session.execute(query, execution_options={"synchronize_session": False})
