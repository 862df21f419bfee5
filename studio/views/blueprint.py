"""The blueprint that the pages of the studio hang on."""

from flask import Blueprint

blueprint = Blueprint("studio", __name__)
