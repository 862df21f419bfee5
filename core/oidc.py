"""OpenID Connect: where a provider is found, what it is asked, what of its answer is believed.

The code flow with PKCE. Nothing is kept from one sign-in to the next: a provider's new keys are
good at once. Whatever talks to the provider may take seconds; call it outside any transaction.
"""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.common.urls import add_params_to_uri
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization

from core import clock
from core.oidc_settings import OidcSettings

SCOPE = "openid profile email"
TIMEOUT_S = 5
CLOCKS_DIFFER_BY_S = 60
# Signatures by a key only the provider has; never "none", never with the shared secret.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
OWN_KEYS = ("sub", "iss", "aud", "nonce")


class ProviderAway(Exception):
    """The provider does not answer, or not as one."""


class AnswerRefused(Exception):
    """What came back proves nobody's identity."""


@dataclass(frozen=True)
class Question:
    """What is remembered of a question until it is answered, and where to ask it."""

    url: str
    state: str
    nonce: str
    verifier: str


def ask(settings: OidcSettings, callback_url: str) -> Question:
    """Make a question for the provider. Raises ProviderAway."""
    endpoint = _endpoint(_discover(settings), "authorization_endpoint")
    nonce, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(48)
    with _session(settings, callback_url) as session:
        url, state = session.create_authorization_url(
            endpoint, state=secrets.token_urlsafe(24), nonce=nonce, code_verifier=verifier
        )
    return Question(url, state, nonce, verifier)


def read_answer(
    settings: OidcSettings, callback_url: str, question: Question, answer: Mapping[str, str]
) -> dict[str, Any]:
    """The claims that an answer proves. Raises ProviderAway or AnswerRefused."""
    if not hmac.compare_digest(answer.get("state", "").encode(), question.state.encode()):
        raise AnswerRefused("The state is not the one of the question.")
    if answer.get("iss", settings.issuer) != settings.issuer:
        raise AnswerRefused("Another provider answered.")
    metadata = _discover(settings)
    method = _auth_method(metadata)
    with _session(settings, callback_url, method) as session:
        token = _fetch_token(session, metadata, question, answer.get("code", ""))
        claims = _check(settings, metadata, question, token)
        return _with_more(session, settings, metadata, claims)


def way_out(settings: OidcSettings, back_url: str) -> str | None:
    """Where a browser ends its session at the provider itself, to come back to `back_url`.

    None where discovery names no such place. No id token is kept to be shown there, so the
    provider may ask whether it is meant. Raises ProviderAway.
    """
    endpoint = _discover(settings).get("end_session_endpoint")
    if not isinstance(endpoint, str) or urlsplit(endpoint).scheme not in ("http", "https"):
        return None
    asked = {"client_id": settings.client_id, "post_logout_redirect_uri": back_url}
    address: str = add_params_to_uri(endpoint, asked)
    return address


def _discover(settings: OidcSettings) -> dict[str, Any]:
    address = f"{settings.issuer.rstrip('/')}/.well-known/openid-configuration"
    metadata = _get_json(address)
    if metadata.get("issuer") != settings.issuer:
        raise ProviderAway("Discovery names another issuer than SEN_OIDC_ISSUER.")
    return metadata


def _get_json(address: str) -> dict[str, Any]:
    try:
        with requests.get(address, timeout=TIMEOUT_S) as response:
            response.raise_for_status()
            values = response.json()
    except (requests.RequestException, ValueError) as error:
        raise ProviderAway(str(error)) from error
    if not isinstance(values, dict):
        raise ProviderAway(f"{address} holds no object.")
    return values


def _endpoint(metadata: Mapping[str, Any], name: str) -> str:
    address = metadata.get(name)
    if not isinstance(address, str):
        raise ProviderAway(f"Discovery names no {name}.")
    return address


def _auth_method(metadata: Mapping[str, Any]) -> str:
    """How to prove who we are; what the specification takes for granted unless told otherwise."""
    offered = metadata.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return "client_secret_basic" if "client_secret_basic" in offered else "client_secret_post"


def _session(
    settings: OidcSettings, callback_url: str, method: str = "client_secret_basic"
) -> OAuth2Session:
    return OAuth2Session(
        settings.client_id,
        settings.client_secret,
        token_endpoint_auth_method=method,
        scope=SCOPE,
        redirect_uri=callback_url,
        code_challenge_method="S256",
        default_timeout=TIMEOUT_S,
    )


def _fetch_token(
    session: OAuth2Session, metadata: Mapping[str, Any], question: Question, code: str
) -> dict[str, Any]:
    endpoint = _endpoint(metadata, "token_endpoint")
    try:
        token: dict[str, Any] = session.fetch_token(
            endpoint,
            grant_type="authorization_code",
            code=code,
            code_verifier=question.verifier,
            timeout=TIMEOUT_S,
        )
    except AuthlibBaseError as refusal:
        raise AnswerRefused(f"The provider refused the code: {refusal.error}") from refusal
    except (requests.RequestException, ValueError) as error:
        raise ProviderAway(str(error)) from error
    return token


def _check(
    settings: OidcSettings,
    metadata: Mapping[str, Any],
    question: Question,
    token: Mapping[str, Any],
) -> dict[str, Any]:
    """The claims of the id token: signed by the issuer, for us, now, in answer to this question."""
    keys = cast(KeySetSerialization, _get_json(_endpoint(metadata, "jwks_uri")))
    wanted = {"iss": settings.issuer, "aud": settings.client_id, "nonce": question.nonce}
    options = {name: {"essential": True, "value": value} for name, value in wanted.items()}
    asked = {
        "nonce": question.nonce,
        "client_id": settings.client_id,
        "access_token": token.get("access_token"),
    }
    try:
        signed = jwt.decode(
            str(token.get("id_token", "")), KeySet.import_key_set(keys), algorithms=ALGORITHMS
        )
        claims = CodeIDToken(signed.claims, signed.header, options, asked)
        claims.validate(now=int(clock.now().timestamp()), leeway=CLOCKS_DIFFER_BY_S)
    except (JoseError, ValueError, KeyError, TypeError) as refusal:
        raise AnswerRefused(f"The id token does not hold: {refusal!r}") from refusal
    return dict(claims)


def _with_more(
    session: OAuth2Session,
    settings: OidcSettings,
    metadata: Mapping[str, Any],
    claims: dict[str, Any],
) -> dict[str, Any]:
    """The claims with what only the provider's page about the person says.

    What is signed goes before what is not, and who it is about has to be the same.
    """
    address = metadata.get("userinfo_endpoint")
    if not isinstance(address, str) or all(name in claims for name in settings.claims.values()):
        return claims
    try:
        with session.get(address) as response:
            response.raise_for_status()
            more = response.json()
    except (AuthlibBaseError, requests.RequestException, ValueError) as error:
        raise ProviderAway(str(error)) from error
    if not isinstance(more, dict) or more.get("sub") != claims["sub"]:
        raise AnswerRefused("The provider tells about somebody else.")
    return {name: value for name, value in more.items() if name not in OWN_KEYS} | claims
