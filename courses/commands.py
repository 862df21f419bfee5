"""Commands about courses: check, import, export."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from core import clock
from core.database import db
from core.sentences import say
from courses import operations, queries
from courses.bundles.assembling import has_errors
from courses.bundles.files import MANIFEST
from courses.bundles.fixing import write_ids
from courses.bundles.reading import BundleReading, read_bundle
from courses.operations.exporting import export_bundle
from quizzes.quiz_markdown.problems import Problem

course_commands = AppGroup("courses", help="Course bundles.")

paths_argument = click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True)
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


@dataclass
class Outcome:
    """What came of one bundle."""

    path: Path
    key: str | None = None
    problems: list[Problem] = field(default_factory=list)
    done: str = ""

    @property
    def is_refused(self) -> bool:
        """Whether a problem kept it from being taken."""
        return has_errors(self.problems)

    def as_json(self) -> dict[str, Any]:
        """The outcome as JSON values."""
        problems = [vars(problem) for problem in self.problems]
        return {
            "path": str(self.path),
            "key": self.key,
            "done": self.done or None,
            "problems": problems,
        }


@course_commands.command("check")
@paths_argument
@click.option("--fix", is_flag=True, help="Write the ids of questions that have none.")
@json_option
def check(paths: tuple[Path, ...], fix: bool, as_json: bool) -> None:
    """Say what is wrong with bundles; nothing is imported."""
    outcomes = []
    for path in find_bundles(paths):
        written = _fix(path) if fix else 0
        reading = read_bundle(path)
        done = f"ids written into {written} files" if written else "sound"
        outcomes.append(_outcome(path, reading, "" if reading.bundle is None else done))
    _report(outcomes, as_json)


@course_commands.command("import")
@paths_argument
@click.option("--publish", is_flag=True, help="Let learners see them at once.")
@json_option
def import_(paths: tuple[Path, ...], publish: bool, as_json: bool) -> None:
    """Bring bundles in; where one has a mistake, none is."""
    found = find_bundles(paths)
    readings = [read_bundle(path) for path in found]
    outcomes = [_outcome(path, each, "") for path, each in zip(found, readings, strict=True)]
    _refuse_same_keys(outcomes)
    if not any(outcome.is_refused for outcome in outcomes):
        for outcome, reading in zip(outcomes, readings, strict=True):
            _bring_in(outcome, reading, publish)
    if any(outcome.is_refused for outcome in outcomes):
        db.session.rollback()
    else:
        db.session.commit()
    _report(outcomes, as_json)


@course_commands.command("export")
@click.argument("key")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="FILE.zip")
@json_option
def export(key: str, output: Path | None, as_json: bool) -> None:
    """Write a course as a zip."""
    course = queries.find_course(key)
    target = output or Path(f"{key}.zip")
    if course is None:
        known = ", ".join(each.key for each in queries.list_courses()) or say("none")
        mend = say("Known: %(words)s.", words=known)
        problem = Problem(key, 0, say("There is no course with this key."), mend)
        _report([Outcome(target, key, [problem])], as_json)
        return
    try:
        target.write_bytes(export_bundle(course))
    except OSError as error:
        message = say("The file cannot be written: %(reason)s.", reason=error.strerror)
        problem = Problem(str(target), 0, message)
        _report([Outcome(target, key, [problem])], as_json)
        return
    _report([Outcome(target, key, done="exported")], as_json)


def find_bundles(paths: tuple[Path, ...]) -> list[Path]:
    """The bundles meant: a folder of several stands for all of them."""
    found: list[Path] = []
    for path in paths:
        inner = []
        if path.is_dir() and not (path / MANIFEST).exists():
            inner = sorted(each.parent for each in path.glob(f"*/{MANIFEST}"))
        found += inner or [path]
    return found


def _outcome(path: Path, reading: BundleReading, done: str) -> Outcome:
    return Outcome(path, reading.key, list(reading.problems), done)


def _refuse_same_keys(outcomes: list[Outcome]) -> None:
    first: dict[str, Path] = {}
    for outcome in outcomes:
        key = outcome.key
        if key in first:
            message = say("The key %(key)s is that of %(path)s too.", key=key, path=first[key])
            mend = say("Give each course its own.")
            outcome.problems.append(Problem(MANIFEST, 0, message, mend))
        elif key is not None:
            first[key] = outcome.path


def _bring_in(outcome: Outcome, reading: BundleReading, publish: bool) -> None:
    if reading.bundle is None:  # pragma: no cover - refused before
        return
    now = clock.now()
    course = operations.import_bundle(reading.bundle, now)
    outcome.done = "imported"
    if not publish:
        return
    try:
        edition = operations.publish_course(course, is_material=False, note="", at=now)
        outcome.done = f"published as edition {edition.number}"
    except operations.NothingToPublish:
        outcome.done = f"unchanged since edition {course.published_number}"
    except operations.DraftHasMistakes as refusal:
        outcome.problems = refusal.problems


def _fix(path: Path) -> int:
    """Write ids into the quiz files of a folder; how many files that changed."""
    reading = read_bundle(path)
    if not path.is_dir() or reading.bundle is None:
        return 0
    language = reading.bundle.content.manifest.language
    content = reading.bundle.content
    originals = [each.path for each in (*content.quizzes.values(), *content.banks.values())]
    changed = 0
    for name in originals:
        source = reading.bundle.texts[name]
        fixed = write_ids(source, name, language)
        if fixed != source:
            (path / name).write_bytes(fixed.encode())
            changed += 1
    return changed


def _report(outcomes: list[Outcome], as_json: bool) -> None:
    """Print what came of it and end with 1 where anything was refused."""
    is_refused = any(outcome.is_refused for outcome in outcomes)
    if as_json:
        document = {"ok": not is_refused, "bundles": [each.as_json() for each in outcomes]}
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        for outcome in outcomes:
            _print(outcome, is_refused)
    if is_refused:
        raise SystemExit(1)


def _print(outcome: Outcome, is_refused: bool) -> None:
    for problem in outcome.problems:
        place = "/".join(filter(None, [str(outcome.path), problem.path]))
        line = f":{problem.line}" if problem.line else ""
        kind = "" if problem.severity == "error" else f"{problem.severity}: "
        sentence = f"{kind}{problem.message} {problem.suggestion}".rstrip()
        click.echo(f"{place}{line}: {sentence}", err=True)
    if outcome.done and not is_refused:
        click.echo(f"{outcome.key or outcome.path}: {outcome.done}")
