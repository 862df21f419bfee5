"""Pages of the studio."""

from studio.views import courses, files
from studio.views.blueprint import blueprint

__all__ = ["blueprint", "courses", "files"]
