"""Commands about courses: check, import, export."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from core import clock
from core.database import db
from core.sentences import say
from courses import operations, queries
from courses.bundles.assembling import has_errors, sort_problems
from courses.bundles.files import MANIFEST, find_bundles
from courses.bundles.fixing import write_ids
from courses.bundles.programmes import read_programmes
from courses.bundles.reading import BundleReading, read_bundle
from courses.exchange.digests import bundle_digests
from courses.exchange.operations import export_course, merge_bundle, plan_bundle
from courses.exchange.planning import CONFLICT, FATES, FILE, SAME, STUDIO, ImportPlan
from courses.models import Course
from courses.quality.checking import check_course
from courses.quality.summary import CourseSummary, summarise
from quizzes.quiz_markdown.problems import Problem

WOULD_BE = "would be imported"
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
    plan: ImportPlan | None = None
    summary: CourseSummary | None = None

    @property
    def is_refused(self) -> bool:
        """Whether a problem kept it from being taken."""
        return has_errors(self.problems)

    def as_json(self) -> dict[str, Any]:
        """The outcome as JSON values."""
        problems = [vars(problem) for problem in self.problems]
        plan = {"files": self.plan.as_json()} if self.plan else {}
        document = {
            "path": str(self.path),
            "key": self.key,
            "done": self.done or None,
            "problems": problems,
            **plan,
        }
        return {**document, "summary": self.summary.as_json()} if self.summary else document


@dataclass(frozen=True)
class Wish:
    """How bundles are to be brought in."""

    publishes: bool
    is_dry_run: bool
    takes: str | None
    replaces: bool

    def choices(self, plan: ImportPlan) -> dict[str, str]:
        """Which version stays, file by file, where one may choose."""
        if self.replaces:
            return {file.path: FILE for file in plan.files}
        takes = self.takes
        return {file.path: takes for file in plan.of(CONFLICT)} if takes else {}


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
        outcomes.append(_looked_at(path, reading, done))
    _report(outcomes, as_json)


@course_commands.command("import")
@paths_argument
@click.option("--publish", is_flag=True, help="Let learners see them at once.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option(
    "--take",
    type=click.Choice([FILE, STUDIO]),
    help="Which one stays where a text changed in the file and in the studio.",
)
@click.option("--replace", is_flag=True, help="Take all as the file says.")
@json_option
def import_(
    paths: tuple[Path, ...],
    publish: bool,
    dry_run: bool,
    take: str | None,
    replace: bool,
    as_json: bool,
) -> None:
    """Bring bundles in; where one has a mistake, none is."""
    found = find_bundles(paths)
    readings = [read_bundle(path) for path in found]
    outcomes = [_outcome(path, each, "") for path, each in zip(found, readings, strict=True)]
    _refuse_same_keys(outcomes)
    if not any(outcome.is_refused for outcome in outcomes):
        wish = Wish(publish, dry_run, take, replace)
        for outcome, reading in zip(outcomes, readings, strict=True):
            _bring_in(outcome, reading, wish)
    if dry_run or any(outcome.is_refused for outcome in outcomes):
        db.session.rollback()
    else:
        db.session.commit()
    _report(outcomes, as_json)


@course_commands.command("programmes")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@json_option
def programmes(file: Path, as_json: bool) -> None:
    """Say what the programmes are called, and their recommended year: library/programmes.yml."""
    plans, problems = read_programmes(file.read_text(encoding="utf-8", errors="replace"))
    outcome = Outcome(file, None, problems)
    if not outcome.is_refused:
        operations.save_programmes(plans)
        db.session.commit()
        outcome.done = f"{len(plans)} programmes"
    _report([outcome], as_json)


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
        _write_whole(target, export_course(course).chunks())
        db.session.commit()
    except OSError as error:
        message = say("The file cannot be written: %(reason)s.", reason=error.strerror or error)
        problem = Problem(str(target), 0, message)
        _report([Outcome(target, key, [problem])], as_json)
        return
    _report([Outcome(target, key, done="exported")], as_json)


def _looked_at(path: Path, reading: BundleReading, done: str) -> Outcome:
    """A bundle with what could be better in it, and in figures."""
    if reading.bundle is None:
        return _outcome(path, reading, "")
    bundle = reading.bundle
    cares = check_course(bundle.content, bundle.texts, list(bundle.media), clock.now().date())
    problems = sort_problems([*reading.problems, *cares])
    return Outcome(path, reading.key, problems, done, summary=summarise(bundle.content))


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


def _write_whole(target: Path, chunks: Iterator[bytes]) -> None:
    """Write a file whole or not at all."""
    partial = target.with_name(f"{target.name}.part")
    try:
        with partial.open("wb") as file:
            file.writelines(chunks)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _bring_in(outcome: Outcome, reading: BundleReading, wish: Wish) -> None:
    if reading.bundle is None:  # pragma: no cover - refused before
        return
    now, bundle = clock.now(), reading.bundle
    found = queries.find_course(bundle.content.manifest.key)
    plan = outcome.plan = plan_bundle(bundle_digests(bundle), found)
    choices = wish.choices(plan)
    outcome.problems += [_choice_missing(file.path) for file in plan.undecided(choices)]
    if outcome.is_refused:
        return
    if wish.is_dry_run:
        outcome.done = WOULD_BE
        return
    course = merge_bundle(bundle, now, choices)
    outcome.done = "imported"
    if wish.publishes:
        _publish(outcome, course, now)


def _choice_missing(path: str) -> Problem:
    message = say("It changed in the file and in the studio.")
    mend = say("Say --take file or --take studio, or choose in the studio.")
    return Problem(path, 0, message, mend)


def _publish(outcome: Outcome, course: Course, now: datetime) -> None:
    try:
        edition = operations.publish_course(course, is_material=False, note="", at=now)
        outcome.done = f"published as edition {edition.number}"
    except operations.NothingToPublish:
        outcome.done = f"unchanged since edition {course.published_number}"
    except operations.DraftHasMistakes as refusal:
        outcome.problems = refusal.problems
    except operations.ReviewMissing:
        message = say("A second person has to accept this course before it is published.")
        mend = say("Import it without --publish, and ask for a review in the studio.")
        outcome.problems.append(Problem(MANIFEST, 0, message, mend))


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
    if outcome.plan and outcome.done in ("", WOULD_BE):
        for fate in FATES:
            for file in outcome.plan.of(fate) if fate != SAME else []:
                click.echo(f"  {fate:8}  {file.path}")
    for line in outcome.summary.lines() if outcome.summary else ():
        click.echo(f"  {line}")
