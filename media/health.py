"""Whether the media store can be written and read."""

from uuid import uuid4

from core.doctor import Finding
from core.settings import Settings
from media.store import open_store

PROBE = b"sen"


def check_media(settings: Settings) -> Finding:
    """A small file can be written, read and taken away again."""
    store = open_store(settings.media_url)
    path = f"{store.root}/doctor-{uuid4().hex}"
    try:
        store.filesystem.makedirs(store.root, exist_ok=True)
        store.filesystem.pipe_file(path, PROBE)
        is_same = store.filesystem.cat_file(path) == PROBE
        store.filesystem.rm_file(path)
    except Exception as problem:
        return Finding(False, f"cannot be written ({type(problem).__name__}): see SEN_MEDIA_URL")
    return Finding(is_same, "can be written and read" if is_same else "gives back something else")
