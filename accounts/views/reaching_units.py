"""Units within reach, and where it leads when one is open or closed by now."""

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue

from accounts import queries
from accounts.queries import CurrentUnit
from accounts.views.reaching import own_reach


def find_own_unit(key: str) -> CurrentUnit | None:
    """The unit as it is today, if it is within reach."""
    unit = queries.find_unit(key)
    return unit if unit and own_reach().covers(unit.path) else None


def lead_to_closed(key: str) -> ResponseReturnValue:
    """Lead to a unit that is closed already; 404 where there is none within reach."""
    if queries.find_closed_unit(key, own_reach()) is None:
        abort(404)
    return redirect(url_for("accounts.closed_unit", key=key), 303)
