"""The blueprint that the pages of the portal hang on."""

from flask import Blueprint

blueprint = Blueprint("portal", __name__)

# What may stay in no cache, of a browser or on the way.
NO_STORE = {"Cache-Control": "no-store"}
