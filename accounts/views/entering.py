"""The one door: whoever signs in, by whichever way, comes in through here."""

from dataclasses import dataclass
from datetime import datetime

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import refresh

from accounts import audit_actions, operations
from accounts.models import Person
from accounts.operations.auditing import note
from accounts.queries.factors import Removal, SignInFacts, find_sign_in_facts
from accounts.views.half_way import (
    begin_second_step,
    forget_all_but_provider,
    removal_notice,
)
from core import clock
from core.database import db
from core.i18n import format_moment
from core.i18n import gettext as _
from core.identity import begin_with, person_or_none


@dataclass(frozen=True)
class Entrance:
    """By which way somebody comes in, on what kind of device, and where to.

    `target` is an address within this site, already made safe by `safe_next`.
    """

    way: str
    target: str
    is_shared: bool = False
    is_trusted: bool = False


def sign_in_person(
    somebody: Person, entrance: Entrance, known: SignInFacts | None = None
) -> ResponseReturnValue:
    """Let somebody in whose password, code or other proof was right; commits.

    Who has a second factor is asked for it first, whichever way she comes.
    """
    facts = known or find_sign_in_facts(somebody.id)
    if begin_second_step(somebody, vars(entrance), facts.is_asked_twice):
        return redirect(url_for("accounts.second_step"), 303)
    open_session(somebody, entrance, facts.removal)
    return redirect(entrance.target, 303)


def open_session(somebody: Person, entrance: Entrance, removal: Removal | None) -> None:
    """Begin a session; one that was open in this browser ends, whoever's it was."""
    before = person_or_none()
    if before:
        operations.end_session(before.session_id, clock.now())
    renewed_at = _renewed_by_another_at(somebody)
    language, token = somebody.language, _begin_session(somebody, entrance)
    db.session.commit()
    forget_all_but_provider()
    begin_with(token, stays=entrance.is_trusted and not entrance.is_shared)
    if renewed_at or removal:
        g.person_language = language
        refresh()
    if renewed_at:
        flash(_reset_notice(renewed_at), "warning")
    if removal:
        flash(removal_notice(removal), "warning")


def _begin_session(somebody: Person, entrance: Entrance) -> str:
    """Begin a session and give its token; the audit says by which way somebody came."""
    device = operations.Device(
        request.user_agent.string, is_shared=entrance.is_shared, is_trusted=entrance.is_trusted
    )
    note(audit_actions.SIGNED_IN, somebody.id, clock.now(), details={"way": entrance.way})
    return operations.start_session(somebody.id, device, clock.now())


def _renewed_by_another_at(somebody: Person) -> datetime | None:
    was_renewed = somebody.password_set_by_id not in (None, somebody.id)
    return somebody.password_set_at if was_renewed else None


def _reset_notice(renewed_at: datetime) -> str:
    return _(
        "An administrator set your password on %(when)s. Please choose one of your own.",
        when=format_moment(renewed_at),
    )
