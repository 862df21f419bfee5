"""Why a file is no table: a code for whoever says it in words, and the place."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class TableProblem:
    """What is wrong where: row and column count from 1 as a spreadsheet shows them."""

    code: str
    row: int | None = None
    column: int | None = None
    value: str = ""


class TableRefused(Exception):
    """The file cannot be read as a table; `problems` say why, each with its place."""

    def __init__(self, problems: Iterable[TableProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(", ".join(sorted({problem.code for problem in self.problems})))


def refusal(
    code: str, row: int | None = None, column: int | None = None, value: str = ""
) -> TableRefused:
    """A refusal for one reason."""
    return TableRefused([TableProblem(code, row, column, value)])
