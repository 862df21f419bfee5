"""Commands about questions: looking into a file, bringing it in, giving a bank out."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NoReturn

import click
from flask.cli import AppGroup

from core import clock
from core.database import db
from core.sentences import Refusal, Sentence, say
from courses.models import Course
from courses.operations import DraftFileRefused
from courses.queries import find_course, get_course_for_update, list_courses
from interop import operations, queries
from interop.lessons.course import key_of
from interop.questions.as_json import problem_as_json, read_as_json
from interop.questions.banks import BankFile, begin_bank, find_bank
from interop.questions.drafts import QuestionsRead
from interop.questions.formats import FORMATS, Write, read_questions
from quizzes.quiz_markdown.problems import Problem

question_commands = AppGroup("questions", help="Questions in foreign formats.")

READABLE = [each.name for each in FORMATS.values() if each.read]
WRITABLE: Mapping[str, Write] = {each.name: each.write for each in FORMATS.values() if each.write}
file_argument = click.argument(
    "file", type=click.Path(path_type=Path, exists=True, dir_okay=False, readable=True)
)
from_option = click.option("--from", "from_", type=click.Choice(READABLE), help="The format.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


@question_commands.command("inspect")
@file_argument
@from_option
def inspect(file: Path, from_: str | None) -> None:
    """Say as JSON what an import would bring; nothing is changed."""
    try:
        found, read = read_questions(file.name, file.read_bytes(), from_)
    except Refusal as refusal:
        problem = problem_as_json(Problem(file.name, 0, refusal.reason))
        _print_json({"format": from_, "questions": [], "problems": [problem]})
        raise SystemExit(1) from refusal
    _print_json(read_as_json(found.name, read))


@question_commands.command("import")
@file_argument
@click.option("--bank", required=True, metavar="COURSE/BANK")
@from_option
@json_option
def import_(file: Path, bank: str, from_: str | None, as_json: bool) -> None:
    """Put the questions of a file into a bank of a draft: all of them, or nothing."""
    course_key, name = _split(bank)
    course = _course(course_key, as_json)
    try:
        _format, read = read_questions(file.name, file.read_bytes(), from_, course.language)
    except Refusal as refusal:
        _refuse([Problem(file.name, 0, refusal.reason)], as_json)
    if any(each.severity == "error" for each in read.problems):
        _refuse(read.problems, as_json)
    _bring_in(course, name, read, as_json)


@question_commands.command("export")
@click.argument("bank", metavar="COURSE/BANK")
@click.option("--to", "to", required=True, type=click.Choice(list(WRITABLE)), help="The format.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False))
def export(bank: str, to: str, output: Path | None) -> None:
    """Write a bank in another format, to standard output or a file."""
    course_key, name = _split(bank)
    course = _course(course_key, False)
    banks = queries.list_banks(course)
    found = find_bank(banks, name)
    if found is None:
        _refuse([_unknown(bank, say("There is no such bank."), [each.file.id for each in banks])])
    written = WRITABLE[to](found.file)
    _print_problems(written.problems)
    if output is None:
        click.echo(written.content, nl=False)
        return
    try:
        output.write_bytes(written.content)
    except OSError as error:
        message = say("The file cannot be written: %(reason)s.", reason=error.strerror)
        _refuse([Problem(str(output), 0, message)])


def _bring_in(course: Course, name: str, read: QuestionsRead, as_json: bool) -> None:
    held = get_course_for_update(course.id)
    bank = find_bank(queries.list_banks(held), name) or _new_bank(held, name, as_json)
    try:
        done = operations.add_questions(held, bank, read.questions, clock.now(), None)
    except DraftFileRefused as refusal:
        db.session.rollback()
        _refuse([Problem(bank.path, 0, refusal.reason)], as_json)
    db.session.commit()
    counts = {"added": len(done.added), "known": len(done.known)}
    if as_json:
        problems = [problem_as_json(each) for each in read.problems]
        _print_json({"ok": True, "bank": bank.path, **counts, "problems": problems})
        return
    _print_problems(read.problems)
    click.echo(f"{bank.path}: {counts['added']} added, {counts['known']} there already")


def _new_bank(course: Course, name: str, as_json: bool) -> BankFile:
    if name != key_of(name):
        message = say("A bank cannot be called %(name)s.", name=name[:80])
        mend = say("Use small letters, digits and single hyphens.")
        _refuse([Problem(name, 0, message, mend)], as_json)
    return begin_bank(name, name, course.manifest.get("language") or course.language)


def _split(bank: str) -> tuple[str, str]:
    course, sign, name = bank.partition("/")
    if not (course and sign and name):
        raise click.UsageError("Name the bank as COURSE/BANK.")
    return course, name


def _course(key: str, as_json: bool) -> Course:
    found = find_course(key)
    if found is None:
        known = [each.key for each in list_courses()]
        _refuse([_unknown(key, say("There is no course with this key."), known)], as_json)
    return found


def _unknown(name: str, message: Sentence, known: list[str]) -> Problem:
    words = ", ".join(known) or say("none")
    return Problem(name, 0, message, say("Known: %(words)s.", words=words))


def _refuse(problems: Iterable[Problem], as_json: bool = False) -> NoReturn:
    """Say why and end with 1."""
    if as_json:
        _print_json({"ok": False, "problems": [problem_as_json(each) for each in problems]})
    else:
        _print_problems(problems)
    raise SystemExit(1)


def _print_problems(problems: Iterable[Problem]) -> None:
    for problem in problems:
        line = f":{problem.line}" if problem.line else ""
        kind = "" if problem.severity == "error" else f"{problem.severity}: "
        sentence = f"{kind}{problem.message} {problem.suggestion}".rstrip()
        click.echo(f"{problem.path}{line}: {sentence}".lstrip(": "), err=True)


def _print_json(document: dict[str, Any]) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))
