"""Zips in bad faith: each refused with one sentence, in both languages, with nothing unpacked."""

import io
import stat
import struct
import zipfile

import pytest

from courses.bundles.files import LARGEST_TEXT, BundleRefused, read_files, read_zip
from courses.bundles.reading import read_bundle
from courses.bundles.writing import stream_zip
from tests.factories.bundles import zip_of
from tests.factories.courses import bundle_texts

GIGABYTE = 1024**3


def refusal(content):
    with pytest.raises(BundleRefused) as refused:
        read_zip(io.BytesIO(content) if isinstance(content, bytes) else content)
    return str(refused.value.problem.message)


def problems(content):
    return [str(each.message) for each in read_zip(io.BytesIO(content)).problems]


def with_entry(name, content=b"x", mode=0, **marks):
    """A sound bundle with one more entry, written exactly so."""
    buffer = io.BytesIO(zip_of(bundle_texts(), folder=""))
    with zipfile.ZipFile(buffer, "a") as archive:
        info = zipfile.ZipInfo("placeholder")
        info.filename = info.orig_filename = name
        info.external_attr = mode << 16
        for key, value in marks.items():
            setattr(info, key, value)
        archive.writestr(info, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "name",
    [
        "../x.md",
        "lessons/../../x.md",
        "/etc/passwd",
        "//server/share/x.md",
        "..\\x.md",
        "lessons\\x.md",
        "C:\\x.md",
        "C:x.md",
        "file:///etc/passwd",
        ".",
        "..",
    ],
)
def test_a_name_that_leads_elsewhere(name):
    assert refusal(with_entry(name)) == "A file's name leads outside the bundle."


@pytest.mark.parametrize("name", ["lessons/09-x.md", "media/x.png", "notes.txt", ".git/config"])
def test_a_symbolic_link_wherever_it_stands(name):
    content = with_entry(name, b"/etc/passwd", stat.S_IFLNK | 0o777)
    assert refusal(content) == "A link cannot stand in a bundle."


@pytest.mark.parametrize("name", ["course.yml", "lessons/01-lesson-1.md", "media/a.png"])
def test_one_name_twice(name):
    content = io.BytesIO(zip_of({**bundle_texts(), "media/a.png": b"1"}, folder=""))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(content, "a") as archive:
        archive.writestr(name, "other")
    assert problems(content.getvalue()) == ["This name stands in it twice."]


def test_names_that_a_file_system_would_not_tell_apart():
    files = {**bundle_texts(), "lessons/01-LESSON-1.md": "x"}
    assert problems(zip_of(files)) == ["Two files differ in nothing but capital letters."]


def test_a_name_in_another_encoding_is_named_and_not_guessed():
    name = "lessons/\u2561\u255e.md"
    assert problems(zip_of({**bundle_texts(), name: "x"})) == [
        "A file in lessons/ cannot have this name."
    ]


@pytest.mark.parametrize("name", ["lessons/a.zip", "media/a.zip"])
def test_a_zip_within_a_zip_is_not_opened(tmp_path, name):
    path = tmp_path / "a.zip"
    path.write_bytes(zip_of({**bundle_texts(), name: zip_of(bundle_texts())}))
    reading = read_bundle(path)
    assert reading.bundle is None
    assert [each.path for each in reading.problems if each.severity == "error"] == [name]


def test_two_gigabytes_on_disk_are_refused_by_their_size(tmp_path):
    path = tmp_path / "huge.zip"
    with path.open("wb") as file:
        file.truncate(2 * GIGABYTE)
    with pytest.raises(BundleRefused) as refused:
        read_files(path)
    assert refused.value.problem.message == "The file is larger than 200 MB."


def test_two_gigabytes_that_were_packed_to_two_megabytes_are_not_unpacked(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in bundle_texts().items():
            archive.writestr(name, text)
        with archive.open("lessons/09-x.md", "w", force_zip64=True) as file:
            piece = bytes(16 * 1024 * 1024)
            for _ in range(2 * GIGABYTE // len(piece)):
                file.write(piece)
    assert path.stat().st_size < 20_000_000
    found = read_files(path)
    assert "lessons/09-x.md" not in found.files
    assert [each.message for each in found.problems] == ["The file is larger than 1 MB."]


def test_many_small_bombs_are_refused_together():
    bombs = {f"media/{number}.png": bytes(9 * 1024 * 1024) for number in range(30)}
    assert refusal(zip_of({**bundle_texts(), **bombs})) == "The bundle is larger than 200 MB."


def test_a_list_of_a_hundred_thousand_files_is_not_even_read():
    count = 100_000
    entry = b"PK\x01\x02" + bytes(42)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0, 0, count * len(entry), 0, 0)
    content = entry * count + end
    assert refusal(content) == "There are more than 1000 files in it."


@pytest.mark.parametrize("share", [0.3, 0.9, 0.999])
def test_a_zip_that_was_cut_off(share):
    content = zip_of(bundle_texts())
    assert "neither a folder nor a zip" in refusal(content[: int(len(content) * share)])


def test_a_file_whose_bytes_were_changed():
    content = zip_of({**bundle_texts(), "media/a.png": b"\x89PNG" * 500})
    at = content.index(b"course/media/a.png") + len("course/media/a.png")
    assert refusal(content[:at] + b"\0\1\2\3" + content[at + 4 :]) == "The zip is damaged."


def test_a_zip_packed_in_a_rare_way():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("course.yml", "x")
    assert refusal(buffer.getvalue()) == "The zip is packed in a rare way."


def test_zip64_within_the_bounds_is_read():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in bundle_texts().items():
            with archive.open(name, "w", force_zip64=True) as file:
                file.write(text.encode())
    assert set(read_zip(io.BytesIO(buffer.getvalue())).files) == set(bundle_texts())


def test_a_text_at_the_bound_is_read_and_one_beyond_is_not():
    for size, is_read in ((LARGEST_TEXT, True), (LARGEST_TEXT + 1, False)):
        files = read_zip(io.BytesIO(zip_of({**bundle_texts(), "lessons/09-x.md": "a" * size})))
        assert ("lessons/09-x.md" in files.files) is is_read


def test_a_zip_is_written_piece_by_piece():
    asked = []

    def pieces():
        for number in range(100):
            asked.append(number)
            yield bytes(range(256)) * 1000

    stream = stream_zip("course", {"course.yml": "x"}, {"media/a.png": pieces()})
    first = next(stream)
    assert first.startswith(b"PK\x03\x04")
    assert len(asked) < 3
    content = first + b"".join(stream)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["course/course.yml", "course/media/a.png"]


def test_nothing_is_written_anywhere(tmp_path, monkeypatch):
    folder = tmp_path / "deep" / "er"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    for name in ("../x.md", f"{tmp_path}/x.md", "lessons/../../../x.md"):
        refusal(with_entry(name))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
