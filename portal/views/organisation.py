"""What the organisation writes into lessons itself, read when the page is."""

from collections.abc import Sequence

from core.i18n import current_language
from core.identity import person
from courses.lesson_page import ShownBlock
from courses.organisation.gaps import ShownGaps
from courses.organisation.queries import find_filled


def gaps_for(blocks: Sequence[ShownBlock]) -> ShownGaps:
    """What fills the gaps of a lesson; nothing is read where it has none."""
    keys = {block.topic for block in blocks if block.kind == "organisation"}
    if not keys:
        return ShownGaps()
    return ShownGaps(find_filled(keys, current_language()), person().has_role("trainer"))
