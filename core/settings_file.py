"""Which settings there are, and the file in which an installation keeps them.

Everything here that is wrong raises ValueError with one line that names it and the mend.
"""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path

NAMES = (
    *("SEN_DATABASE_URL", "SEN_SECRET_KEY", "SEN_BASE_URL", "SEN_TRUSTED_PROXIES"),
    *("SEN_MEDIA_URL", "SEN_LARGEST_UPLOAD_MB", "SEN_TIMEZONE", "SEN_DEFAULT_LANGUAGE"),
    *("SEN_EXIT_URL", "SEN_REDIS_URL"),
    *("SEN_MAIL_URL", "SEN_MAIL_FROM", "SEN_OIDC_ISSUER", "SEN_OIDC_CLIENT_ID"),
    *("SEN_OIDC_CLIENT_SECRET", "SEN_OIDC_NAME", "SEN_OIDC_CLAIMS", "SEN_OIDC_CREATE"),
)
ENVIRONMENT_NAMES = ("SEN_INSTANCE", "SEN_WORKERS", "SEN_DEMO")
# What tests and measurements are told.
TOOL_PREFIXES = ("SEN_TEST_", "SEN_CHROMIUM")
# How much a name of the environment has to be like a setting's to be taken for a slip: other
# programs may have names there that begin alike, as Kubernetes does for a service called sen.
LIKENESS = 0.85


def read_settings_file(path: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """The settings of the file at `path`; none where there is no file.

    What only the environment can say may stand here too where the environment has it, as it does
    where a service of the system is started with this file.
    """
    values: dict[str, str] = {}
    for number, line in enumerate(read_text(path).splitlines(), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        name, separator, value = (part.strip() for part in text.partition("="))
        if not separator:
            raise ValueError(f"{path}:{number}: write NAME=value; this line has no '='.")
        if name in ENVIRONMENT_NAMES and name not in environ:
            raise ValueError(f"{path}:{number}: {name} is read from the environment only.")
        if name not in ENVIRONMENT_NAMES and name not in NAMES and "SEN_" in name.upper():
            raise ValueError(f"{path}:{number}: there is no setting {name}: {_mend(name)}.")
        values[name] = value.strip("\"'")
    return values


def read_text(path: Path, mend: str = "save it as text in UTF-8") -> str:
    """The text of a file, empty where there is none."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        raise ValueError(f"{path} is not UTF-8: {mend}.") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise ValueError(f"{path} cannot be read ({reason}): {mend}.") from None


def refuse_misspelt(names: Iterable[str]) -> None:
    """Refuse a name of the environment that is almost a setting's."""
    known = {*NAMES, *ENVIRONMENT_NAMES}
    for name in sorted(names):
        if not name.startswith("SEN_") or name in known or name.startswith(TOOL_PREFIXES):
            continue
        if get_close_matches(name, known, cutoff=LIKENESS):
            raise ValueError(f"The environment has {name}, which is no setting: {_mend(name)}.")


def refuse_unprintable(values: Mapping[str, str]) -> None:
    """Refuse signs that nobody sees, and bytes that are no text: no setting means them."""
    for name in NAMES:
        if not values.get(name, "").isprintable():
            raise ValueError(f"{name} holds a sign that cannot be seen: write it anew.")


def _mend(name: str) -> str:
    near = get_close_matches(name.upper(), (*NAMES, *ENVIRONMENT_NAMES), n=1, cutoff=0.6)
    return f"perhaps {near[0]} was meant" if near else f"known are {', '.join(NAMES)}"
