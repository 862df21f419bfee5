"""What `flask doctor` looks at here: that nobody changed the audit."""

from pathlib import Path

from accounts import audit_checks
from accounts.audit_checks import NotedSeal
from accounts.operations.sealing import verify_audit
from core import clock
from core.doctor import Finding
from core.settings import Settings

NOTED = "audit-seal"


def check_audit(settings: Settings) -> Finding:
    """Whether every entry is as it was written, and the seal that was noted is still there.

    A seal noted in the instance's folder tells a database that was made anew from this one.
    """
    try:
        noted = read_noted_file(settings.instance / NOTED)
    except ValueError as error:
        return Finding(False, f"{NOTED}: {error}")
    verdict = verify_audit(clock.now(), noted)
    if verdict.problems:
        more = len(verdict.problems) - 1
        return Finding(False, verdict.problems[0] + (f" And {more} more." if more else ""))
    count = verdict.entries + verdict.unsealed
    compared = f", seal {noted.number} as noted" if noted else ""
    return Finding(True, f"{count} entries, {verdict.seals} seals{compared}")


def read_noted_file(path: Path) -> NotedSeal | None:
    """The seal that somebody noted in a file, if there is one; ValueError where it is none."""
    if not path.exists():
        return None
    return audit_checks.read_noted(path.read_text("utf-8", errors="replace"))
