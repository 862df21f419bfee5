"""Where an installation keeps its media, and how large a file of them may be."""

from collections.abc import Mapping
from pathlib import Path

from fsspec import get_filesystem_class
from fsspec.registry import known_implementations

SHAPE = "write file:///folder or another address of fsspec, such as s3://bucket/prefix"
LOCAL = ("file", "local")
MOST_MEGABYTES = 200


def read_media_url(values: Mapping[str, str], folder: Path) -> str:
    """The address of SEN_MEDIA_URL, else that of `folder`.

    It may be a chain, such as simplecache::s3://bucket. Raises ValueError with one line that says
    what is wrong and how to mend it.
    """
    value = values.get("SEN_MEDIA_URL", "").strip()
    if not value:
        return _address_of(folder.absolute())
    if Path(value).is_absolute():
        return _address_of(Path(value))
    *before, last = value.split("::")
    protocol, separator, place = last.partition("://")
    is_placed = place.startswith("/") if protocol in LOCAL else place or protocol == "memory"
    if not separator or not is_placed:
        raise ValueError(f"SEN_MEDIA_URL is not an address: {SHAPE}.")
    for name in (*(each.partition("://")[0] for each in before), protocol):
        _refuse_unreachable(name)
    return value


def read_largest_upload(values: Mapping[str, str]) -> int:
    """How many megabytes a film or a sound may have that a trainer uploads.

    What is larger than a bundle may be could never be taken away again, so 200 is the most.
    """
    value = values.get("SEN_LARGEST_UPLOAD_MB", "").strip() or "100"
    if not value.isdecimal() or not 1 <= int(value) <= MOST_MEGABYTES:
        raise ValueError(
            f"SEN_LARGEST_UPLOAD_MB is not a number of megabytes: write 1 to {MOST_MEGABYTES}."
        )
    return int(value)


def _address_of(folder: Path) -> str:
    """A folder as fsspec has it: spaces and accents stand as they are, not as %20."""
    path = folder.as_posix()
    return f"file://{path}" if path.startswith("/") else f"file:///{path}"


def _refuse_unreachable(protocol: str) -> None:
    try:
        get_filesystem_class(protocol)
    except ValueError:
        raise ValueError(f"SEN_MEDIA_URL: nothing is known of {protocol}://; {SHAPE}.") from None
    except ImportError as error:
        package = known_implementations[protocol]["class"].partition(".")[0]
        mend = f": .venv/bin/python -m pip install {package}" if package != "fsspec" else ""
        raise ValueError(
            f"SEN_MEDIA_URL: {protocol}:// needs a package that is not there ({error}){mend}."
        ) from None
