"""Whether the process lives and whether it can work."""

import logging
from dataclasses import asdict

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from core.jobs.health import read_state
from core.migrations import UpgradeRefused, check_revision

logger = logging.getLogger("sen")
blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> ResponseReturnValue:
    """The process answers."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
def readyz() -> ResponseReturnValue:
    """The database answers, and its tables are those of this program.

    How jobs stand is said as well; pages are answered without a worker too, so it refuses nothing.
    """
    try:
        check_revision()
        jobs = read_state()
    except SQLAlchemyError:
        return jsonify(status="unavailable", database="does not answer"), 503
    except UpgradeRefused as refusal:
        logger.warning("not ready: %s", refusal)
        return jsonify(status="unavailable", database="is not ready; the log says why"), 503
    return jsonify(status="ok", database="ok", migrations="ok", jobs=asdict(jobs))
