"""A translation beside its original, part by part, and what changed in the original since. Pure.

Texts are cut at blank lines, fences stay whole, and held against each other section by section: the
first paragraph under the second heading stands beside the first one under the other's second.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from core.yaml_edits import EditRefused, YamlText
from courses.bundles.fixing import write_ids
from courses.bundles.names import original_paths
from courses.comparing import Segment, compare_words
from courses.quality.scanning import FENCE
from quizzes.quiz_markdown.front_matter import write_front_matter
from studio.untranslated import is_untranslated

HEADING = re.compile(r"#{1,6}[ \t]")
HEAD_KEYS = ("title", "objectives", "summary")


@dataclass(frozen=True)
class Part:
    """A paragraph, list, fence or heading, and the line of its file that it begins on."""

    text: str
    line: int


@dataclass(frozen=True)
class Row:
    """A part of the original beside its translation.

    `state` is same, changed, new or gone (from the original, since both were in step);
    `words` say what changed. `is_missing` says that the translation lacks it or repeats it. `line`
    is where the translation says it, or would.
    """

    original: Part | None
    translation: Part | None
    state: str = "same"
    words: Sequence[Segment] = ()
    is_missing: bool = False
    line: int = 1


@dataclass(frozen=True)
class TextState:
    """Where a text stands in a language: its translation's path, and what is missing or behind.

    `behind` counts the parts of the original that changed, `missing` those without translation.
    """

    path: str
    original: str
    language: str
    is_there: bool
    behind: int = 0
    missing: int = 0

    @property
    def is_in_step(self) -> bool:
        """Whether nothing is to be done."""
        return self.is_there and not self.behind and not self.missing


def align(original: str, translation: str, base: str | None) -> list[Row]:
    """Hold a translation against its original; `base` is the original it was made of, if known."""
    mine, theirs = split_parts(original), split_parts(translation)
    marks = _marks(split_parts(base) if base is not None else mine, mine)
    rows: list[Row] = []
    for ours, others in zip_longest(_sections(mine), _sections(theirs), fillvalue=()):
        for one, other in zip_longest(ours, others):
            rows += _rows(one, other, marks)
    return list(_placed(rows))


def count_behind(original: str, base: str) -> int:
    """How many parts of an original changed since it was `base`."""
    return sum(row.state != "same" for row in align(original, "", base)) if base != original else 0


def state_of(
    path: str, original: str, language: str, texts: "Texts", base: str | None
) -> TextState:
    """Where a translation stands; one that is not there lacks everything."""
    if path not in texts:
        return TextState(path, original, language, is_there=False)
    rows = align(texts[original], texts[path], base)
    behind = sum(row.state != "same" for row in rows)
    missing = sum(row.is_missing and row.state == "same" for row in rows)
    return TextState(path, original, language, True, behind, missing)


def list_states(
    texts: "Texts", bases: Mapping[str, str], own: str, languages: Sequence[str]
) -> list[TextState]:
    """Every original of a course in every other language."""
    return [
        state_of(path, original, language, texts, bases.get(path))
        for path, original, language in list_places(texts, own, languages)
    ]


def list_places(texts: "Texts", own: str, languages: Sequence[str]) -> list[tuple[str, str, str]]:
    """Where translations stand or would stand: their path, that of the original, the language."""
    originals = [path for path in sorted(texts) if "/" in path and not original_paths(path, own)]
    return [
        (translation_path(original, own, language), original, language)
        for original in originals
        for language in languages
        if language != own
    ]


def translation_path(original: str, own: str, language: str) -> str:
    """Where the translation of a text stands."""
    stem = original.removesuffix(".md").removesuffix(f".{own}")
    return f"{stem}.{language}.md"


def begin_translation(source: str, path: str, own: str) -> str:
    """What a translation begins with: the original's words, to be written over.

    Of a lesson all but sources and minutes, which are taken from the original; of a quiz or bank
    its questions with their ids, by which they are known.
    """
    head = YamlText.front_matter(source)
    values = head.values
    body = source.split("\n---", 1)[1].partition("\n")[2]
    if path.startswith("lessons/"):
        for key in values:
            if key not in ("id", *HEAD_KEYS):
                head.set(key, None)
        return str(head)
    kept: dict[str, Any] = {key: values[key] for key in ("id", "kind", "title") if key in values}
    named = write_ids(source, path, own)
    body = named.split("\n---", 1)[1].partition("\n")[2] if named != source else body
    return f"{write_front_matter(kept, ())}\n{body}"


def split_parts(source: str) -> list[Part]:
    """The parts of a text: what its head says in words, then what stands between blank lines."""
    text = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    start = next((at + 1 for at in range(1, len(lines)) if lines[at].rstrip() == "---"), 0)
    head = _head_words(text) if start else ""
    return [*([Part(head, 1)] if head else []), *_body_parts(lines, start)]


def _head_words(text: str) -> str:
    try:
        values = YamlText.front_matter(text).values
    except EditRefused:
        return ""
    found = [values.get(key) for key in HEAD_KEYS]
    said = [each if isinstance(each, list) else [each] for each in found if each]
    return "\n".join(str(one).strip() for each in said for one in each)


def _body_parts(lines: Sequence[str], start: int) -> Iterator[Part]:
    kept: list[str] = []
    first, mark = start, ""
    for number in range(start, len(lines)):
        line = lines[number]
        fence = FENCE.match(line)
        if fence and not mark:
            mark = fence["mark"]
        elif fence and fence["mark"].startswith(mark):
            mark = ""
        is_heading = not mark and bool(HEADING.match(line))
        if kept and not mark and (not line.strip() or is_heading) and not fence:
            yield Part("\n".join(kept), first + 1)
            kept = []
        if line.strip() or mark:
            first = number if not kept else first
            kept.append(line)
        if is_heading:
            yield Part(line, number + 1)
            kept = []
    if any(line.strip() for line in kept):
        yield Part("\n".join(kept), first + 1)


def _sections(parts: Sequence[Part]) -> list[list[Part]]:
    sections: list[list[Part]] = [[]]
    for part in parts:
        if HEADING.match(part.text):
            sections.append([])
        sections[-1].append(part)
    return sections


def _marks(before: Sequence[Part], after: Sequence[Part]) -> dict[int, tuple[str, str]]:
    """What became of each part of the original, by its line: its state, and what it said."""
    old, new = [part.text for part in before], [part.text for part in after]
    marks: dict[int, tuple[str, str]] = {}
    for tag, one, end, start, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        said = old[one:end]
        for index in range(start, stop):
            was = said[index - start] if index - start < len(said) else ""
            marks[after[index].line] = ("changed" if was else "new", was)
        left = said[stop - start :]
        if left:
            place = after[min(stop, len(after)) - 1].line if stop else 0
            marks[-place - 1] = ("gone", "\n\n".join(left))
    return marks


def _placed(rows: Sequence[Row]) -> Iterator[Row]:
    """Rows with their lines; what the translation lacks would stand after what it has before."""
    line = 1
    for row in rows:
        line = row.translation.line if row.translation else line
        yield replace(row, line=line)


def _rows(one: Part | None, other: Part | None, marks: Mapping[int, tuple[str, str]]) -> list[Row]:
    if one is None:
        return [Row(None, other)]
    state, was = marks.get(one.line, ("same", ""))
    is_missing = other is None or is_untranslated(one.text, other.text)
    words = compare_words(was, one.text) if state == "changed" else ()
    rows = [Row(one, other, state, words, is_missing)]
    if gone := marks.get(-one.line - 1):
        rows.append(Row(None, None, "gone", (Segment("removed", gone[1]),)))
    return rows


Texts = Mapping[str, str]
