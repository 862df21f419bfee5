"""Events: what a lower package announces to whoever is above it.

Handlers are wired in one list in app.py and run at once, in the transaction of the announcer:
either all of it happens or none.
"""

from collections.abc import Callable
from typing import TypeVar

Event = TypeVar("Event")

_handlers: dict[type[object], list[Callable[..., None]]] = {}


def subscribe(kind: type[Event], handler: Callable[[Event], None]) -> None:
    """Call `handler` for each published event of `kind`; wiring twice wires once."""
    handlers = _handlers.setdefault(kind, [])
    if handler not in handlers:
        handlers.append(handler)


def publish(event: object) -> None:
    """Hand `event` to its handlers, in the order they were wired."""
    for handler in _handlers.get(type(event), ()):
        handler(event)
