"""The files of a course: brought in, renamed, replaced, removed; editions keep theirs."""

import io

import pytest

from core.database import db
from courses import operations, queries
from courses.bundles.files import read_zip
from courses.bundles.reading import check_bundle
from courses.operations import MediaFileRefused, Upload
from media.checks import MediaRefused
from media.operations import prepare, read_content, read_original
from tests.factories.bundles import exported
from tests.factories.courses import PUBLISHED, bundle_texts, get_file, lesson_source
from tests.factories.media import CAMERA, CAPTIONS, TRANSCRIPT, document, film, photograph
from tests.unit.media.test_checks import picture

LESSON = "lessons/01-lesson-1.md"
WEBP = picture("WEBP")


@pytest.fixture
def course(make):
    return make.draft(bundle_texts("pictured", questions=0))


def upload(name: str, content: bytes) -> Upload:
    return Upload(name, content, prepare(name, content))


def names(course) -> list[str]:
    db.session.expire_all()
    return [named.name for named, _file in queries.list_course_media(course)]


def write(course, text: str) -> None:
    file = get_file(course, LESSON)
    operations.save_draft(file, lesson_source("lesson-1", text=text), file.version, PUBLISHED)
    db.session.commit()


def test_a_photograph_is_served_small_and_its_original_kept(course, make) -> None:
    content = photograph()
    named = make.upload(course, "Ảnh chụp.JPG", content)
    [(_named, file)] = queries.list_course_media(course)
    assert named.name == "media/anh-chup.webp"
    assert (file.extension, file.width, file.height) == ("webp", 2000, 1333)
    assert CAMERA.encode() not in read_content(file)
    assert named.original_name == "Ảnh chụp.JPG"
    assert read_original(named.original_sha256 or "") == content


def test_a_name_with_tricks_is_kept_without_them(course, make) -> None:
    named = make.upload(course, "../x/a\r\nSet-Cookie: b\0.jpg", photograph((30, 20)))
    assert named.original_name == "aSet-Cookie: b.jpg"
    assert named.name == "media/a-set-cookie-b.webp"


def test_the_same_file_sent_twice_is_one(course, make) -> None:
    make.upload(course, "a.jpg", photograph((30, 20)))
    make.upload(course, "a.jpg", photograph((30, 20)))
    assert names(course) == ["media/a.webp"]


def test_another_file_of_the_same_name_gets_its_own(course, make) -> None:
    make.upload(course, "a.jpg", photograph((30, 20)))
    make.upload(course, "A.JPG", photograph((40, 20)))
    assert names(course) == ["media/a-2.webp", "media/a.webp"]


def test_captions_do_not_take_the_place_of_others_unasked(course, make) -> None:
    make.upload(course, "a.vi.vtt", CAPTIONS)
    with pytest.raises(MediaFileRefused, match="is there already"):
        make.upload(course, "a.vi.vtt", CAPTIONS + b"\n00:03.000 --> 00:04.000\nA\n")


def test_a_course_holds_no_more_than_a_bundle_may(course, make, monkeypatch) -> None:
    monkeypatch.setattr("courses.operations.media.LARGEST_BUNDLE", 1000)
    with pytest.raises(MediaFileRefused, match="together"):
        make.upload(course, "a.mp4", film() + bytes(8 * 200))


def test_what_is_refused_leaves_nothing(course, make) -> None:
    with pytest.raises(MediaRefused):
        make.upload(course, "a.png", b"<html>")
    assert names(course) == []


def test_every_text_follows_a_new_name(course, make) -> None:
    named = make.upload(course, "a.mp4", film())
    make.upload(course, "a.vi.vtt", CAPTIONS)
    write(course, "![Phim](media/a.mp4)")
    version = get_file(course, LESSON).version
    operations.rename_media(course, named, "Buổi họp", PUBLISHED, make.person().id)
    db.session.commit()
    assert names(course) == ["media/buoi-hop.mp4", "media/buoi-hop.vi.vtt"]
    file = get_file(course, LESSON)
    assert "![Phim](media/buoi-hop.mp4)" in file.source
    assert file.version == version + 1
    assert operations.check_draft(course) == []


def test_a_name_that_is_taken_is_refused(course, make) -> None:
    named = make.upload(course, "a.jpg", photograph((30, 20)))
    make.upload(course, "b.jpg", photograph((40, 20)))
    with pytest.raises(MediaFileRefused, match="this name"):
        operations.rename_media(course, named, "B", PUBLISHED, 1)


def test_a_file_is_replaced_and_the_edition_keeps_the_old_one(make) -> None:
    texts = bundle_texts("kept", questions=0)
    texts[LESSON] = lesson_source("lesson-1", text="![Hình](media/a.png)")
    course = make.draft(texts, {"media/a.png": picture("PNG")})
    [(named, old)] = queries.list_course_media(course)
    old_url = queries.course_pictures(course)["media/a.png"].url
    published = make.publish(course)
    again = upload("other.jpg", photograph((30, 20)))
    operations.replace_media(course, named, again, PUBLISHED, make.person().id)
    db.session.commit()
    assert names(course) == ["media/a.webp"]
    assert "media/a.webp" in get_file(course, LESSON).source
    lesson = queries.get_lesson(published.activities[0], "vi")
    assert old_url in str(lesson.blocks)
    assert read_content(old)
    assert make.publish(course).edition_number == 2


def test_a_picture_is_not_replaced_by_a_film(course, make) -> None:
    named = make.upload(course, "a.jpg", photograph((30, 20)))
    with pytest.raises(MediaFileRefused, match="its kind"):
        operations.replace_media(course, named, upload("a.mp4", film()), PUBLISHED, 1)


def test_what_a_text_shows_is_not_removed(course, make) -> None:
    named = make.upload(course, "a.jpg", photograph((30, 20)))
    write(course, "![Hình](media/a.webp)")
    with pytest.raises(MediaFileRefused, match=LESSON):
        operations.remove_media(course, named, PUBLISHED)
    write(course, "Không còn hình.")
    operations.remove_media(course, named, PUBLISHED)
    db.session.commit()
    assert names(course) == []


def test_new_captions_make_a_new_edition_of_the_lesson(make) -> None:
    texts = bundle_texts("told", questions=0)
    texts[LESSON] = lesson_source("lesson-1", text="![Phim](media/a.mp4)")
    files = {"media/a.mp4": film(), "media/a.vi.vtt": CAPTIONS, "media/a.vi.txt": TRANSCRIPT}
    course = make.draft(texts, files)
    first = make.publish(course)
    html = str(queries.get_lesson(first.activities[0], "vi").blocks)
    assert "Hẹn gặp lại." in html
    assert 'kind="captions"' in html
    [named] = [each for each, _file in queries.list_course_media(course) if "vtt" in each.name]
    better = upload("a.vi.vtt", CAPTIONS + "\n00:03.000 --> 00:04.000\nTạm biệt.\n".encode())
    operations.replace_media(course, named, better, PUBLISHED, make.person().id)
    db.session.commit()
    second = make.publish(course)
    assert second.activities[0].lesson_edition_id != first.activities[0].lesson_edition_id


def test_a_bundles_photograph_loses_its_place_and_keeps_its_original(make) -> None:
    texts = bundle_texts("brought", questions=0)
    texts[LESSON] = lesson_source("lesson-1", text="![Hình](media/a.jpg)")
    content = photograph((300, 200))
    course = make.draft(texts, {"media/a.jpg": content})
    [(named, file)] = queries.list_course_media(course)
    assert CAMERA.encode() not in read_content(file)
    assert read_original(named.original_sha256 or "") == content


def test_a_bundle_with_films_comes_out_as_it_went_in(make) -> None:
    texts = bundle_texts("whole", questions=0)
    shown = "![Phim](media/a.mp4)\n\n![Lời](media/s.mp3)\n\n[Mẫu](media/m.docx)"
    texts[LESSON] = lesson_source("lesson-1", text=shown)
    files = {
        **{"media/a.mp4": film(place=""), "media/a.vi.vtt": CAPTIONS, "media/a.webp": WEBP},
        **{"media/s.mp3": b"ID3\x04" + bytes(40), "media/s.vi.txt": TRANSCRIPT},
        "media/m.docx": document(),
    }
    course = make.draft(texts, files)
    db.session.commit()
    first = exported(course.key)
    read = check_bundle(read_zip(io.BytesIO(first)))
    assert read.problems == []
    assert read.bundle is not None
    assert {name: each.content for name, each in read.bundle.media.items()} == files
    operations.import_bundle(read.bundle, PUBLISHED)
    db.session.commit()
    assert exported(course.key) == first


def test_the_same_words_are_captions_here_and_a_transcript_there(course) -> None:
    """Files are told apart by their kind, too: served as text, captions would not be shown."""
    transcript = operations.add_media(course, upload("phim.vi.txt", CAPTIONS), PUBLISHED)
    captions = operations.add_media(course, upload("phim.vi.vtt", CAPTIONS), PUBLISHED)
    kinds = {each.name: file.extension for each, file in queries.list_course_media(course)}
    assert (kinds[transcript.name], kinds[captions.name]) == ("txt", "vtt")


def test_a_picture_of_an_edition_comes_back_without_the_original_of_another(make) -> None:
    course = make.draft(bundle_texts("back"))
    named = make.photograph(course)
    write(course, f"![Ảnh]({named.name})")
    make.publish(course)
    other = upload("b.jpg", photograph((400, 300)))
    operations.replace_media(course, named, other, PUBLISHED, make.person().id)
    assert named.original_sha256
    edition = queries.find_latest_edition(course.id)
    assert edition is not None
    operations.restore_edition(course, edition, PUBLISHED)
    assert named.original_sha256 is None
