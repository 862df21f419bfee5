"""Signs that part the text of an item, such as the `::` of a pair.

A sign stands by itself, with space or an end on both sides, outside code. With a backslash
before it, it is text; of several backslashes one goes.
"""

import re
from collections.abc import Iterator, Sequence

from quizzes.quiz_markdown.lines import Line, scan

_CODE_SPAN = re.compile(r"(?<![\\`])(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_BEFORE_TEXT = re.compile(r"(?:[ \t]*\n)+|[ \t]+")


def split_at_sign(text: str, sign: str) -> list[str]:
    """Part a text at every sign in it; what comes of it no longer has escapes."""
    parts, done = [""], 0
    for found in _find_signs(text, sign):
        parts[-1] += text[done : found.start()]
        if found[0] == sign:
            parts.append("")
        else:
            parts[-1] += found[0][1:]
        done = found.end()
    parts[-1] += text[done:]
    first, *others = parts
    return [first.rstrip(), *(_strip(part) for part in others)]


def join_at_sign(before: str, after: str, sign: str) -> str:
    """Write two texts with a sign between them, as `split_at_sign` parts them."""
    first, second = _escape(before, sign), _escape(after, sign)
    opens_code = scan(after)[0].is_code or after[:1] in (" ", "\t")
    text = _put_together(
        (first, "\n" if scan(before)[-1].is_code else " "),
        sign,
        ("\n" if opens_code else " ", second),
    )
    if split_at_sign(text, sign) == [before, after]:
        return text
    # A backtick in one and another in the other would make code of the sign between them.
    return _put_together((first, "\n\n"), sign, ("\n\n", second))


def _put_together(before: tuple[str, str], sign: str, after: tuple[str, str]) -> str:
    """Write a text and what parts it from the sign, the sign, and the same of the other text."""
    return f"{''.join(before) if before[0] else ''}{sign}{''.join(after) if after[1] else ''}"


def _escape(text: str, sign: str) -> str:
    written, done = "", 0
    for found in _find_signs(text, sign):
        written += rf"{text[done : found.start()]}\{found[0]}"
        done = found.end()
    return written + text[done:]


def _strip(part: str) -> str:
    start = _BEFORE_TEXT.match(part)
    return (part[start.end() :] if start else part).rstrip()


def _find_signs(text: str, sign: str) -> Iterator[re.Match[str]]:
    code = list(_find_code(text))
    escaped = re.escape(sign)
    for found in re.finditer(rf"(?<!\S){escaped}(?!\S)|\\+{escaped}", text):
        if not any(start <= found.start() < end for start, end in code):
            yield found


def _find_code(text: str) -> Iterator[tuple[int, int]]:
    """Where code stands, fences and spans, as places of its first sign and after its last."""
    start = 0
    for lines in _part_paragraphs(scan(text)):
        length = sum(len(line.text) + 1 for line in lines)
        if lines[0].is_code:
            yield start, start + length
        else:
            for span in _CODE_SPAN.finditer(text[start : start + length]):
                yield start + span.start(), start + span.end()
        start += length


def _part_paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines that code spans may reach over; each blank line, and all code, apart."""
    part: list[Line] = []
    for line in lines:
        is_apart = line.is_blank or (part and part[-1].is_blank)
        if part and (is_apart or part[-1].is_code != line.is_code):
            yield part
            part = []
        part.append(line)
    if part:
        yield part
