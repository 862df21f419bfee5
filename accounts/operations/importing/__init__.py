"""Writes of importing: files on their way, and people and units merged in one transaction."""

from accounts.operations.importing.order import (
    ImportRefused,
    Order,
    Outcome,
    check_file,
    import_file,
    sheet_of,
)
from accounts.operations.importing.runs import (
    check_run,
    choose_columns,
    discard_run,
    erase_old_runs,
    finish_run,
    kept_result,
    kept_sheet,
    stage_file,
    start_applying,
)

__all__ = [
    "ImportRefused",
    "Order",
    "Outcome",
    "check_file",
    "check_run",
    "choose_columns",
    "discard_run",
    "erase_old_runs",
    "finish_run",
    "import_file",
    "kept_result",
    "kept_sheet",
    "sheet_of",
    "stage_file",
    "start_applying",
]
