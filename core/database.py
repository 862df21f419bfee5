"""The database: one session, one naming convention, exact types, and when one only reads."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar

from flask import current_app, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import (
    DateTime,
    Dialect,
    Engine,
    Float,
    MetaData,
    Numeric,
    event,
    func,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.orm import Session as OrmSession
from sqlalchemy.types import TypeDecorator, TypeEngine

View = TypeVar("View", bound=Callable[..., Any])

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
AT_COMMIT = "before_commit"
TURNS = 64


class Base(DeclarativeBase):
    """Base of every model; constraints are named alike on both databases."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


_is_writing: ContextVar[bool] = ContextVar("is_writing", default=False)
_is_reading: ContextVar[bool] = ContextVar("is_reading", default=False)


class RequestSession(Session):
    """A session that on PostgreSQL reads without opening a transaction.

    Each SELECT of a GET sees what is committed when it runs, as it would within a transaction
    there (READ COMMITTED), without two more trips to the server.
    """

    def get_bind(self, *arguments: Any, **options: Any) -> Any:
        """The engine, committing by itself where this request only reads."""
        bind = super().get_bind(*arguments, **options)
        if begins_writing() or bind.dialect.name == "sqlite" or not isinstance(bind, Engine):
            return bind
        return _reading_engine(bind)


@lru_cache(maxsize=8)
def _reading_engine(engine: Engine) -> Engine:
    return engine.execution_options(isolation_level="AUTOCOMMIT")


db = SQLAlchemy(model_class=Base, session_options={"class_": RequestSession})


class UTCDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC; columns of this type end in `_at`."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive moment; SQLite keeps it naive, in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs its time zone.")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give every moment back aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal of twelve digits, six of them after the point, exact on both databases.

    SQLite has no decimals; a double holds twelve digits without loss, so reading back rounds
    to what was written.
    """

    impl = Numeric(12, 6)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Numeric where there is one, else a double."""
        return dialect.type_descriptor(Float() if dialect.name == "sqlite" else Numeric(12, 6))

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        """Write at most six places."""
        if value is None:
            return None
        return float(value) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Read without the places that say nothing."""
        if value is None:
            return None
        return Decimal(str(value)).quantize(Decimal("0.000001")).normalize() + Decimal(0)


def insert_missing(model: type[Base], **values: Any) -> bool:
    """Insert a row unless one with its key is there already; whether it was inserted.

    Two who do so at once both succeed, and one of them inserts.
    """
    return insert_unless_there(model, **values) is not None


def insert_unless_there(model: type[Base], **values: Any) -> Any | None:
    """Insert a row; its primary key, or None where one of its keys is taken already."""
    # The row is asked back: PostgreSQL's driver does not count what a conflict left out.
    statement = _insert_where_missing(model).values(**values)
    row = db.session.execute(statement.returning(*model.__table__.primary_key)).first()
    return None if row is None else row[0]


def insert_missing_rows(model: type[Base], rows: list[dict[str, Any]]) -> None:
    """Insert many rows, passing over those whose key is there already."""
    if rows:
        db.session.connection().execute(_insert_where_missing(model), rows)


def insert_or_count(model: type[Base], rows: list[dict[str, Any]]) -> Any:
    """Insert rows, or add one to the `count` of those that are there; all as they stand now.

    Until the transaction ends nobody else changes them.
    """
    columns = model.__table__.columns
    insert = _insert_of_dialect(model).values(rows)
    counted = insert.on_conflict_do_update(
        index_elements=list(model.__table__.primary_key), set_={"count": columns["count"] + 1}
    )
    return db.session.execute(counted.returning(*columns))


def _insert_where_missing(model: type[Base]) -> Any:
    return _insert_of_dialect(model).on_conflict_do_nothing()


def _insert_of_dialect(model: type[Base]) -> Any:
    is_sqlite = db.session.get_bind().dialect.name == "sqlite"
    return sqlite.insert(model) if is_sqlite else postgresql.insert(model)


def take_turns(matter: int, numbers: Iterable[int]) -> None:
    """Wait until no other transaction has its turn at one of these numbers; then it is ours.

    `matter` keeps what has nothing to do with each other apart. A turn ends with the transaction.
    There are few turns, so that some numbers share one. On SQLite whoever writes has its turn.
    """
    if db.session.get_bind().dialect.name == "sqlite":
        return
    for turn in sorted({number % TURNS for number in numbers}):
        db.session.execute(select(func.pg_advisory_xact_lock(matter, turn)))


def before_commit(action: Callable[[set[Any]], None], items: Iterable[Any]) -> None:
    """Let `action` run once at the end of this transaction, with all items named till then.

    For what is worked out of everything that was written. The locks it takes are the last ones
    taken, so that two who do so at once wait for each other and never in a circle.
    """
    waiting = db.session.info.setdefault(AT_COMMIT, {})
    waiting.setdefault(action, set()).update(items)


@event.listens_for(RequestSession, "before_commit")
def _run_waiting(session: OrmSession) -> None:
    if session.in_nested_transaction():  # a savepoint ends; the transaction goes on
        return
    waiting = session.info.get(AT_COMMIT, {})
    while waiting:
        action = next(iter(waiting))
        items = waiting.pop(action)
        session.flush()
        action(items)


@event.listens_for(RequestSession, "after_rollback")
def _forget_waiting(session: OrmSession) -> None:
    session.info.pop(AT_COMMIT, None)


@contextmanager
def write_transaction() -> Iterator[None]:
    """A transaction of its own that writes, within a request that otherwise only reads.

    GETs do so for the last use of a session, the place of resuming, and what the audit writes of
    them: a look, an export, a page that was refused.
    """
    db.session.commit()
    token = _is_writing.set(True)
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _is_writing.reset(token)


@contextmanager
def read_transaction() -> Iterator[None]:
    """Work that only reads, a job's or a look within a POST: it holds nobody up (SQLite).

    Begins and ends with no transaction open: what was written before is committed.
    """
    db.session.commit()
    token = _is_reading.set(True)
    try:
        yield
    finally:
        db.session.rollback()
        _is_reading.reset(token)


def only_reads(view: View) -> View:
    """Mark a POST that changes nothing, so that it holds nobody up; closest to the function."""
    view.only_reads = True  # type: ignore[attr-defined]
    return view


def begins_writing() -> bool:
    """Whether a transaction that begins now takes the write lock at once (SQLite)."""
    if _is_writing.get():
        return True
    if _is_reading.get():
        return False
    if not has_request_context():
        return True
    view = current_app.view_functions.get(request.endpoint or "")
    return request.method not in SAFE_METHODS and not hasattr(view, "only_reads")
