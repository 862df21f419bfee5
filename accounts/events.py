"""What accounts announces."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class PersonPlaced:
    """Somebody joined the organisation or came to another unit."""

    person_id: int
    unit_id: int
    at: datetime
