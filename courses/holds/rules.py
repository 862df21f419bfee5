"""How long a hold counts. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# The editor gives a sign of life every 20 seconds; on a slow line some of them are lost.
LASTS = timedelta(minutes=2)


@dataclass(frozen=True)
class Holder:
    """Somebody who writes at a text, and since when."""

    person_id: int
    full_name: str
    since_at: datetime
    seen_at: datetime


def is_alive(seen_at: datetime, now: datetime) -> bool:
    """Whether a hold still counts, by its last sign of life."""
    return now - seen_at < LASTS
