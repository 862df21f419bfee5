"""Files without what they tell beside what they show: place, camera, names, anything appended.

Nothing is encoded anew here: pictures stay as they are to the last point. A file that is not
built as its format says raises StrangeBuild, and whoever asked writes it anew. Pure.
"""

import re
from collections.abc import Iterator
from itertools import islice

JPEG_NEXT = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
# What of a JPEG says how it looks: its frame, and its colours.
JPEG_KEPT = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
JPEG_SAYS = {*range(0xE0, 0xF0), 0xFE}
PNG_SIGN = b"\x89PNG\r\n\x1a\n"
PNG_DROPPED = (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME")
WEBP_DROPPED = (b"EXIF", b"XMP ")
WEBP_FLAGS = 0x08 | 0x04
GIF_KEPT = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
MP4_HOLDERS = (b"moov", b"trak", b"moof", b"traf")
MOST_BOXES = 100_000
MP4_SAYS = (b"udta", b"meta", b"uuid")


class StrangeBuild(Exception):
    """A file is not built as its format says."""


def without_metadata(extension: str, content: bytes) -> bytes:
    """A file with what it shows and no more; the same bytes where there is nothing to take."""
    strip = {
        **{"jpg": _jpeg, "jpeg": _jpeg, "png": _png},
        **{"webp": _webp, "gif": _gif},
        **{"mp4": blank_boxes, "m4a": blank_boxes},
    }.get(extension)
    if strip is None:
        return content
    try:
        return strip(content)
    except (IndexError, ValueError) as error:
        raise StrangeBuild(extension) from error


def _jpeg(content: bytes) -> bytes:
    kept, at = bytearray(content[:2]), 2
    while content[at + 1] != 0xD9:
        if content[at] != 0xFF:
            raise StrangeBuild("jpg")
        marker, size = content[at + 1], int.from_bytes(content[at + 2 : at + 4]) + 2
        end = at + size
        if marker == 0xDA:
            found = JPEG_NEXT.search(content, end)
            if found is None:
                raise StrangeBuild("jpg")
            end = found.start()
        sign = JPEG_KEPT.get(marker)
        is_said = marker in JPEG_SAYS
        if not is_said or (sign and content[at + 4 :].startswith(sign, 0, len(sign))):
            kept += content[at:end]
        at = end
    return bytes(kept + content[at : at + 2])


def _png(content: bytes) -> bytes:
    kept, at, name = bytearray(PNG_SIGN), len(PNG_SIGN), b""
    while name != b"IEND":
        size, name = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        if len(name) < 4:
            raise StrangeBuild("png")
        if name not in PNG_DROPPED:
            kept += content[at : at + size + 12]
        at += size + 12
    return bytes(kept)


def _webp(content: bytes) -> bytes:
    end = min(len(content), int.from_bytes(content[4:8], "little") + 8)
    kept, at = bytearray(), 12
    while at + 8 <= end:
        name, size = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        chunk = bytearray(content[at : at + 8 + size + size % 2])
        if name == b"VP8X":
            chunk[8] &= ~WEBP_FLAGS & 0xFF
        if name not in WEBP_DROPPED:
            kept += chunk
        at += len(chunk)
    return b"RIFF" + (len(kept) + 4).to_bytes(4, "little") + b"WEBP" + bytes(kept)


def _gif(content: bytes) -> bytes:
    kept = bytearray(content[: 13 + _table_size(content[10])])
    for start, end in _gif_blocks(content):
        is_said = content[start] == 0x21 and content[start + 1] in (0xFE, 0xFF)
        if not is_said or content[start + 3 : start + 14] in GIF_KEPT:
            kept += content[start:end]
    return bytes(kept + b"\x3b")


def has_more_frames(content: bytes, most: int) -> bool:
    """Whether a GIF shows more pictures after one another than `most`; no further is looked."""
    frames = (start for start, _end in _gif_blocks(content) if content[start] == 0x2C)
    try:
        return next(islice(frames, most, None), None) is not None
    except (IndexError, StrangeBuild):  # where it breaks off, whoever shows it stops too
        return False


def _gif_blocks(content: bytes) -> Iterator[tuple[int, int]]:
    """Where each block of a GIF begins and ends, up to the sign of its end."""
    at = 13 + _table_size(content[10])
    while content[at] != 0x3B:
        start = at
        if content[at] == 0x2C:
            at += 10 + _table_size(content[at + 9]) + 1
        elif content[at] == 0x21:
            at += 2
        else:
            raise StrangeBuild("gif")
        at = _blocks_end(content, at)
        yield start, at


def _table_size(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks_end(content: bytes, at: int) -> int:
    while content[at]:
        at += content[at] + 1
    return at + 1


def blank_boxes(content: bytes) -> bytes:
    """A film (MP4) whose boxes of place, device and names are empty; nothing in it moves."""
    found = list(_telling_boxes(content, 0, len(content)))
    if not found:
        return content
    blank = bytearray(content)
    for start, head, end in found:
        blank[start + 4 : start + 8] = b"free"
        blank[start + head : end] = bytes(end - start - head)
    return bytes(blank)


def list_boxes(content: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int, int]]:
    """The boxes of an MP4 between two places: name, start, length of the head, end."""
    at, count = start, 0
    while at + 8 <= end:
        count += 1
        size, head = int.from_bytes(content[at : at + 4]), 8
        if size == 1:
            size, head = int.from_bytes(content[at + 8 : at + 16]), 16
        stop = end if size == 0 else at + size
        if stop < at + head or stop > end or count > MOST_BOXES:
            raise StrangeBuild("mp4")
        yield content[at + 4 : at + 8], at, head, stop
        at = stop


def _telling_boxes(content: bytes, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    for name, at, head, stop in list_boxes(content, start, end):
        if name in MP4_SAYS:
            if content[at + head : stop].strip(b"\0"):
                yield at, head, stop
        elif name in MP4_HOLDERS:
            yield from _telling_boxes(content, at + head, stop)
