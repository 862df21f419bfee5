"""Rows by the ten thousand, with as little work as may be while nobody else can write (SQLite)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ARRAY, Integer, bindparam, func, literal, select, true
from sqlalchemy.dialects import postgresql, sqlite

from core.database import Base, db

AT_ONCE = 2_000


class ReadyRows:
    """Rows as the driver takes them, made so before the transaction begins that inserts them.

    What SQLAlchemy does with each value takes longer than what the database does with it.
    """

    def __init__(
        self, model: type[Base], columns: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> None:
        self.table: Any = model.__table__
        self.dialect = db.session.get_bind().dialect
        # A column whose default is worked out row by row has to be among those given.
        defaults = {
            column.name: column.default.arg
            for column in self.table.columns
            if column.name not in columns and column.default and column.default.is_scalar
        }
        self.names = [*columns, *defaults]
        kinds = [self.table.columns[name].type for name in self.names]
        binds = [kind.dialect_impl(self.dialect).bind_processor(self.dialect) for kind in kinds]
        self.rows = [
            tuple(
                bind(value) if bind else value
                for bind, value in zip(binds, (*row, *defaults.values()), strict=True)
            )
            for row in rows
        ]

    def insert(self) -> None:
        """Insert them all."""
        quote = self.dialect.identifier_preparer.quote
        names = ", ".join(quote(name) for name in self.names)
        sign = "?" if self.dialect.paramstyle == "qmark" else "%s"
        signs = ", ".join([sign] * len(self.names))
        statement = f"INSERT INTO {quote(self.table.name)} ({names}) VALUES ({signs})"  # noqa: S608 - names of the model
        connection = db.session.connection()
        for start in range(0, len(self.rows), AT_ONCE):
            connection.exec_driver_sql(statement, self.rows[start : start + AT_ONCE])


def insert_missing_for(
    model: type[Base], column: str, keys: Sequence[int], values: Mapping[str, Any]
) -> None:
    """Insert a row with each of these keys in `column`, all else being the same.

    Those that are there already are passed over. The keys go over as one value, and no row is
    ever built here.
    """
    table = model.__table__
    is_sqlite = db.session.get_bind().dialect.name == "sqlite"
    each: Any
    if is_sqlite:
        each = func.json_each(json.dumps(list(keys))).table_valued("value").c.value
    else:
        each = func.unnest(bindparam("keys", list(keys), ARRAY(Integer))).column_valued("key")
    made = [literal(value, table.columns[name].type) for name, value in values.items()]
    # SQLite takes the conflict for a part of the SELECT unless something stands between.
    rows = select(each, *made).where(true())
    insert = (sqlite.insert if is_sqlite else postgresql.insert)(model)
    statement = insert.from_select([column, *values], rows, include_defaults=False)
    db.session.connection().execute(statement.on_conflict_do_nothing())
