"""Whether a film, a sound, a text or a document is what its name says, by what it holds. Pure."""

import io
import re
import zipfile

from core.sentences import Sentence, say
from media.metadata import StrangeBuild, list_boxes

OFFICE = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
MOST_PARTS = 5_000
LARGEST_UNPACKED = 400 * 1024 * 1024
# Signs that no text has: they make editors and browsers take it for something else.
NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
WITHOUT_MACROS = say("The document holds macros, which may do harm; save it without.")
UNREADABLE = say("The file is damaged; save it anew.")


def find_fault(extension: str, content: bytes) -> Sentence | None:
    """Why a file is not what its extension says, if it is not."""
    if extension in OFFICE:
        return _office_fault(content, OFFICE[extension])
    is_so = {
        **{"mp4": _is_mp4, "m4a": _is_mp4, "webm": _is_webm, "ogg": _is_ogg, "mp3": _is_mp3},
        **{"pdf": _is_pdf, "txt": _is_text},
    }[extension]
    if is_so(content):
        return None
    return say("What the file holds is no %(kind)s; save it as one, or name it so.", kind=extension)


def film_size(content: bytes) -> tuple[int | None, int | None]:
    """Width and height of a film (MP4) as its tracks say; None where they do not."""
    sizes = [(0, 0), *_track_sizes(content, 0, len(content))]
    width, height = max(sizes, key=lambda size: size[0] * size[1])
    return (width, height) if width and height else (None, None)


def _track_sizes(content: bytes, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    for name, at, head, stop in list_boxes(content, start, end):
        if name in (b"moov", b"trak"):
            found += _track_sizes(content, at + head, stop)
        elif name == b"tkhd":
            width, height = content[stop - 8 : stop - 4], content[stop - 4 : stop]
            found.append((int.from_bytes(width) >> 16, int.from_bytes(height) >> 16))
    return found


def _is_mp4(content: bytes) -> bool:
    try:
        names = [name for name, *_place in list_boxes(content, 0, len(content))]
    except StrangeBuild:
        return False
    is_quicktime = content[8:12] == b"qt  "
    return names[:1] == [b"ftyp"] and b"moov" in names and not is_quicktime


def _is_webm(content: bytes) -> bool:
    return content.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in content[:64]


def _is_ogg(content: bytes) -> bool:
    return content.startswith(b"OggS\0")


def _is_mp3(content: bytes) -> bool:
    """A tag, or the head of a frame: eleven bits, then layer III."""
    is_frame = len(content) > 3 and content[0] == 0xFF and content[1] & 0xE6 == 0xE2
    return is_frame or (content.startswith(b"ID3") and len(content) > 20)


def _is_pdf(content: bytes) -> bool:
    return re.match(rb"%PDF-[12]\.\d", content) is not None and b"%%EOF" in content[-2048:]


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return bool(text.strip()) and not NO_TEXT.search(text)


def _office_fault(content: bytes, folder: str) -> Sentence | None:
    if not content.startswith(b"PK\x03\x04"):
        return UNREADABLE
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError):
        return UNREADABLE
    names = [part.filename for part in parts]
    if any("vbaproject" in name.lower() for name in names):
        return WITHOUT_MACROS
    is_bomb = sum(part.file_size for part in parts) > LARGEST_UNPACKED or len(parts) > MOST_PARTS
    is_whole = "[Content_Types].xml" in names and any(name.startswith(folder) for name in names)
    return None if is_whole and not is_bomb else UNREADABLE
