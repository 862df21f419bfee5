"""Errors as pages in the site's look, which reveal nothing but the request's id."""

import logging

from flask import Flask, current_app, g, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import NoResultFound
from werkzeug.exceptions import HTTPException, InternalServerError

from core.database import db
from core.events import publish
from core.i18n import gettext as _
from core.identity import AccessRefused, keep_request, met_person
from core.security import largest_upload

logger = logging.getLogger("sen")


def init_errors(app: Flask) -> None:
    """Answer every error in the site's look, or as JSON where JSON was asked for."""
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(NoResultFound, _gone)
    app.register_error_handler(Exception, _unexpected)


def wants_json() -> bool:
    """Whether the reader is a script of ours rather than a person."""
    return request.accept_mimetypes.best == "application/json" or request.is_json


def _texts(code: int) -> tuple[str, str]:
    texts = {
        400: (_("Something is missing"), _("Please go back and try once more.")),
        401: (_("You are signed out"), _("Please sign in again. What was saved is kept.")),
        403: (_("This page is not for you"), _("It belongs to somebody else's work.")),
        404: (_("There is nothing here"), _("The address may be old or mistyped.")),
        405: (_("There is nothing here"), _("The address may be old or mistyped.")),
        409: (_("Somebody was faster"), _("Please load the page again and look.")),
        413: (_("This is too large"), _how_much_less()),
        429: (_("Too many tries"), _("Please wait a little, then try again.")),
    }
    unexpected = (
        _("Something went wrong here"),
        _("Nothing you saved is lost. Please try again in a moment."),
    )
    return texts.get(code, unexpected)


def _how_much_less() -> str:
    """What may be sent, where that is a file."""
    size = largest_upload()
    if size is None:
        return _("Please send less at once.")
    return _("At most %(size)d MB can be sent here at once.", size=size // 1024 // 1024)


def _answer(code: int, heading: str, message: str) -> ResponseReturnValue:
    if wants_json():
        return jsonify(error=code, message=f"{heading}. {message}"), code
    page = render_template(
        "core/error.html",
        heading=heading,
        message=message,
        code=code,
        request_id=g.get("request_id"),
    )
    return page, code


def _http_error(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if code < 400:
        return error.get_response()
    db.session.rollback()
    somebody = met_person()
    if code == 403 and somebody:
        publish(AccessRefused(somebody.id, request.endpoint or ""))
    return _answer(code, *_texts(code))


def _stale_form(_error: CSRFError) -> ResponseReturnValue:
    """A page from before signing in again: what was sent is kept, to be sent by a press.

    A script is told, and sends it once more by itself.
    """
    db.session.rollback()
    address = keep_request() if met_person() and not wants_json() else None
    if address:
        return redirect(f"{address}?stale=1", 303)
    heading = _("This page had been open for too long")
    return _answer(400, heading, _("Please go back, load it again, and send it once more."))


def _gone(_error: NoResultFound) -> ResponseReturnValue:
    """What was there when the page was opened was taken away meanwhile."""
    db.session.rollback()
    return _answer(404, *_texts(404))


def _unexpected(error: Exception) -> ResponseReturnValue:
    db.session.rollback()
    logger.exception("request %s %s %s", g.get("request_id"), request.method, request.path)
    if current_app.testing:
        raise error
    return _answer(InternalServerError.code, *_texts(500))
