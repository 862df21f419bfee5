"""The queue that carries ids to whoever has time: a file in `instance/`, or Redis.

It may lose what it holds and hold what nobody sent: rows are the truth. Nothing but an id is ever
read from it, so that whoever can write to it can make nobody run anything.
"""

import hashlib
import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from huey import Huey
from huey.api import Task
from huey.registry import Message
from huey.serializer import Serializer
from huey.storage import RedisStorage, SqliteStorage

from core.settings import Settings

logger = logging.getLogger("sen.jobs")
FILE = "queue.sqlite3"
TASK = "core.jobs.do"
REDIS_ANSWERS_WITHIN_S = 5


class IdSerializer(Serializer):
    """A message is the id of a job, as text."""

    def _serialize(self, data: Message) -> bytes:
        return str(data.args[0]).encode("ascii")

    def _deserialize(self, data: bytes) -> Message:
        uuid = str(UUID(bytes(data).decode("ascii")))
        return Message(id=uuid, name=TASK, args=(uuid,), kwargs={})


class IdQueue(Huey):
    """Ids in, ids out; a queue that does not answer is told once, not every second."""

    answers = True

    def listen(self, do: Callable[[UUID], None]) -> None:
        """Let `do` do the jobs that come out."""

        def do_text(uuid: str) -> None:
            do(UUID(uuid))

        do_text.__module__, name = TASK.rsplit(".", 1)
        self.send_task = self.task(name=name)(do_text)

    def send(self, uuid: UUID) -> bool:
        """Put an id in; whether the queue took it."""
        try:
            self.send_task(str(uuid))
        except Exception as problem:
            self._note(problem)
            return False
        self._note(None)
        return True

    def is_empty(self) -> bool:
        """Whether nothing is in it, as far as it answers."""
        try:
            return bool(self.pending_count() == 0)
        except Exception as problem:
            self._note(problem)
            return True

    def dequeue(self) -> Task | None:
        """The next message; none where the queue does not answer or holds what is no id."""
        try:
            task: Task | None = super().dequeue()
        except Exception as problem:
            self._note(problem)
            return None
        return task

    def _note(self, problem: Exception | None) -> None:
        if problem is not None and self.answers:
            logger.warning("the queue of jobs does not answer: %s", type(problem).__name__)
        self.answers = problem is None


def open_queue(settings: Settings) -> IdQueue:
    """The queue of this installation; several installations can share one Redis."""
    digest = hashlib.sha256(settings.secret_key.encode()).hexdigest()[:16]
    options: dict[str, Any] = {"results": False, "serializer": IdSerializer()}
    if settings.redis_url:
        url = _with_timeouts(settings.redis_url)
        return IdQueue(f"sen{digest}", storage_class=RedisStorage, url=url, **options)
    path = settings.instance / FILE
    try:
        return _open_file(path, **options)
    except sqlite3.DatabaseError:
        path.unlink()
        return _open_file(path, **options)


def _open_file(path: Path, **options: Any) -> IdQueue:
    return IdQueue("sen", storage_class=SqliteStorage, filename=str(path), **options)


def _with_timeouts(url: str) -> str:
    """Redis' own client waits for ever on a line that is dead."""
    joint = "&" if "?" in url else "?"
    seconds = REDIS_ANSWERS_WITHIN_S
    return f"{url}{joint}socket_connect_timeout={seconds}&socket_timeout={seconds}"
