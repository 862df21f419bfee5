"""What the frame of every page shows: the menu, the organisation's name, the way out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import current_app, request, url_for
from sqlalchemy.exc import SQLAlchemyError

from accounts.queries import find_organisation
from core import clock
from core.identity import SignedInPerson, met_person
from portal.navigation import WHOLE_ADMINISTRATOR, MenuItem, menu_for
from portal.views.blueprint import blueprint

NAME_KEPT_FOR = timedelta(minutes=1)


@dataclass(frozen=True)
class MenuLink:
    """A menu entry on this page."""

    label: Any
    url: str
    icon: str
    is_current: bool


@dataclass(frozen=True)
class KnownName:
    """The organisation's name and since when it is known; asked anew every minute."""

    name: str | None
    at: datetime


@blueprint.app_context_processor
def frame() -> dict[str, Any]:
    """The frame's variables."""
    return {
        "navigation": _menu(met_person()),
        "organisation_name": _organisation_name(),
    }


def _menu(signed_in: SignedInPerson | None) -> list[MenuLink]:
    if signed_in is None:
        return []
    roles = frozenset(scope.role for scope in signed_in.scopes)
    if any(scope.unit_id is None for scope in signed_in.scopes_of("administrator")):
        roles |= {WHOLE_ADMINISTRATOR}
    return [_link(item) for item in menu_for(roles)]


def _link(item: MenuItem) -> MenuLink:
    return MenuLink(item.label, url_for(item.endpoint), item.icon, item.stands_for(request.path))


def _organisation_name() -> str | None:
    known: KnownName | None = current_app.extensions.get("organisation_name")
    now = clock.now()
    if known is not None and timedelta(0) <= now - known.at < NAME_KEPT_FOR:
        return known.name
    try:
        organisation = find_organisation()
    except SQLAlchemyError:
        return known.name if known else None
    name = organisation.name if organisation else None
    current_app.extensions["organisation_name"] = KnownName(name, now)
    return name
