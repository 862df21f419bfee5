"""Settings: from the environment or `instance/settings.env`, checked before anything starts."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from core.mail_settings import MailServer, read_mail_from, read_mail_server
from core.media_settings import read_largest_upload, read_media_url
from core.oidc_settings import OidcSettings, read_oidc_settings
from core.settings_file import (
    read_settings_file,
    read_text,
    refuse_misspelt,
    refuse_unprintable,
)

LANGUAGES = ("vi", "en")
MEGABYTE = 1024 * 1024
WEB = ("http", "https")
# A host of the web as it stands in headers, with its port.
WEB_HOST = re.compile(r"([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(:[0-9]*)?")
EXAMPLES = {
    "SEN_REDIS_URL": "redis://host:6379/0",
    "SEN_BASE_URL": "https://sen.example",
    "SEN_EXIT_URL": "https://weather.example/",
}


class SettingRefused(Exception):
    """A setting is wrong; the text is one line that names it and the mend."""


@dataclass(frozen=True)
class Settings:
    """Everything an installation can say about itself; see docs/operations.md."""

    instance: Path
    is_demo: bool
    database_url: str
    redis_url: str | None
    media_url: str
    secret_key: str
    base_url: str | None
    timezone: str
    default_language: str
    exit_url: str | None
    trusted_proxies: int
    oidc: OidcSettings | None = None
    mail_server: MailServer | None = None
    mail_from: str = "no-reply@localhost"
    largest_upload: int = 100 * MEGABYTE

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a file of this machine."""
        return self.database_url.startswith("sqlite")


def load_settings(root: Path, environ: Mapping[str, str] | None = None) -> Settings:
    """Read and check all settings; `root` is the folder that holds `instance/`.

    Raises SettingRefused with one line that says what is wrong and how to mend it.
    """
    given = dict(os.environ if environ is None else environ)
    is_demo = given.get("SEN_DEMO", "") == "1"
    instance = Path(given.get("SEN_INSTANCE") or root / "instance")
    if is_demo:
        instance = instance / "demo"
    _make_writable(instance)
    try:
        refuse_misspelt(given)
        values = {**read_settings_file(instance / "settings.env", given), **given}
        refuse_unprintable(values)
        return _settings(values, instance, is_demo)
    except ValueError as refusal:
        raise SettingRefused(str(refusal)) from refusal


def _settings(values: Mapping[str, str], instance: Path, is_demo: bool) -> Settings:
    database_url = _database_url(values, instance)
    return Settings(
        instance=instance,
        is_demo=is_demo,
        database_url=database_url,
        redis_url=_url(values, "SEN_REDIS_URL", ("redis", "rediss", "unix")),
        media_url=read_media_url(values, instance / "media"),
        secret_key=_secret_key(values, instance, database_url),
        base_url=_url(values, "SEN_BASE_URL", WEB),
        timezone=_timezone(values),
        default_language=_language(values),
        exit_url=_url(values, "SEN_EXIT_URL", WEB),
        trusted_proxies=_count(values, "SEN_TRUSTED_PROXIES"),
        oidc=read_oidc_settings(values),
        mail_server=read_mail_server(values),
        mail_from=read_mail_from(values),
        largest_upload=read_largest_upload(values) * MEGABYTE,
    )


def _make_writable(instance: Path) -> None:
    try:
        instance.mkdir(parents=True, exist_ok=True)
        probe = instance / ".write-test"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        reason = error.strerror or str(error)
        raise SettingRefused(
            f"The folder {instance} cannot be written ({reason}): give this user write access "
            "to it, or name another with SEN_INSTANCE."
        ) from error


def _database_url(values: Mapping[str, str], instance: Path) -> str:
    url = values.get("SEN_DATABASE_URL") or f"sqlite:///{(instance / 'sen.sqlite3').absolute()}"
    if url.startswith(("postgresql://", "postgres://")):
        url = "postgresql+psycopg://" + url.split("://", 1)[1]
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise SettingRefused(
            "SEN_DATABASE_URL is not understood: write sqlite:////path/to/file.sqlite3 or "
            "postgresql+psycopg://user:password@host/database."
        )
    try:
        make_url(url)
    except (ArgumentError, ValueError) as error:
        raise SettingRefused(
            "SEN_DATABASE_URL is not an address: the port is a number, and @ or / in a password "
            "are written %40 and %2F."
        ) from error
    return url


def _secret_key(values: Mapping[str, str], instance: Path, database_url: str) -> str:
    given = values.get("SEN_SECRET_KEY", "")
    if given:
        if len(given) < 16:
            raise SettingRefused("SEN_SECRET_KEY is too short: give at least 16 characters.")
        return given
    if not database_url.startswith("sqlite"):
        raise SettingRefused(
            "SEN_SECRET_KEY is missing: with a database server every process needs the same key; "
            'make one with: python3 -c "import secrets; print(secrets.token_urlsafe(32))"'
        )
    return _kept_secret_key(instance / "secret-key")


def _kept_secret_key(path: Path) -> str:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        kept = read_text(path, "delete it; people sign in again").strip()
        if len(kept) < 16 or not kept.isascii() or not kept.isprintable():
            raise SettingRefused(f"{path} is damaged: delete it; people sign in again.") from None
        return kept
    key = secrets.token_urlsafe(32)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key)
    return key


def _url(values: Mapping[str, str], name: str, schemes: tuple[str, ...]) -> str | None:
    value = values.get(name, "").rstrip("/")
    if not value:
        return None
    if not _is_address(value, schemes):
        raise SettingRefused(
            f"{name} is not an address: write it as {EXAMPLES[name]}, without spaces or accents."
        )
    return value


def _is_address(value: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(value)
        is_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    if schemes == WEB and not WEB_HOST.fullmatch(parts.netloc):
        return False
    is_whole = bool(parts.netloc or parts.path) and " " not in value
    return is_port and parts.scheme in schemes and is_whole


def _timezone(values: Mapping[str, str]) -> str:
    name = values.get("SEN_TIMEZONE") or "Asia/Ho_Chi_Minh"
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SettingRefused(
            f"SEN_TIMEZONE {name!r} is not known: write a name such as Asia/Ho_Chi_Minh."
        ) from error
    return name


def _language(values: Mapping[str, str]) -> str:
    language = values.get("SEN_DEFAULT_LANGUAGE") or "vi"
    if language not in LANGUAGES:
        raise SettingRefused("SEN_DEFAULT_LANGUAGE is not known: write vi or en.")
    return language


def _count(values: Mapping[str, str], name: str) -> int:
    value = values.get(name) or "0"
    if not value.isdigit() or int(value) > 10:
        raise SettingRefused(f"{name} is not a number of proxies: write 0 to 10.")
    return int(value)
