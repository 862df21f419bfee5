"""Makes files as devices bring them: photographs that tell where, films, sounds, documents."""

import io
import zipfile

from PIL import Image, ImageDraw

from core.database import db
from courses import operations
from courses.models import Course, CourseMedia
from courses.operations import Upload
from media.operations import prepare
from tests.factories.courses import PUBLISHED

CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:02.000\nXin chào.\n".encode()
TRANSCRIPT = "Xin chào các bạn.\n\nHẹn gặp lại.\n".encode()
CAMERA = "Nokia 3310"


def photograph(
    size: tuple[int, int] = (3000, 2000), orientation: int = 1, kind: str = "JPEG"
) -> bytes:
    """A photograph whose left half is dark, with a camera, a place and an orientation."""
    picture = Image.new("RGB", size, "#e8c39e")
    ImageDraw.Draw(picture).rectangle((0, 0, size[0] // 2, size[1]), fill="#8a2a45")
    exif = Image.Exif()
    exif[0x0110], exif[0x0112] = CAMERA, orientation
    exif.get_ifd(0x8825).update({1: "N", 2: (10.0, 2.0, 30.0), 3: "E", 4: (105.0, 47.0, 0.0)})
    buffer = io.BytesIO()
    picture.save(buffer, kind, exif=exif)
    return buffer.getvalue()


def moving(kind: str = "GIF", frames: int = 3) -> bytes:
    """A picture that moves."""
    pictures = [Image.new("RGB", (30, 20), (80 * number, 20, 20)) for number in range(frames)]
    buffer = io.BytesIO()
    pictures[0].save(buffer, kind, save_all=True, append_images=pictures[1:], duration=90)
    return buffer.getvalue()


def box(name: bytes, content: bytes = b"") -> bytes:
    """A box of an MP4."""
    return (len(content) + 8).to_bytes(4) + name + content


def film(place: str = "+10.0417+105.7833/", brand: bytes = b"isom") -> bytes:
    """The boxes of a film, 640 × 360, that says where it was taken; it shows nothing."""
    size = (640 << 16).to_bytes(4) + (360 << 16).to_bytes(4)
    track = box(b"trak", box(b"tkhd", bytes(76) + size))
    said = box(b"udta", box(b"\xa9xyz", place.encode())) if place else b""
    moov = box(b"moov", box(b"mvhd", bytes(100)) + track + said)
    return box(b"ftyp", brand + bytes(4) + b"isomiso2") + moov + box(b"mdat", bytes(range(256)))


def document(folder: str = "word/", *parts: str) -> bytes:
    """A document of today's Office, as far as its parts say so."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in ("[Content_Types].xml", f"{folder}document.xml", *parts):
            archive.writestr(name, "<x/>")
    return buffer.getvalue()


class MediaFactory:
    """Files of courses."""

    def upload(self, course: Course, name: str, content: bytes) -> CourseMedia:
        """A file brought into a course as its trainers do it."""
        upload = Upload(name, content, prepare(name, content))
        named = operations.add_media(course, upload, PUBLISHED)
        db.session.commit()
        return named

    def photograph(self, course: Course, name: str = "photo.jpg") -> CourseMedia:
        """A photograph with its original."""
        return self.upload(course, name, photograph((300, 200)))
