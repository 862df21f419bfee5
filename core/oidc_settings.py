"""What an installation says of the provider of identities that its people sign in with."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
# What can be learnt of a person, and the claim it is read from where nothing else is said.
DEFAULT_CLAIMS = {"email": "email", "full_name": "name"}
KNOWN_OF_A_PERSON = ("employee_code", "email", "full_name", "unit")
YES_AND_NO = {"": False, "0": False, "no": False, "1": True, "yes": True}


@dataclass(frozen=True)
class OidcSettings:
    """The provider, what it calls us, and how its claims are read.

    `claims` is the claim's name by what it tells: {"employee_code": "employeeNumber"}.
    """

    issuer: str
    client_id: str
    client_secret: str
    name: str
    claims: Mapping[str, str]
    adds_people: bool


def read_oidc_settings(values: Mapping[str, str]) -> OidcSettings | None:
    """The settings of OpenID Connect; None where there is no provider.

    Raises ValueError with one line that names the setting and the mend.
    """
    issuer = values.get("SEN_OIDC_ISSUER", "").strip()
    if not issuer:
        return None
    parts = urlsplit(issuer)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not is_safe or not parts.netloc:
        raise ValueError("SEN_OIDC_ISSUER is not a safe address: it begins with https://.")
    for name in ("SEN_OIDC_CLIENT_ID", "SEN_OIDC_CLIENT_SECRET"):
        if not values.get(name):
            raise ValueError(f"{name} is missing: the provider gives it for this installation.")
    adds_people = YES_AND_NO.get(values.get("SEN_OIDC_CREATE", "").strip().lower())
    if adds_people is None:
        raise ValueError("SEN_OIDC_CREATE is not understood: write 1 or 0.")
    return OidcSettings(
        issuer=issuer,
        client_id=values["SEN_OIDC_CLIENT_ID"],
        client_secret=values["SEN_OIDC_CLIENT_SECRET"],
        name=values.get("SEN_OIDC_NAME", "").strip() or parts.hostname or issuer,
        claims=_claims(values.get("SEN_OIDC_CLAIMS", "")),
        adds_people=adds_people,
    )


def _claims(text: str) -> dict[str, str]:
    claims = dict(DEFAULT_CLAIMS)
    for pair in filter(None, (part.strip() for part in text.split(","))):
        known, separator, claim = (part.strip() for part in pair.partition("="))
        if not separator or not claim or known not in KNOWN_OF_A_PERSON:
            raise ValueError(
                f"SEN_OIDC_CLAIMS does not know {pair!r}: write employee_code=…, email=…, "
                "full_name=… or unit=…, with the name of the provider's claim."
            )
        claims[known] = claim
    return claims
