"""Pages of the reports."""

from reports.views import completion, goals
from reports.views.blueprint import blueprint

__all__ = ["blueprint", "completion", "goals"]
