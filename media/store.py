"""The media store: a folder or any place that fsspec reaches, files by their hash.

A file is written whole or not at all: on a disk under another name first, which becomes its
own in one step.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import IO, Any, BinaryIO
from uuid import uuid4

from fsspec.core import url_to_fs

PIECE = 256 * 1024


@dataclass(frozen=True)
class MediaStore:
    """Where files are; `root` is a path of `filesystem`."""

    filesystem: Any
    root: str

    def write(self, name: str, content: bytes) -> None:
        """Keep a file; one that is there already is left as it is."""
        path = self._path(name)
        if self._size(path) == len(content):
            return
        self.filesystem.makedirs(path.rpartition("/")[0], exist_ok=True)
        if "file" in self.filesystem.protocol:
            _write_in_one_step(path, content)
        else:
            self.filesystem.pipe_file(path, content)

    def read(self, name: str) -> bytes:
        """What a file holds; raises FileNotFoundError."""
        content: bytes = self.filesystem.cat_file(self._path(name))
        return content

    def open(self, name: str) -> tuple[IO[bytes], int]:
        """A file to read from any place of it, and its size; raises FileNotFoundError."""
        path = self._path(name)
        size = self._size(path)
        if size is None:
            raise FileNotFoundError(name)
        file: IO[bytes] = self.filesystem.open(path, "rb")
        return file, size

    def chunks(self, name: str) -> Iterator[bytes]:
        """What a file holds, piece by piece."""
        with self.filesystem.open(self._path(name), "rb") as file:
            while piece := file.read(PIECE):
                yield piece

    def expect(self, name: str) -> None:
        """Make sure that a file is there; raises FileNotFoundError."""
        if self._size(self._path(name)) is None:
            raise FileNotFoundError(name)

    def put_aside(self, name: str, content: BinaryIO) -> None:
        """Keep a file that is not checked yet apart from all that is served, piece by piece."""
        path = self._aside(name)
        self.filesystem.makedirs(path.rpartition("/")[0], exist_ok=True)
        with self.filesystem.open(path, "wb") as file:
            shutil.copyfileobj(content, file, PIECE)

    def open_aside(self, name: str) -> BinaryIO:
        """A file that was put aside, to be read in any order; raises FileNotFoundError."""
        file: BinaryIO = self.filesystem.open(self._aside(name), "rb")
        return file

    def drop_aside(self, name: str) -> None:
        """Let go of a file that was put aside, if it is there."""
        with suppress(FileNotFoundError):
            self.filesystem.rm_file(self._aside(name))

    def drop_aside_before(self, moment: datetime) -> None:
        """Let go of all that was put aside before a moment."""
        folder = self._aside("")
        if not self.filesystem.exists(folder):
            return
        for path in self.filesystem.ls(folder, detail=False):
            if self.filesystem.modified(path) < moment:
                self.filesystem.rm_file(path)

    def _aside(self, name: str) -> str:
        if name and not name.isalnum():
            raise ValueError(f"{name!r} is not the name of a file put aside.")
        return f"{self.root}/aside/{name}"

    def _path(self, name: str) -> str:
        if not name.replace(".", "", 1).isalnum():
            raise ValueError(f"{name!r} is not the name of a stored file.")
        return f"{self.root}/{name[:2]}/{name}"

    def _size(self, path: str) -> int | None:
        try:
            return int(self.filesystem.size(path))
        except FileNotFoundError:
            return None


@lru_cache(maxsize=8)
def open_store(url: str) -> MediaStore:
    """The store at `url`: file:///…, memory://…, s3://bucket/prefix."""
    filesystem, root = url_to_fs(url)
    return MediaStore(filesystem, root.rstrip("/"))


def _write_in_one_step(path: str, content: bytes) -> None:
    temporary = f"{path}.{uuid4().hex}.part"
    try:
        with open(temporary, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    finally:
        if os.path.exists(temporary):
            os.unlink(temporary)
