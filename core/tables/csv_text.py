"""CSV as offices save it: UTF-8, UTF-16 or Windows-1258; comma, semicolon or tab.

The encoding is told by rules rather than by likelihood, so that the same file is always read
the same way, and a file in two encodings is refused instead of being garbled.
"""

import codecs
import csv
import io
import unicodedata

from core.tables.refusal import TableProblem, TableRefused, refusal
from core.tables.writing import Cell

LEGACY = "cp1258"
DELIMITERS = ",;\t"
MOST_PROBLEMS = 100


def parse_csv(content: bytes) -> list[list[Cell]]:
    """The rows of a CSV file; raises TableRefused."""
    text = decode(content)
    delimiter, text, skipped = _delimiter(text)
    nul = text.find("\0")
    if nul >= 0:
        raise refusal("nul", *_place(text[:nul], delimiter))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[Cell]] = [[] for _ in range(skipped)]
    try:
        rows.extend(list(row) for row in reader)
    except csv.Error as error:
        code = "cell_too_long" if "field limit" in str(error) else "broken_quotes"
        raise refusal(code, len(rows) + 1) from error
    return rows


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
        lines = content.split(b"\n")
        raise TableRefused(_strangers(lines, "mixed_encodings", is_utf8=False)) from None


def _decode_utf16(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        before = content[: error.start - error.start % 2].decode(encoding, errors="ignore")
        raise refusal("mixed_encodings", before.count("\n") + 1) from error


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
        raise TableRefused(_strangers(lines, "mixed_encodings", is_utf8=utf8 < other))
    try:
        text = unicodedata.normalize("NFC", content.decode(LEGACY))
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise refusal("unreadable_letters", row, _column(lines[row - 1])) from error
    _check_tones(text)
    return text


def _check_tones(text: str) -> None:
    """A tone that joins no letter shows that the file is in yet another encoding."""
    for number, line in enumerate(text.split("\n"), 1):
        for place, letter in enumerate(line):
            if unicodedata.combining(letter):
                column = 1 + sum(line[:place].count(delimiter) for delimiter in DELIMITERS)
                raise refusal("unreadable_letters", number, column)


def _kind(line: bytes) -> str:
    if line.isascii():
        return "ascii"
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return "other"
    return "utf-8"


def _strangers(lines: list[bytes], code: str, is_utf8: bool) -> list[TableProblem]:
    """The rows written otherwise than the rest."""
    kind = "utf-8" if is_utf8 else "other"
    rows = [number for number, line in enumerate(lines, 1) if _kind(line) == kind]
    return [TableProblem(code, row, _column(lines[row - 1])) for row in rows[:MOST_PROBLEMS]]


def _column(line: bytes) -> int:
    """The column of the first letter beyond ASCII that is not UTF-8, or of the first such."""
    try:
        line.decode("utf-8")
        place = next(index for index, byte in enumerate(line) if byte > 127)
    except UnicodeDecodeError as error:
        place = error.start
    return 1 + max(line[:place].count(delimiter.encode()) for delimiter in DELIMITERS)


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


def _place(before: str, delimiter: str) -> tuple[int, int]:
    line = before.rpartition("\n")[2]
    return before.count("\n") + 1, line.count(delimiter) + 1
