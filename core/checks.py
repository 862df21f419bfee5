"""What the doctor looks at in the engine room."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from core import clock
from core.database import db
from core.doctor import Finding
from core.migrations import UpgradeRefused, check_revision
from core.settings import Settings

MOST_APART = timedelta(seconds=60)
# No installation of this program is older than the program.
EARLIEST = datetime(2026, 11, 1, tzinfo=UTC)


def check_database(settings: Settings) -> Finding:
    """The database answers; on SQLite, the file is whole."""
    kind = "SQLite" if settings.is_sqlite else "PostgreSQL"
    if not settings.is_sqlite:
        db.session.execute(text("SELECT 1"))
        return Finding(True, f"{kind} answers")
    problem = db.session.scalar(text("PRAGMA quick_check(1)"))
    if problem != "ok":
        return Finding(False, "the SQLite file is damaged: restore a backup")
    return Finding(True, f"{kind} answers, and its file is whole")


def check_migrations(_settings: Settings) -> Finding:
    """The tables are those of this program."""
    try:
        check_revision()
    except UpgradeRefused as refusal:
        return Finding(False, str(refusal))
    return Finding(True, "the tables are those of this program")


def check_clock(settings: Settings) -> Finding:
    """The clock is not far from the database server's, and not before this program was made."""
    now = clock.now()
    if now < EARLIEST:
        return Finding(False, f"it says {now:%Y-%m-%d}: set the clock of this machine")
    apart = timedelta()
    if not settings.is_sqlite:
        theirs: datetime = db.session.scalar(text("SELECT clock_timestamp()"))
        apart = abs(theirs - now)
    if apart > MOST_APART:
        seconds = int(apart.total_seconds())
        return Finding(False, f"{seconds} s from the database's: let both follow one time server")
    return Finding(True, f"{now:%Y-%m-%d %H:%M} UTC, shown in {settings.timezone}")
