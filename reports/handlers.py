"""What reports do when something below announces itself."""

from accounts.events import UnitEnded, UnitMerged
from reports import operations


def on_unit_merged(event: UnitMerged) -> None:
    """Let the goals of a unit that went up in another hold there."""
    operations.pass_goals_on(event.unit_id, event.into_id)


def on_unit_ended(event: UnitEnded) -> None:
    """End its own goals."""
    operations.end_goals_of(event.unit_id, event.at)
