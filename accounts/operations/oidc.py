"""Writes of signing in with a provider of identities: who is linked to whom, who works where."""

from dataclasses import replace

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from accounts import audit_actions, identifiers, queries
from accounts.employment import has_left
from accounts.models import ExternalIdentity, Person
from accounts.oidc import ExternalPerson, unit_named
from accounts.operations.auditing import note
from accounts.operations.people import (
    Author,
    DetailsRefused,
    PersonDetails,
    Place,
    add_person,
    place_person,
)
from accounts.queries.factors import find_identity, list_identities, list_people_known_as
from core.database import db


class IdentityRefused(Exception):
    """Whoever this is elsewhere does not come in; the caller rolls back."""


class NobodyKnown(IdentityRefused):
    """Nobody here has this employee code, or this verified e-mail address."""


class IdentityConflict(IdentityRefused):
    """The claims fit different people, or one who is somebody else at this provider."""


class AccountClosed(IdentityRefused):
    """The account is deactivated."""


def admit(external: ExternalPerson, adds_people: bool, author: Author) -> Person:
    """The person here for somebody elsewhere: known by the link, else found once and linked.

    What the provider says of her unit is written down, where that unit is known here. Raises
    IdentityRefused.
    """
    identity = find_identity(external.issuer, external.subject)
    if identity is not None:
        person = db.session.get_one(Person, identity.person_id)
        identity.last_used_at = author.at
    else:
        person = _find_match(external) or _add(external, adds_people, author)
    if not person.is_active or has_left(person.ended_on, author.today):
        raise AccountClosed
    if identity is None:
        _link(person, external, author)
    _place(person, external, author)
    return person


def unlink_identities(person: Person, author: Author) -> bool:
    """Forget who somebody is elsewhere; whether anything was known."""
    linked = list_identities(person.id)
    if linked:
        query = delete(ExternalIdentity).where(ExternalIdentity.person_id == person.id)
        db.session.execute(query)
        note(audit_actions.OIDC_UNLINKED, author.person_id, author.at, person.id)
    return bool(linked)


def _find_match(external: ExternalPerson) -> Person | None:
    """The one person with this employee code or verified address, if nothing speaks against it.

    An address is given to a successor some day: who has another code is somebody else.
    """
    found = list_people_known_as(external.employee_code, external.email)
    if len(found) > 1:
        raise IdentityConflict
    if not found:
        return None
    person, code = found[0], identifiers.normal_code(external.employee_code)
    if code and person.employee_code and person.employee_code != code:
        raise IdentityConflict
    if any(each.issuer == external.issuer for each in list_identities(person.id)):
        raise IdentityConflict
    return person


def _add(external: ExternalPerson, adds_people: bool, author: Author) -> Person:
    """Add somebody to the staff, without a password."""
    username = external.employee_code or external.email
    if not adds_people or external.full_name is None or username is None:
        raise NobodyKnown
    units = queries.list_units()
    unit = unit_named(external.unit, units) or units[0]
    details = PersonDetails(
        external.full_name,
        username[: identifiers.LONGEST_USERNAME],
        employee_code=external.employee_code,
        email=external.email,
    )
    try:
        return add_person(details, Place(unit.id), None, author)
    except DetailsRefused as refusal:
        raise IdentityConflict from refusal


def _link(person: Person, external: ExternalPerson, author: Author) -> None:
    db.session.add(
        ExternalIdentity(
            person_id=person.id,
            issuer=external.issuer,
            subject=external.subject,
            created_at=author.at,
            last_used_at=author.at,
        )
    )
    try:
        db.session.flush()
    except IntegrityError as refusal:
        raise IdentityConflict from refusal
    note(audit_actions.OIDC_LINKED, person.id, author.at, person.id)


def _place(person: Person, external: ExternalPerson, author: Author) -> None:
    unit = unit_named(external.unit, queries.list_units())
    placement = queries.find_placement(person.id)
    if unit is None or (placement and placement.unit_id == unit.id):
        return
    position = placement.position if placement else ""
    place_person(person.id, Place(unit.id, position), replace(author, person_id=None))
