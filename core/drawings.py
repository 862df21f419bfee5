"""Drawings that the program makes: SVG, shown through <img> under a policy of their own."""

import base64
import hashlib

from flask import Response


def style_source(style: str) -> str:
    """The source that a Content-Security-Policy names to allow a drawing its own style."""
    digest = hashlib.sha256(style.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def drawing_response(drawing: str, style: str) -> Response:
    """The answer that a drawing is; its policy allows its own style and nothing else."""
    response = Response(drawing, mimetype="image/svg+xml")
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src {style_source(style)}; frame-ancestors 'none'"
    )
    return response
