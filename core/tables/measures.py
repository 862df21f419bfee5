"""What the parts of a workbook hold, counted before a parser reserves memory for it.

A cell far out (XFD1048576) makes the parser reserve a whole sheet, a number of shared texts as
many places, and a text that many cells show is copied for each: so every part is gone through
here first, whatever it is called. Relations may lead to any as a sheet.
"""

import re
from array import array
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import NoReturn

# Without a DTD there is no entity, and no tree is built of what is gone through.
from xml.parsers import expat

from core.tables.formulas import column_number
from core.tables.refusal import refusal

MOST_TEXT = 50_000_000
MOST_REFERENCES = 64 * 1024 * 1024
DEEPEST = 100
ADDRESS = re.compile(r"([A-Z]{0,3})([0-9]{1,7})")
COUNT = re.compile(r"[0-9]{1,9}")
NUMBER = re.compile(r"[0-9]{1,12}")

known_column = lru_cache(column_number)
Start = Callable[[str, Mapping[str, str]], None]


def check_measures(parts: Iterable[bytes], most_rows: int, most_columns: int) -> None:
    """Raise TableRefused where cells lie beyond the limits, or show too much text together."""
    measured = [_Part(part, most_rows, most_columns) for part in parts]
    lengths = [each.lengths for each in measured if each.lengths]
    if len(lengths) > 1:
        raise refusal("broken_workbook")
    for shared in lengths:
        for part in measured:
            if sum(shared[at] for at in part.shown if at < len(shared)) > MOST_TEXT:
                raise refusal("bomb")


class _Starts(dict[str, "Start | None"]):
    """What is to be done where an element begins, whatever prefix its namespace has."""

    def __missing__(self, name: str) -> Start | None:
        _prefix, colon, own = name.rpartition(":")
        self[name] = found = self.get(own) if colon else None
        return found


class _Part:
    """How long each text is that a part shares, and which shared ones its cells show.

    Whether a cell says its address or only follows another, it lies within the limits.
    """

    def __init__(self, content: bytes, most_rows: int, most_columns: int) -> None:
        self.lengths = array("L")
        self.shown = array("Q")
        self._limits = (most_rows, most_columns)
        self._content = content
        self._row = self._column = self._depth = 0
        self._is_shared = self._is_heard = False
        self._listens_to = ""
        self._parser = expat.ParserCreate("utf-8")
        self._starts = _Starts(
            **{"row": self._start_row, "c": self._start_cell, "v": self._start_value},
            **{"sst": self._start_texts, "si": self._start_text},
        )
        self._read()

    def _read(self) -> None:
        if b"\0" in self._content:  # UTF-16, which the other parser may take for something else
            self._refuse()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._refuse
        try:
            self._parser.Parse(self._content, True)
        except expat.ExpatError as error:
            raise refusal("broken_workbook") from error
        self._content = b""

    def _refuse(self, *_said: object) -> NoReturn:
        raise refusal("broken_workbook")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            self._refuse()
        start = self._starts[name]
        if start:
            start(name, attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        if name == self._listens_to:
            self._listens_to = ""
            self._parser.CharacterDataHandler = None

    def _listen(self, name: str, hear: Callable[[str], None]) -> None:
        if self._listens_to:  # one within another would end it before its end
            self._refuse()
        self._listens_to = name
        self._parser.CharacterDataHandler = hear

    def _start_row(self, _name: str, attributes: Mapping[str, str]) -> None:
        said = attributes.get("r")
        self._move(self._row + 1 if said is None else self._place(said)[0], 0)

    def _start_cell(self, _name: str, attributes: Mapping[str, str]) -> None:
        self._is_shared = attributes.get("t") == "s"
        row, column = self._place(attributes["r"]) if "r" in attributes else (0, 0)
        self._move(row or self._row, column or self._column + 1)

    def _place(self, said: str) -> tuple[int, int]:
        found = ADDRESS.fullmatch(said)
        if found is None:
            self._refuse()
        letters, digits = found.groups()
        return int(digits), known_column(letters)

    def _move(self, row: int, column: int) -> None:
        most_rows, most_columns = self._limits
        if row > most_rows:
            raise refusal("too_many_rows", most_rows + 1, value=str(most_rows))
        if column > most_columns:
            raise refusal("too_many_columns", None, most_columns + 1, str(most_columns))
        self._row, self._column = row, column

    def _start_value(self, name: str, _attributes: Mapping[str, str]) -> None:
        if self._is_shared:
            self._is_heard = False
            self._listen(name, self._hear)

    def _hear(self, said: str) -> None:
        """A number in one piece: of several, the other parser may take the first alone."""
        end = self._parser.CurrentByteIndex
        written = self._content[max(0, end - len(said) - 1) : end]
        if self._is_heard or not NUMBER.fullmatch(said) or written != b">%b" % said.encode():
            self._refuse()
        self._is_heard = True
        self.shown.append(int(said))

    def _start_texts(self, _name: str, attributes: Mapping[str, str]) -> None:
        for name, most in (("uniqueCount", len(self._content)), ("count", MOST_REFERENCES)):
            said = attributes.get(name, "0")
            if not COUNT.fullmatch(said) or int(said) > most:
                self._refuse()

    def _start_text(self, name: str, _attributes: Mapping[str, str]) -> None:
        self.lengths.append(0)
        self._listen(name, self._add_length)

    def _add_length(self, said: str) -> None:
        self.lengths[-1] += len(said)
