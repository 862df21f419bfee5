"""Many rows at once."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert

from core.database import Base, db

AT_ONCE = 5_000


def insert_rows(model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that all name the same columns; those not named get the model's defaults."""
    connection = db.session.connection()
    for start in range(0, len(rows), AT_ONCE):
        connection.execute(insert(model), list(rows[start : start + AT_ONCE]))
