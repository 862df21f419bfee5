"""Care for quality where it decides: at publication, at the import, on the command line."""

import json

import pytest
from sqlalchemy import delete, select

from core.database import db
from courses import operations, queries
from courses.models import TranslationBase
from courses.operations import DraftHasMistakes
from tests.factories.courses import PUBLISHED, bundle_texts, lesson_source

PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'
PATH = "lessons/01-lesson-1.md"


def with_picture(words):
    text = f"![{words}](media/a.svg)"
    return {**bundle_texts("basics"), PATH: lesson_source("lesson-1", text=text)}


def test_a_picture_without_words_comes_in_and_is_not_published(make) -> None:
    course = make.draft(with_picture(""), {"media/a.svg": PICTURE})
    with pytest.raises(DraftHasMistakes) as refusal:
        operations.publish_course(course, False, "", PUBLISHED)
    [problem] = [each for each in refusal.value.problems if each.severity == "error"]
    assert (problem.path, problem.message) == (PATH, "A picture has no alternative text.")


def test_with_words_it_is(make) -> None:
    course = make.draft(with_picture("Bến sông"), {"media/a.svg": PICTURE})
    assert operations.publish_course(course, False, "", PUBLISHED).number == 1


def test_what_could_be_better_keeps_nothing_from_being_published(make) -> None:
    texts = {**bundle_texts("basics"), PATH: lesson_source("lesson-1", text="từ " * 200)}
    course = make.draft(texts)
    assert any("A sentence has" in each.message for each in operations.check_draft(course))
    assert operations.publish_course(course, False, "", PUBLISHED).number == 1


def test_the_command_tells_what_could_be_better_and_prints_figures(app, tmp_path) -> None:
    for name, text in bundle_texts("basics").items():
        path = tmp_path / "basics" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace('source="Điều 1"', ""), encoding="utf-8")
    result = app.test_cli_runner().invoke(
        args=["courses", "check", str(tmp_path / "basics"), "--json"]
    )
    [told] = json.loads(result.stdout)["bundles"]
    assert result.exit_code == 0
    assert told["summary"]["sourced"] == 2
    assert "The question names no source." in [each["message"] for each in told["problems"]]


def test_an_import_keeps_what_its_translations_were_made_of(make) -> None:
    texts = {**bundle_texts("basics"), "lessons/01-lesson-1.en.md": lesson_source("lesson-1")}
    make.draft(texts)
    make.draft(texts)
    kept = db.session.scalars(select(TranslationBase)).all()
    assert [(each.path, each.source) for each in kept] == [
        ("lessons/01-lesson-1.en.md", texts[PATH])
    ]


def save(course, path, source) -> None:
    file = queries.find_draft_file(course, path)
    assert file is not None
    operations.save_draft(file, source, file.version, PUBLISHED)


def test_a_save_does_not_say_that_a_translation_is_in_step(make) -> None:
    english = "lessons/01-lesson-1.en.md"
    texts = {**bundle_texts("basics"), english: lesson_source("lesson-1")}
    course = make.draft(texts)

    def kept() -> str:
        return db.session.scalars(select(TranslationBase.source)).one()

    changed = texts[PATH] + "\nThêm.\n"
    save(course, PATH, changed)
    save(course, english, texts[english] + "\nMore.\n")
    assert kept() == texts[PATH]
    for _time in range(2):
        operations.confirm_translation(course, english, PUBLISHED)
    assert kept() == changed
    operations.confirm_translation(course, PATH, PUBLISHED)
    assert kept() == changed


def test_a_save_keeps_the_original_of_a_translation_of_which_nothing_is_known(make) -> None:
    english = "lessons/01-lesson-1.en.md"
    texts = {**bundle_texts("basics"), english: lesson_source("lesson-1")}
    course = make.draft(texts)
    db.session.execute(delete(TranslationBase))
    save(course, english, texts[english] + "\nMore.\n")
    assert db.session.scalars(select(TranslationBase.source)).all() == [texts[PATH]]
