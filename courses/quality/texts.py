"""What could be better in the text of a lesson: pictures, headings, links, tables, sentences."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from urllib.parse import urljoin, urlsplit

from core.markdown_media import media_name
from core.markdown_tree import slug
from core.sentences import Sentence, say
from courses.quality.measures import count_words, split_sentences
from courses.quality.scanning import Block, outside_fences, plain
from quizzes.quiz_markdown.problems import Problem

LONGEST_SENTENCE = {"vi": 60, "en": 40}
PICTURE = re.compile(r"!\[(?P<alt>[^\]]*)\](?=[(\[])")
HTML_PICTURE = re.compile(r"<img\b(?P<inside>[^>]*)>", re.IGNORECASE)
HTML_ALT = re.compile(r"\balt\s*=\s*(\"[^\"]*[^\"\s][^\"]*\"|'[^']*[^'\s][^']*')", re.IGNORECASE)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(\s*<?(?P<address>[^)\s>]*)>?[^)]*\)")
DEFINED = re.compile(r"[ ]{0,3}\[[^\^\]][^\]]*\]:[ \t]*<?(?P<address>[^\s>]*)")
HTML_LINK = re.compile(r"<a\b[^>]*\bhref\s*=\s*[\"'](?P<address>[^\"']*)", re.IGNORECASE)
OWN_ID = re.compile(r"\{[^{}]*#(?P<id>[\w:.-]+)[^{}]*\}|\bid\s*=\s*[\"'](?P<html>[^\"']+)")
ATTRIBUTES = re.compile(r"[ \t]*\{[^{}]*\}[ \t]*$")
BOLD_LINE = re.compile(r"(\*\*|__)(?P<text>[^*_\n]+)\1[:.]?$")
SCHEMES = ("http", "https", "mailto", "tel")
Place = tuple[int, str]


def find_pictures_without_words(body: str, first_line: int) -> Iterator[tuple[int, Sentence]]:
    """Lines of pictures that say nothing to who cannot see them."""
    for number, line in outside_fences(body, first_line, "quiz"):
        if "![" not in line and "<" not in line:
            continue
        silent = [each for each in PICTURE.finditer(line) if not each["alt"].strip(" .…")]
        silent += [x for x in HTML_PICTURE.finditer(line) if not HTML_ALT.search(x["inside"])]
        for _each in silent:
            yield number, say("A picture has no alternative text.")


def picture_problems(path: str, body: str, first_line: int = 1) -> list[Problem]:
    """The same as problems: these block publication."""
    mend = say("Say between the brackets what somebody who cannot see it needs to know.")
    found = find_pictures_without_words(body, first_line)
    return [Problem(path, line, message, mend) for line, message in found]


def heading_problems(path: str, blocks: Sequence[Block]) -> Iterator[Problem]:
    """Headings that skip a level, and lines in bold that stand in for one."""
    headings = [block for block in blocks if block.kind == "heading"]
    shift = 1 if any(block.level == 1 for block in headings) else 0
    before = 1
    for block in headings:
        level = block.level + shift
        if level > before + 1:
            right = "#" * (before + 1 - shift)
            message = say("This heading skips a level.")
            mend = say("Write it with %(marks)s.", marks=right)
            yield Problem(path, block.line, message, mend, "warning")
        before = level
    for block in blocks:
        bold = BOLD_LINE.match(block.text) if block.kind == "paragraph" else None
        if bold and count_words(bold["text"]) <= 14 and bold["text"].rstrip()[-1] not in ".!?…":
            message = say("A line in bold stands in for a heading.")
            mend = say("Write ## before it instead, so that one can jump to it.")
            yield Problem(path, block.line, message, mend, "warning")


def table_problems(path: str, blocks: Sequence[Block]) -> Iterator[Problem]:
    """Tables whose columns have no names."""
    for block in blocks:
        head = block.text.split("\n", 1)[0]
        is_bare = block.kind == "table" and not plain(head).replace("|", "").strip()
        is_html = block.kind == "html" and "<table" in block.text and "<th" not in block.text
        if is_bare or is_html:
            message = say("A table has no headers.")
            mend = say("Name its columns in the first line: who hears the page needs them.")
            yield Problem(path, block.line, message, mend, "warning")


def sentence_problems(path: str, blocks: Sequence[Block], language: str) -> Iterator[Problem]:
    """Sentences that are hard to follow; quotations keep their words."""
    most = LONGEST_SENTENCE.get(language, 40)
    for block in blocks:
        if block.kind not in ("paragraph", "item"):
            continue
        longest = max(map(count_words, split_sentences(block.words)), default=0)
        if longest > most:
            message = say("A sentence has %(count)d words.", count=longest)
            mend = say("Make two or three of it.")
            yield Problem(path, block.line, message, mend, "warning")


def list_links(body: str, first_line: int = 1) -> list[Place]:
    """Every address that a text links to, with its line."""
    found = []
    for number, line in outside_fences(body, first_line, "quiz"):
        if "](" in line or "]:" in line or "href" in line:
            for pattern in (LINK, HTML_LINK):
                found += [(number, each["address"]) for each in pattern.finditer(line)]
            if defined := DEFINED.match(line):
                found.append((number, defined["address"]))
    return found


def list_anchors(body: str, blocks: Sequence[Block]) -> set[str]:
    """The ids that a text's links can lead to."""
    anchors = {each["id"] or each["html"] for each in OWN_ID.finditer(body)}
    counts: Counter[str] = Counter()
    for block in blocks:
        if block.kind == "heading" and not OWN_ID.search(block.text):
            name = slug(plain(ATTRIBUTES.sub("", block.text)))
            counts[name] += 1
            anchors.add(name if counts[name] == 1 else f"{name}-{counts[name]}")
    return anchors


def link_problems(
    path: str, links: Sequence[Place], anchors: set[str], base: str, known: frozenset[str] | None
) -> Iterator[Problem]:
    """Links that lead nowhere. `base` is the lesson's own address, `known` those of its course."""
    for line, address in links:
        mend = _find_wrong(address, anchors, base, known)
        if mend is not None:
            message = say("This link leads nowhere: %(address)s", address=address[:80] or "()")
            yield Problem(path, line, message, mend, "warning")


def _find_wrong(
    address: str, anchors: set[str], base: str, known: frozenset[str] | None
) -> Sentence | None:
    """What would be right instead of an address; None where it is fine or cannot be told."""
    if address.startswith("#"):
        return _find_wrong_anchor(address[1:], anchors)
    if media_name(address).startswith("media/"):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return say("Write it as %(sign)s.", sign="https://…")
    if parts.scheme:
        return _find_wrong_shape(parts.scheme, parts.netloc, parts.path)
    if address.startswith("www."):
        return say("Write https:// before it.")
    return _find_wrong_place(address, base, known)


def _find_wrong_anchor(name: str, anchors: set[str]) -> Sentence | None:
    if name in anchors or name.startswith(("fn:", "fnref:")):
        return None
    close = get_close_matches(name, sorted(anchors), 1)
    if close:
        return say("Perhaps %(key)s was meant.", key=f"#{close[0]}")
    return say("Name a part of this lesson.")


def _find_wrong_shape(scheme: str, host: str, path: str) -> Sentence | None:
    if scheme not in SCHEMES:
        return say("Write it as %(sign)s.", sign="https://…")
    if scheme in ("http", "https") and ("." not in host or host.endswith(".")):
        return say("Write it as %(sign)s.", sign="https://…")
    return None if host or path else say("Write it as %(sign)s.", sign="https://…")


def _find_wrong_place(address: str, base: str, known: frozenset[str] | None) -> Sentence | None:
    """Within the course: lessons and quizzes go by their ids, not by their files."""
    place = urlsplit(urljoin(base, address)).path.rstrip("/")
    course = base.rsplit("/", 2)[0]
    mend = say("Name another lesson by its id, a quiz as %(sign)s.", sign="../quizzes/its-id")
    if not address or place.endswith(".md"):
        return mend
    if known is None or not place.startswith(f"{course}/"):
        return None
    return None if place in known else mend
