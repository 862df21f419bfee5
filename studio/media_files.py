"""The files of a course as its trainers see them: what each is, and where it is used. Pure."""

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.i18n import lazy_gettext as _l
from core.media_kinds import (
    AUDIO,
    CAPTIONS,
    DOCUMENT,
    PICTURE,
    PLAYED,
    TEXT,
    VIDEO,
    find_companions,
    kind_of,
)
from courses.bundles.mentions import Mention, list_mentions, write_name

KIND_NAMES = {
    PICTURE: _l("Picture"),
    VIDEO: _l("Film"),
    AUDIO: _l("Sound"),
    CAPTIONS: _l("Captions"),
    TEXT: _l("Transcript"),
    DOCUMENT: _l("File to download"),
}
TITLE = re.compile(r"^title:[ \t]*(?P<title>\S.*)$", re.MULTILINE)
TRANSLATION = re.compile(r"\.[a-z]{2}\.md\Z")
STORED = re.compile(r"/media/([0-9a-f]{64})\.")
KILOBYTE, MEGABYTE = 1024, 1024 * 1024


@dataclass(frozen=True)
class KeptFile:
    """A file as a course keeps it, under its name."""

    name: str
    url: str
    sha256: str
    size: int
    width: int | None
    height: int | None
    original: str | None


@dataclass(frozen=True)
class Place:
    """A place of the draft that names a file."""

    path: str
    line: int
    title: str


@dataclass(frozen=True)
class MediaLine:
    """A file with where it is used: places of the draft, other files, parts of the edition."""

    file: KeptFile
    kind: str
    places: tuple[Place, ...]
    goes_with: tuple[str, ...]
    beside: tuple[str, ...]
    published_in: tuple[Mapping[str, str], ...]

    @property
    def label(self) -> str:
        """Its name as people say it, without the folder."""
        return self.file.name.removeprefix("media/")

    @property
    def is_used(self) -> bool:
        """Whether the draft shows it, by itself or with another file."""
        return bool(self.places or self.goes_with)

    @property
    def markdown(self) -> str:
        """What shows it in a text."""
        return markdown_for(self.file.name)


def markdown_for(name: str) -> str:
    """What shows a file in a text, with … where its description is to stand."""
    kind, written = kind_of(name), write_name(name)
    if kind in (CAPTIONS, TEXT):
        return ""
    return f"[…]({written})" if kind == DOCUMENT else f"![…]({written})"


def list_lines(
    files: Sequence[KeptFile],
    texts: Mapping[str, str],
    published: Mapping[str, Sequence[Mapping[str, str]]],
) -> list[MediaLine]:
    """Every file with where it is used; `published` are titles by the hash of what they show."""
    names = [file.name for file in files]
    titles = {path: _title(path, source) for path, source in texts.items()}
    places: dict[str, list[Place]] = {}
    for mention in sorted(list_mentions(texts, names), key=_originals_first):
        places.setdefault(mention.name, []).append(_place(mention, titles))
    beside = {name: find_companions(name, names).names for name in names if kind_of(name) in PLAYED}
    return [
        MediaLine(
            file,
            kind_of(file.name) or DOCUMENT,
            tuple(places.get(file.name, ())),
            tuple(
                name for name, others in beside.items() if file.name in others and name in places
            ),
            beside.get(file.name, ()),
            tuple(published.get(file.sha256, ())),
        )
        for file in files
    ]


def find_published(
    activities: Iterable[tuple[Mapping[str, str], object]],
) -> dict[str, list[Mapping[str, str]]]:
    """Which activities show which files, from titles and whatever an edition keeps of each."""
    found: dict[str, list[Mapping[str, str]]] = {}
    for titles, kept in activities:
        for sha256 in sorted(set(STORED.findall(json.dumps(kept, ensure_ascii=False)))):
            shown = found.setdefault(sha256, [])
            if titles not in shown:
                shown.append(titles)
    return found


def choose(lines: Sequence[MediaLine], show: str) -> list[MediaLine]:
    """The lines that somebody wants to see: all, or what no text shows."""
    return [line for line in lines if show != "unused" or not line.is_used]


def total_size(files: Collection[KeptFile]) -> int:
    """How much the files are together, in bytes."""
    return sum(file.size for file in files)


def _originals_first(mention: Mention) -> tuple[bool, Mention]:
    return TRANSLATION.search(mention.path) is not None, mention


def _place(mention: Mention, titles: Mapping[str, str]) -> Place:
    return Place(mention.path, mention.line, titles[mention.path])


def _title(path: str, source: str) -> str:
    """What a text calls itself, without reading all of it; else its name."""
    match = TITLE.search(source[:2000])
    title = match["title"].strip().strip("\"'") if match else ""
    return path if not title or title.startswith("{") else title
