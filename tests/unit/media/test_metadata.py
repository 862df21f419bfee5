"""What a file tells beside what it shows, taken out without touching what it shows."""

import io

import pytest
from PIL import GifImagePlugin, Image, PngImagePlugin

from media.checks import MediaRefused, check_file, prepare_upload
from media.metadata import blank_boxes, without_metadata
from tests.factories.media import CAMERA, box, document, film, moving, photograph
from tests.unit.media.test_checks import picture

NAMES = {"JPEG": "a.jpg", "PNG": "a.png", "WEBP": "a.webp"}
GPS = 0x8825


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def frames(content: bytes) -> int:
    return int(getattr(opened(content), "n_frames", 1))


def clearness(content: bytes) -> object:
    return opened(content).convert("RGBA").getchannel("A").getpixel((3, 3))


@pytest.mark.parametrize("kind", NAMES)
def test_a_bundles_picture_keeps_every_point_and_loses_place_and_camera(kind: str) -> None:
    content = photograph((300, 200), kind=kind)
    assert CAMERA.encode() in content
    checked = check_file(NAMES[kind], content)
    assert CAMERA.encode() not in checked.content
    assert not opened(checked.content).getexif()
    assert opened(checked.content).tobytes() == opened(content).tobytes()
    assert check_file(NAMES[kind], checked.content) == checked


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
@pytest.mark.parametrize("kind", NAMES)
def test_an_uploaded_photograph_becomes_webp_upright_and_silent(
    kind: str, orientation: int
) -> None:
    checked = prepare_upload(NAMES[kind], photograph(orientation=orientation, kind=kind))
    shown = opened(checked.content)
    is_turned = orientation in (6, 8)
    assert (checked.extension, shown.format) == ("webp", "WEBP")
    assert (checked.width, checked.height) == ((1333, 2000) if is_turned else (2000, 1333))
    assert shown.size == (checked.width, checked.height)
    assert not shown.getexif()
    assert CAMERA.encode() not in checked.content
    # The dark half stood at the left before it was turned.
    dark = {1: (0.25, 0.5), 3: (0.75, 0.5), 6: (0.5, 0.25), 8: (0.5, 0.75)}[orientation]
    place = (int(shown.width * dark[0]), int(shown.height * dark[1]))
    assert shown.convert("L").getpixel(place) < 100  # type: ignore[operator]


def test_what_is_see_through_stays_so() -> None:
    buffer = io.BytesIO()
    Image.new("RGBA", (40, 20), (10, 20, 30, 0)).save(buffer, "PNG")
    checked = prepare_upload("a.png", buffer.getvalue())
    assert clearness(checked.content) == 0


def test_a_palette_with_a_clear_colour_stays_clear() -> None:
    buffer = io.BytesIO()
    Image.new("P", (40, 20), 0).save(buffer, "GIF", transparency=0)
    checked = prepare_upload("a.gif", buffer.getvalue())
    assert clearness(checked.content) == 0


def test_colours_of_print_are_those_of_screens() -> None:
    buffer = io.BytesIO()
    Image.new("CMYK", (40, 20), (0, 255, 255, 0)).save(buffer, "JPEG")
    shown = opened(prepare_upload("a.jpg", buffer.getvalue()).content)
    assert shown.mode == "RGB"


@pytest.mark.parametrize(("kind", "name"), [("GIF", "a.gif"), ("PNG", "a.png"), ("WEBP", "a.webp")])
def test_what_moves_goes_on_moving(kind: str, name: str) -> None:
    checked = prepare_upload(name, moving(kind))
    assert frames(checked.content) == 3
    assert name.endswith(checked.extension)


def test_a_phones_photograph_with_a_second_one_behind_it_is_one_photograph() -> None:
    first, second = (Image.new("RGB", (60, 40), colour) for colour in ("#8a2a45", "#101010"))
    buffer = io.BytesIO()
    first.save(buffer, "MPO", save_all=True, append_images=[second])
    assert opened(buffer.getvalue()).format == "MPO"
    uploaded = opened(prepare_upload("a.jpg", buffer.getvalue()).content)
    assert (uploaded.format, uploaded.size) == ("WEBP", (60, 40))
    kept = check_file("a.jpg", buffer.getvalue()).content
    assert (opened(kept).format, frames(kept)) == ("JPEG", 1)
    assert len(kept) < len(buffer.getvalue())


def test_a_drawn_picture_is_kept_without_loss() -> None:
    content = picture("PNG", (400, 300))
    checked = prepare_upload("a.png", content)
    assert opened(checked.content).convert("RGB").tobytes() == opened(content).tobytes()


@pytest.mark.parametrize(
    ("extension", "content"),
    [
        ("jpg", picture("JPEG")),
        ("png", picture("PNG")),
        ("webp", picture("WEBP")),
        ("gif", picture("GIF")),
        ("gif", moving("GIF")),
        ("png", moving("PNG")),
        ("webp", moving("WEBP")),
        ("mp4", film(place="")),
        ("mp3", b"ID3" + bytes(40)),
    ],
)
def test_what_tells_nothing_is_left_to_the_byte(extension: str, content: bytes) -> None:
    assert without_metadata(extension, content) == content


@pytest.mark.parametrize("kind", [*NAMES, "GIF"])
def test_what_hangs_behind_a_picture_is_cut_off(kind: str) -> None:
    content = picture(kind)
    name = NAMES.get(kind, "a.gif")
    hidden = b"<script>alert(1)</script>"
    assert check_file(name, content + hidden).content == content


def test_words_in_a_picture_are_taken_out() -> None:
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", "Tran Thi Dao")
    said.add_itxt("XML:com.adobe.xmp", "<x>place</x>")
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "PNG", pnginfo=said)
    content = check_file("a.png", buffer.getvalue()).content
    assert b"Tran" not in content
    assert b"place" not in content
    buffer = io.BytesIO()
    Image.new("L", (8, 8)).save(buffer, "GIF", comment=b"Tran Thi Dao")
    assert b"Tran" not in check_file("a.gif", buffer.getvalue()).content
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "JPEG", comment=b"Tran Thi Dao", icc_profile=b"colours")
    content = check_file("a.jpg", buffer.getvalue()).content
    assert b"Tran" not in content
    assert b"colours" in content


def test_a_film_loses_the_place_and_nothing_moves() -> None:
    content = film()
    blank = blank_boxes(content)
    assert b"10.0417" in content
    assert b"10.0417" not in blank
    assert len(blank) == len(content)
    assert blank.find(b"mdat") == content.find(b"mdat")
    assert blank_boxes(blank) == blank


def test_a_film_tells_its_size() -> None:
    checked = check_file("media/a.mp4", film())
    assert (checked.extension, checked.width, checked.height) == ("mp4", 640, 360)


WEBM = b"\x1a\x45\xdf\xa3\x9fB\x82\x84webm" + bytes(30)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.webm", WEBM),
        ("a.mp3", b"\xff\xfb\x90\x00" + bytes(40)),
        ("a.mp3", b"ID3\x04" + bytes(40)),
        ("a.m4a", film(brand=b"M4A ")),
        ("a.ogg", b"OggS\0" + bytes(40)),
        ("a.txt", "Lời nói\n".encode()),
        ("a.pdf", PDF),
        ("a.docx", document()),
        ("a.xlsx", document("xl/")),
        ("a.pptx", document("ppt/")),
    ],
)
def test_films_sounds_texts_and_documents_may_be_kept(name: str, content: bytes) -> None:
    assert check_file(name, content).extension == name.rpartition(".")[2]
    assert prepare_upload(name, content).width is None


def nested(depth: int) -> bytes:
    """Boxes within boxes."""
    content = b""
    for _ in range(depth):
        content = box(b"moov", content)
    return content


HTML = b"<html><script>alert(1)</script></html>"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.mp4", HTML, "no mp4"),
        ("a.mp4", film(brand=b"qt  "), "no mp4"),
        ("a.mp4", film()[:40], "no mp4"),
        ("a.mp4", box(b"ftyp", b"isom"), "no mp4"),
        ("a.mp4", b"\0\0\0\x20ftypisom" + b"\xff" * 40, "no mp4"),
        ("a.mp4", box(b"ftyp", b"isom") + nested(2_000), "damaged"),
        ("a.webm", b"\x1a\x45\xdf\xa3matroska", "no webm"),
        ("a.mp3", HTML, "no mp3"),
        ("a.ogg", HTML, "no ogg"),
        ("a.pdf", b"<html>" + PDF, "no pdf"),
        ("a.pdf", b"%PDF-1.7 <script>", "no pdf"),
        ("a.txt", b"\x00\x01", "no txt"),
        ("a.txt", "Ă".encode("utf-16"), "no txt"),
        ("a.txt", b" \n", "no txt"),
        ("a.docx", HTML, "damaged"),
        ("a.docx", document("xl/"), "damaged"),
        ("a.docx", HTML + document(), "damaged"),
        ("a.docx", document("word/", "word/vbaProject.bin"), "macros"),
        ("a.docx", b"PK\x03\x04" + bytes(50), "damaged"),
        ("a.vtt", HTML, "WEBVTT"),
        ("a.mov", film(brand=b"qt  "), "MOV"),
        ("a.heic", b"x", "HEIC"),
        ("a.doc", b"x", "today's format"),
        ("a.html", HTML, "cannot be kept"),
        ("a.svgz", HTML, "cannot be kept"),
        ("a.php.", HTML, "cannot be kept"),
        (".mp4", film(), "cannot be kept"),
        ("a.mp4", b"", "empty"),
    ],
)
def test_what_is_not_what_it_says_is_refused(name: str, content: bytes, message: str) -> None:
    for check in (check_file, prepare_upload):
        with pytest.raises(MediaRefused, match=message):
            check(name, content)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.png", b"", "empty"),
        ("a.png", HTML, "not a png picture"),
        ("a.png", picture("JPEG"), "The name says PNG"),
        ("a.jpg", picture("JPEG")[:300], "damaged"),
        ("a.png", picture("PNG", (9000, 6000)), "40 million"),
        ("a.jpg", picture("JPEG", (9000, 6000), progressive=True), "40 million"),
        ("a.gif", bytes(31 * 1024 * 1024), "larger than 30 MB"),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "<script>"),
    ],
)
def test_uploaded_pictures_are_refused_like_others(name: str, content: bytes, message: str) -> None:
    with pytest.raises(MediaRefused, match=message):
        prepare_upload(name, content)


def test_a_camera_of_many_megapixels_is_welcome() -> None:
    checked = prepare_upload("a.jpg", picture("JPEG", (10_000, 7_500)))
    assert (checked.width, checked.height) == (2000, 1500)


def test_a_long_narrow_photograph_which_reading_makes_no_smaller_is_refused() -> None:
    with pytest.raises(MediaRefused, match="40 million"):
        prepare_upload("a.jpg", picture("JPEG", (65_000, 1_840)))


def jumping(count: int, size: tuple[int, int] = (1, 1)) -> bytes:
    """A GIF of many frames of one point each."""
    sides = size[0].to_bytes(2, "little") + size[1].to_bytes(2, "little")
    head = b"GIF89a" + sides + b"\x80\0\0" + b"\0\0\0\xff\xff\xff"
    control = b"\x21\xf9\x04\0\0\0\0\0"
    place = b"\x2c\0\0\0\0\1\0\1\0\0"
    return head + (control + place + b"\x02\x02\x44\x01\0") * count + b";"


def test_frames_are_counted_no_further_than_a_picture_may_move(monkeypatch) -> None:
    def count(_picture: object) -> int:
        raise AssertionError("counted to the end")

    few, many = jumping(5_000), jumping(5_001)
    assert check_file("a.gif", few).content == few
    monkeypatch.setattr(GifImagePlugin.GifImageFile, "n_frames", property(count))
    for check in (check_file, prepare_upload):
        with pytest.raises(MediaRefused, match="moves too long"):
            check("a.gif", many)
    with pytest.raises(MediaRefused, match="larger than 10 MB"):
        prepare_upload("a.gif", jumping(600_000))


def test_what_moves_over_too_many_points_is_refused() -> None:
    with pytest.raises(MediaRefused, match="moves too long"):
        check_file("a.gif", jumping(6, (6_000, 6_000)))
