"""Writes: publishing a quiz, and taking it."""

from quizzes.operations.analysing import (
    ANALYSE,
    analysis_key,
    ask_for_analysis,
    keep_analysis,
    work_out_analysis,
)
from quizzes.operations.attempts import Start, start_attempt
from quizzes.operations.checking import check_question
from quizzes.operations.erasing import erase_attempt, leave_review
from quizzes.operations.exceptions import (
    Allowance,
    Decision,
    ReopenRefused,
    remove_exception,
    reopen_attempt,
    set_exception,
)
from quizzes.operations.marking import MarkedMeanwhile, Marks, mark_response
from quizzes.operations.practising import Practised, Practising, answer_practice
from quizzes.operations.publishing import publish_quiz
from quizzes.operations.refusals import (
    AttemptClosed,
    AttemptNotFound,
    AttemptOver,
    QuestionFinished,
    StartRefused,
)
from quizzes.operations.regrading import (
    REGRADE,
    CorrectedQuestion,
    RegradePlan,
    ask_for_regrade,
    plan_regrade,
    regrade_attempt,
)
from quizzes.operations.removing import remove_quizzes
from quizzes.operations.saving import (
    Saved,
    SavedResponse,
    record_flag,
    record_response,
    record_responses,
)
from quizzes.operations.setting_aside import set_attempts_aside
from quizzes.operations.submitting import Submission, end_attempt, submit_attempt

__all__ = [
    "ANALYSE",
    "REGRADE",
    "Allowance",
    "AttemptClosed",
    "AttemptNotFound",
    "AttemptOver",
    "CorrectedQuestion",
    "Decision",
    "MarkedMeanwhile",
    "Marks",
    "Practised",
    "Practising",
    "QuestionFinished",
    "RegradePlan",
    "ReopenRefused",
    "Saved",
    "SavedResponse",
    "Start",
    "StartRefused",
    "Submission",
    "analysis_key",
    "answer_practice",
    "ask_for_analysis",
    "ask_for_regrade",
    "check_question",
    "end_attempt",
    "erase_attempt",
    "keep_analysis",
    "leave_review",
    "mark_response",
    "plan_regrade",
    "publish_quiz",
    "record_flag",
    "record_response",
    "record_responses",
    "regrade_attempt",
    "remove_exception",
    "remove_quizzes",
    "reopen_attempt",
    "set_attempts_aside",
    "set_exception",
    "start_attempt",
    "submit_attempt",
    "work_out_analysis",
]
