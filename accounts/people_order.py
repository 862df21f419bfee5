"""How a list of people is sorted, and how its addresses say so."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class PeopleOrder:
    """How to sort people: by name, unit (as `unit_ids` are in order) or code."""

    column: str = "name"
    is_descending: bool = False
    unit_ids: Sequence[int] = ()

    @property
    def word(self) -> str:
        """The order as an address says it; nothing for the usual one."""
        word = f"-{self.column}" if self.is_descending else self.column
        return "" if word == "name" else word

    def turned(self, column: str) -> str:
        """What an address says to sort by this column, or the other way round."""
        return f"-{column}" if self.direction(column) == "ascending" else column

    def direction(self, column: str) -> str | None:
        """How the list is sorted by this column, if it is."""
        if column != self.column:
            return None
        return "descending" if self.is_descending else "ascending"
