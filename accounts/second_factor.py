"""The second factor's rules: codes by time, recovery codes, who must have one, where keys work."""

import hashlib
import hmac
import ipaddress
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pyotp

from accounts.passwords import READABLE

STEP_WITHIN = timedelta(minutes=5)

TOTP_FIGURES = 6
TOTP_PERIOD_S = 30
# RFC 6238, 5.2: one interval either way, for a phone whose clock is not quite right.
INTERVALS_EITHER_WAY = 1

RECOVERY_CODES = 10
RECOVERY_LETTERS = 16  # of 31: 79 random bits


@dataclass(frozen=True)
class PasskeySite:
    """Where passkeys work: the name they are bound to, and the origin that pages have."""

    rp_id: str
    origin: str


def new_totp_secret() -> str:
    """A secret for codes by time: 160 random bits in base32."""
    return pyotp.random_base32(32)


def totp_address(secret: str, account: str, issuer: str) -> str:
    """What the QR code for an authenticator app says."""
    totp = pyotp.TOTP(secret, digits=TOTP_FIGURES, interval=TOTP_PERIOD_S)
    return totp.provisioning_uri(name=account, issuer_name=issuer)


def totp_counter(secret: str, code: str, at: datetime, last_counter: int) -> int | None:
    """The interval whose code this is; None where it is none, or one not after `last_counter`.

    Every interval is compared, whichever fits, so that the time taken tells nothing.
    """
    figures = normal_totp(code)
    if figures is None:
        return None
    totp = pyotp.TOTP(secret, digits=TOTP_FIGURES, interval=TOTP_PERIOD_S)
    now = totp.timecode(at)
    around = range(now - INTERVALS_EITHER_WAY, now + INTERVALS_EITHER_WAY + 1)
    fitting = [
        counter
        for counter in around
        if hmac.compare_digest(totp.generate_otp(counter), figures) and counter > last_counter
    ]
    return fitting[0] if fitting else None


def normal_totp(code: str) -> str | None:
    """Six figures as an app shows them, without spaces; None for anything else."""
    figures = "".join(unicodedata.normalize("NFKC", code).split())
    is_code = len(figures) == TOTP_FIGURES and figures.isascii() and figures.isdecimal()
    return figures if is_code else None


def in_groups(text: str, size: int = 4) -> str:
    """A long text in groups, for typing it off."""
    return " ".join(text[start : start + size] for start in range(0, len(text), size))


def new_recovery_codes() -> list[str]:
    """Codes for the day the phone is lost."""
    return [_new_recovery_code() for _ in range(RECOVERY_CODES)]


def hash_recovery_code(code: str) -> str | None:
    """What stands in the database of a recovery code, however it is typed; None for no code."""
    plain = unicodedata.normalize("NFKC", code).casefold()
    letters = "".join(sign for sign in plain if sign not in "-–—" and not sign.isspace())
    if len(letters) != RECOVERY_LETTERS or not set(letters) <= set(READABLE):
        return None
    return hashlib.sha256(letters.encode()).hexdigest()


def must_set_up(roles: Iterable[str], demanded: Iterable[str], has_factor: bool) -> bool:
    """Whether somebody of these roles has to set up a second factor before anything else."""
    return not has_factor and not set(roles).isdisjoint(demanded)


def passkey_site(base_url: str | None, host_url: str) -> PasskeySite | None:
    """Where passkeys work for a page at `host_url`; None where browsers have none.

    Browsers bind a passkey to a name and want https, but for localhost; an address of figures
    is no name. Behind a proxy `base_url` knows the outer line, if the page is at its host.
    """
    parts = urlsplit(host_url)
    base = urlsplit(base_url or "")
    if base_url:
        if base.hostname != parts.hostname:
            return None
        parts = base
    host = parts.hostname or ""
    is_here = host == "localhost" or host.endswith(".localhost")
    if not host or _is_address(host) or not (parts.scheme == "https" or is_here):
        return None
    return PasskeySite(host, f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}")


def challenge_digest(challenge: bytes) -> str:
    """Under which name an answered challenge is remembered."""
    return hashlib.sha256(challenge).hexdigest()


def _new_recovery_code() -> str:
    letters = "".join(secrets.choice(READABLE) for _ in range(RECOVERY_LETTERS))
    return in_groups(letters).replace(" ", "-")


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
