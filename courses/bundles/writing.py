"""A course written as a zip of its folder, piece by piece: the same files give the same bytes."""

import zipfile
from collections.abc import Iterable, Iterator, Mapping

LONG_AGO = (1980, 1, 1, 0, 0, 0)
PLAIN_FILE = 0o100644 << 16
ON_UNIX = 3


class _Outlet:
    """Takes what a zip writes and cannot go back in, and gives it away again."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        """Take a piece; one that is still needed is copied."""
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """There is nothing to wait for."""

    def drain(self) -> Iterator[bytes]:
        """All that came since the last time."""
        pieces, self._pieces = self._pieces, []
        yield from pieces


def stream_zip(
    key: str, texts: Mapping[str, str], media: Mapping[str, Iterable[bytes]]
) -> Iterator[bytes]:
    """The zip of the folder `key`, files by their names, none with a date of its own.

    Only one piece of one file is held at a time; media are asked for when their turn has come.
    """
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w") as archive:  # type: ignore[call-overload]
        for name in sorted({*texts, *media}):
            pieces = media[name] if name in media else [texts[name].encode()]
            with archive.open(_info(f"{key}/{name}"), "w") as file:
                for piece in pieces:
                    file.write(piece)
                    yield from outlet.drain()
            yield from outlet.drain()
    yield from outlet.drain()


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, LONG_AGO)
    info.external_attr = PLAIN_FILE
    info.create_system = ON_UNIX
    info.compress_type = zipfile.ZIP_DEFLATED
    return info
