"""Laws that are known to be replaced: data, to be added to when a law changes.

A number as texts name it, what replaced it, and since when.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class ReplacedLaw:
    """A law that is out of force; `number` is looked for, `by_number` names what replaced it."""

    number: str
    by: str
    by_number: str
    since: str


REPLACED_LAWS = (
    ReplacedLaw("02/2007/QH12", "Luật 13/2022/QH15", "13/2022/QH15", "2023-07-01"),
    ReplacedLaw("144/2021/NĐ-CP", "Nghị định 282/2025/NĐ-CP", "282/2025", "2025-12-15"),
    ReplacedLaw("55/2009/NĐ-CP", "Nghị định 125/2021/NĐ-CP", "125/2021", "2022-01-01"),
    ReplacedLaw("13/2023/NĐ-CP", "Luật 91/2025/QH15", "91/2025", "2026-01-01"),
    ReplacedLaw("98/2023/NĐ-CP", "Nghị định 152/2025/NĐ-CP", "152/2025", "2025-07-01"),
    ReplacedLaw("2351/QĐ-TTg", "Nghị quyết 28/NQ-CP", "28/NQ-CP", "2021-03-03"),
)


def find_replaced(text: str, today: str) -> Iterator[ReplacedLaw]:
    """The replaced laws that a text names; one that names the new law beside the old knows it."""
    folded = text.casefold()
    for law in REPLACED_LAWS:
        if law.since > today or law.by_number in text or law.number.casefold() not in folded:
            continue
        if re.search(rf"(?<![0-9]){re.escape(law.number)}(?!\w)", text, re.IGNORECASE):
            yield law
