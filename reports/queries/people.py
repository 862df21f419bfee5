"""The people behind the numbers. Numbers and rows come from the same conditions, made here."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, false, func, literal, or_, select

from accounts.models import Person, Placement, UnitPeriod
from core.database import db
from enrolments.models import ActivityResult, Enrolment
from reports.completion import MISSING, Group, PeopleFilter, shown_state


def list_groups(paths: tuple[str, ...] | None, today: date) -> list[Group]:
    """How many people of each course, sex, shown state and due day work at `paths` or below.

    The shown state is decided here, once for each group; decided for each row in the database it
    takes half as long again as counting them.
    """
    keys = (Enrolment.course_id, Person.sex, Enrolment.state, Enrolment.due_on)
    query = _counted((*keys, func.count()), paths).group_by(*keys)
    return [
        Group(course_id, sex, shown_state(state, due_on, today), count, due_on)
        for course_id, sex, state, due_on, count in db.session.execute(query)
    ]


def list_unit_counts(course_ids: Iterable[int], paths: tuple[str, ...] | None) -> list[Row[Any]]:
    """Of each course and unit (by path), how many are to take it (total), how many completed."""
    columns = (
        Enrolment.course_id,
        UnitPeriod.path,
        func.count().label("total"),
        func.count().filter(Enrolment.state == "completed").label("completed"),
    )
    is_current = and_(UnitPeriod.unit_id == Placement.unit_id, UnitPeriod.valid_to.is_(None))
    query = (
        _counted(columns, paths)
        .join(UnitPeriod, is_current)
        .where(Enrolment.course_id.in_(sorted(course_ids)))
        .group_by(Enrolment.course_id, UnitPeriod.path)
        .order_by(Enrolment.course_id, UnitPeriod.path)
    )
    return list(db.session.execute(query))


def count_by_week(
    course_id: int, paths: tuple[str, ...] | None, starts: Sequence[datetime]
) -> dict[int, int]:
    """How many completed in the week that begins at each of `starts`; -1: before the first."""
    whens = [(Enrolment.completed_at < start, index - 1) for index, start in enumerate(starts)]
    week = case(*whens, else_=len(starts) - 1).label("week")
    query = (
        _counted((week, func.count()), paths)
        .where(Enrolment.course_id == course_id, Enrolment.state == "completed")
        .group_by("week")
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def is_taken_in(course_id: int, paths: tuple[str, ...] | None) -> bool:
    """Whether anybody at `paths` or below is to take this course."""
    query = _counted((Enrolment.id,), paths).where(Enrolment.course_id == course_id)
    return db.session.execute(query.limit(1)).first() is not None


def count_people(wanted: PeopleFilter, today: date) -> int:
    """How many people the filter lets through."""
    query = _wanted((func.count(),), wanted, today)
    return db.session.scalar(query) or 0


def list_people(
    wanted: PeopleFilter,
    today: date,
    unit_order: Sequence[int],
    scored_id: int | None = None,
    page: slice = slice(None),
) -> list[Row[Any]]:
    """The people the filter lets through, in its order, with the score in activity `scored_id`."""
    has_score = and_(
        ActivityResult.enrolment_id == Enrolment.id, ActivityResult.activity_id == scored_id
    )
    query = _wanted(_line(wanted, today), wanted, today).outerjoin(ActivityResult, has_score)
    query = query.order_by(*_order(wanted, today, unit_order), Person.sort_key, Person.id)
    if page.stop is not None:
        query = query.limit(page.stop - page.start).offset(page.start)
    return list(db.session.execute(query))


def list_results(wanted: PeopleFilter, today: date) -> list[Row[Any]]:
    """What the people the filter lets through did of each activity."""
    columns = (
        ActivityResult.enrolment_id,
        ActivityResult.activity_id,
        ActivityResult.state,
        ActivityResult.completed_at,
        ActivityResult.scaled_score,
    )
    query = _wanted(columns, wanted, today)
    query = query.join(ActivityResult, ActivityResult.enrolment_id == Enrolment.id)
    order = (ActivityResult.enrolment_id, ActivityResult.activity_id)
    return list(db.session.execute(query.order_by(*order)))


def _line(wanted: PeopleFilter, today: date) -> tuple[Any, ...]:
    """What is read of each person of a list."""
    return (
        Enrolment.id,
        Person.full_name,
        Person.employee_code,
        Person.sex,
        Placement.unit_id,
        _shown_state(today, wanted.is_sensitive).label("shown"),
        Enrolment.due_on,
        Enrolment.completed_at,
        ActivityResult.scaled_score,
    )


def _counted(columns: Iterable[Any], paths: tuple[str, ...] | None) -> Select[Any]:
    """Who counts: active people who work at `paths` or below today, and were assigned a course.

    What somebody took by choice is nobody's affair.
    """
    query = (
        select(*columns)
        .select_from(Enrolment)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Placement, and_(Placement.person_id == Person.id, Placement.valid_to.is_(None)))
        .where(Person.deactivated_at.is_(None), Enrolment.assignment_id.is_not(None))
    )
    return query if paths is None else query.where(Placement.unit_id.in_(_units_under(paths)))


def _wanted(columns: Iterable[Any], wanted: PeopleFilter, today: date) -> Select[Any]:
    query = _counted(columns, wanted.paths).where(Enrolment.course_id == wanted.course_id)
    if wanted.state:
        query = query.where(_is_in_state(wanted, today))
    if wanted.sex:
        query = query.where(Person.sex == wanted.sex)
    if wanted.search:
        query = query.where(_is_found(wanted.search))
    return query


def _units_under(paths: tuple[str, ...]) -> Select[Any]:
    below = [UnitPeriod.path.like(f"{path}%") for path in paths]
    return select(UnitPeriod.unit_id).where(
        UnitPeriod.valid_to.is_(None), or_(*below) if below else false()
    )


def _shown_state(today: date, is_sensitive: bool) -> ColumnElement[str]:
    """As completion.shown_state decides."""
    other = literal("not_started") if is_sensitive else Enrolment.state
    return case(
        (Enrolment.state == "completed", "completed"),
        (Enrolment.due_on < today, "overdue"),
        else_=other,
    )


def _is_in_state(wanted: PeopleFilter, today: date) -> ColumnElement[bool]:
    """As completion.is_in_state decides."""
    if wanted.state == MISSING:
        return Enrolment.state != "completed"
    return _shown_state(today, wanted.is_sensitive) == wanted.state


def _is_found(search: str) -> ColumnElement[bool]:
    return or_(
        Person.search_key.contains(search, autoescape=True),
        func.lower(Person.employee_code).contains(search, autoescape=True),
    )


def _order(
    wanted: PeopleFilter, today: date, unit_order: Sequence[int]
) -> list[ColumnElement[Any]]:
    if wanted.sort == "name":
        return [Person.sort_key.desc()] if wanted.is_descending else []
    if wanted.sort == "unit":
        ranks = {unit_id: rank for rank, unit_id in enumerate(unit_order)}
        column: Any = case(ranks, value=Placement.unit_id, else_=len(ranks)) if ranks else None
    elif wanted.sort == "state":
        state_ranks = {"overdue": 0, "not_started": 1, "in_progress": 2, "completed": 3}
        column = case(state_ranks, value=_shown_state(today, wanted.is_sensitive))
    else:
        column = Enrolment.due_on if wanted.sort == "due" else Enrolment.completed_at
    if column is None:
        return []
    return [(column.desc() if wanted.is_descending else column.asc()).nulls_last()]
