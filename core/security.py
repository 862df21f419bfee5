"""What every answer carries: a strict content policy, quiet headers, cookies fit for the line."""

import secrets
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, request
from flask.sessions import SecureCookieSessionInterface
from flask_wtf import CSRFProtect
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.middleware.proxy_fix import ProxyFix

from core.settings import Settings

View = TypeVar("View", bound=Callable[..., Any])

csrf = CSRFProtect()

DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "media-src": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}


LIMITS_AND_COOKIES = {
    "SESSION_COOKIE_NAME": "sen",
    # How long a browser keeps the cookie of a trusted device, and that not every answer sets it.
    "PERMANENT_SESSION_LIFETIME": timedelta(days=30),
    "SESSION_REFRESH_EACH_REQUEST": False,
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "WTF_CSRF_TIME_LIMIT": None,
    # A text of 1 MB grows to three when a form writes Vietnamese letters as %E1%BB%87.
    "MAX_CONTENT_LENGTH": 3 * 1024 * 1024,
    "MAX_FORM_MEMORY_SIZE": 3 * 1024 * 1024,
    "MAX_FORM_PARTS": 2_000,
}


class LineAwareSessions(SecureCookieSessionInterface):
    """A signed cookie that is `Secure` where the site is reached by https.

    An intranet without certificates still works; behind a proxy, `SEN_TRUSTED_PROXIES` or an
    https `SEN_BASE_URL` tells that the outer line is https.
    """

    def get_cookie_secure(self, app: Flask) -> bool:
        """Decide by the line of this request."""
        return is_https(app)


def is_https(app: Flask) -> bool:
    """Whether the reader's line to the site is encrypted."""
    return request.is_secure or str(app.config["BASE_URL"] or "").startswith("https://")


def init_security(app: Flask, settings: Settings) -> None:
    """Wire sessions, headers and request ids into `app`."""
    app.config.update(LIMITS_AND_COOKIES)
    app.session_interface = LineAwareSessions()
    policy = content_policy(settings.exit_url)
    app.before_request(_name_request)
    app.before_request(_refuse_nul)

    def add_headers(response: Response) -> Response:
        frames = g.get("frame_hosts")
        own = f"{policy}; frame-src {' '.join(frames)}" if frames else policy
        response.headers.setdefault("Content-Security-Policy", own)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers["X-Request-Id"] = g.get("request_id", "-")
        return response

    app.after_request(add_headers)
    trust_proxies(app, settings.trusted_proxies)


def accepts_up_to(size: int | Callable[[], int]) -> Callable[[View], View]:
    """Mark a view that takes larger requests than others, in bytes; closest to the function.

    What the settings decide is given as a function.
    """

    def mark(view: View) -> View:
        view.largest_body = size  # type: ignore[attr-defined]
        return view

    return mark


def allow_frames(hosts: Iterable[str]) -> None:
    """Let the page of this request show these other sites in frames, over https alone."""
    g.frame_hosts = [f"https://{host}" for host in hosts]


def largest_upload() -> int | None:
    """How many bytes the view of this request takes, where it takes more than others."""
    view = current_app.view_functions.get(request.endpoint or "")
    size: int | Callable[[], int] | None = getattr(view, "largest_body", None)
    return size() if callable(size) else size


def protect_forms(app: Flask) -> None:
    """Refuse what is too large, and a form without its token.

    Wired when it is known who asks, so that a refusal is in her language.
    """
    app.before_request(_refuse_too_large)
    csrf.init_app(app)


def trust_proxies(app: Flask, count: int) -> None:
    """Believe what `count` proxies before Sen say of the outer line, and no more than that."""
    if count:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=count, x_proto=count, x_host=count
        )


def content_policy(exit_url: str | None) -> str:
    """The Content-Security-Policy; forms may lead to the place where quick exit goes."""
    targets = ["'self'"]
    if exit_url:
        parts = urlsplit(exit_url)
        targets.append(f"{parts.scheme}://{parts.netloc}")
    directives = {**DIRECTIVES, "form-action": " ".join(targets)}
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def _name_request() -> None:
    g.request_id = secrets.token_hex(6)


def _refuse_nul() -> None:
    """No person types a NUL, and no text of PostgreSQL may hold one.

    Here the whole request is read, before anything is asked of the database: on SQLite a slow
    line must not hold the lock that writing takes.
    """
    if request.mimetype == "multipart/form-data":  # whose files are kept on the disk
        request.max_content_length = largest_upload() or request.max_content_length
    try:
        request.get_data(cache=True, parse_form_data=True)
    except RequestEntityTooLarge as refusal:
        g.too_large = refusal
        return
    if "\0" in request.path:
        abort(404)
    given = [*request.args.items(multi=True), *request.form.items(multi=True)]
    if any("\0" in name or "\0" in value for name, value in given):
        abort(400)


def _refuse_too_large() -> None:
    """What was not read to its end is answered before anybody else looks into it."""
    if "too_large" in g:
        raise g.too_large
