"""What a request asks of the reports, within what its person may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import abort, current_app, request

from accounts.names import fold
from accounts.queries import CurrentUnit, list_units, list_units_on
from accounts.tree import seen_on
from core import clock
from core.identity import person
from reports import completion
from reports.completion import NOBODY, Numbers, Past, PeopleFilter, ReportCourse, add_up
from reports.goals import goals_in_force, most_pressing
from reports.past import past_of, shown_courses
from reports.queries import courses, goals, people
from reports.queries.goals import GoalRow
from reports.scope import READERS, Scope, scope_of, unit_ids_on

LONGEST_SEARCH = 80


@dataclass(frozen=True)
class Asked:
    """One course at one place: what all the pages of completion are about.

    `tops` are the paths of the topmost units looked at; `numbers` are by course; `goals` are
    those of the tops and of the units above them. By a `past`, `today` is its day, and no goals
    are held against it.
    """

    scope: Scope
    units: Sequence[CurrentUnit]
    unit: CurrentUnit | None
    paths: tuple[str, ...] | None
    tops: tuple[str, ...]
    numbers: dict[int, Numbers]
    courses: Sequence[ReportCourse]
    goals: Sequence[GoalRow]
    course: ReportCourse | None
    today: date
    past: Past | None = None

    @property
    def of_course(self) -> Numbers:
        """The numbers of the course looked at."""
        return self.numbers_of(self.course) if self.course else NOBODY

    @property
    def unit_names(self) -> dict[int, str]:
        """The names of the units seen, by id, in their order."""
        return {unit.id: unit.name for unit in self.units}

    def numbers_of(self, course: ReportCourse) -> Numbers:
        """The numbers of one course."""
        return self.numbers.get(course.id, NOBODY)

    def name_at(self, path: str) -> str:
        """The name of the unit at `path`."""
        return next((unit.name for unit in self.units if unit.path == path), "")


def read_asked() -> Asked:
    """Parse the request; 404 for a unit or course that is not the person's to see."""
    scope = scope_of(person().scopes_of(*READERS))
    every = courses.list_courses()
    present = clock.today(current_app.config["TIMEZONE"])
    day = _past_day(present, every)
    units = _units(scope, day)
    unit = _chosen_unit(units)
    past = past_of(day, _end_of(day), units, unit) if day else None
    paths, today = ((unit.path,) if unit else scope.paths), day or present
    tops = top_paths(paths, units)
    numbers = add_up(people.list_groups(paths, today, past))
    above = {each for path in tops for each in unit_ids_on(path)}
    goal_rows = [] if past else goals.list_goals((), above)
    every = shown_courses(every, past)
    course = _chosen_course(every, scope, numbers)
    course = course or _first_course(every, numbers, goal_rows, tops, today)
    shown = [each for each in every if each.id in numbers or each == course]
    return Asked(scope, units, unit, paths, tops, numbers, shown, goal_rows, course, today, past)


def top_paths(paths: tuple[str, ...] | None, units: Sequence[CurrentUnit]) -> tuple[str, ...]:
    """The topmost units of `paths`; of the whole organisation, its roots."""
    if paths is not None:
        return paths
    return tuple(unit.path for unit in units if unit.parent_id is None)


def read_filter(asked: Asked, course: ReportCourse) -> PeopleFilter:
    """Which people are asked for; what is not understood filters nothing."""
    states: Sequence[str] = (*completion.STATES, completion.MISSING)
    sorts: Sequence[str] = completion.SORTS
    if course.is_sensitive:
        states = (*completion.SENSITIVE_STATES, completion.MISSING)
        sorts = completion.SENSITIVE_SORTS
    sort = request.args.get("sort", "")
    return PeopleFilter(
        course_id=course.id,
        paths=asked.paths,
        is_sensitive=course.is_sensitive,
        state=_one_of(states, "state"),
        sex=_one_of(completion.SEXES, "sex"),
        search=fold(typed_search()),
        sort=sort.removeprefix("-") if sort.removeprefix("-") in sorts else "name",
        is_descending=sort.startswith("-") and sort[1:] in sorts,
        past=asked.past,
        is_resting=course.is_withdrawn and asked.past is None,
    )


def typed_search() -> str:
    """What is looked for; control characters are nobody's name, and PostgreSQL refuses one."""
    typed = request.args.get("q", "")[:LONGEST_SEARCH]
    return "".join(letter if letter.isprintable() else " " for letter in typed).strip()


def local_day(moment: datetime) -> date:
    """The day of a moment where the organisation is."""
    return moment.astimezone(zone()).date()


def zone() -> ZoneInfo:
    """The organisation's time zone."""
    return ZoneInfo(current_app.config["TIMEZONE"])


def _end_of(day: date) -> datetime:
    return clock.end_of(day, current_app.config["TIMEZONE"])


def _past_day(today: date, every: Sequence[ReportCourse]) -> date | None:
    """The day that was asked for, if it is one that is past; of a sensitive course, none is."""
    key = request.args.get("course", "")
    if any(course.key == key and course.is_sensitive for course in every):
        return None
    try:
        day = date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return None
    return day if day < today else None


def _units(scope: Scope, day: date | None) -> list[CurrentUnit]:
    units = list_units()
    if day is None:
        return [unit for unit in units if scope.covers(unit.path)]
    return seen_on(list_units_on(day), units, scope.paths)


def _one_of(values: Sequence[str], name: str) -> str:
    value = request.args.get(name, "")
    return value if value in values else ""


def _chosen_unit(units: Sequence[CurrentUnit]) -> CurrentUnit | None:
    key = request.args.get("unit", "")
    if not key:
        return None
    return next((unit for unit in units if unit.key == key), None) or abort(404)


def _chosen_course(
    every: Sequence[ReportCourse], scope: Scope, numbers: dict[int, Numbers]
) -> ReportCourse | None:
    key = request.args.get("course", "")
    if not key:
        return None
    course = next((each for each in every if each.key == key), None)
    if course is None:
        abort(404)
    if course.id not in numbers and not people.is_taken_in(course.id, scope.paths):
        abort(404)
    return course


def _first_course(
    every: Sequence[ReportCourse],
    numbers: dict[int, Numbers],
    goal_rows: Sequence[GoalRow],
    tops: Sequence[str],
    today: date,
) -> ReportCourse | None:
    """Where nobody says which course: the one whose goal is due first, else the first there is."""
    taken = [course for course in every if course.id in numbers]
    in_force = [goal for path in tops for goal in goals_in_force(goal_rows, path).values()]
    pressing = most_pressing((goal for goal in in_force if goal.course_id in numbers), today)
    wanted = [course for course in taken if pressing and course.id == pressing.course_id]
    return next(iter(wanted or taken), None)
