"""The people behind the numbers. Numbers and rows come from the same conditions, made here."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    case,
    false,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from accounts.models import Person, Placement, UnitPeriod
from core.database import db
from courses.models import Course
from enrolments.models import ActivityResult, EarlierCompletion, Enrolment, StandingCount
from reports.completion import MISSING, STATES, Group, Past, PeopleFilter, shown_state
from reports.queries import as_of


def list_groups(
    paths: tuple[str, ...] | None, today: date, past: Past | None = None
) -> list[Group]:
    """How many people of each course, sex, shown state and due day work at `paths` or below.

    Today's are kept ready; those of a past day are counted.
    """
    rows = _past_counts(past) if past else _kept_counts(paths)
    return [
        Group(course_id, sex, shown_state(state, due_on, today), count, due_on)
        for course_id, sex, state, due_on, count in rows
    ]


def _past_counts(past: Past) -> list[Row[*tuple[Any, ...]]]:
    columns = (
        Enrolment.course_id,
        Person.sex,
        as_of.state(past).label("state"),
        as_of.due_on(past).label("due_on"),
    )
    each = _counted(columns, None, past).subquery()
    query = select(*each.c, func.count()).group_by(*each.c)
    return list(db.session.execute(query))


def _kept_counts(paths: tuple[str, ...] | None) -> list[Row[*tuple[Any, ...]]]:
    """What is kept. Of a course that is withdrawn, due days rest."""
    due_on = case((Course.withdrawn_at.is_(None), StandingCount.due_on), else_=null())
    keys = (StandingCount.course_id, StandingCount.sex, StandingCount.state, due_on)
    query = select(*keys, func.sum(StandingCount.people)).group_by(*keys)
    query = query.join(Course, Course.id == StandingCount.course_id)
    return list(db.session.execute(_within(query, paths)))


def list_unit_counts(
    course_ids: Iterable[int], paths: tuple[str, ...] | None
) -> list[Row[*tuple[Any, ...]]]:
    """Of each course and unit (by path), how many are to take it (total), how many completed."""
    is_completed = StandingCount.state == "completed"
    query = (
        select(
            StandingCount.course_id,
            UnitPeriod.path,
            func.sum(StandingCount.people).label("total"),
            func.coalesce(func.sum(StandingCount.people).filter(is_completed), 0).label(
                "completed"
            ),
        )
        .join(UnitPeriod, UnitPeriod.unit_id == StandingCount.unit_id)
        .where(UnitPeriod.valid_to.is_(None), StandingCount.course_id.in_(sorted(course_ids)))
        .group_by(StandingCount.course_id, UnitPeriod.path)
        .order_by(StandingCount.course_id, UnitPeriod.path)
    )
    return list(db.session.execute(_within(query, paths)))


def count_by_week(
    course_id: int, paths: tuple[str, ...] | None, starts: Sequence[datetime]
) -> dict[int, int]:
    """How many completed in the week that begins at each of `starts`; -1: before the first.

    Completions that were asked for again count in the week in which they were.
    """
    in_course = Enrolment.course_id == course_id
    stands = _counted((Enrolment.completed_at.label("at"),), paths).where(
        in_course, Enrolment.state.in_(("completed", "asked_again"))
    )
    was_answered = EarlierCompletion.completed_at != Enrolment.completed_at
    stood = _earlier(EarlierCompletion.completed_at, paths).where(in_course, was_answered)
    return _by_week(union_all(stands, stood), starts)


def count_asked_by_week(
    course_id: int, paths: tuple[str, ...] | None, starts: Sequence[datetime]
) -> dict[int, int]:
    """The same of those who were asked again, and so had not completed from then on."""
    asked = _earlier(EarlierCompletion.asked_again_at, paths)
    return _by_week(asked.where(Enrolment.course_id == course_id), starts)


def _earlier(moment: Any, paths: tuple[str, ...] | None) -> Select[Any]:
    is_theirs = EarlierCompletion.enrolment_id == Enrolment.id
    return _counted((moment.label("at"),), paths).join(EarlierCompletion, is_theirs)


def _by_week(moments: Any, starts: Sequence[datetime]) -> dict[int, int]:
    each = moments.subquery()
    whens = [(each.c.at < start, index - 1) for index, start in enumerate(starts)]
    week = case(*whens, else_=len(starts) - 1).label("week")
    query = select(week, func.count()).select_from(each).group_by("week")
    return {row[0]: row[1] for row in db.session.execute(query)}


def is_taken_in(course_id: int, paths: tuple[str, ...] | None) -> bool:
    """Whether anybody at `paths` or below is to take this course."""
    query = select(StandingCount.id).where(StandingCount.course_id == course_id).limit(1)
    return db.session.execute(_within(query, paths)).first() is not None


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
        ActivityResult.enrolment_id == Enrolment.id,
        ActivityResult.activity_id == scored_id,
        as_of.is_result(wanted.past),
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
    query = query.where(as_of.is_result(wanted.past))
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
        _shown_state(wanted, today).label("shown"),
        _due_on(wanted).label("due_on"),
        as_of.completed_at(wanted.past).label("completed_at"),
        ActivityResult.scaled_score,
        as_of.left_unit_id(wanted.past, wanted.is_sensitive).label("left_unit_id"),
    )


def _within(
    counts: Select[*tuple[Any, ...]], paths: tuple[str, ...] | None
) -> Select[*tuple[Any, ...]]:
    """The kept counts of units at `paths` or below."""
    return counts if paths is None else counts.where(StandingCount.unit_id.in_(_units_under(paths)))


def _counted(
    columns: Iterable[Any], paths: tuple[str, ...] | None, past: Past | None = None
) -> Select[Any]:
    """Who counts: active people who work at `paths` or below, and were assigned a course.

    With a `past`, those who worked in its units on its day.

    What somebody took by choice is nobody's affair.
    """
    query = (
        select(*columns)
        .select_from(Enrolment)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Placement, and_(Placement.person_id == Person.id, as_of.is_placed(past)))
        .where(as_of.is_counted(past))
    )
    if past is not None:
        return query.where(Placement.unit_id.in_(past.unit_ids))
    return query if paths is None else query.where(Placement.unit_id.in_(_units_under(paths)))


def _wanted(columns: Iterable[Any], wanted: PeopleFilter, today: date) -> Select[Any]:
    query = _counted(columns, wanted.paths, wanted.past).where(
        Enrolment.course_id == wanted.course_id
    )
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


def _due_on(wanted: PeopleFilter) -> Any:
    return null() if wanted.is_resting else as_of.due_on(wanted.past)


def _shown_state(wanted: PeopleFilter, today: date) -> ColumnElement[str]:
    """As completion.shown_state decides."""
    state = as_of.state(wanted.past)
    other = literal("not_started") if wanted.is_sensitive else state
    return case(
        (state == "completed", "completed"),
        (_due_on(wanted) < today, "overdue"),
        else_=other,
    )


def _is_in_state(wanted: PeopleFilter, today: date) -> ColumnElement[bool]:
    """As completion.is_in_state decides."""
    if wanted.state == MISSING:
        return as_of.state(wanted.past) != "completed"
    return _shown_state(wanted, today) == wanted.state


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
        state_ranks = {state: rank for rank, state in enumerate(STATES)}
        column = case(state_ranks, value=_shown_state(wanted, today))
    else:
        column = (
            as_of.due_on(wanted.past) if wanted.sort == "due" else as_of.completed_at(wanted.past)
        )
    if column is None:
        return []
    return [(column.desc() if wanted.is_descending else column.asc()).nulls_last()]
