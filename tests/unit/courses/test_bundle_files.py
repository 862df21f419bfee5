"""Folders and zips that are brought as bundles, some of them in bad faith."""

import io
import os
import stat
import unicodedata
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from courses.bundles.files import BundleRefused, read_files, read_zip
from courses.bundles.reading import read_bundle
from tests.factories.courses import bundle_texts


def zip_of(files: Mapping[str, str | bytes], folder: str = "course/") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{folder}{name}", content)
    return buffer.getvalue()


def write_folder(folder: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content.encode())
    return folder


def refusal_of(content: bytes) -> str:
    with pytest.raises(BundleRefused) as refusal:
        read_zip(io.BytesIO(content))
    return f"{refusal.value.problem.message} {refusal.value.problem.suggestion}"


def test_a_folder_and_its_zip_are_the_same_bundle(tmp_path: Path) -> None:
    texts = bundle_texts()
    folder = write_folder(tmp_path / "course", texts)
    (tmp_path / "course.zip").write_bytes(zip_of(texts))
    assert read_files(folder).files == read_files(tmp_path / "course.zip").files
    assert read_bundle(folder).bundle == read_bundle(tmp_path / "course.zip").bundle


@pytest.mark.parametrize("folder", ["", "course/"])
def test_a_zip_may_hold_the_folder_or_what_is_in_it(folder: str) -> None:
    assert set(read_zip(io.BytesIO(zip_of(bundle_texts(), folder))).files) == set(bundle_texts())


@pytest.mark.parametrize(
    "name",
    ["../evil.md", "/etc/passwd", "lessons/../../evil.md", "..\\evil.md", "C:/evil.md"],
)
def test_a_name_that_leads_outside_is_refused(name: str) -> None:
    content = zip_of({**bundle_texts(), name: "x"}, folder="")
    assert "leads outside" in refusal_of(content)


def test_a_link_is_refused_in_a_zip() -> None:
    buffer = io.BytesIO(zip_of(bundle_texts()))
    with zipfile.ZipFile(buffer, "a") as archive:
        info = zipfile.ZipInfo("course/lessons/09-link.md")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    assert "link" in refusal_of(buffer.getvalue())


@pytest.mark.parametrize("target", ["file", "folder"])
def test_a_link_is_refused_in_a_folder(tmp_path: Path, target: str) -> None:
    secret = write_folder(tmp_path / "secret", {"a.md": "geheim"})
    folder = write_folder(tmp_path / "course", bundle_texts())
    if target == "file":
        os.symlink(secret / "a.md", folder / "lessons" / "09-link.md")
    else:
        os.symlink(secret, folder / "media")
    reading = read_bundle(folder)
    assert reading.bundle is None
    assert "link" in reading.problems[0].message


def test_ten_thousand_files_are_refused() -> None:
    files = {f"lessons/{number}.md": "" for number in range(10_000)}
    assert "more than 1000 files" in refusal_of(zip_of({**bundle_texts(), **files}))


def test_a_file_that_unfolds_without_end_is_refused_after_its_limit() -> None:
    content = zip_of({**bundle_texts(), "lessons/09-bomb.md": b"a" * 50_000_000})
    assert len(content) < 100_000
    files = read_zip(io.BytesIO(content))
    assert "lessons/09-bomb.md" not in files.files
    assert files.problems[0].message == "The file is larger than 1 MB."


def test_many_large_files_are_refused_together() -> None:
    noise = {f"media/{number}.png": bytes(10 * 1024 * 1024) for number in range(21)}
    assert "larger than 200 MB" in refusal_of(zip_of({**bundle_texts(), **noise}))


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04" + b"\0" * 100])
def test_what_is_no_zip_says_so(content: bytes) -> None:
    assert "neither a folder nor a zip" in refusal_of(content)


def test_a_damaged_zip_is_refused(tmp_path: Path) -> None:
    content = bytearray(zip_of(bundle_texts()))
    content[60:90] = b"\xff" * 30
    path = tmp_path / "damaged.zip"
    path.write_bytes(content)
    reading = read_bundle(path)
    assert reading.bundle is None
    assert reading.problems


def test_a_locked_zip_is_refused() -> None:
    content = bytearray(zip_of(bundle_texts()))
    start = 0
    while (start := content.find(b"PK\x01\x02", start)) >= 0:
        content[start + 8] |= 1
        start += 4
    assert "password" in refusal_of(bytes(content))


def test_a_zip_without_course_yml_says_what_is_missing() -> None:
    assert "There is no course.yml in it." in refusal_of(zip_of({"lessons/a.md": "x"}))


def test_what_systems_leave_behind_is_passed_over() -> None:
    files = {**bundle_texts(), ".DS_Store": "x", ".git/config": "x", "media/.thumb": "x"}
    found = read_zip(io.BytesIO(zip_of(files)))
    assert set(found.files) == set(bundle_texts())
    assert found.problems == []


def test_a_file_that_is_no_part_of_a_bundle_is_named(tmp_path: Path) -> None:
    reading = read_bundle(write_folder(tmp_path, {**bundle_texts(), "notes.docx": "x"}))
    assert reading.bundle is not None
    assert [(each.path, each.severity) for each in reading.problems] == [("notes.docx", "warning")]


def test_what_stands_beside_the_folder_in_a_zip_is_named_and_not_taken() -> None:
    files = {f"course/{name}": text for name, text in bundle_texts().items()}
    found = read_zip(io.BytesIO(zip_of({**files, "lessons/09-other.md": "x"}, folder="")))
    assert set(found.files) == set(bundle_texts())
    assert [problem.path for problem in found.problems] == ["/lessons/09-other.md"]


def test_decomposed_names_are_composed() -> None:
    name = unicodedata.normalize("NFD", "media/sơ đồ.png")
    assert "media/sơ đồ.png" in read_zip(io.BytesIO(zip_of({**bundle_texts(), name: b"x"}))).files


def test_names_that_differ_only_in_capitals_are_refused() -> None:
    files = read_zip(
        io.BytesIO(zip_of({**bundle_texts(), "media/a.png": b"1", "media/A.png": b"2"}))
    )
    assert "capital letters" in files.problems[0].message


@pytest.mark.parametrize("name", ["lessons/bài một.md", "quizzes/sub/a.md", "banks/a.txt"])
def test_texts_need_plain_names(name: str) -> None:
    files = read_zip(io.BytesIO(zip_of({**bundle_texts(), name: "x"})))
    assert name in [problem.path for problem in files.problems]


def test_a_path_that_is_not_there_says_so(tmp_path: Path) -> None:
    reading = read_bundle(tmp_path / "nothing")
    assert reading.problems[0].message == "There is no such folder or file."
