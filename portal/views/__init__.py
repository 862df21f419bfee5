"""Pages of the portal."""

from portal.views import attempts, courses, frame, home, lessons, record
from portal.views.blueprint import blueprint

__all__ = ["attempts", "blueprint", "courses", "frame", "home", "lessons", "record"]
