"""What the imports and the export share: reading a file, saying what became of it."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NoReturn, TypeVar

import click
from flask import current_app
from flask_babel import force_locale

from accounts.importing.cells import plain_text
from accounts.importing.columns import COLUMNS
from accounts.importing.correcting import Wanted, correct_columns
from accounts.importing.places import letters, place_of
from accounts.importing.problems import Problem
from accounts.importing.results import Result, refused_result
from accounts.importing.rows import Sheet
from accounts.importing.showing import annotated
from accounts.operations import importing
from accounts.operations.importing import ImportRefused, Order, Outcome
from accounts.operations.people import Author
from accounts.queries import find_organisation
from core import clock
from core.database import db, read_transaction
from core.tables import LARGEST_FILE, Cell, TableRefused, read_table, write_csv, write_xlsx
from core.tables.refusal import refusal

Command = TypeVar("Command", bound=Callable[..., object])

MOST_SHOWN = 200
WORDS = {
    "add": "to add",
    "change": "to change",
    "move": "to move",
    "unchanged": "unchanged",
    "refused": "refused",
    "missing": "in Sen and not in the file",
    "deactivate": "to deactivate",
    "new_units": "units to make",
}
ENDINGS = {
    "imported": "Imported.",
    "checked": "This was a dry run: nothing is changed.",
    "refused": "Refused: nothing is changed.",
}


@dataclass(frozen=True)
class Wish:
    """A file to import, and how."""

    kind: str
    file: Path
    is_dry_run: bool
    as_json: bool
    creates_units: bool = False
    skips_refused: bool = False
    columns: Wanted = ()
    problems_file: Path | None = None


def column_option(kind: str) -> Callable[[Command], Command]:
    """The option that says what a column holds, as often as it is given."""
    known = [column.key for column in COLUMNS[kind]]

    def read(_context: object, _option: object, given: tuple[str, ...]) -> Wanted:
        wanted = []
        for text in given:
            head, sign, key = text.rpartition("=")
            key = key.strip()
            if not (sign and head.strip() and key in [*known, ""]):
                raise click.BadParameter(f"“{text}” is no HEAD=FIELD. Fields: {', '.join(known)}.")
            wanted.append((head, key))
        return wanted

    said = "What a column holds, by its head or letter; without FIELD it is left out. Repeatable."
    return click.option(
        "--column", "columns", multiple=True, callback=read, metavar="HEAD=FIELD", help=said
    )


problems_option = click.option(
    "--problems",
    "problems_file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the same spreadsheet with a column that says what is wrong in each row.",
)


def carry_out(wish: Wish) -> None:
    """Import a file or try it; says what became of it and ends with 1 where it is refused."""
    with force_locale("en"):
        with read_transaction():
            is_set_up = find_organisation() is not None
        if not is_set_up:
            raise click.ClickException("The office is not set up yet: 'flask people create-admin'.")
        sheet = _read(wish)
        outcome = _import(wish, sheet)
        db.session.rollback()
        problems = [Problem(*each) for each in outcome.result["problems"]]
        _write_problems(wish, sheet, problems)
        is_done = outcome.is_written or (wish.is_dry_run and not outcome.result["is_refused"])
        tell = _tell_json if wish.as_json else _tell
        tell(_state(wish, is_done), sheet, outcome.result, problems)
    if not is_done:
        raise SystemExit(1)


def own_author() -> Author:
    """Whoever sits at the terminal."""
    return Author(None, clock.now(), clock.today(current_app.config["TIMEZONE"]))


def _read(wish: Wish) -> Sheet:
    """The rows of a file; one that is far too large is not even read."""
    try:
        if wish.file.stat().st_size > LARGEST_FILE:
            raise refusal("too_large", value=str(LARGEST_FILE // 1024 // 1024))
        table = read_table(wish.file.read_bytes())
    except TableRefused as refused:
        _refuse(wish, Sheet((), 0, ()), [Problem(**asdict(each)) for each in refused.problems])
    sheet = importing.sheet_of(table.rows, wish.kind, table.formulas)
    corrected, problems = correct_columns(sheet, wish.columns, wish.kind)
    if problems:
        _refuse(wish, corrected, problems)
    return corrected


def _refuse(wish: Wish, sheet: Sheet, problems: list[Problem]) -> NoReturn:
    """A file that cannot be read at all."""
    tell = _tell_json if wish.as_json else _tell
    tell("refused", sheet, refused_result(problems), problems)
    raise SystemExit(1)


def _write_problems(wish: Wish, sheet: Sheet, problems: list[Problem]) -> None:
    """The file with a column of problems, in the language of the office; none where all is well."""
    if wish.problems_file is None or not problems:
        return
    with force_locale(current_app.config["BABEL_DEFAULT_LOCALE"]):
        header, rows = annotated(sheet, problems)
        is_csv = wish.problems_file.suffix.lower() == ".csv"
        content = write_csv(header, rows) if is_csv else write_xlsx("Sen", header, rows)
    try:
        wish.problems_file.write_bytes(content)
    except OSError as error:
        reason = f"{wish.problems_file} cannot be written: {error.strerror}."
        raise click.ClickException(reason) from error
    click.echo(f"With a column of problems: {wish.problems_file}", err=True)


def _import(wish: Wish, sheet: Sheet) -> Outcome:
    order = Order(
        wish.kind,
        own_author(),
        creates_units=wish.creates_units,
        skips_refused=wish.skips_refused,
    )
    with _progress(wish.file.name) as progress:
        try:
            if wish.is_dry_run:
                return importing.check_file(sheet, order, progress)
            return importing.import_file(sheet, order, progress)
        except ImportRefused as refused:
            raise click.ClickException(str(refused)) from refused


def _state(wish: Wish, is_done: bool) -> str:
    if not is_done:
        return "refused"
    return "checked" if wish.is_dry_run else "imported"


@contextmanager
def _progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on the terminal, if there is one; nothing else."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    with click.progressbar(length=100, label=label, file=sys.stderr) as bar:
        yield lambda done, total: bar.update(100 * done // max(total, 1) - bar.pos)


def _tell(state: str, sheet: Sheet, result: Result, problems: list[Problem]) -> None:
    """Columns and numbers on standard output, what is wrong on standard error."""
    for problem in problems:
        place = place_of(problem, sheet)
        click.echo(f"{place}: {problem.sentence}" if place else problem.sentence, err=True)
    for line in _column_lines(sheet):
        click.echo(line)
    if result["rows"]:
        counts = ", ".join(f"{count} {WORDS[name]}" for name, count in result["counts"].items())
        click.echo(counts)
    for name, code, unit in result["missing"][:MOST_SHOWN]:
        click.echo(f"not in the file: {name}{f' ({code})' if code else ''}, {unit or 'no unit'}")
    left = len(result["missing"]) - MOST_SHOWN
    if left > 0:
        click.echo(f"not in the file: {left} more; --json lists all")
    click.echo(ENDINGS[state])


def _tell_json(state: str, sheet: Sheet, result: Result, problems: list[Problem]) -> None:
    document = {
        "state": state,
        "columns": [
            {"column": letters(index), "head": plain_text(head), "holds": key or None}
            for index, head, key in _columns(sheet)
        ],
        "counts": result["counts"],
        "problems": [
            {
                "severity": problem.severity,
                "code": problem.code,
                "row": problem.row,
                "column": letters(problem.column) if problem.column else None,
                "message": problem.sentence,
            }
            for problem in problems
        ],
        "missing": [
            {"name": name, "employee_code": code or None, "unit": unit or None}
            for name, code, unit in result["missing"]
        ],
        "new_units": result["new_units"],
    }
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def _columns(sheet: Sheet) -> Iterator[tuple[int, Cell, str]]:
    heads = sheet.rows[sheet.head] if sheet.rows else ()
    for index, (head, key) in enumerate(zip(heads, sheet.keys, strict=False), 1):
        yield index, head, key


def _column_lines(sheet: Sheet) -> Iterator[str]:
    labels = {column.key: column.label for kind in COLUMNS.values() for column in kind}
    for index, head, key in _columns(sheet):
        if key or plain_text(head):
            meaning = labels[key] if key else "not imported"
            yield f"column {letters(index)} “{plain_text(head)}”: {meaning}"
