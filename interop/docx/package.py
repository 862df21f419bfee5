"""The zip that a .docx is: told by what it holds, opened within limits, no entity resolved.

What is no .docx is refused with the way to make one of it.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from core.sentences import Refusal, Sentence, say

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_PART = 40 * 1024 * 1024
LARGEST_WHOLE = 120 * 1024 * 1024
MOST_PARTS = 3_000
MOST_SIGNS = 1_500_000
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
OFFICE_DOCUMENT = "/officeDocument"
ENCODING = re.compile(rb"""\sencoding\s*=\s*["']([^"']*)""")
ENCODINGS = (b"utf-8", b"utf-16", b"us-ascii")
DAMAGED = say("The file is damaged. Open it in Word and save it anew as a Word document (.docx).")
NO_DOCX = say("This is no Word document. Open it in Word and save it as a Word document (.docx).")
TOO_LARGE = say(
    "The file is larger than 20 MB. Make its pictures smaller in Word (Picture Format → Compress "
    "Pictures) or part it into several."
)
BLOWN_UP = say("Unpacked, the file is far larger than any document. Save it anew in Word.")
LOCKED = say("The file is locked with a password. Take it off in Word, then save it anew.")
PDF = say("This is a PDF. Open it in Word, which makes a document of it, and save that as .docx.")
RTF = say("This is an RTF text. Open it in Word and save it as a Word document (.docx).")
FOREIGN = ((b"%PDF", PDF), (b"{\\rtf", RTF))
OLD_WORD = say(
    "This is an old Word file (.doc), or one with a password. Open it in Word and choose File → "
    "Save As → Word document (.docx)."
)
SLIDES = say(
    "These are PowerPoint slides. In PowerPoint choose File → Export → Create handouts in Word, "
    "and save that as .docx."
)
SHEET = say("This is an Excel workbook. A list of questions in Excel has an import of its own.")
MACROS = say(
    "The file holds macros. Save it as a Word document without them (.docx), then send that."
)
OPEN_DOCUMENT = say("This is an OpenDocument text. Save it as a Word document (.docx).")


class DocxRefused(Refusal):
    """What was given cannot be read as a .docx; `reason` says why, and what would be right."""


@dataclass(frozen=True)
class Package:
    """The parts of a document by name, and where each part's relations lead."""

    parts: Mapping[str, bytes]
    main: str

    def xml(self, name: str) -> Element | None:
        """A part as a tree, or None where there is none; raises DocxRefused."""
        return parse(self.parts[name]) if name in self.parts else None

    def relations(self, name: str) -> Mapping[str, tuple[str, str, bool]]:
        """Relations of a part by id: their type, target, and whether that lies outside."""
        folder, _, own = name.rpartition("/")
        tree = self.xml(f"{folder}/_rels/{own}.rels".lstrip("/"))
        found = {}
        for each in tree.iter(RELATION) if tree is not None else ():
            is_outside = each.get("TargetMode") == "External"
            target = each.get("Target", "")
            place = target if is_outside else resolve(folder, target)
            found[each.get("Id", "")] = (each.get("Type", ""), place, is_outside)
        return found

    def related(self, name: str, kind: str) -> Element | None:
        """The tree of the first part that `name` is related to by a type ending in `kind`."""
        for type_, target, is_outside in self.relations(name).values():
            if type_.endswith(kind) and not is_outside:
                return self.xml(target)
        return None


# A way of packing that is not known is a RuntimeError, too.
UNREADABLE = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error),
    *(EOFError, OSError, ValueError, RuntimeError),
)


def open_package(content: bytes) -> Package:
    """Open a .docx; raises DocxRefused."""
    _refuse_foreign(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _read_parts(archive)
    except UNREADABLE as error:
        raise DocxRefused(DAMAGED) from error
    _refuse_other_office(parts)
    package = Package(parts, "")
    for type_, target, is_outside in package.relations("").values():
        if type_.endswith(OFFICE_DOCUMENT) and not is_outside and target in parts:
            return Package(parts, target)
    raise DocxRefused(NO_DOCX)


def parse(xml: bytes) -> Element:
    """A tree of XML, within which no entity is resolved; raises DocxRefused."""
    declared = ENCODING.search(xml.partition(b"?>")[0])
    if declared and declared[1].lower() not in ENCODINGS:
        raise DocxRefused(DAMAGED)
    # Of these there are at least as many as elements and attributes, each far larger in memory.
    if xml.count(b"<") + xml.count(b"=") > MOST_SIGNS:
        raise DocxRefused(BLOWN_UP)
    try:
        tree: Element = fromstring(xml, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise DocxRefused(DAMAGED) from error
    return tree


def resolve(folder: str, target: str) -> str:
    """The name of the part that a relation means, wherever it is written from."""
    joined = target if target.startswith("/") else f"/{folder}/{target}"
    return posixpath.normpath(joined).lstrip("/")


def _refuse_foreign(content: bytes) -> None:
    if len(content) > LARGEST_FILE:
        raise DocxRefused(TOO_LARGE)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocxRefused(OLD_WORD)
    for start, reason in FOREIGN:
        if content.startswith(start):
            raise DocxRefused(reason)
    if not content.startswith(b"PK"):
        raise DocxRefused(NO_DOCX)


def _read_parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Every part; a zip is only as large as it says until it is read, so what is read counts."""
    parts: dict[str, bytes] = {}
    total = 0
    infos = archive.infolist()
    if len(infos) > MOST_PARTS:
        raise DocxRefused(BLOWN_UP)
    for info in infos:
        if info.flag_bits & 1:
            raise DocxRefused(LOCKED)
        with archive.open(info) as file:
            content = file.read(LARGEST_PART + 1)
        total += len(content)
        if len(content) > LARGEST_PART or total > LARGEST_WHOLE:
            raise DocxRefused(BLOWN_UP)
        parts[info.filename.lstrip("/")] = content
    return parts


def _refuse_other_office(parts: Mapping[str, bytes]) -> None:
    reasons: tuple[tuple[str, Sentence], ...] = (
        ("ppt/presentation.xml", SLIDES),
        ("xl/workbook.xml", SHEET),
        ("word/vbaProject.bin", MACROS),
        ("mimetype", OPEN_DOCUMENT),
    )
    for name, reason in reasons:
        if name in parts:
            raise DocxRefused(reason)
    if "[Content_Types].xml" not in parts:
        raise DocxRefused(NO_DOCX)
