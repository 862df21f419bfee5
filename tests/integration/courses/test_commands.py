"""`courses check`, `courses import`, `courses export`, as a person at a terminal meets them."""

import json
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import func, select

from core.database import db
from courses import queries
from courses.models import Course
from media.models import MediaFile
from tests.factories.courses import bundle_texts, lesson_source

ROOT = Path(__file__).resolve().parents[3]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20"/>\n'


def run(app, *arguments):
    result = app.test_cli_runner().invoke(args=["courses", *map(str, arguments)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def write(folder: Path, texts: dict[str, str]) -> Path:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    return folder


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def odd_bundle(key: str) -> dict[str, str]:
    """Sound, and odd in every way that an export could smooth over."""
    texts = bundle_texts(key)
    texts["course.yml"] = "# ghi chú\n" + texts["course.yml"] + "# hết"
    lesson = lesson_source("lesson-1", text="Vie\u0302\u0323t  \n![a](media/a.svg)")
    texts["lessons/01-lesson-1.md"] = "\ufeff" + lesson.replace("\n", "\r\n")
    texts["media/a.svg"] = SVG
    return texts


def test_a_bundle_comes_out_as_it_went_in(app, tmp_path) -> None:
    source = write(tmp_path / "in", odd_bundle("odd"))
    assert run(app, "import", source, "--publish").exit_code == 0
    target = tmp_path / "odd.zip"
    assert run(app, "export", "odd", "-o", target).exit_code == 0
    with zipfile.ZipFile(target) as archive:
        archive.extractall(tmp_path / "out")
    assert files_of(tmp_path / "out" / "odd") == files_of(source)
    first = target.read_bytes()
    assert run(app, "import", target, "--publish").stdout == "odd: unchanged since edition 1\n"
    run(app, "export", "odd", "-o", target)
    assert target.read_bytes() == first


def test_the_starter_library_is_sound_and_comes_out_as_it_went_in(app, tmp_path) -> None:
    source = ROOT / "library" / "gender-equality-basics"
    result = run(app, "import", source, "--publish")
    assert result.exit_code == 0, result.stderr
    target = tmp_path / "course.zip"
    run(app, "export", "gender-equality-basics", "-o", target)
    with zipfile.ZipFile(target) as archive:
        archive.extractall(tmp_path)
    assert files_of(tmp_path / "gender-equality-basics") == files_of(source)


def test_a_sound_bundle_is_told_so_and_not_imported(app, tmp_path) -> None:
    result = run(app, "check", write(tmp_path, bundle_texts("sound")))
    assert result.exit_code == 0
    assert result.stdout.startswith("sound: sound\n  2 lessons, 3 questions: 3 explained")
    assert queries.find_course("sound") is None


def test_a_mistake_is_told_with_file_line_and_mend(app, tmp_path) -> None:
    texts = bundle_texts("wrong")
    texts["lessons/01-lesson-1.md"] = texts["lessons/01-lesson-1.md"].replace("- [x]", "- [ ]")
    for command in ("check", "import"):
        result = run(app, command, write(tmp_path, texts))
        assert result.exit_code == 1
        assert result.stdout == ""
        assert result.stderr == (
            f"{tmp_path}/lessons/01-lesson-1.md:12: No choice is marked as right. "
            "Begin the right one with - [x].\n"
        )


def test_one_bundle_with_a_mistake_keeps_all_others_out(app, tmp_path) -> None:
    write(tmp_path / "a", bundle_texts("first"))
    write(tmp_path / "b", {**bundle_texts("second"), "course.yml": "sen: 1\n"})
    write(tmp_path / "a", {"media/a.svg": SVG})
    result = run(app, "import", tmp_path / "a", tmp_path / "b", "--publish")
    assert result.exit_code == 1
    assert db.session.scalar(select(func.count()).select_from(Course)) == 0
    assert db.session.scalar(select(func.count()).select_from(MediaFile)) == 0


def test_a_folder_of_bundles_stands_for_all_of_them(app, tmp_path) -> None:
    write(tmp_path / "a", bundle_texts("first"))
    write(tmp_path / "b", bundle_texts("second"))
    assert run(app, "import", tmp_path, "--publish").stdout == (
        "first: published as edition 1\nsecond: published as edition 1\n"
    )


def test_two_bundles_of_one_key_are_refused(app, tmp_path) -> None:
    write(tmp_path / "a", bundle_texts("same"))
    write(tmp_path / "b", bundle_texts("same"))
    result = run(app, "import", tmp_path)
    assert result.exit_code == 1
    assert "The key same is that of" in result.stderr


def test_json_is_one_document_and_nothing_else(app, tmp_path) -> None:
    texts = {**bundle_texts("told"), "notes.txt": "x"}
    result = run(app, "check", write(tmp_path, texts), "--json")
    document = json.loads(result.stdout)
    assert result.stderr == ""
    assert document["ok"] is True
    bundle = document["bundles"][0]
    assert bundle["key"] == "told"
    assert bundle["problems"][0]["severity"] == "warning"


def test_json_tells_of_mistakes_too(app, tmp_path) -> None:
    result = run(app, "import", write(tmp_path, {"course.yml": "sen: 1"}), "--json")
    assert result.exit_code == 1
    document = json.loads(result.stdout)
    assert document["ok"] is False
    assert document["bundles"][0]["done"] is None


@pytest.mark.parametrize("arguments", [["check"], ["import", "no-such-folder"], ["export"], ["x"]])
def test_wrong_usage_ends_with_2(app, arguments) -> None:
    assert run(app, *arguments).exit_code == 2


def test_a_course_that_is_not_there_cannot_be_exported(app, make, tmp_path) -> None:
    make.draft(bundle_texts("here"))
    result = run(app, "export", "gone", "-o", tmp_path / "gone.zip")
    assert result.exit_code == 1
    assert "Known: here." in result.stderr
    assert not (tmp_path / "gone.zip").exists()


def test_ids_are_written_once(app, tmp_path) -> None:
    texts = bundle_texts("fixed")
    texts["quizzes/final.md"] = texts["quizzes/final.md"].replace("{#q1 ", "{")
    folder = write(tmp_path, texts)
    assert "ids written into 1 files" in run(app, "check", folder, "--fix").stdout
    assert "{#q-" in (folder / "quizzes" / "final.md").read_text(encoding="utf-8")
    kept = files_of(folder)
    assert run(app, "check", folder, "--fix").stdout.startswith("fixed: sound\n")
    assert files_of(folder) == kept
