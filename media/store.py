"""The media store: a folder or any place that fsspec reaches, files by their hash.

A file is written whole or not at all: on a disk under another name first, which becomes its
own in one step.
"""

import os
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import uuid4

from fsspec.core import url_to_fs


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
