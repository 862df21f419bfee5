"""How long something is kept, in months of the calendar."""

import calendar
from datetime import datetime

FEWEST_RETENTION, MOST_RETENTION = 1, 600
FEWEST_AUDIT, MOST_AUDIT = 6, 240


def months_before(moment: datetime, months: int) -> datetime:
    """The same day and time so many months earlier; the month's last day where it is shorter."""
    index = moment.year * 12 + moment.month - 1 - months
    year, month = index // 12, index % 12 + 1
    day = min(moment.day, calendar.monthrange(year, month)[1])
    return moment.replace(year=year, month=month, day=day)
