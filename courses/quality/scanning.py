"""A lesson's Markdown as blocks with their lines, fast: read line by line, never rendered.

A preview looks for what could be better at every pause in typing, so this does without the
parser. What stands in fences is no text, but for questions.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

FENCE = re.compile(r"[ ]{0,3}(?P<mark>`{3,}|~{3,})[ \t]*(?P<word>\w*)")
HEADING = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<text>.+?)[ \t]*#*[ \t]*$")
UNDERLINE = re.compile(r"(=+|-{2,})[ \t]*$")
ITEM = re.compile(r"(?:[-*+]|[0-9]{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(?P<text>.*)")
NOTE = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]")
DELIMITER = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-*:?[ \t]*)*\|?[ \t]*$")
SKIPPED = re.compile(
    r"\*\[[^\]]+\]:|\[[^\^\]][^\]]*\]:|\{\{|\{[:#.]|<!--|(\*[ ]?){3,}$|(-[ ]?){3,}$"
)
FOOTNOTE = re.compile(r"\[\^[^\]]+\]:[ \t]*|:[ \t]+")

_MARKUP = (
    (re.compile(r"`+[^`]*`+"), " "),
    (re.compile(r"!\[[^\]]*\](\([^)]*\)|\[[^\]]*\])"), " "),
    (re.compile(r"\[\^[^\]]+\]"), ""),
    (re.compile(r"\[([^\]]*)\](\([^)]*\)|\[[^\]]*\])"), r"\1"),
    (re.compile(r"<[^<>]*>"), " "),
    (re.compile(r"\{[^{}]*\}"), ""),
    (re.compile(r"\*\*|__|==|~~|\\(?=[^\w\s])|(?<!\w)[*_]|[*_](?!\w)"), ""),
)
_MAY_MARK = re.compile(r"[`\[<{*_=~\\]")


@dataclass(frozen=True)
class Block:
    """A part of a text: heading, paragraph, item, quote, table or html, from a line on."""

    kind: str
    line: int
    text: str
    level: int = 0

    @cached_property
    def words(self) -> str:
        """The words alone, without any markup."""
        return plain(self.text)


@dataclass
class _Scan:
    """Lines gathered into blocks; a line without a sign of its own goes on with the last block."""

    blocks: list[Block] = field(default_factory=list)
    kind: str = ""
    line: int = 0
    lines: list[str] = field(default_factory=list)

    def begin(self, kind: str, line: int, text: str) -> None:
        """Begin another block."""
        self.end()
        self.kind, self.line, self.lines = kind, line, [text]

    def end(self, kind: str = "", level: int = 0) -> None:
        """End the block, as another kind if told so."""
        text = "\n".join(self.lines).strip()
        if text:
            self.blocks.append(Block(kind or self.kind, self.line, text, level))
        self.kind, self.lines = "", []


def plain(text: str) -> str:
    """A text without its markup, on one line."""
    if not _MAY_MARK.search(text):
        return " ".join(text.split())
    for pattern, instead in _MARKUP:
        text = pattern.sub(instead, text)
    return " ".join(text.split())


@lru_cache(maxsize=256)
def scan_blocks(body: str, first_line: int = 1) -> tuple[Block, ...]:
    """The blocks of a text, in their order; `first_line` is where it begins in its file."""
    scan = _Scan()
    for number, text in outside_fences(body, first_line):
        _take(scan, number, text)
    scan.end()
    return tuple(scan.blocks)


def outside_fences(body: str, first_line: int = 1, word: str = "") -> Iterator[tuple[int, str]]:
    """The lines outside of fences, a fence as a blank line; those of fences of a `word`, too."""
    mark, is_read = "", False
    for number, text in enumerate(body.split("\n"), first_line):
        fence = FENCE.match(text)
        if fence and not mark:
            mark, is_read = fence["mark"], bool(word) and fence["word"] == word
            yield number, ""
        elif mark:
            is_end = fence is not None and fence["mark"].startswith(mark)
            mark = "" if is_end else mark
            if is_read and not is_end:
                yield number, text
        else:
            yield number, text


def question_texts(body: str) -> Iterable[str]:
    """The lines of the questions within a lesson, but for what is said after an answer."""
    mark, word = "", ""
    for text in body.split("\n"):
        fence = FENCE.match(text)
        if fence and not mark:
            mark, word = fence["mark"], fence["word"]
        elif fence and fence["mark"].startswith(mark):
            mark = ""
        elif mark and word == "quiz" and not text.lstrip().startswith(">"):
            yield text


def _take(scan: _Scan, number: int, line: str) -> None:
    text = line.strip()
    if not text or SKIPPED.match(text) or NOTE.match(text):
        return scan.end()
    if heading := HEADING.match(text) if not line.startswith("    ") else None:
        scan.begin("heading", number, heading["text"])
        return scan.end(level=len(heading["marks"]))
    if scan.kind == "paragraph" and UNDERLINE.match(text) and "|" not in scan.lines[-1]:
        return scan.end("heading", 1 if text[0] == "=" else 2)
    return _take_text(scan, number, text)


def _take_text(scan: _Scan, number: int, text: str) -> None:
    if scan.kind == "paragraph" and DELIMITER.match(text) and "|" in scan.lines[-1]:
        scan.kind = "table"
    if item := ITEM.match(text):
        scan.begin("item", number, item["text"])
    elif text.startswith(">"):
        quoted = text.lstrip("> ")
        scan.lines.append(quoted) if scan.kind == "quote" else scan.begin("quote", number, quoted)
    elif scan.kind:
        scan.lines.append(text)
    else:
        kind = "html" if text.startswith("<") else "paragraph"
        scan.begin(kind, number, FOOTNOTE.sub("", text, count=1) if text[0] in "[:" else text)
