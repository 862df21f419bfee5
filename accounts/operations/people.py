"""Writes about people: their details, where they work, their passwords, whether they are in."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from accounts import identifiers, names, queries
from accounts.events import PersonPlaced
from accounts.models import Person, Placement, RoleGrant
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


@dataclass(frozen=True)
class Place:
    """Where somebody works."""

    unit_id: int
    position: str = ""


@dataclass(frozen=True)
class Author:
    """Who writes, when, and which day that is here."""

    person_id: int | None
    at: datetime
    today: date


def add_person(
    details: PersonDetails,
    place: Place,
    password_hash: str,
    author: Author,
    uuid: UUID | None = None,
) -> Person:
    """Add somebody to the staff, with a first password.

    A `uuid` that somebody has already gives way to a new one. Raises DetailsRefused.
    """
    taken = _taken(details, 0)
    if taken:
        raise IdentifierTaken(taken)
    is_free = uuid is not None and queries.find_person(uuid) is None
    person = Person(created_at=author.at, uuid=uuid if is_free else uuid4())
    _write_details(person, details)
    _write_password(person, password_hash, author)
    db.session.add(person)
    _flush_unique(details, 0)
    place_person(person.id, place, author)
    return person


def change_person(person: Person, details: PersonDetails) -> None:
    """Change what is known of a person.

    Raises IdentifierTaken.
    """
    person_id = person.id
    taken = _taken(details, person_id)
    if taken:
        raise IdentifierTaken(taken)
    _write_details(person, details)
    _flush_unique(details, person_id)


def place_person(person_id: int, place: Place, author: Author) -> None:
    """Let somebody work elsewhere from today on; where she worked before stays on record.

    Raises UnitClosed.
    """
    if not queries.hold_unit(place.unit_id):
        raise UnitClosed({"unit"})
    current = queries.find_placement(person_id)
    if current and (current.unit_id, current.position) == (place.unit_id, place.position):
        return
    is_move = current is None or current.unit_id != place.unit_id
    if current and current.valid_from == author.today:
        current.unit_id, current.position = place.unit_id, place.position
    else:
        _close_placement(current, author.today)
        db.session.add(Placement(person_id=person_id, valid_from=author.today, **asdict(place)))
    db.session.flush()
    if is_move:
        publish(PersonPlaced(person_id, place.unit_id, author.at))


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
    if set(queries.list_whole_administrators(author.today)) == {person.id}:
        raise LastAdministrator
    person.deactivated_at = person.deactivated_at or author.at
    end_other_sessions(person.id, None, author.at)
    db.session.flush()


def reactivate_person(person: Person, author: Author) -> None:
    """Open somebody's account again; what was assigned meanwhile is assigned to her, too."""
    person.deactivated_at = None
    db.session.flush()
    placement = queries.find_placement(person.id)
    if placement is not None:
        publish(PersonPlaced(person.id, placement.unit_id, author.at))


def renew_password(person: Person, password_hash: str, author: Author) -> None:
    """Give somebody a new first password; whoever is signed in with the old one is out."""
    _write_password(person, password_hash, author)
    end_other_sessions(person.id, None, author.at)
    db.session.flush()


def set_password(person: Person, password_hash: str, set_by_id: int, at: datetime) -> None:
    """Give a person a password; the caller ends the sessions that are to end."""
    person.password_hash = password_hash
    person.password_set_at = at
    person.password_set_by_id = set_by_id
    db.session.flush()


def set_preference(person_id: int, **values: str) -> None:
    """Remember a person's language or text size."""
    db.session.execute(update(Person).where(Person.id == person_id).values(**values))


def grant_role(person_id: int, role: str, unit_id: int | None, author: Author) -> None:
    """Let somebody do what `role` allows from today on, in a unit and below or everywhere."""
    db.session.add(
        RoleGrant(
            person_id=person_id,
            role=role,
            unit_id=unit_id,
            valid_from=author.today,
            granted_at=author.at,
            granted_by_id=author.person_id,
        )
    )
    db.session.flush()


def _write_details(person: Person, details: PersonDetails) -> None:
    for name, value in (asdict(details) | _identifiers(details)).items():
        setattr(person, name, value)
    person.sort_key = names.sort_key(details.full_name)
    person.search_key = names.fold(details.full_name)


def _write_password(person: Person, password_hash: str, author: Author) -> None:
    person.password_hash = password_hash
    person.password_set_at = author.at
    person.password_set_by_id = author.person_id


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
