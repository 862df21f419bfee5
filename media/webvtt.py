"""Captions (WebVTT) read strictly, with the line of what is wrong. Pure.

Browsers drop in silence a cue that they cannot read, and the whole file for want of its first
line; whoever cannot hear would never know. So what the standard's parser forgives is told here.
"""

import re

from core.sentences import Refusal, Sentence, say

TIMING = re.compile(
    r"(?P<start>(?:\d{2,4}:)?[0-5]\d:[0-5]\d\.\d{3})[ \t]+-->[ \t]+"
    r"(?P<end>(?:\d{2,4}:)?[0-5]\d:[0-5]\d\.\d{3})(?P<settings>[ \t].*)?\Z"
)
SETTING = re.compile(
    r"(?:vertical:(?:rl|lr)|line:-?[\d.]+%?(?:,(?:start|center|end))?"
    r"|position:[\d.]+%(?:,(?:line-left|center|line-right))?|size:[\d.]+%"
    r"|align:(?:start|center|end|left|right)|region:\S+)\Z"
)
BLOCKS = ("NOTE", "STYLE", "REGION")
SHAPE = say("Write it like 00:01.000 --> 00:04.000.")


class CaptionsRefused(Refusal):
    """Captions that browsers would not show; `line` counts from 1."""

    def __init__(self, line: int, reason: Sentence) -> None:
        super().__init__(reason)
        self.line = line


def check_captions(content: bytes) -> int:
    """How many cues the captions have; raises CaptionsRefused at the first thing wrong."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise CaptionsRefused(line, say("The file is not written in UTF-8.")) from error
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not re.match(r"WEBVTT(?:[ \t]|\Z)", lines[0]):
        raise CaptionsRefused(1, say("Captions begin with a line that says WEBVTT."))
    count, latest = 0, 0
    for number, block in _list_blocks(lines):
        if number == 1:
            _refuse_times(1, block)
            continue
        if block[0].split(" ")[0].split("\t")[0] in BLOCKS:
            continue
        latest = _check_cue(number, block, latest)
        count += 1
    if not count:
        raise CaptionsRefused(len(lines), say("There is not one caption in it."))
    return count


def _list_blocks(lines: list[str]) -> list[tuple[int, list[str]]]:
    """The runs of lines between blank ones, each with the number of its first line."""
    blocks: list[tuple[int, list[str]]] = []
    is_open = False
    for number, line in enumerate(lines, 1):
        if not line.strip():
            is_open = False
        elif is_open:
            blocks[-1][1].append(line)
        else:
            blocks.append((number, [line]))
            is_open = True
    return blocks


def _check_cue(number: int, block: list[str], latest: int) -> int:
    """When the cue begins, in milliseconds; cues come in their order."""
    if "-->" not in block[0] and len(block) > 1:
        number, block = number + 1, block[1:]
    match = TIMING.match(block[0].strip())
    if match is None:
        raise CaptionsRefused(number, say("The times cannot be read. %(mend)s", mend=SHAPE))
    start, end = _milliseconds(match["start"]), _milliseconds(match["end"])
    if end <= start:
        raise CaptionsRefused(number, say("The caption ends before it begins."))
    if start < latest:
        raise CaptionsRefused(number, say("The caption begins before the one above it."))
    for setting in (match["settings"] or "").split():
        if not SETTING.match(setting):
            raise CaptionsRefused(number, say("%(word)s says nothing here.", word=setting[:40]))
    if len(block) < 2:
        raise CaptionsRefused(number, say("The caption has no words."))
    _refuse_times(number, block)
    return start


def _refuse_times(number: int, block: list[str]) -> None:
    """Times stand first in their block."""
    for offset, line in enumerate(block[1:], 1):
        if "-->" in line:
            message = say("A blank line is missing above these times.")
            raise CaptionsRefused(number + offset, message)


def _milliseconds(text: str) -> int:
    *hours, minutes, rest = text.split(":")
    seconds, fraction = rest.split(".")
    whole = (int(hours[0]) if hours else 0) * 3600 + int(minutes) * 60 + int(seconds)
    return whole * 1000 + int(fraction)
