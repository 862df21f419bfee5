"""Why a file is no table: a code for whoever says it in words, and the place."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

MOST_PROBLEMS = 1_000


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


def refusal_of(problems: Iterable[TableProblem]) -> TableRefused:
    """A refusal for many; beyond the first thousand it only says that there are more."""
    left = iter(problems)
    named = list(islice(left, MOST_PROBLEMS))
    if next(left, None) is not None:
        named.append(TableProblem("more_problems", value=str(MOST_PROBLEMS)))
    return TableRefused(named)
