"""The quizzes and banks of the starter library hold no mistake and lose nothing."""

from pathlib import Path

import pytest

from quizzes.quiz_markdown.reading import read_quiz, read_translation
from quizzes.quiz_markdown.translations import apply_translation
from quizzes.quiz_markdown.writing import write_quiz

LIBRARY = Path(__file__).parents[3] / "library"
FILES = sorted([*LIBRARY.glob("*/banks/*.md"), *LIBRARY.glob("*/quizzes/*.md")])
ORIGINALS = [path for path in FILES if "." not in path.stem]
TRANSLATIONS = [path for path in FILES if "." in path.stem]

if not FILES:
    pytest.skip("the starter library has no banks or quizzes yet", allow_module_level=True)


def name(path):
    return str(path.relative_to(LIBRARY))


def read(path):
    return read_quiz(path.read_text("utf-8"), name(path), "vi")


@pytest.mark.parametrize("path", ORIGINALS, ids=name)
def test_a_file_holds_no_mistake(path):
    file, problems = read(path)
    assert problems == []
    assert file.questions or file.settings.draw


@pytest.mark.parametrize("path", ORIGINALS, ids=name)
def test_a_file_written_again_says_the_same(path):
    file, _ = read(path)
    assert read_quiz(write_quiz(file, "vi"), name(path), "vi") == (file, [])


@pytest.mark.parametrize("path", TRANSLATIONS, ids=name)
def test_a_translation_agrees_with_its_original(path):
    base, _, language = path.stem.rpartition(".")
    original, _ = read(path.with_name(f"{base}.md"))
    translation, problems = read_translation(path.read_text("utf-8"), name(path), language)
    assert problems == []
    assert apply_translation(original, translation)[1] == []
