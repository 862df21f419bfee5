"""Writes about people: their details, where they work, their passwords, whether they are in."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy.exc import IntegrityError

from accounts import audit_actions, identifiers, names, queries
from accounts.employment import has_left
from accounts.events import AddressesChanged, PeopleChanged, PersonPlaced
from accounts.models import Person, Placement
from accounts.operations.auditing import note
from accounts.operations.sign_in import end_other_sessions
from accounts.queries import PersonAccount
from core.database import db
from core.events import publish


class DetailsRefused(Exception):
    """What `fields` say cannot be; the caller rolls back."""

    def __init__(self, fields: set[str]) -> None:
        super().__init__(f"Refused: {', '.join(sorted(fields))}.")
        self.fields = fields


class IdentifierTaken(DetailsRefused):
    """Somebody else signs in with what `fields` say."""


class UnitClosed(DetailsRefused):
    """Nobody is placed in a unit that is closed."""


class OwnAccount(Exception):
    """Nobody deactivates oneself."""


class LastAdministrator(Exception):
    """Without this person nobody could administer the organisation."""


@dataclass(frozen=True)
class PersonDetails:
    """What is known of a person; blank texts that may be missing are None."""

    full_name: str
    username: str
    employee_code: str | None = None
    sex: str = "not_stated"
    birth_year: int | None = None
    email: str | None = None
    phone: str | None = None
    language: str = "vi"
    rank: str = ""
    started_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True)
class Place:
    """Where somebody works."""

    unit_id: int
    position: str = ""


@dataclass(frozen=True)
class Author:
    """Who writes, when, and which day that is here; in which session, where it is one."""

    person_id: int | None
    at: datetime
    today: date
    session_id: int | None = None


def add_person(
    details: PersonDetails,
    place: Place,
    password_hash: str | None,
    author: Author,
    uuid: UUID | None = None,
) -> Person:
    """Add somebody to the staff, with a password or to be let in by a slip.

    A `uuid` that somebody has already gives way to a new one. Raises DetailsRefused.
    """
    taken = _taken(details, 0)
    if taken:
        raise IdentifierTaken(taken)
    is_free = uuid is not None and queries.find_person(uuid) is None
    person = Person(created_at=author.at, uuid=uuid if is_free else uuid4())
    _write_details(person, details)
    if password_hash is not None:
        _write_password(person, password_hash, author)
    db.session.add(person)
    _flush_unique(details, 0)
    place_person(person.id, place, author)
    note(audit_actions.PERSON_ADDED, author.person_id, author.at, person.id)
    return person


def change_person(person: Person, details: PersonDetails, author: Author | None = None) -> None:
    """Change what is known of a person; the audit says which fields, not what stands there.

    Raises DetailsRefused: a name is taken, or the last administrator would leave.
    """
    person_id = person.id
    taken = _taken(details, person_id)
    if taken:
        raise IdentifierTaken(taken)
    known = asdict(details) | _identifiers(details)
    changed = [name for name, value in known.items() if getattr(person, name) != value]
    former_address = person.email if "email" in changed else None
    if author and details.ended_on and "ended_on" in changed:
        _refuse_last_end(person_id, author.today)
    _write_details(person, details)
    _flush_unique(details, person_id)
    if "sex" in changed:
        _announce_change(person_id)
    if author and changed:
        fields = {"fields": ", ".join(changed)}
        note(audit_actions.PERSON_CHANGED, author.person_id, author.at, person_id, details=fields)
    if author and former_address:
        publish(AddressesChanged(((person_id, former_address),), author.at))


def place_person(person_id: int, place: Place, author: Author) -> None:
    """Let somebody work elsewhere from today on; where she worked before stays on record.

    Raises UnitClosed.
    """
    if not queries.hold_unit(place.unit_id):
        raise UnitClosed({"unit"})
    queries.hold_people([person_id])
    current = queries.find_placement(person_id)
    if current and (current.unit_id, current.position) == (place.unit_id, place.position):
        return
    left = current.unit_id if current else None
    is_move = left != place.unit_id
    if current and current.valid_from == author.today:
        current.unit_id, current.position = place.unit_id, place.position
    else:
        _close_placement(current, author.today)
        db.session.add(Placement(person_id=person_id, valid_from=author.today, **asdict(place)))
    db.session.flush()
    if is_move and current is not None:
        note(audit_actions.PERSON_MOVED, author.person_id, author.at, person_id)
    if is_move:
        publish(PersonPlaced(person_id, place.unit_id, author.at))
        _announce_change(person_id, left)


def is_same_person(account: PersonAccount, details: PersonDetails, place: Place) -> bool:
    """Whether all that is known of somebody is this, to the letter."""
    known = asdict(details) | _identifiers(details)
    placement = account.placement
    return (
        all(getattr(account.person, name) == value for name, value in known.items())
        and placement is not None
        and (placement.unit_id, placement.position) == (place.unit_id, place.position)
    )


def deactivate_person(person: Person, author: Author) -> None:
    """Close somebody's account and end its sessions; what she learnt stays.

    Raises OwnAccount or LastAdministrator.
    """
    if person.id == author.person_id:
        raise OwnAccount
    refuse_last_administrator(person.id, author.today)
    if person.deactivated_at is None:
        note(audit_actions.PERSON_DEACTIVATED, author.person_id, author.at, person.id)
    person.deactivated_at = person.deactivated_at or author.at
    end_other_sessions(person.id, None, author.at)
    db.session.flush()
    _announce_change(person.id)


def close_after_end(person_id: int, author: Author) -> None:
    """Close the account of somebody whose last day is over, unless that was put right meanwhile.

    Raises LastAdministrator.
    """
    person = db.session.get_one(Person, person_id, with_for_update=True, populate_existing=True)
    if person.deactivated_at is None and has_left(person.ended_on, author.today):
        deactivate_person(person, author)


def refuse_last_administrator(person_id: int, today: date) -> None:
    """Raise LastAdministrator where without this person nobody could administer everything."""
    others = set(queries.list_whole_administrators(today)) - {person_id}
    held = () if others else queries.list_held_roles(person_id, today)
    if any(each.role == "administrator" and each.unit_id is None for each in held):
        raise LastAdministrator


def reactivate_person(person: Person, author: Author) -> None:
    """Open somebody's account again; what was assigned meanwhile is assigned to her, too.

    A last day that is over no longer holds. Who was made anonymous at the same moment stays so.
    """
    db.session.refresh(person, with_for_update=True)
    if person.anonymised_at is not None:
        return
    if person.deactivated_at is not None:
        note(audit_actions.PERSON_REACTIVATED, author.person_id, author.at, person.id)
    person.deactivated_at = None
    if has_left(person.ended_on, author.today):
        person.ended_on = None
    db.session.flush()
    placement = queries.find_placement(person.id)
    if placement is not None:
        publish(PersonPlaced(person.id, placement.unit_id, author.at))
        _announce_change(person.id)


def _write_details(person: Person, details: PersonDetails) -> None:
    for name, value in (asdict(details) | _identifiers(details)).items():
        setattr(person, name, value)
    person.sort_key = names.sort_key(details.full_name)
    person.search_key = names.fold(details.full_name)


def _write_password(person: Person, password_hash: str, author: Author) -> None:
    person.password_hash = password_hash
    person.password_set_at = author.at
    person.password_set_by_id = author.person_id


def _announce_change(person_id: int, left_unit_id: int | None = None) -> None:
    """Where somebody counts changed: in the unit where she works, and in the one she left."""
    placement = queries.find_placement(person_id)
    unit_ids = {placement.unit_id if placement else None, left_unit_id} - {None}
    publish(PeopleChanged(frozenset({person_id}), frozenset(each for each in unit_ids if each)))


def _refuse_last_end(person_id: int, today: date) -> None:
    try:
        refuse_last_administrator(person_id, today)
    except LastAdministrator:
        raise DetailsRefused({"ended_on"}) from None


def _close_placement(placement: Placement | None, today: date) -> None:
    if placement:
        placement.valid_to = today
        db.session.flush()


def _identifiers(details: PersonDetails) -> dict[str, str | None]:
    return {
        "username": identifiers.normal_username(details.username),
        "employee_code": identifiers.normal_code(details.employee_code),
        "email": identifiers.normal_email(details.email),
    }


def _taken(details: PersonDetails, person_id: int) -> set[str]:
    with db.session.no_autoflush:
        return queries.list_taken_identifiers(_identifiers(details), person_id)


def _flush_unique(details: PersonDetails, person_id: int) -> None:
    """Write; where somebody was faster with a name since it was looked up, say so."""
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        taken = _taken(details, person_id)
        if not taken:
            raise
        raise IdentifierTaken(taken) from None
