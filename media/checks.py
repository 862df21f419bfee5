"""Whether a file that somebody brings may be stored and shown, and how large it is.

What a file holds counts, not what it calls itself. Pictures are decoded once in full, so that a
broken one is refused here and not seen by a learner; they leave without what a camera wrote into
them. `check_file` keeps a picture in its format, as a bundle needs it; `prepare_upload` makes of
what comes out of a camera what a page can bear.
"""

import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from core.media_kinds import AUDIO, CAPTIONS, DOCUMENT, PICTURE, TEXT, VIDEO, extension_of, kind_of
from core.sentences import Refusal, Sentence, say
from media.metadata import StrangeBuild, has_more_frames, without_metadata
from media.sniffing import film_size, find_fault
from media.svg import SvgRefused, check_svg
from media.webvtt import CaptionsRefused, check_captions

MEGABYTE = 1024 * 1024
LARGEST_FILE = 10 * MEGABYTE
LARGEST_UPLOADED_PICTURE = 30 * MEGABYTE
LARGEST_PLAYED = 100 * MEGABYTE
LARGEST = {
    **{PICTURE: LARGEST_FILE, DOCUMENT: 20 * MEGABYTE},
    **{CAPTIONS: MEGABYTE, TEXT: MEGABYTE},
}
# What is decoded to its full size takes four bytes for each point, twice over.
LARGEST_PIXELS = 40_000_000
# A plain JPEG is made smaller while it is read, and so may come from a camera of 108 megapixels.
LARGEST_JPEG_PIXELS = 120_000_000
MOST_MOVING_PIXELS = 200_000_000
MOST_FRAMES = 5_000
LONGEST_SIDE = 2400
LONGEST_UPLOADED_SIDE = 2000
EXTENSIONS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WEBP", "gif": "GIF"}
ORIENTATION = 0x0112
UNKNOWN_KIND = say(
    "This kind of file cannot be kept; use svg, png, jpg, webp or gif, mp4 or webm, mp3, m4a or "
    "ogg, vtt or txt, pdf, docx, xlsx or pptx."
)
HEIC = say("Browsers do not show HEIC; save the picture as JPG.")
MOV = say("Browsers do not play MOV; save the film as MP4.")
OLD_OFFICE = say("Save it in today's format: docx, xlsx or pptx.")
MENDS = {
    **{"heic": HEIC, "heif": HEIC, "mov": MOV},
    **{"doc": OLD_OFFICE, "xls": OLD_OFFICE, "ppt": OLD_OFFICE},
}


class MediaRefused(Refusal):
    """A file cannot be taken; `line` where a text file says what is wrong, else 0."""

    def __init__(self, reason: Sentence, line: int = 0) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be stored: what it holds, how it is served, its size in pixels.

    `original` is what it was made from, where that is kept and is not the same.
    """

    content: bytes
    extension: str
    width: int | None
    height: int | None
    original: bytes | None = None

    @property
    def is_picture(self) -> bool:
        """Whether it is seen at once."""
        return kind_of(f"file.{self.extension}") == PICTURE


def check_file(name: str, content: bytes, largest_played: int = LARGEST_PLAYED) -> CheckedFile:
    """Look at what a file holds, whatever it calls itself; raises MediaRefused."""
    extension, kind = extension_of(name), kind_of(name)
    if kind is None:
        raise MediaRefused(MENDS.get(extension, UNKNOWN_KIND))
    _refuse_size(content, LARGEST.get(kind, largest_played))
    if extension == "svg":
        return _checked_svg(content)
    if kind == PICTURE:
        return _read_picture(extension, content, _kept)
    if kind == CAPTIONS:
        return _checked_captions(content)
    fault = find_fault(extension, content)
    if fault:
        raise MediaRefused(fault)
    return _checked_played(extension, kind, content)


def prepare_upload(name: str, content: bytes, largest_played: int = LARGEST_PLAYED) -> CheckedFile:
    """A file as it comes from somebody's own device, fit for a page; raises MediaRefused.

    Photographs and screenshots become WebP, upright, 2,000 points long at most.
    """
    extension = extension_of(name)
    if kind_of(name) != PICTURE or extension == "svg":
        return check_file(name, content, largest_played)
    _refuse_size(content, LARGEST_UPLOADED_PICTURE)
    return _read_picture(extension, content, _for_a_page)


def _refuse_size(content: bytes, largest: int) -> None:
    if len(content) > largest:
        size = f"{largest // MEGABYTE} MB"
        raise MediaRefused(say("The file is larger than %(size)s; make it smaller.", size=size))
    if not content:
        raise MediaRefused(say("The file is empty."))


def _checked_svg(content: bytes) -> CheckedFile:
    try:
        width, height = check_svg(content)
    except SvgRefused as refusal:
        raise MediaRefused(refusal.reason) from refusal
    return CheckedFile(content, "svg", width, height)


def _checked_captions(content: bytes) -> CheckedFile:
    try:
        check_captions(content)
    except CaptionsRefused as refusal:
        raise MediaRefused(refusal.reason, refusal.line) from refusal
    return CheckedFile(content, "vtt", None, None)


def _checked_played(extension: str, kind: str, content: bytes) -> CheckedFile:
    """A film, a sound or a document; a film without the place it was taken."""
    try:
        plain = without_metadata(extension, content)
        width, height = film_size(plain) if extension == "mp4" else (None, None)
    except (StrangeBuild, RecursionError) as error:
        raise MediaRefused(say("The file is damaged; save it anew.")) from error
    is_shown = kind in (VIDEO, AUDIO)
    return CheckedFile(plain, extension, *((width, height) if is_shown else (None, None)))


def _read_picture(
    extension: str, content: bytes, make: Callable[[str, bytes, Image.Image], CheckedFile]
) -> CheckedFile:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(content), formats=sorted(set(EXTENSIONS.values())))
            return make(extension, content, picture)
    except MediaRefused:
        raise
    except UnidentifiedImageError as error:
        message = say("This is not a %(kind)s picture; save it anew.", kind=extension)
        raise MediaRefused(message) from error
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise MediaRefused(say("The picture is damaged; save it anew.")) from error


def _refuse_strange(picture: Image.Image, expected: str, most: int = LARGEST_PIXELS) -> None:
    found = _format(picture)
    if found != expected:
        raise MediaRefused(
            say(
                "The name says %(named)s but the picture is %(found)s; name it so.",
                named=expected,
                found=found,
            )
        )
    _refuse_pixels(picture, most)


def _refuse_pixels(picture: Image.Image, most: int) -> None:
    if picture.width * picture.height > most:
        message = say(
            "The picture has more than %(count)d million points; save it smaller.",
            count=most // 1_000_000,
        )
        raise MediaRefused(message)


def _refuse_motion(content: bytes, picture: Image.Image) -> None:
    """A picture that moves is kept as it came; its frames are counted only where they are few."""
    _refuse_size(content, LARGEST_FILE)
    is_long = picture.format == "GIF" and has_more_frames(content, MOST_FRAMES)
    if not is_long:
        frames: int = getattr(picture, "n_frames", 1)
        pixels = picture.width * picture.height * frames
        is_long = frames > MOST_FRAMES or pixels > MOST_MOVING_PIXELS
    if is_long:
        raise MediaRefused(say("The picture moves too long; make a film of it, or cut it."))


def _format(picture: Image.Image) -> str | None:
    """What a picture is; phones hang a second one behind a JPEG, which makes it an MPO."""
    return "JPEG" if picture.format == "MPO" else picture.format


def _is_moving(picture: Image.Image) -> bool:
    return bool(getattr(picture, "is_animated", False)) and picture.format != "MPO"


def _kept(extension: str, content: bytes, picture: Image.Image) -> CheckedFile:
    """A picture in its own format, without metadata; written anew only where it has to be."""
    expected = EXTENSIONS[extension]
    _refuse_strange(picture, expected)
    is_moving = _is_moving(picture)
    if is_moving:
        _refuse_motion(content, picture)
    picture.load()
    extension = "jpg" if extension == "jpeg" else extension
    is_upright = picture.getexif().get(ORIENTATION, 1) == 1
    is_large = max(picture.size) > LONGEST_SIDE
    if is_moving or (is_upright and not is_large):
        try:
            plain = without_metadata(extension, content)
        except StrangeBuild as error:
            if is_moving:
                raise MediaRefused(say("The picture is damaged; save it anew.")) from error
        else:
            return CheckedFile(plain, extension, picture.width, picture.height)
    options = {"quality": 86} if expected in ("JPEG", "WEBP") else {"optimize": True}
    return _written(_upright(picture, LONGEST_SIDE), extension, expected, **options)


def _for_a_page(extension: str, content: bytes, picture: Image.Image) -> CheckedFile:
    """An uploaded picture as WebP; one that moves keeps its format."""
    expected = EXTENSIONS[extension]
    is_plain_jpeg = expected == "JPEG" and not picture.info.get("progressive")
    _refuse_strange(picture, expected, LARGEST_JPEG_PIXELS if is_plain_jpeg else LARGEST_PIXELS)
    if _is_moving(picture):
        return _kept(extension, content, picture)
    picture.draft("RGB", (LONGEST_UPLOADED_SIDE, LONGEST_UPLOADED_SIDE))
    _refuse_pixels(picture, LARGEST_PIXELS)  # a long narrow one is not made smaller
    picture.load()
    upright = _upright(picture, LONGEST_UPLOADED_SIDE)
    if expected != "JPEG":
        # What is drawn, such as a screenshot, is smallest and sharpest without loss.
        exact = _written(upright, "webp", "WEBP", lossless=True, method=2)
        if len(exact.content) < len(content) or len(exact.content) < MEGABYTE // 2:
            return exact
    return _written(upright, "webp", "WEBP", quality=84)


def _upright(picture: Image.Image, longest: int) -> Image.Image:
    """The picture itself made smaller, then turned: a copy of the whole would be much memory."""
    picture.thumbnail((longest, longest))
    ImageOps.exif_transpose(picture, in_place=True)
    return picture


def _written(picture: Image.Image, extension: str, kind: str, **options: object) -> CheckedFile:
    buffer = io.BytesIO()
    plain = picture if kind != "WEBP" else _in_colours(picture)
    # A profile tells of the colours it was made for, not of those they were changed to.
    profile = picture.info.get("icc_profile") if plain.mode == picture.mode else None
    plain.save(buffer, kind, exif=b"", icc_profile=profile, **options)
    return CheckedFile(buffer.getvalue(), extension, plain.width, plain.height)


def _in_colours(picture: Image.Image) -> Image.Image:
    """A picture in colours that WebP has, see-through where it was."""
    if picture.mode in ("RGB", "RGBA"):
        return picture
    is_clear = "transparency" in picture.info or picture.mode in ("LA", "PA", "RGBa", "La")
    return picture.convert("RGBA" if is_clear else "RGB")
