"""Events reach whoever listens, once."""

from dataclasses import dataclass

import pytest

from core import events


@dataclass(frozen=True)
class Happened:
    what: str


@pytest.fixture(autouse=True)
def _nobody_listens(monkeypatch):
    monkeypatch.setattr(events, "_handlers", {})


def test_handlers_hear_an_event_in_the_order_they_were_wired():
    heard: list[object] = []
    events.subscribe(Happened, lambda event: heard.append(("first", event.what)))
    events.subscribe(Happened, lambda event: heard.append(("second", event.what)))
    events.publish(Happened("rain"))
    assert heard == [("first", "rain"), ("second", "rain")]


def test_wiring_twice_wires_once():
    heard: list[object] = []
    events.subscribe(Happened, heard.append)
    events.subscribe(Happened, heard.append)
    events.publish(Happened("rain"))
    assert heard == [Happened("rain")]


def test_what_a_handler_raises_reaches_the_announcer():
    def refuse(_event):
        raise ValueError("storm")

    events.subscribe(Happened, refuse)
    with pytest.raises(ValueError, match="storm"):
        events.publish(Happened("rain"))


def test_an_event_that_nobody_awaits_does_no_harm():
    events.publish(Happened("rain"))
