"""What jobs do of quizzes."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from flask import current_app

from core.database import db, read_transaction
from core.jobs import RunningJob, where_raised
from quizzes import operations, queries

AT_ONCE = 200
# With the hour between two runs of the job, and one to spare, no answer is kept for over a day.
KEPT_FOR = timedelta(hours=22)

logger = logging.getLogger("sen.quizzes")


def end_overdue_attempts(job: RunningJob) -> None:
    """Mark what was saved in every attempt whose time is over, each in its own transaction.

    One that cannot be marked is named in the log, and keeps no other from being so.
    """
    failed: set[UUID] = set()
    while overdue := _list_overdue(job.at, failed):
        for uuid, person_id in overdue:
            if not _end(uuid, person_id, job.at):
                failed.add(uuid)


def _list_overdue(at: datetime, failed: set[UUID]) -> list[tuple[UUID, int]]:
    with read_transaction():
        found = queries.list_overdue(at, AT_ONCE + len(failed))
    return [each for each in found if each[0] not in failed]


def _end(uuid: UUID, person_id: int, at: datetime) -> bool:
    try:
        operations.end_attempt(uuid, person_id, at)
        db.session.commit()
    except Exception as error:  # whatever is wrong with it, others have to go on
        db.session.rollback()
        where = where_raised(error, Path(current_app.config["ROOT"]))
        logger.error("attempt %s could not be ended: %s", uuid, where)
        return False
    return True


def erase_attempts(list_sensitive_owners: Callable[[], frozenset[str]], job: RunningJob) -> None:
    """Count and erase what was answered in sensitive quizzes, each attempt in its transaction."""
    before, last = job.at - KEPT_FOR, 0
    with read_transaction():
        owners = list_sensitive_owners()
    while attempt_ids := _list_to_erase(owners, before, last):
        for last in attempt_ids:
            _erase(last, before)


def _erase(attempt_id: int, before: datetime) -> None:
    try:
        operations.erase_attempt(attempt_id, before)
        db.session.commit()
    except Exception as error:  # whatever is wrong with it, others have to be erased
        db.session.rollback()
        where = where_raised(error, Path(current_app.config["ROOT"]))
        logger.error("attempt %d could not be erased: %s", attempt_id, where)


def _list_to_erase(owners: frozenset[str], before: datetime, last: int) -> list[int]:
    with read_transaction():
        return queries.list_attempts_to_erase(owners, before, last, AT_ONCE)


def analyse_quiz(list_sensitive_owners: Callable[[], frozenset[str]], job: RunningJob) -> None:
    """Work out the item analysis of a quiz; whose quizzes are sensitive is known above."""
    quiz_id, scope = job.arguments["quiz_id"], job.arguments["scope"]
    with read_transaction():
        quiz = queries.get_quiz(quiz_id)
        is_sensitive = quiz.owner_key in list_sensitive_owners()
        worked_out = operations.work_out_analysis(
            quiz, scope, job.report, is_sensitive=is_sensitive
        )
    if worked_out is not None:
        operations.keep_analysis(quiz_id, scope, worked_out, job.at)
        db.session.commit()


def renew_analyses(job: RunningJob) -> None:
    """Have each analysis that is kept worked out anew where other attempts count by now."""
    with read_transaction():
        outdated = queries.list_outdated_analyses()
    for quiz_id, scope in outdated:
        operations.ask_for_analysis(quiz_id, scope, job.at)
    db.session.commit()


def regrade_attempts(job: RunningJob) -> None:
    """Mark attempts anew by the editions that were agreed on, each in its own transaction."""
    quiz_id, by_id = job.arguments["quiz_id"], job.arguments["by_id"]
    pairs, at = dict(job.arguments["pairs"]), datetime.fromisoformat(job.arguments["at"])
    with read_transaction():
        total = queries.count_attempts_with(quiz_id, list(pairs))
    done = last = 0
    while attempt_ids := queries.list_attempts_with(quiz_id, list(pairs), last, AT_ONCE):
        db.session.commit()
        for last in attempt_ids:
            operations.regrade_attempt(last, pairs, by_id, at)
            db.session.commit()
            done += 1
            job.report(done, max(done, total))
    for scope in queries.list_scopes(quiz_id):
        operations.ask_for_analysis(quiz_id, scope, job.at)
    db.session.commit()
