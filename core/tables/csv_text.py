"""CSV as offices save it: UTF-8, UTF-16 or Windows-1258; comma, semicolon or tab.

The encoding is told by rules rather than by likelihood, so that the same file is always read
the same way, and a file in two encodings is refused instead of being garbled.
"""

import codecs
import csv
import io
import unicodedata
from collections.abc import Iterator
from itertools import islice

from core.tables.refusal import TableProblem, refusal_of
from core.tables.writing import Cell, unguard

LEGACY = "cp1258"
DELIMITERS = ",;\t"
REPLACEMENT = "\ufffd"


def parse_csv(content: bytes) -> list[list[Cell]]:
    """The rows of a CSV file; raises TableRefused."""
    text = decode(content)
    delimiter, text, skipped = _delimiter(text)
    if "\0" in text:
        raise refusal_of(_nuls(text, delimiter, skipped))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[Cell]] = [[] for _ in range(skipped)]
    try:
        rows.extend([unguard(cell) for cell in row] for row in reader)
    except csv.Error as error:
        raise refusal_of(_broken_rows(text, delimiter, skipped)) from error
    return rows


def _nuls(text: str, delimiter: str, skipped: int) -> Iterator[TableProblem]:
    for number, line in enumerate(text.split("\n"), skipped + 1):
        before, nul, _after = line.partition("\0")
        if nul:
            yield TableProblem("nul", number, before.count(delimiter) + 1)


def _broken_rows(text: str, delimiter: str, skipped: int) -> Iterator[TableProblem]:
    """The rows that make no sense, each read on from the line after the one it begins in."""
    lines, begin, number = list(io.StringIO(text, newline="")), 0, skipped
    while begin < len(lines):
        reader = csv.reader(islice(lines, begin, None), delimiter=delimiter, strict=True)
        read = 0
        try:
            for _row in reader:
                number, read = number + 1, reader.line_num
            return
        except csv.Error as error:
            number, begin = number + 1, begin + read + 1
            code = "cell_too_long" if "field limit" in str(error) else "broken_quotes"
            yield TableProblem(code, number)


def decode(content: bytes) -> str:
    """The text of a CSV file in whichever of the three encodings it is; raises TableRefused."""
    if content.startswith(codecs.BOM_UTF8):
        return _decode_utf8(content.removeprefix(codecs.BOM_UTF8))
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode_utf16(content, "utf-16")
    silent = _silent_utf16(content)
    if silent:
        return _decode_utf16(content, silent)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_legacy(content)


def _decode_utf8(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise refusal_of(_strangers(content.split(b"\n"), is_utf8=False)) from None


def _decode_utf16(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        lines = content.decode(encoding, errors="replace").split("\n")
        rows = [number for number, line in enumerate(lines, 1) if REPLACEMENT in line]
        problems = (TableProblem("mixed_encodings", row) for row in rows or [len(lines)])
        raise refusal_of(problems) from error


def _silent_utf16(content: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of its first letters is nought."""
    head = content[:200]
    half = max(1, len(head) // 2)
    if head[1::2].count(0) > half * 0.6:
        return "utf-16-le"
    return "utf-16-be" if head[0::2].count(0) > half * 0.6 else None


def _decode_legacy(content: bytes) -> str:
    """Windows-1258, which writes some tones as signs of their own; NFC puts them together.

    A line that reads as UTF-8 with letters beyond ASCII is hardly ever Windows-1258 by chance:
    then the file holds both.
    """
    lines = content.split(b"\n")
    kinds = [_kind(line) for line in lines]
    utf8, other = kinds.count("utf-8"), kinds.count("other")
    if utf8:
        raise refusal_of(_strangers(lines, is_utf8=utf8 < other))
    text = unicodedata.normalize("NFC", content.decode(LEGACY, errors="replace"))
    problems = list(_unreadable(text))
    if problems:
        raise refusal_of(problems)
    return text


def _unreadable(text: str) -> Iterator[TableProblem]:
    """The first such letter of each row: one that is none, or a tone that joins no letter.

    Such a tone shows that the file is in yet another encoding.
    """
    for number, line in enumerate(text.split("\n"), 1):
        for place, letter in enumerate(line):
            if letter == REPLACEMENT or unicodedata.combining(letter):
                yield TableProblem("unreadable_letters", number, _delimiters(line[:place]) + 1)
                break


def _kind(line: bytes) -> str:
    if line.isascii():
        return "ascii"
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return "other"
    return "utf-8"


def _strangers(lines: list[bytes], is_utf8: bool) -> Iterator[TableProblem]:
    """The rows written otherwise than the rest."""
    kind = "utf-8" if is_utf8 else "other"
    for number, line in enumerate(lines, 1):
        if _kind(line) == kind:
            yield TableProblem("mixed_encodings", number, _column(line))


def _column(line: bytes) -> int:
    """The column of the first letter beyond ASCII that is not UTF-8, or of the first such."""
    try:
        line.decode("utf-8")
        place = next(index for index, byte in enumerate(line) if byte > 127)
    except UnicodeDecodeError as error:
        place = error.start
    return 1 + _delimiters(line[:place].decode("ascii", errors="replace"))


def _delimiters(before: str) -> int:
    """How many cells end in the beginning of a line, by the delimiter that stands there most."""
    return max(before.count(delimiter) for delimiter in DELIMITERS)


def _delimiter(text: str) -> tuple[str, str, int]:
    """The delimiter, the text to parse, and how many lines before it are left out.

    Excel's own first line `sep=;` says it; else the commonest in the first line that holds any.
    """
    first, newline, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], rest, 1 if newline else 0
    for line in text.splitlines()[:20]:
        counts = {delimiter: line.count(delimiter) for delimiter in DELIMITERS}
        best = max(counts, key=lambda each: counts[each])
        if counts[best]:
            return best, text, 0
    return ",", text, 0
