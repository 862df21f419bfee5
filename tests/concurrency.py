"""Doing things at the same moment."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from threading import Barrier
from typing import TypeVar

from flask import Flask

from core.database import db

Result = TypeVar("Result")


def do_at_once(app: Flask, actions: Sequence[Callable[[], Result]]) -> list[Result]:
    """Let each action run in a thread and an application context of its own, all at once.

    The caller's transaction ends first: its lock would make them wait.
    """
    db.session.commit()
    barrier = Barrier(len(actions))

    def act(action: Callable[[], Result]) -> Result:
        with app.app_context():
            barrier.wait(10)
            return action()

    with ThreadPoolExecutor(len(actions)) as pool:
        running = [pool.submit(Context().run, act, action) for action in actions]
        return [each.result() for each in running]
