"""`python -m tests.provider PORT`: the provider's process.

PUT /lies says how its answers differ from the truth:

    claims    what the id token says instead, signed as ever: {"nonce": "another"}
    without   which claims it leaves out: ["nonce"]
    signature "broken", "none" or "secret": not signed by its key
    issuer    what discovery calls it
    discovery what discovery says beside that: {"end_session_endpoint": null}
    userinfo  what the page about the person says instead: {"sub": "another"}
"""

import base64
import json
import re
import sys
from typing import Any

import flask
import oidc_provider_mock
from authlib import jose

from tests.provider import CLIENT_SECRET

# Its pages ask the network for a stylesheet, which tests have not.
FOREIGN_STYLE = re.compile(r"<link[^>]+https://[^>]+>")

lies: dict[str, Any] = {}
asked: dict[str, str] = {}


def main(port: int) -> None:
    """Serve, as honest as it is told."""
    app = oidc_provider_mock.app(require_nonce=True)

    @app.put("/lies")
    def set_lies() -> tuple[str, int]:
        lies.clear()
        lies.update(flask.request.get_json())
        return "", 204

    @app.get("/asked")
    def show_asked() -> dict[str, str]:
        return asked

    @app.get("/favicon.ico")
    def show_nothing() -> tuple[str, int]:
        return "", 204

    app.after_request(differ)
    app.run("localhost", port, threaded=True, debug=False, use_reloader=False)


def differ(response: flask.Response) -> flask.Response:
    """Change an answer as told."""
    path = flask.request.path
    if path == "/oauth2/token" and response.status_code == 200:
        asked.update(flask.request.form.to_dict())
        values = json.loads(response.get_data())
        values["id_token"] = token_of(values["id_token"])
        response.set_data(json.dumps(values))
    elif path.endswith("openid-configuration"):
        told = lies.get("discovery", {}) | {name: lies[name] for name in lies.keys() & {"issuer"}}
        response.set_data(json.dumps(json.loads(response.get_data()) | told))
    elif path == "/userinfo" and "userinfo" in lies:
        response.set_data(json.dumps(json.loads(response.get_data()) | lies["userinfo"]))
    elif response.mimetype == "text/html":
        response.set_data(FOREIGN_STYLE.sub("", response.get_data(as_text=True)))
    return response


def token_of(true_token: str) -> str:
    """The id token as it is told to be."""
    payload = true_token.split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    claims |= lies.get("claims", {})
    claims = {name: value for name, value in claims.items() if name not in lies.get("without", [])}
    storage = flask.g.oidc_provider_mock_storage
    way = lies.get("signature")
    if way == "none":
        return f"{part({'alg': 'none'})}.{part(claims)}."
    if way == "secret":
        return str(jose.jwt.encode({"alg": "HS256"}, claims, CLIENT_SECRET.encode()), "ascii")
    header = {"alg": "RS256", "kid": storage.jwk.as_dict().get("kid")}
    token = str(jose.jwt.encode(header, claims, storage.jwk), "ascii")
    if way == "broken":
        signed = token.split(".")
        return f"{signed[0]}.{part(claims | {'email': 'quan@office.example'})}.{signed[2]}"
    return token


def part(values: dict[str, Any]) -> str:
    """One part of a token."""
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


if __name__ == "__main__":
    main(int(sys.argv[1]))
