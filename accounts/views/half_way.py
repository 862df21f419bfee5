"""What this browser remembers between two steps: who is half in, what was asked, codes to show.

It stands in the signed cookie, for minutes, and is no session: it opens nothing.
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import current_app, request, session

from accounts import sealing
from accounts.employment import has_left
from accounts.models import Person
from accounts.operations.second_step import Challenge
from accounts.queries.factors import Removal
from accounts.second_factor import STEP_WITHIN, PasskeySite, passkey_site
from accounts.views.blueprint import blueprint
from accounts.views.reaching import today
from core import clock
from core.database import db
from core.i18n import format_moment
from core.i18n import gettext as _
from core.identity import person

STEP = "second_step"
CHALLENGE = "challenge"
CODES = "recovery_codes"
AT_PROVIDER = "at_provider"
LEFT = "left_provider_open"
CODES_SHOWN_FOR = timedelta(minutes=10)
STRONG_WAYS = frozenset({"passkey", "second_factor"})


@dataclass(frozen=True)
class HalfWay:
    """Somebody whose first proof was right, and how she was coming in."""

    somebody: Person
    entrance: Mapping[str, Any]


def begin_second_step(somebody: Person, entrance: Mapping[str, Any], is_asked_twice: bool) -> bool:
    """Whether a second proof is needed first; then remember who it is for. Commits."""
    if entrance["way"] in STRONG_WAYS or not is_asked_twice:
        return False
    session[STEP] = {
        "person": somebody.id,
        "entrance": dict(entrance),
        "stamp": _stamp(somebody),
        "until": (clock.now() + STEP_WITHIN).timestamp(),
    }
    db.session.commit()
    return True


def find_half_way() -> HalfWay | None:
    """Who is half in; nobody after five minutes, or once the password is another."""
    kept = session.get(STEP)
    if not kept or kept["until"] <= clock.now().timestamp():
        return None
    somebody = db.session.get(Person, kept["person"])
    if somebody is None or not somebody.is_active or has_left(somebody.ended_on, today()):
        return None
    return HalfWay(somebody, kept["entrance"]) if _stamp(somebody) == kept["stamp"] else None


def remember_provider() -> None:
    """Somebody came by the provider of identities, and may be signed in there for long."""
    session[AT_PROVIDER] = True


def forget_all_but_provider() -> None:
    """Let a new session begin with nothing but by which way one came."""
    is_at_provider = session.get(AT_PROVIDER, False)
    session.clear()
    if is_at_provider:
        session[AT_PROVIDER] = True


def leave() -> bool:
    """Forget everything at signing out; whether the provider's session may still be open."""
    is_at_provider = bool(session.get(AT_PROVIDER)) and current_app.config["OIDC"] is not None
    session.clear()
    if is_at_provider:
        session[LEFT] = True
    return is_at_provider


def has_left_provider_open() -> bool:
    """Whether somebody signed out of Sen here, and not at the provider."""
    return LEFT in session


def new_challenge(purpose: str) -> bytes:
    """Something for a browser to answer, remembered until it does."""
    content = secrets.token_bytes(32)
    session[CHALLENGE] = {
        "purpose": purpose,
        "content": base64.b64encode(content).decode(),
        "until": (clock.now() + STEP_WITHIN).timestamp(),
    }
    return content


def take_challenge(purpose: str) -> Challenge | None:
    """What was asked for this purpose; this browser forgets it by that."""
    kept = session.pop(CHALLENGE, None)
    if not kept or kept["purpose"] != purpose or kept["until"] <= clock.now().timestamp():
        return None
    until = datetime.fromtimestamp(kept["until"], clock.now().tzinfo)
    return Challenge(base64.b64decode(kept["content"]), until)


def remember_codes(codes: list[str]) -> None:
    """Keep new recovery codes, sealed, until they were shown; at most ten minutes."""
    until = (clock.now() + CODES_SHOWN_FOR).timestamp()
    text = json.dumps({"codes": codes, "until": until})
    session[CODES] = sealing.seal(text, current_app.config["SECRET_KEY"], _codes_owner())


def find_new_codes() -> list[str]:
    """Recovery codes that were made just now; none once they were kept."""
    key = current_app.config["SECRET_KEY"]
    text = sealing.unseal(session.get(CODES, ""), key, _codes_owner())
    kept: dict[str, Any] = json.loads(text) if text else {"codes": [], "until": 0}
    return list(kept["codes"]) if kept["until"] > clock.now().timestamp() else []


def forget_codes() -> None:
    """The codes stand on paper now."""
    session.pop(CODES, None)


def site() -> PasskeySite | None:
    """Where passkeys work for this page; None where they do not."""
    return passkey_site(current_app.config["BASE_URL"], request.host_url)


def removal_notice(removal: Removal) -> str:
    """Who removed one's second factor; shown until another is set up."""
    return _(
        "%(name)s removed your second factor on %(when)s. Did you not ask for it? Change your "
        "password, and set up another.",
        name=removal.by_name or _("Somebody"),
        when=format_moment(removal.at),
    )


@blueprint.app_template_global("passkeys_work")
def passkeys_work() -> bool:
    """Whether browsers have passkeys for this page, for templates."""
    return site() is not None


def _codes_owner() -> str:
    return f"recovery codes:{person().uuid}:{person().session_id}"


def _stamp(somebody: Person) -> str:
    """Changes with the password, so that half a sign-in by the old one leads nowhere."""
    return hashlib.sha256((somebody.password_hash or "").encode()).hexdigest()[:16]
