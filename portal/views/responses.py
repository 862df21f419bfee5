"""What pages send of an attempt: forms, and the answers that scripts save one by one."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import abort, current_app, request

from portal.heard import read_word
from quizzes.operations import SavedResponse

LONGEST_CLIENT = 24
MOST_SAVES = 2**31
MOST_QUESTIONS = 1000
PLACE = re.compile(r"q[0-9]{1,3}(?:-now)?")
# An answer that waited longer than this in a browser is as old as that.
LONGEST_AGE_MS = 90 * 24 * 3600 * 1000


def form_values() -> dict[int, Sequence[str]]:
    """By position, what was changed in a form; unticked ones come as empty.

    `was1` says what the page held of question 1. A page left open says nothing of questions that
    were not touched on it: another page may have answered them since.
    """
    given = {position: sent_values(position) for position in _shown()}
    return {position: values for position, values in given.items() if _was(position) != values}


def sent_values(position: int) -> list[str]:
    """All that a form sent for a question."""
    return _sent(f"q{position}")


def form_flags() -> Mapping[int, bool]:
    """By position, whether a question that the form shows is to be looked at again."""
    return {position: f"flag{position}" in request.form for position in _shown()}


def form_position(name: str) -> int | None:
    """The question that a button of a form names, or None."""
    text = request.form.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 4 else None


def form_place(name: str) -> str | None:
    """The place of a question on its page that a button names, or where its story is now."""
    text = request.form.get(name, "")
    return text if PLACE.fullmatch(text) else None


def read_json() -> Any:
    """What a script sent; 400 for what is no JSON."""
    try:
        return request.get_json()
    except RecursionError:
        abort(400)


def read_flag(sent: Any) -> tuple[int, bool] | None:
    """The flag that a script sent: of which question, and whether it is set."""
    if not isinstance(sent, dict) or not isinstance(sent.get("flagged"), bool):
        return None
    return _position(sent), sent["flagged"]


def read_response(uuid: UUID, sent: Any) -> SavedResponse:
    """The one answer that a script sent; 400 for anything that is none."""
    try:
        values = list(sent["values"])
        response = SavedResponse(
            _position(sent),
            values,
            str(sent.get("client", "")),
            int(sent.get("sequence", 0)),
            timedelta(milliseconds=min(max(int(sent.get("age", 0)), 0), LONGEST_AGE_MS)),
            read_word(current_app.config["SECRET_KEY"], uuid, str(sent.get("heard", ""))),
            int(sent.get("spent", 0)),
        )
    except (KeyError, TypeError, ValueError, OverflowError, AttributeError, RecursionError):
        abort(400)
    is_whole = isinstance(sent["values"], list) and all(isinstance(each, str) for each in values)
    is_named = len(response.client) <= LONGEST_CLIENT and f"x{response.client}".isalnum()
    if not is_whole or not is_named or not 0 <= response.sequence < MOST_SAVES:
        abort(400)
    return response


def _position(sent: Any) -> int:
    try:
        position = int(sent["position"])
    except (KeyError, TypeError, ValueError, OverflowError):
        abort(400)
    if not 0 < position < MOST_QUESTIONS:
        abort(404)
    return position


def _shown() -> list[int]:
    """The questions that a form shows, each once, however often it names one."""
    shown = request.form.getlist("shown")
    positions = (int(text) for text in shown if text.isdecimal() and len(text) < 4)
    return list(dict.fromkeys(positions))


def _sent(field: str) -> list[str]:
    """What a form sent in a field; lines end in it as they do in what is kept."""
    return [value.replace("\r\n", "\n") for value in request.form.getlist(field)]


def _was(position: int) -> Any:
    """What the page held of a question when it was shown; None for anything else."""
    try:
        return json.loads("".join(_sent(f"was{position}")))
    except (ValueError, RecursionError):
        return None
