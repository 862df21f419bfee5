"""Who is asking: Flask-Login's wiring, and what a view may demand of the person."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from flask import Flask, abort, current_app, g, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user

P = ParamSpec("P")
R = TypeVar("R")

TEXT_SIZES = ("s", "m", "l", "xl")
TEXT_SIZE_COOKIE = "sen_text_size"
LARGEST_KEPT = 256 * 1024
# These answer without asking who it is: no session is read, no database waited for.
NOBODY_ASKED = frozenset({"assets.asset_file", "health.healthz", "safety.quick_exit"})


@dataclass(frozen=True)
class RoleScope:
    """A role held, with the path of the unit it holds in; without a path it holds everywhere.

    What is done with courses holds in one programme, or in all where none is named.
    """

    role: str
    unit_id: int | None
    path: str | None
    programme_key: str | None = None


@dataclass(frozen=True)
class SignedInPerson(UserMixin):
    """The person of this request, as the session's row gave them.

    `shown_name` is how she is addressed on her own pages; everywhere else she is `full_name`.
    """

    id: int
    uuid: UUID
    full_name: str
    username: str
    language: str
    text_size: str
    session_id: int
    session_key: str
    is_shared: bool
    scopes: tuple[RoleScope, ...]
    shown_name: str
    must_set_up_factor: bool = False

    def get_id(self) -> str:
        """What Flask-Login keeps in the signed cookie: the session's token."""
        return self.session_key

    def has_role(self, *roles: str) -> bool:
        """Whether one of `roles` is held, anywhere."""
        return any(scope.role in roles for scope in self.scopes)

    def scopes_of(self, *roles: str) -> tuple[RoleScope, ...]:
        """The scopes in which one of `roles` is held."""
        return tuple(scope for scope in self.scopes if scope.role in roles)


@dataclass(frozen=True)
class AccessRefused:
    """Somebody who is signed in asked for what is not hers; `page` is the view's name."""

    person_id: int
    page: str


def init_identity(
    app: Flask,
    load: Callable[[str], SignedInPerson | None],
    keep: Callable[[], str | None],
) -> None:
    """Let `load` turn a session's token into the person; send others to the sign-in page.

    What they sent, `keep` keeps, where it may be carried on: it gives the address to go on from.
    """
    app.extensions["keep_request"] = keep
    manager = LoginManager()
    manager.session_protection = None
    manager.user_loader(load)
    manager.unauthorized_handler(_to_sign_in)
    # Its own template variable would ask the database again, also on an error page about it.
    manager.init_app(app, add_context_processor=False)
    app.before_request(_meet_person)
    app.after_request(_keep_nothing_on_shared)
    app.context_processor(_template_variables)


def begin_with(token: str, stays: bool = False) -> None:
    """Let this browser go on with the session of this token; whose it is, is read when asked.

    Where it stays, the browser keeps it though it is closed; the session's own end stands with it.
    """
    session["_user_id"] = token
    session.permanent = stays
    g.pop("_login_user", None)


def person() -> SignedInPerson:
    """The signed-in person; only behind `require_sign_in` or `require_role`."""
    signed_in: SignedInPerson = current_user._get_current_object()
    return signed_in


def person_or_none() -> SignedInPerson | None:
    """The signed-in person, if there is one."""
    return person() if current_user.is_authenticated else None


def met_person() -> SignedInPerson | None:
    """The person as far as this request has asked who it is; an error page asks nothing more."""
    return person_or_none() if "person_language" in g else None


def require_sign_in(view: Callable[P, R]) -> Callable[P, Any]:
    """Only for people who have signed in."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> Any:
        if not current_user.is_authenticated:
            return current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
        return view(*args, **kwargs)

    guarded.access = ("signed in",)  # type: ignore[attr-defined]
    return guarded


def require_role(*roles: str) -> Callable[[Callable[P, R]], Callable[P, Any]]:
    """Only for people who hold one of `roles` somewhere; others get 403."""

    def decorate(view: Callable[P, R]) -> Callable[P, Any]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> Any:
            if not current_user.is_authenticated:
                return current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
            if not person().has_role(*roles):
                abort(403)
            return view(*args, **kwargs)

        guarded.access = roles  # type: ignore[attr-defined]
        return guarded

    return decorate


def carried_on(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a POST that is carried on when its session had ended; closest to the function.

    For work that would be lost. What is privileged, or holds a password, is sent anew.
    """
    view.is_carried_on = True  # type: ignore[attr-defined]
    return view


def keep_request() -> str | None:
    """Keep what was sent, where it may be carried on; the address to go on from."""
    view = current_app.view_functions.get(request.endpoint or "")
    if request.is_json or request.files or not hasattr(view, "is_carried_on"):
        return None
    if (request.content_length or 0) > LARGEST_KEPT:
        return None
    address: str | None = current_app.extensions["keep_request"]()
    return address


def _to_sign_in() -> Any:
    if request.accept_mimetypes.best == "application/json":
        abort(401)
    if request.method != "GET":
        # The cookie stays as it is: pages vary by it, and the way back would be lost.
        address = keep_request() or abort(401)
        return redirect(url_for("accounts.sign_in", next=address), 303)
    way_back = request.full_path.rstrip("?")
    target = url_for("accounts.sign_in", next=None if way_back == "/" else way_back)
    return redirect(target, 303)


def _meet_person() -> None:
    if request.endpoint in NOBODY_ASKED:
        return
    somebody = person_or_none()
    g.person_language = somebody.language if somebody else None


def _keep_nothing_on_shared(response: Any) -> Any:
    somebody = person_or_none() if g.get("person_language") else None
    if somebody and somebody.is_shared:
        response.headers["Cache-Control"] = "no-store"
    return response


def _text_size(somebody: SignedInPerson | None) -> str:
    size = somebody.text_size if somebody else request.cookies.get(TEXT_SIZE_COOKIE, "m")
    return size if size in TEXT_SIZES else "m"


def _template_variables() -> dict[str, object]:
    somebody = met_person()
    return {"signed_in": somebody, "text_size": _text_size(somebody)}
