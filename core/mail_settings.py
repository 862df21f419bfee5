"""Which server takes an installation's mail, and in whose name it goes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
DEFAULT_PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}
SHAPE = "write smtp+starttls://user:password@host:587, smtps://… or smtp://…"


@dataclass(frozen=True)
class MailServer:
    """A server that takes mail; `scheme` is smtp, smtps (TLS at once) or smtp+starttls."""

    scheme: str
    host: str
    port: int
    username: str
    password: str = field(repr=False)


def read_mail_server(values: Mapping[str, str]) -> MailServer | None:
    """The server of SEN_MAIL_URL; None where there is none.

    Raises ValueError with one line that says what is wrong and how to mend it.
    """
    value = values.get("SEN_MAIL_URL", "").strip()
    if not value:
        return None
    server = _parse(value)
    if not values.get("SEN_BASE_URL"):
        # The host of a request is what its sender says it is: a link made of it could lead astray.
        raise ValueError(
            "SEN_BASE_URL is missing: links in mails need the address that people type, "
            "such as https://sen.example."
        )
    return server


def _parse(value: str) -> MailServer:
    try:
        parts = urlsplit(value)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise ValueError(
            f"SEN_MAIL_URL is not an address (is the port a number?): {SHAPE}."
        ) from None
    if parts.scheme not in DEFAULT_PORTS or not host or parts.path.strip("/") or parts.query:
        raise ValueError(
            f"SEN_MAIL_URL is not understood: {SHAPE}; "
            "@, / and : in a password are written %40, %2F and %3A."
        )
    username, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(username) != bool(password):
        raise ValueError(f"SEN_MAIL_URL has a user or a password, but not both: {SHAPE}.")
    if username and parts.scheme == "smtp" and host not in LOOPBACK:
        raise ValueError(
            "SEN_MAIL_URL would send the password in clear: write smtp+starttls:// or smtps://."
        )
    return MailServer(parts.scheme, host, port or DEFAULT_PORTS[parts.scheme], username, password)


def read_mail_from(values: Mapping[str, str]) -> str:
    """The sender's address: SEN_MAIL_FROM, else no-reply at the host of SEN_BASE_URL."""
    value = values.get("SEN_MAIL_FROM", "").strip()
    if not value:
        host = urlsplit(values.get("SEN_BASE_URL", "")).hostname or "localhost"
        return f"no-reply@{host}"
    name, address = parseaddr(value)
    local, _, domain = address.rpartition("@")
    if name or not local or not domain or not value.isascii() or value != address:
        raise ValueError("SEN_MAIL_FROM is not an address: write it as sen@office.example.")
    return address
