"""Answers that stand together at the end: "1.B 2.A, C …", in lines or in a table."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from interop.questions.drafts import list_letters

TITLE = re.compile(
    r"(?:bảng\s+)?(?:đáp\s*án|answers?(?:\s+key)?)(?:\s+(?:trắc nghiệm|đề.*|phần.*))?\s*[:.]?\Z",
    re.I,
)
KEYS = r"[A-Ha-h](?:\s*[,;&+]\s*[A-Ha-h]|(?=[A-Ha-h]{1,5}(?![\w]))[A-Ha-h])*"
PAIR = re.compile(
    rf"(?:câu\s*)?(?P<number>[0-9]{{1,3}})\s*[.:)\-–]?\s*(?P<key>{KEYS})(?![^\W_])", re.I
)
NUMBER = re.compile(r"(?:câu\s*)?([0-9]{1,3})\s*[.:)]?\Z", re.I)
LABELS = re.compile(
    r"(?:câu(?:\s*hỏi)?(?:\s*số)?|đáp\s*án|đ/?a|stt|tt|answer|key|no)\s*[:.]?\Z", re.I
)


def is_title(text: str) -> bool:
    """Whether a line begins the answers: Đáp án, BẢNG ĐÁP ÁN."""
    return bool(TITLE.match(text.strip(" -–*_")))


def read_line(text: str) -> list[tuple[str, frozenset[str]]] | None:
    """The pairs of a line that holds nothing else, or None."""
    rest = PAIR.sub(" ", text)
    pairs = [(found["number"], list_letters(found["key"])) for found in PAIR.finditer(text)]
    is_key = pairs and not re.sub(r"[\s|,;.:–-]|câu", "", rest, flags=re.I)
    return [(str(int(number)), key) for number, key in pairs] if is_key else None


def read_table(rows: Sequence[Sequence[str]]) -> list[tuple[str, frozenset[str]]] | None:
    """The pairs of a table that holds nothing else: in its cells, rows or columns, or None."""
    if not all(_fits(cell) for row in rows for cell in row):
        return None
    for pairs in (_in_cells(rows), _below(rows), _below(_turned(rows))):
        found = list(pairs)
        if found:
            return found
    return None


def _fits(cell: str) -> bool:
    text = cell.strip()
    is_part = not text or NUMBER.match(text) or LABELS.match(text) or list_letters(text)
    return bool(is_part) or read_line(text) is not None


def _in_cells(rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, frozenset[str]]]:
    for row in rows:
        for cell in row:
            yield from read_line(cell) or ()


def _below(rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, frozenset[str]]]:
    """Numbers in one row, letters right below them in the next."""
    for upper, lower in pairwise(rows):
        for number, key in zip(upper, lower, strict=False):
            found = NUMBER.match(number.strip())
            letters = list_letters(key)
            if found and letters:
                yield str(int(found[1])), letters


def _turned(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    width = max((len(row) for row in rows), default=0)
    return [[row[at] if at < len(row) else "" for row in rows] for at in range(width)]
