"""Signs and lines by the hundred in one paragraph, which would take the parser minutes.

Each sign that opens something is looked up to the end of its paragraph: the time grows with the
square of those that nothing closes, and with that of the lines of a paragraph. Nobody writes so
many but to find out what happens: signs are made plain, and paragraphs are parted.
"""

import re

DEEPEST = 100
MOST = 300
MOST_LINES = 400
CLOSED_BY = {"[": "]", "(": ")", "<": ">"}
PAIRED = "^~="
BLANK_LINES = re.compile(r"(\n[ \t]*\n)")


def plain_excess(source: str) -> str:
    """The text with what is far too often opened written as signs without meaning."""
    if len(source) <= DEEPEST:
        return source
    return "".join(_plain_paragraph(part) for part in BLANK_LINES.split(source))


def _plain_paragraph(text: str) -> str:
    if len(text) <= DEEPEST:
        return text
    if text.count("\n") >= MOST_LINES:
        return "\n\n".join(map(_plain_paragraph, _parted(text)))
    excess = {ord(sign): f"&#{ord(sign)};" for sign in PAIRED if text.count(sign) > MOST}
    for opening, closing in CLOSED_BY.items():
        if text.count(opening) > DEEPEST and _depth(text, opening, closing) > DEEPEST:
            # A round bracket harms only behind a link's text.
            sign = "[" if opening == "(" else opening
            excess[ord(sign)] = f"&#{ord(sign)};"
    return text.translate(excess) if excess else text


def _parted(text: str) -> list[str]:
    lines = text.split("\n")
    starts = range(0, len(lines), MOST_LINES)
    return ["\n".join(lines[start : start + MOST_LINES]) for start in starts]


def _depth(text: str, opening: str, closing: str) -> int:
    """How many of these are open at once, at most."""
    depth = deepest = 0
    for sign in re.findall(f"[{re.escape(opening + closing)}]", text):
        depth = depth + 1 if sign == opening else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest
