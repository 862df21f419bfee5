"""A finger on the screen, as a phone tells the page of it."""

from playwright.sync_api import Locator, Page

STEPS = 12


class Finger:
    """One finger, put down on the middle of something."""

    def __init__(self, page: Page, place: Locator) -> None:
        box = place.bounding_box()
        assert box is not None
        self.session = page.context.new_cdp_session(page)
        self.x, self.y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self._tell("touchStart")

    def move_to(self, y: float, steps: int = STEPS) -> None:
        """Move up or down, seen `steps` times on the way."""
        start = self.y
        for step in range(1, steps + 1):
            self.y = start + (y - start) * step / steps
            self._tell("touchMove")

    def lift(self) -> None:
        """Take it off the screen."""
        self._tell("touchEnd")

    def _tell(self, kind: str) -> None:
        points = [] if kind == "touchEnd" else [{"x": self.x, "y": self.y}]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
