"""Whether a file that somebody brings may be stored and shown, and how large it is.

Pictures are decoded once in full, so that a broken one is refused here and not seen by a
learner. They are written anew only where they need it: a camera's turned picture, one that says
where it was taken, or one far larger than any page.
"""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from core.sentences import Refusal, say
from media.svg import SvgRefused, check_svg

LARGEST_FILE = 10 * 1024 * 1024
LARGEST_PIXELS = 50_000_000
LONGEST_SIDE = 2400
EXTENSIONS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WEBP", "gif": "GIF"}
ORIENTATION, GPS = 0x0112, 0x8825


class MediaRefused(Refusal):
    """A file cannot be taken."""


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be stored: what it holds, how it is served, its size in pixels."""

    content: bytes
    extension: str
    width: int | None
    height: int | None


def check_file(name: str, content: bytes) -> CheckedFile:
    """Look at what a file holds, whatever it calls itself; raises MediaRefused."""
    extension = name.rpartition(".")[2].lower()
    if len(content) > LARGEST_FILE:
        raise MediaRefused(say("The file is larger than 10 MB; save the picture smaller."))
    if extension == "svg":
        return _checked_svg(content)
    if extension not in EXTENSIONS:
        message = say("This kind of file cannot be shown; use svg, png, jpg, webp or gif.")
        raise MediaRefused(message)
    return _checked_picture(extension, content)


def _checked_svg(content: bytes) -> CheckedFile:
    try:
        width, height = check_svg(content)
    except SvgRefused as refusal:
        raise MediaRefused(refusal.reason) from refusal
    return CheckedFile(content, "svg", width, height)


def _checked_picture(extension: str, content: bytes) -> CheckedFile:
    expected = EXTENSIONS[extension]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(content), formats=sorted(set(EXTENSIONS.values())))
            _refuse_strange(picture, expected)
            picture.load()
            written = _written_anew(picture, expected)
    except MediaRefused:
        raise
    except UnidentifiedImageError as error:
        message = say("This is not a %(kind)s picture; save it anew.", kind=extension)
        raise MediaRefused(message) from error
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise MediaRefused(say("The picture is damaged; save it anew.")) from error
    extension = "jpg" if extension == "jpeg" else extension
    if written is None:
        return CheckedFile(content, extension, picture.width, picture.height)
    return CheckedFile(written[0], extension, *written[1])


def _refuse_strange(picture: Image.Image, expected: str) -> None:
    if picture.format != expected:
        raise MediaRefused(
            say(
                "The name says %(named)s but the picture is %(found)s; name it so.",
                named=expected,
                found=picture.format,
            )
        )
    if picture.width * picture.height > LARGEST_PIXELS:
        raise MediaRefused(say("The picture has more than 50 million points; save it smaller."))


def _written_anew(picture: Image.Image, kind: str) -> tuple[bytes, tuple[int, int]] | None:
    """The picture upright, without the place it was taken, small enough; None if it is so."""
    exif = picture.getexif()
    is_upright = exif.get(ORIENTATION, 1) == 1
    is_large = max(picture.size) > LONGEST_SIDE
    if getattr(picture, "is_animated", False) or (is_upright and GPS not in exif and not is_large):
        return None
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    buffer = io.BytesIO()
    profile = picture.info.get("icc_profile")
    options = {"quality": 86} if kind in ("JPEG", "WEBP") else {"optimize": True}
    upright.save(buffer, kind, exif=b"", icc_profile=profile, **options)
    return buffer.getvalue(), upright.size
