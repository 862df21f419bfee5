"""`courses import` of a course that is there: looked at, merged, chosen, replaced."""

import json

import pytest
from sqlalchemy import func, select

from core.database import db
from courses import operations
from courses.models import Course, DraftFile, ExchangedFile
from media.models import MediaFile
from media.operations import media_store
from tests.factories.courses import PUBLISHED, bundle_texts, get_course, get_file, lesson_source
from tests.integration.courses.test_commands import SVG, run, write

FIRST, SECOND = "lessons/01-lesson-1.md", "lessons/02-lesson-2.md"


def said(text):
    return lesson_source("lesson-1", text=text)


@pytest.fixture
def folder(app, tmp_path):
    """A course brought in from a folder, and its first lesson written on in the studio."""
    folder = write(tmp_path / "basics", bundle_texts("basics"))
    assert run(app, "import", folder).exit_code == 0
    file = get_file(get_course("basics"), FIRST)
    operations.save_draft(file, said("Ở đây."), 1, PUBLISHED)
    db.session.commit()
    return folder


def standing(path=FIRST):
    db.session.expire_all()
    return get_file(get_course("basics"), path).source


def counts():
    db.session.rollback()
    models = (Course, DraftFile, ExchangedFile, MediaFile)
    return [db.session.scalar(select(func.count()).select_from(model)) for model in models]


def test_what_changed_in_the_studio_alone_is_left_alone(app, folder):
    write(folder, {SECOND: lesson_source("lesson-2", text="Trong tệp.")})
    assert run(app, "import", folder).stdout == "basics: imported\n"
    assert standing() == said("Ở đây.")
    assert "Trong tệp." in standing(SECOND)


def test_a_dry_run_says_what_would_become_of_each_file_and_writes_nothing(app, folder):
    texts = {SECOND: lesson_source("lesson-2", text="![a](media/a.svg)"), "media/a.svg": SVG}
    before = counts()
    result = run(app, "import", write(folder, texts), "--dry-run")
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        [
            "basics: would be imported",
            "  added     media/a.svg",
            f"  changed   {SECOND}",
            f"  kept      {FIRST}",
        ],
    )
    assert counts() == before
    assert "media/a.svg" not in standing(SECOND)
    document = json.loads(run(app, "import", folder, "--dry-run", "--json").stdout)
    files = document["bundles"][0]["files"]
    assert (files["added"], files["kept"], files["conflict"]) == (["media/a.svg"], [FIRST], [])
    assert files["same"] == ["course.yml", "quizzes/final.md"]


def test_what_changed_on_both_sides_is_refused_until_somebody_chooses(app, folder):
    write(folder, {FIRST: said("Trong tệp."), SECOND: lesson_source("lesson-2", text="Khác.")})
    for options in ((), ("--dry-run",)):
        result = run(app, "import", folder, *options)
        assert result.exit_code == 1
        assert f"basics/{FIRST}: It changed in the file and in the studio." in result.stderr
        assert f"  conflict  {FIRST}" in result.stdout
        assert standing() == said("Ở đây.")
        assert "Khác." not in standing(SECOND)
    document = json.loads(run(app, "import", folder, "--json").stdout)
    assert (document["ok"], document["bundles"][0]["done"]) == (False, None)


@pytest.mark.parametrize(("side", "text"), [("file", "Trong tệp."), ("studio", "Ở đây.")])
def test_the_side_that_is_taken_stays(app, folder, side, text):
    write(folder, {FIRST: said("Trong tệp.")})
    assert run(app, "import", folder, "--take", side).exit_code == 0
    assert standing() == said(text)
    assert run(app, "import", folder).exit_code == 0
    assert standing() == said(text)


def test_replacing_takes_all_as_the_file_says(app, folder):
    course = get_course("basics")
    bank = "---\nid: own\nkind: bank\ntitle: Riêng\n---\n\n## Câu? {#q}\n\n- [x] Có\n- [ ] Không\n"
    operations.add_draft_file(course, "banks/own.md", bank, PUBLISHED)
    db.session.commit()
    assert run(app, "import", folder, "--replace").exit_code == 0
    assert standing() == bundle_texts("basics")[FIRST]
    paths = db.session.scalars(select(DraftFile.path).order_by(DraftFile.path))
    assert "banks/own.md" not in list(paths)


def test_learners_see_nothing_of_it_before_publication(app, folder, make):
    make.publish(get_course("basics"))
    write(folder, {SECOND: lesson_source("lesson-2", text="Trong tệp.")})
    run(app, "import", folder)
    assert get_course("basics").published_number == 1


def test_a_picture_that_is_lost_is_told_before_a_file_is_written(app, tmp_path, make):
    texts = bundle_texts("shown")
    texts[FIRST] += "\n![a](media/a.svg)\n"
    make.draft(texts, {"media/a.svg": SVG.encode()}, key="shown")
    store = media_store()
    for path in store.filesystem.find(store.root):
        if path.endswith(".svg"):
            store.filesystem.rm_file(path)
    target = tmp_path / "shown.zip"
    assert run(app, "export", "shown", "-o", target).exit_code == 1
    assert list(tmp_path.glob("*.zip*")) == []
