"""A course as files: given out, deleted, looked at and brought in again."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from accounts.models import AuditEntry
from core import clock
from core.database import db
from courses import queries as course_queries
from courses.exchange.operations import KEPT_FOR, forget_staged
from courses.models import Course, DraftFile, StagedBundle
from media.operations import media_store
from tests.counting import MOST_QUERIES, counted_queries
from tests.factories.bundles import add_bundle, files_of_zip, zip_of
from tests.factories.courses import bundle_texts, get_course, lesson_source
from tests.pages.reader import read_strictly, text_of
from tests.pages.studio import COURSE, draft, save

IMPORT = "/studio/import"
FIRST = "lessons/01-lesson-1.md"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20"/>\n'


def upload(reader, content, status=303, name="course.zip"):
    return reader.post(IMPORT, {"file": (io.BytesIO(content), name)}, status)


def download(reader, key="basics"):
    response = reader.post(f"/studio/courses/{key}/export", {}, 200)
    assert response.mimetype == "application/zip"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{key}.zip"'
    return response.data


def changed(content, **texts):
    """The zip with other texts, as whoever wrote in the folder zips it."""
    files = files_of_zip(content)
    for name, text in texts.items():
        files[name] = text
    return zip_of({name: text for name, text in files.items() if text is not None})


def confirm(reader, preview, status=303, **choices):
    page = reader.get(preview)
    [seen] = [each for each in page.all(".//input") if each.get("name") == "seen"]
    return reader.post(preview, {"seen": seen.get("value"), **choices}, status)


def sections(page):
    """The names of files by the heading they stand under."""
    found = {}
    for section in page.all(".//section"):
        names = [each for each in section.iter() if "import-name" in (each.get("class") or "")]
        if names:
            heading = section.find(".//h2")
            found[text_of(heading)] = [text_of(each) for each in names]
    return found


def test_what_is_given_out_is_a_zip_of_the_draft(reader):
    save(reader, lesson_source("lesson-1", text="Mới."))
    content = download(reader)
    assert files_of_zip(content) == {
        **bundle_texts("basics"),
        FIRST: lesson_source("lesson-1", text="Mới."),
    }
    assert download(reader) == content


def test_a_course_is_exported_deleted_and_brought_in_byte_by_byte(reader, make, site):
    texts = bundle_texts("new")
    texts[FIRST] += "\n![Một hình](media/a.svg)\n"
    make.draft(texts, {"media/a.svg": SVG}, key="new")
    before = download(reader, "new")
    page = reader.get("/studio/courses/new/delete")
    assert "This cannot be undone" in page.text
    reader.post("/studio/courses/new/delete")
    assert course_queries.find_course("new") is None
    preview = upload(reader, before).location
    assert "This is a new course" in reader.get(preview).text
    confirm(reader, preview)
    assert download(reader, "new") == before
    assert get_course("new").published_number is None
    actions = list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))
    assert [each for each in actions if each.startswith("course.")][-2:] == [
        "course.deleted",
        "course.imported",
    ]


def test_a_published_course_that_nobody_took_is_deleted_with_its_editions(reader):
    reader.post(f"{COURSE}/delete")
    assert course_queries.find_course("basics") is None


def test_a_course_that_somebody_took_is_not_deleted(reader, make, course):
    make.lessons_read(make.person("hoa"), course)
    assert "Nobody" not in reader.get(f"{COURSE}/bundle").text
    page = read_strictly(reader.post(f"{COURSE}/delete", {}, 409))
    assert "cannot be deleted" in page.text
    assert get_course("basics")


def test_of_a_sensitive_course_nobody_is_told_whether_somebody_took_it(reader, make):
    texts = bundle_texts("k7", more="sensitive: violence\nneutral_title: {vi: Chuyên đề 7}")
    make.publish(make.draft(texts, key="k7"))
    reader.post("/studio/courses/k7/delete", {}, 409)
    assert get_course("k7")


def test_an_import_tells_three_ways_and_writes_nothing(reader):
    first = download(reader)
    save(reader, lesson_source("lesson-1", text="Ở đây."))
    two, quiz = "lessons/02-lesson-2.md", "quizzes/final.md"
    content = changed(first, **{two: lesson_source("lesson-2", text="Trong tệp.")})
    content = changed(content, **{"banks/law.md": quiz_bank()})
    before = {file.path: file.version for file in draft_files()}
    preview = upload(reader, content).location
    page = reader.get(preview)
    assert sections(page) == {
        "New 1": ["banks/law.md"],
        "Changed in the file 1": [two],
        "Changed here, left alone 1": [FIRST],
    }
    assert "2 files are the same" in page.text
    assert {file.path: file.version for file in draft_files()} == before
    confirm(reader, preview)
    assert draft(FIRST).source == lesson_source("lesson-1", text="Ở đây.")
    assert draft(two).source == lesson_source("lesson-2", text="Trong tệp.")
    assert draft("banks/law.md")
    assert draft(quiz).version == 1
    published = course_queries.find_published_course("basics")
    assert published is not None
    assert published.edition_number == 1


def quiz_bank():
    return (
        "---\nid: law\nkind: bank\ntitle: Luật\n---\n\n"
        "## Câu? {#q1}\n\n- [x] Đúng\n- [ ] Sai\n\n> Vì thế.\n"
    )


def draft_files():
    db.session.expire_all()
    return list(db.session.scalars(select(DraftFile).order_by(DraftFile.path)))


def conflict(reader):
    """A text that changed on both sides, waiting to be brought in."""
    first = download(reader)
    save(reader, lesson_source("lesson-1", text="Điều 5 ở đây."))
    other = lesson_source("lesson-1", text="Điều 6 ở đây.")
    return upload(reader, changed(first, **{FIRST: other})).location


@pytest.mark.parametrize(("choice", "kept"), [("file", "Điều 6"), ("studio", "Điều 5")])
def test_what_changed_on_both_sides_is_shown_word_by_word_and_chosen(reader, choice, kept):
    preview = conflict(reader)
    page = reader.get(preview)
    assert [text_of(each) for each in page.all(".//del")] == ["5"]
    assert [text_of(each) for each in page.all(".//ins")] == ["6"]
    missing = read_strictly(confirm(reader, preview, 422))
    assert "Please choose for 1 file" in missing.text
    assert draft(FIRST).version == 2
    number = next(each.get("name") for each in page.all(".//input") if each.get("type") == "radio")
    confirm(reader, preview, **{number: choice})
    assert kept in draft(FIRST).source


def test_who_chose_once_is_not_asked_again(reader):
    first = download(reader)
    save(reader, lesson_source("lesson-1", text="Ở đây."))
    content = changed(first, **{FIRST: lesson_source("lesson-1", text="Trong tệp.")})
    preview = upload(reader, content).location
    name = next(each.get("name") for each in reader.get(preview).all(".//input[@type='radio']"))
    confirm(reader, preview, **{name: "studio"})
    again = reader.get(upload(reader, content).location)
    assert list(sections(again)) == ["Changed here, left alone 1"]


def test_what_a_colleague_wrote_and_took_along_meanwhile_is_not_undone(reader, make, site):
    make.role(make.person("lan"), "trainer")
    colleague = site.reader("lan")
    two = "lessons/02-lesson-2.md"
    mine = changed(download(reader), **{FIRST: lesson_source("lesson-1", text="Trong tệp.")})
    save(colleague, lesson_source("lesson-1", text="Của Lan."))
    download(colleague)
    assert sections(reader.get(upload(reader, mine).location)) == {
        "Changed here and in the file 1": [FIRST]
    }
    theirs = changed(download(colleague), **{two: lesson_source("lesson-2", text="Lan sửa.")})
    assert sections(colleague.get(upload(colleague, theirs).location)) == {
        "Changed in the file 1": [two]
    }


def test_whoever_goes_on_writing_in_the_folder_brings_it_in_again_and_again(reader):
    content = download(reader)
    for text in ("Một.", "Hai.", "Ba."):
        content = changed(content, **{FIRST: lesson_source("lesson-1", text=text)})
        preview = upload(reader, content).location
        assert sections(reader.get(preview)) == {"Changed in the file 1": [FIRST]}
        confirm(reader, preview)
        assert text in draft(FIRST).source


def test_a_text_taken_away_in_the_file_goes_and_one_begun_here_stays(reader):
    content = download(reader)
    reader.post(f"{COURSE}/files/banks/own.md", {"source": quiz_bank(), "version": 0})
    texts = files_of_zip(content)
    del texts["lessons/02-lesson-2.md"]
    texts["course.yml"] = texts["course.yml"].replace("  - lesson: lesson-2\n", "")
    preview = upload(reader, zip_of(texts)).location
    assert sections(reader.get(preview)) == {
        "Changed in the file 1": ["course.yml"],
        "Taken away in the file 1": ["lessons/02-lesson-2.md"],
        "Changed here, left alone 1": ["banks/own.md"],
    }
    confirm(reader, preview)
    assert "banks/own.md" in [file.path for file in draft_files()]
    assert "lessons/02-lesson-2.md" not in [file.path for file in draft_files()]


def test_line_ends_and_a_byte_order_mark_change_nothing(reader):
    texts = files_of_zip(download(reader))
    windows = {name: "\ufeff" + text.replace("\n", "\r\n") for name, text in texts.items()}
    page = reader.get(upload(reader, zip_of(windows)).location)
    assert "There is nothing to bring in" in page.text


def test_what_was_saved_since_the_look_is_looked_at_first(reader):
    preview = upload(
        reader, changed(download(reader), **{FIRST: lesson_source("lesson-1", text="Tệp.")})
    ).location
    seen = reader.get(preview).all(".//input[@name='seen']")[0].get("value")
    save(reader, lesson_source("lesson-1", text="Vừa lưu."))
    page = read_strictly(reader.post(preview, {"seen": seen}, 409))
    assert "Somebody changed the course" in page.text
    assert "Vừa lưu." in draft(FIRST).source
    assert list(sections(page)) == ["Changed here and in the file 1"]


def test_confirming_twice_does_no_harm(reader):
    other = lesson_source("lesson-1", text="Tệp.")
    preview = upload(reader, changed(download(reader), **{FIRST: other})).location
    seen = reader.get(preview).all(".//input[@name='seen']")[0].get("value")
    first = reader.post(preview, {"seen": seen})
    save(reader, lesson_source("lesson-1", text="Sau đó."), version=2)
    assert reader.post(preview, {"seen": seen}).location == first.location
    assert "Sau đó." in draft(FIRST).source
    assert reader.client.get(preview).status_code == 303


def test_a_bundle_is_seen_by_whoever_sent_it_alone(reader, make, site):
    preview = upload(reader, download(reader)).location
    make.role(make.person("lan"), "trainer")
    other = site.reader("lan")
    other.get(preview, 404)
    other.post(preview, {}, 404)
    other.post(f"{preview}/discard", {}, 404)
    assert "course.zip" not in other.get(IMPORT).text
    assert "course.zip" in reader.get(IMPORT).text


def test_a_bundle_that_is_discarded_or_a_day_old_is_gone(reader, app):
    content = download(reader)
    one, two = upload(reader, content).location, upload(reader, content).location
    reader.post(f"{one}/discard")
    reader.get(one, 404)
    forget_staged(clock.now() + KEPT_FOR / 2)
    reader.get(two)
    forget_staged(clock.now() + KEPT_FOR * 2)
    reader.get(two, 404)
    assert db.session.scalar(select(func.count()).select_from(StagedBundle)) == 0
    for uuid in (one.rpartition("/")[2], two.rpartition("/")[2]):
        with pytest.raises(FileNotFoundError):
            media_store().open_aside(uuid.replace("-", ""))


def test_a_zip_that_was_let_go_is_not_found(reader):
    other = lesson_source("lesson-1", text="Tệp.")
    preview = upload(reader, changed(download(reader), **{FIRST: other})).location
    media_store().drop_aside(preview.rpartition("/")[2].replace("-", ""))
    reader.get(preview, 404)
    reader.post(preview, {"seen": "x"}, 404)


@pytest.mark.parametrize("content", [b"", b"no zip", zip_of({"a.txt": "x"})])
def test_what_is_no_course_is_refused_in_words(reader, content):
    page = read_strictly(upload(reader, content, 422))
    assert "The file is refused" in page.text or "Please choose" in page.text
    assert db.session.scalar(select(func.count()).select_from(StagedBundle)) == 0


def test_mistakes_are_told_with_their_places(reader):
    texts = bundle_texts("wrong")
    texts[FIRST] = texts[FIRST].replace("- [x]", "- [ ]")
    page = read_strictly(upload(reader, zip_of(texts), 422))
    assert f"{FIRST}, line 12" in page.text
    assert course_queries.find_course("wrong") is None


def test_a_trainer_brings_in_what_her_role_covers(make, site, course):
    make.role(make.person("lan"), "trainer", programme="womens-skills")
    other = site.reader("lan")
    page = read_strictly(upload(other, zip_of(bundle_texts("new")), 422))
    assert "gender-equality" in page.text
    texts = bundle_texts("basics")
    texts["course.yml"] = texts["course.yml"].replace("gender-equality", "womens-skills")
    taken = read_strictly(upload(other, zip_of(texts), 422))
    assert "is taken" in taken.text
    assert "Khóa học thử" not in taken.text
    texts["course.yml"] = texts["course.yml"].replace("basics", "fresh")
    confirm(other, upload(other, zip_of(texts)).location)
    assert get_course("fresh").programme.key == "womens-skills"


def test_a_reviewer_gives_out_and_brings_nothing_in(make, site, course):
    make.role(make.person("lan"), "reviewer")
    reviewer = site.reader("lan")
    assert download(reviewer)
    assert "Bring it in again" not in reviewer.get(f"{COURSE}/bundle").text
    reviewer.get(IMPORT, 403)
    upload(reviewer, zip_of(bundle_texts("new")), 403)
    reviewer.get(f"{COURSE}/delete", 403)
    reviewer.post(f"{COURSE}/delete", {}, 403)


def test_a_file_beyond_all_bounds_is_refused_before_it_is_read(reader):
    length = 2 * 1024**3
    response = reader.client.post(
        IMPORT,
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(length)},
    )
    assert response.status_code == 413
    read_strictly(response)


def test_a_preview_asks_no_more_for_more_files(reader, make):
    counts = []
    for lessons in (1, 9):
        preview = add_bundle("giang", bundle_texts("basics", lessons=lessons))
        reader.get(f"{IMPORT}/{preview}")
        with counted_queries() as queries:
            reader.get(f"{IMPORT}/{preview}")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST_QUERIES


def at_once(previews, readers):
    """Several confirm at the same moment; the statuses that they get."""
    seen = [
        reader.get(preview).all(".//input[@name='seen']")[0].get("value")
        for reader, preview in zip(readers, previews, strict=True)
    ]
    db.session.commit()
    with ThreadPoolExecutor(len(previews)) as pool:
        sent = [
            pool.submit(reader.client.post, preview, data={"seen": name})
            for reader, preview, name in zip(readers, previews, seen, strict=True)
        ]
        return sorted(each.result().status_code for each in sent)


def test_a_form_sent_twice_at_once_makes_one_course(reader, site):
    preview = upload(reader, zip_of(bundle_texts("new"))).location
    assert at_once([preview, preview], [reader, site.reader("giang")]) == [303, 303]
    assert db.session.scalar(select(func.count()).where(Course.key == "new")) == 1


def test_of_two_who_bring_in_one_new_course_at_once_one_looks_again(reader, site, make):
    make.role(make.person("lan"), "trainer")
    readers = [reader, site.reader("lan")]
    other = bundle_texts("new", lessons=3)
    previews = [
        upload(readers[0], zip_of(bundle_texts("new"))).location,
        upload(readers[1], zip_of(other)).location,
    ]
    assert at_once(previews, readers) == [303, 409]
    assert db.session.scalar(select(func.count()).where(Course.key == "new")) == 1
