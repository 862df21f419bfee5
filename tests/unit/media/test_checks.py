"""Which files may be stored and shown."""

import io

import pytest
from PIL import Image

from media.addresses import is_file_name
from media.checks import MediaRefused, check_file
from media.store import open_store


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 20), **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "#b8325e").save(buffer, kind, **options)
    return buffer.getvalue()


def drawing(inner: str = "", attributes: str = 'width="10" height="10"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inner}</svg>'.encode()


@pytest.mark.parametrize(
    ("name", "kind", "extension"),
    [
        ("media/a.png", "PNG", "png"),
        ("media/a.JPG", "JPEG", "jpg"),
        ("media/a.jpeg", "JPEG", "jpg"),
        ("media/a.webp", "WEBP", "webp"),
        ("media/a.gif", "GIF", "gif"),
    ],
)
def test_pictures_are_kept_as_they_are_with_their_size(
    name: str, kind: str, extension: str
) -> None:
    content = picture(kind)
    checked = check_file(name, content)
    assert checked.content == content
    assert (checked.extension, checked.width, checked.height) == (extension, 40, 20)


def test_a_turned_photograph_is_set_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    checked = check_file("a.jpg", picture("JPEG", exif=exif))
    assert (checked.width, checked.height) == (20, 40)
    assert Image.open(io.BytesIO(checked.content)).getexif().get(0x0112, 1) == 1


def test_where_a_photograph_was_taken_is_not_kept() -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    content = picture("JPEG", exif=exif)
    assert 0x8825 in Image.open(io.BytesIO(content)).getexif()
    checked = check_file("a.jpg", content)
    assert 0x8825 not in Image.open(io.BytesIO(checked.content)).getexif()


def test_a_picture_larger_than_any_page_is_made_smaller() -> None:
    checked = check_file("a.png", picture("PNG", (4800, 1200)))
    assert (checked.width, checked.height) == (2400, 600)


def test_storing_again_what_was_written_anew_changes_nothing() -> None:
    once = check_file("a.png", picture("PNG", (4800, 1200)))
    assert check_file("a.png", once.content) == once


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.png", picture("JPEG"), "The name says PNG but the picture is JPEG"),
        ("a.png", picture()[:60], "damaged"),
        ("a.png", b"<html>", "not a png picture"),
        ("a.png", b"", "empty"),
        ("a.exe", b"MZ", "use svg, png, jpg, webp or gif"),
        ("a", b"x", "use svg, png, jpg, webp or gif"),
        ("a.png", bytes(10 * 1024 * 1024 + 1), "larger than 10 MB"),
        ("a.png", picture("PNG", (9000, 6000)), "40 million points"),
    ],
)
def test_what_is_no_sound_picture_is_refused(name: str, content: bytes, message: str) -> None:
    with pytest.raises(MediaRefused, match=message):
        check_file(name, content)


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="720" height="400"', (720, 400)),
        ('width="72.4px" height="40px"', (72, 40)),
        ('width="100%" viewBox="0 0 300 150"', (300, 150)),
        ('viewBox="0,0,300,150"', (300, 150)),
        ('viewBox="0 0 nan x"', (None, None)),
        ('viewBox="0 0 99999999999 5"', (None, None)),
        ('width="32767" height="1"', (32767, 1)),
        ('width="32768" height="10"', (None, None)),
        ('width="9999999999" height="9999999999"', (None, None)),
        (f'width="{"9" * 5000}" height="10"', (None, None)),
        ('width="0" height="10"', (None, None)),
        ("", (None, None)),
    ],
)
def test_a_drawing_tells_its_size(attributes: str, size: tuple[int | None, int | None]) -> None:
    checked = check_file("a.svg", drawing(attributes=attributes))
    assert (checked.width, checked.height) == size


@pytest.mark.parametrize(
    "inner",
    [
        '<g><use href="#a"/><path id="a" fill="url(#b)"/></g>',
        "<style>.a{fill:url(#b)}</style>",
        '<image href="data:image/png;base64,aGE="/>',
        '<filter id="f"><feGaussianBlur stdDeviation="2"/></filter>',
        "<title>Bến sông</title><text>Chữ</text>",
        '<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata>',
    ],
)
def test_drawings_may_hold_what_drawings_are_made_of(inner: str) -> None:
    assert check_file("a.svg", drawing(inner)).extension == "svg"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (drawing("<script>alert(1)</script>"), "<script>"),
        (drawing('<g onclick="x"/>'), "onclick"),
        (drawing('<g ONLOAD="x"/>'), "ONLOAD"),
        (drawing("<foreignObject><p/></foreignObject>"), "<foreignObject>"),
        (drawing('<a href="javascript:x"><path/></a>'), "<a>"),
        (drawing('<use href="http://x.vn/a.svg#b"/>'), "points outside"),
        (drawing('<image href="http://x.vn/a.png"/>'), "points outside"),
        (drawing('<image href="data:image/svg+xml;base64,aGE="/>'), "points outside"),
        (
            drawing('<use xmlns:x="http://www.w3.org/1999/xlink" x:href="file:///etc/passwd"/>'),
            "points outside",
        ),
        (drawing('<path fill="url(http://x.vn/a)"/>'), "reaches outside"),
        (drawing("<style>@import 'http://x.vn/a.css';</style>"), "reaches outside"),
        (drawing("<style>a{background:u\\72l(http://x.vn)}</style>"), "reaches outside"),
        (drawing('<style>a{background:image-set("//x.vn/a" 1x)}</style>'), "reaches outside"),
        (drawing("<g style=\"background:-webkit-image-set('//x.vn/a' 1x)\"/>"), "reaches outside"),
        (drawing("<g style=\"background:src('//x.vn/a')\"/>"), "reaches outside"),
        (drawing('<use href="#a"/>', 'xml:base="https://x.vn/"'), "xml:base"),
        (drawing('<set attributeName="href" to="x"/>'), "<set>"),
        (drawing('<animate attributeName="x"/>'), "<animate>"),
        (drawing('<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>'), "<script>"),
        (drawing('<filter><feImage href="#a"/></filter>'), "<feImage>"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + drawing("&a;"), "DOCTYPE"),
        (b"<!DOCTYPE svg>" + drawing(), "DOCTYPE"),
        (b'<?xml-stylesheet href="http://x.vn/a.css"?>' + drawing(), "processing instruction"),
        (drawing().decode().encode("utf-16"), "UTF-8"),
        (b"<svg/>", "has to begin"),
        (b"<svg", "not well-formed"),
        (b'<?xml version="1.0" encoding="utf-7"?>' + drawing(), "not well-formed"),
    ],
)
def test_drawings_hold_nothing_that_acts_or_reaches_out(content: bytes, message: str) -> None:
    with pytest.raises(MediaRefused, match=message):
        check_file("a.svg", content)


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("a" * 64 + ".svg", True),
        ("a" * 64 + ".html", False),
        ("A" * 64 + ".svg", False),
        ("a" * 63 + ".svg", False),
        ("../" + "a" * 64 + ".svg", False),
        ("a" * 64 + ".svg\n", False),
        ("a" * 64, False),
    ],
)
def test_only_a_hash_with_a_known_extension_names_a_file(name: str, fits: bool) -> None:
    assert is_file_name(name) is fits


def test_a_file_is_written_whole_and_read_back(tmp_path) -> None:
    store = open_store(tmp_path.as_uri())
    name = "ab" * 32 + ".svg"
    store.write(name, b"one")
    store.write(name, b"one")
    assert store.read(name) == b"one"
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [name]


def test_half_a_file_left_by_a_dead_process_is_written_anew(tmp_path) -> None:
    store = open_store(tmp_path.as_uri())
    name = "ab" * 32 + ".svg"
    (tmp_path / "ab").mkdir()
    (tmp_path / "ab" / name).write_bytes(b"on")
    store.write(name, b"one")
    assert store.read(name) == b"one"


def test_other_places_than_a_disk_serve_too() -> None:
    store = open_store("memory://media")
    store.write("cd" * 32 + ".png", b"x")
    assert store.read("cd" * 32 + ".png") == b"x"


@pytest.mark.parametrize("name", ["../x", "a/b.svg", "", "a..svg"])
def test_the_store_takes_no_other_names(tmp_path, name: str) -> None:
    with pytest.raises(ValueError, match="is not the name"):
        open_store(tmp_path.as_uri()).read(name)


def test_a_file_that_is_not_there_is_not_found(tmp_path) -> None:
    with pytest.raises(FileNotFoundError):
        open_store(tmp_path.as_uri()).read("ef" * 32 + ".png")
