"""SELECTs for importing and exporting the staff."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select, text
from sqlalchemy.orm import undefer

from accounts.importing.plan import KnownPerson, World
from accounts.importing.tree import TreeUnit, UnitTree
from accounts.models import ImportRun, Person, Placement, RoleGrant, UnitPeriod
from accounts.queries import people as people_queries
from accounts.queries.roles import list_whole_administrators
from accounts.queries.units import list_units, lock_tree
from accounts.reach import Reach
from core.database import db
from core.jobs.models import Job

PERSON_COLUMNS = (
    Person.id,
    Person.username,
    Person.employee_code,
    Person.full_name,
    Person.sex,
    Person.birth_year,
    Person.email,
    Person.phone,
    Person.rank,
    Person.language,
    Person.started_on,
    Person.ended_on,
    Person.deactivated_at,
    Person.anonymised_at,
    Placement.unit_id,
    Placement.position,
    Placement.valid_from,
    Person.sort_key,
)

Facts = tuple[list[tuple[Any, ...]], set[int]]


def read_world(
    reach: Reach, today: date, author_id: int | None = None, creates_units: bool = False
) -> World:
    """Everybody and every unit of today, as a file is held against them."""
    tree = read_tree(reach)
    administrators = frozenset(list_whole_administrators(today))
    facts = _read_facts(reach, today)
    people = _known_people(facts, tree, reach)
    return World(people, tree, today, author_id, administrators, creates_units, facts=facts)


def read_tree(reach: Reach) -> UnitTree:
    """The units of today; those beyond reach serve only for whole paths."""
    return UnitTree.of(
        TreeUnit(unit.id, unit.key, unit.name, unit.kind, unit.path, unit.parent_id, covered)
        for unit in list_units()
        for covered in [reach.covers(unit.path)]
    )


def list_known_people(tree: UnitTree, reach: Reach, today: date) -> list[KnownPerson]:
    """Everybody, as a Vietnamese register sorts them. Who was made anonymous is beyond reach."""
    return _known_people(_read_facts(reach, today), tree, reach)


def is_world_still(world: World, reach: Reach) -> bool:
    """Whether everything a plan was made from is as it was; asked once nobody else can write."""
    return (
        _read_facts(reach, world.today) == world.facts
        and read_tree(reach).units == world.tree.units
        and frozenset(list_whole_administrators(world.today)) == world.administrators
    )


def _read_facts(reach: Reach, today: date) -> Facts:
    """The rows of everybody, and who holds a role beyond reach.

    In the order of their ids and past the ORM: they are read again while the lock is held.
    """
    is_current = and_(Placement.person_id == Person.id, Placement.valid_to.is_(None))
    query = select(*PERSON_COLUMNS).outerjoin(Placement, is_current).order_by(Person.id)
    rows = db.session.connection().execute(query)
    return [tuple(row) for row in rows], _beyond_reach(reach, today)


def _known_people(facts: Facts, tree: UnitTree, reach: Reach) -> list[KnownPerson]:
    rows, mighty = facts
    within = {unit.id for unit in tree.units.values() if unit.is_within}
    return [
        _known_person(
            row,
            is_within=row[13] is None and (reach.is_whole or row[14] in within),
            is_managed=row[0] not in mighty,
        )
        for row in sorted(rows, key=lambda each: (each[-1], each[0]))
    ]


def _known_person(row: tuple[Any, ...], is_within: bool, is_managed: bool) -> KnownPerson:
    """Somebody by the columns of PERSON_COLUMNS."""
    *named, deactivated_at, _anonymised_at, unit_id, position, placed_on, _sort_key = row
    is_active = deactivated_at is None
    fields = (*named, is_active, unit_id, position or "", placed_on, is_within, is_managed)
    return KnownPerson(*fields)


def hold_everybody() -> None:
    """Let nobody else write people, places or units until this transaction ends.

    On SQLite a transaction that writes does so by itself.
    """
    lock_tree()
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("LOCK TABLE persons, placements IN SHARE ROW EXCLUSIVE MODE"))


def find_last_person_id() -> int:
    """The highest id of a person; 0 where there is none."""
    return db.session.scalar(select(func.max(Person.id))) or 0


def list_ids_after(person_id: int) -> list[int]:
    """The ids of everybody added since, in the order in which they were."""
    query = select(Person.id).where(Person.id > person_id).order_by(Person.id)
    return list(db.session.connection().scalars(query))


def list_placed_since(day: date) -> set[int]:
    """Who came where they work on this day or later."""
    query = select(Placement.person_id).where(
        Placement.valid_to.is_(None), Placement.valid_from >= day
    )
    return set(db.session.scalars(query))


def find_run(uuid: UUID, by_id: int) -> ImportRun | None:
    """One's own import, as it stands now."""
    query = select(ImportRun).where(ImportRun.uuid == uuid, ImportRun.by_id == by_id)
    return db.session.scalars(query.execution_options(populate_existing=True)).first()


def find_whole_run(uuid: UUID) -> ImportRun | None:
    """An import as it stands now, with all it holds."""
    query = select(ImportRun).where(ImportRun.uuid == uuid)
    whole = query.options(undefer(ImportRun.content), undefer(ImportRun.result))
    return db.session.scalars(whole.execution_options(populate_existing=True)).first()


def get_run(uuid: UUID) -> ImportRun:
    """The same of one that is there; raises LookupError."""
    run = find_whole_run(uuid)
    if run is None:
        raise LookupError("This import is gone.")
    return run


def list_runs(by_id: int) -> list[tuple[ImportRun, str | None]]:
    """One's latest imports, each with how its job stands, if there is one."""
    query = select(ImportRun, Job.state).outerjoin(Job, Job.uuid == ImportRun.job_uuid)
    latest = query.where(ImportRun.by_id == by_id).order_by(ImportRun.id.desc()).limit(10)
    return [(run, job_state) for run, job_state in db.session.execute(latest)]


def _beyond_reach(reach: Reach, today: date) -> set[int]:
    """Who holds a role that reaches beyond this reach, or will: nobody below changes her."""
    if reach.is_whole:
        return set()
    query: Any = (
        select(RoleGrant.person_id, RoleGrant.unit_id, UnitPeriod.path)
        .outerjoin(
            UnitPeriod,
            and_(UnitPeriod.unit_id == RoleGrant.unit_id, UnitPeriod.valid_to.is_(None)),
        )
        .where(people_queries.grant_stands(today))
        .order_by(RoleGrant.id)
    )
    rows = db.session.execute(query)
    return {row.person_id for row in rows if row.unit_id is None or not reach.covers(row.path)}
