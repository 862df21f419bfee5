"""When a save goes on with the last revision of a text, and when it begins another. Pure."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

SITTING = timedelta(minutes=10)
# About a short sentence: whoever lets go of so much at once may want it back.
MOST_LOST_WORDS = 8
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class LastRevision:
    """What is to be known of the last revision of a text: whose it is, and since when."""

    number: int
    saved_by_id: int | None
    began_at: datetime
    is_sealed: bool


def goes_on(last: LastRevision | None, by_id: int | None, at: datetime) -> bool:
    """Whether a save belongs to the sitting of the last revision: the same person's, not long ago.

    A sitting is counted from its beginning, so that a whole afternoon does not become one
    revision.
    """
    if last is None or last.is_sealed or by_id is None or last.saved_by_id != by_id:
        return False
    return timedelta() <= at - last.began_at < SITTING


def loses_much(before: str, after: str) -> bool:
    """Whether more words are gone than one mends in passing."""
    lost = Counter(WORD.findall(before)) - Counter(WORD.findall(after))
    return lost.total() >= MOST_LOST_WORDS
