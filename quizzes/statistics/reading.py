"""From what the database holds of attempts to the rows that are analysed."""

import json
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from quizzes.question_types import ResponseRefused, type_of
from quizzes.statistics.editions import AskedEdition, AskedQuestion, name_editions
from quizzes.statistics.rows import AttemptRow, ItemRow, QuestionKey, name_slots

# An attempt's id, points and points in all, then of one of its questions the edition's id, the
# response as JSON text, the fraction, and the milliseconds spent; sorted by attempt and place.
StoredItem = Sequence[Any]
ATTEMPT = itemgetter(0)
# Longer responses are words of one's own, which hardly come twice.
LONGEST_KNOWN = 60


@dataclass(frozen=True)
class RowReader:
    """Makes rows of stored items; what the same response is counted as, it works out once."""

    editions: Mapping[int, AskedEdition]
    keys: Mapping[int, QuestionKey]
    own_bank: str
    known: dict[tuple[int, str], tuple[str, ...]] = field(default_factory=dict)

    def read(self, items: Iterable[StoredItem]) -> Iterator[AttemptRow]:
        """Read a stream of items, attempt by attempt; what asks nothing is left out."""
        for _attempt_id, group in groupby(items, ATTEMPT):
            asked = [item for item in group if item[3] in self.keys]
            if asked:
                rows = list(map(self._read_item, asked, self._name_slots(asked)))
                yield AttemptRow(asked[0][1], asked[0][2], rows)

    def count(self, counted: Iterable[Sequence[Any]]) -> "ChoiceCounts":
        """Bring together what is known by number only, as ChoiceCount keeps it.

        The rows are an edition's id, how often it was asked and skipped, and what was taken.
        """
        counts = ChoiceCounts()
        for edition_id, asked, skipped, taken in counted:
            if edition_id in self.keys:
                counts.add(self.keys[edition_id], asked, skipped, taken)
        return counts

    def _read_item(self, item: StoredItem, slot: Any) -> ItemRow:
        _attempt, _points, _most, edition_id, response, fraction, spent_ms = item
        return ItemRow(
            self.keys[edition_id],
            # Whatever was written by somebody who is anonymous by now is gone, its mark is not.
            fraction if response is not None or fraction else None,
            self.editions[edition_id].points,
            self._parts(edition_id, response),
            spent_ms / 1000 if spent_ms else None,
            slot,
        )

    def _parts(self, edition_id: int, response: str | None) -> tuple[str, ...]:
        if response is None:
            return ()
        key = (edition_id, response)
        parts = self.known.get(key)
        if parts is None:
            parts = _count_parts(self.editions[edition_id], response)
            if len(response) <= LONGEST_KNOWN:
                self.known[key] = parts
        return parts

    def _name_slots(self, asked: Sequence[StoredItem]) -> tuple[Hashable, ...]:
        """Give the slots; a question fills the same one in all its editions."""
        editions = [self.editions[item[3]] for item in asked]
        return name_slots([(each.question_id, each.bank) for each in editions], self.own_bank)


@dataclass
class ChoiceCounts:
    """How often each question was asked and skipped, and each of its choices taken."""

    asked: Counter[QuestionKey] = field(default_factory=Counter)
    skipped: Counter[QuestionKey] = field(default_factory=Counter)
    taken: dict[QuestionKey, Counter[str]] = field(default_factory=dict)

    def add(self, key: QuestionKey, asked: int, skipped: int, taken: Mapping[str, int]) -> None:
        """Add what was counted of one edition of a question."""
        self.asked[key] += asked
        self.skipped[key] += skipped
        self.taken.setdefault(key, Counter()).update(taken)


def make_reader(
    asked: Sequence[AskedQuestion], editions: Sequence[AskedEdition], own_bank: str
) -> RowReader:
    """Make the reader of a quiz's attempts."""
    return RowReader({each.id: each for each in editions}, name_editions(asked, editions), own_bank)


def _count_parts(edition: AskedEdition, response: str) -> tuple[str, ...]:
    kind = type_of(edition.question)
    try:
        return kind.count_parts(edition.question, kind.deserialise(json.loads(response)))
    except ResponseRefused:
        return ()
