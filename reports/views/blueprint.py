"""The blueprint that the pages of the reports hang on."""

from flask import Blueprint

blueprint = Blueprint("reports", __name__, url_prefix="/reports")
