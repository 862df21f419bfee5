"""Where something stands in a spreadsheet, as its reader says it: row 5, column C (E-mail)."""

from accounts.importing.cells import plain_text, shown
from accounts.importing.problems import Problem
from accounts.importing.rows import Sheet
from core.i18n import gettext as _


def letters(column: int) -> str:
    """The letters of a column by its number from 1: 1 is A, 27 is AA."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_of(problem: Problem, sheet: Sheet) -> str:
    """The column of a problem: its letters, and its head in brackets."""
    if problem.column is None:
        return ""
    heads = sheet.rows[sheet.head] if sheet.rows else ()
    head = plain_text(heads[problem.column - 1]) if problem.column <= len(heads) else ""
    name = letters(problem.column)
    return f"{name} ({shown(head)})" if head else name


def place_of(problem: Problem, sheet: Sheet) -> str:
    """The place of a problem in words; nothing for one of the whole file."""
    column = column_of(problem, sheet)
    if problem.row is None:
        return _("Column %(column)s", column=column) if column else ""
    if not column:
        return _("Row %(row)d", row=problem.row)
    return _("Row %(row)d, column %(column)s", row=problem.row, column=column)
