"""The library of a course's files: uploaded, looked at, renamed, replaced, removed."""

import io
import json

import pytest

from core.database import db
from courses.queries import list_course_media
from tests.counting import counted_queries
from tests.factories.courses import bundle_texts, get_course, lesson_source
from tests.factories.media import CAMERA, CAPTIONS, film, photograph
from tests.pages.reader import read_strictly
from tests.pages.studio import COURSE, LESSON, basics, draft

MEDIA = f"{COURSE}/media"


def send_files(reader, *files, path=MEDIA, field="files", status=303, **headers):
    data = {field: [(io.BytesIO(content), name) for name, content in files]}
    response = reader.client.post(path, data=data, headers=headers)
    assert response.status_code == status, response.get_data(as_text=True)
    return response


def names():
    return [named.name for named, _file in list_course_media(basics())]


def show(reader, text):
    source = lesson_source("lesson-1", text=text)
    reader.post(LESSON, {"source": source, "version": draft().version})


def test_a_course_without_files_says_so(reader):
    assert "No pictures or files yet" in reader.get(MEDIA).text


def test_several_files_are_kept_and_what_is_refused_is_named(reader):
    files = [("Ảnh.jpg", photograph((60, 40))), ("clip.mp4", film()), ("x.vtt", b"WEBVTT\n\nA\n")]
    response = send_files(reader, *files)
    page = reader.get(response.headers["Location"])
    assert names() == ["media/anh.webp", "media/clip.mp4"]
    assert "x.vtt, line 3" in page.text
    assert "2 files are kept." in page.text
    assert "60 × 40" in page.text
    assert page.text.count("Shown nowhere") >= 2


def test_one_file_leads_to_its_page(reader):
    page = reader.get(send_files(reader, ("a.jpg", photograph((60, 40)))).headers["Location"])
    assert "![…](media/a.webp)" in page.text
    assert "No text of the draft shows it." in page.text


def test_nothing_chosen_is_told(reader):
    page = reader.get(send_files(reader).headers["Location"])
    assert "Please choose a file." in page.text


def test_the_editor_is_told_what_to_write(reader):
    files = [("a.jpg", photograph((60, 40)))]
    answer = send_files(reader, *files, status=200, Accept="application/json").get_json()
    assert answer == {
        "files": [{"name": "media/a.webp", "markdown": "![…](media/a.webp)"}],
        "refused": [],
    }
    refused = send_files(reader, ("a.exe", b"MZ"), status=422, Accept="application/json")
    assert refused.get_json()["refused"][0].startswith("a.exe: ")


@pytest.mark.parametrize("name", ["a.svg", "a.png", "a.html", "a.pdf", "a.docx", "a.jpg.html"])
def test_a_page_that_calls_itself_something_else_is_refused(reader, name):
    send_files(reader, (name, b"<html><script>alert(1)</script>"))
    assert names() == []


def test_too_much_at_once_is_told_and_nothing_kept(reader, monkeypatch):
    monkeypatch.setattr("studio.views.media.largest_played", lambda: 1000)
    monkeypatch.setattr("studio.views.media.LARGEST_UPLOADED_PICTURE", 1000)
    headers = {"Accept": "application/json"}
    answer = send_files(reader, ("a.mp4", bytes(200_000)), status=413, **headers)
    assert "message" in answer.get_json()
    assert names() == []


def test_where_a_file_is_used_is_shown_and_leads_there(reader):
    send_files(reader, ("a.jpg", photograph((60, 40))), ("b.jpg", photograph((50, 40))))
    show(reader, "![Hình](media/a.webp)")
    page = reader.get(MEDIA)
    assert "Bài đọc" in page.text
    assert f"{LESSON}#line-9" in page.links().values()
    assert "Shown nowhere (1)" in page.text
    unused = reader.get(f"{MEDIA}?show=unused")
    assert "b.webp" in unused.text
    assert "a.webp" not in unused.text


def test_what_learners_see_is_told(make, site, trainer):
    texts = bundle_texts("basics")
    texts["lessons/01-lesson-1.md"] = lesson_source("lesson-1", text="![Hình](media/a.jpg)")
    texts["quizzes/final.md"] = texts["quizzes/final.md"].replace(
        "> Giải thích 1.", "> ![Hình](media/b.jpg)"
    )
    files = {"media/a.jpg": photograph((60, 40)), "media/b.jpg": photograph((50, 40))}
    make.publish(make.draft(texts, files))
    reader = site.reader("giang")
    assert "Learners see it in:Bài đọc" in reader.get(f"{MEDIA}/a.jpg").text.replace(": ", ":")
    assert "Learners see it in:Kiểm tra" in reader.get(f"{MEDIA}/b.jpg").text.replace(": ", ":")


def test_a_file_is_renamed_and_texts_follow(reader):
    send_files(reader, ("a.jpg", photograph((60, 40))), ("b.jpg", photograph((50, 40))))
    show(reader, "![Hình](media/a.webp)")
    page = read_strictly(reader.post(f"{MEDIA}/a.webp/rename", {"stem": "b"}, 422))
    assert "Another file of this course has this name." in page.text
    reader.post(f"{MEDIA}/a.webp/rename", {"stem": "Buổi họp"})
    assert names() == ["media/b.webp", "media/buoi-hop.webp"]
    assert "media/buoi-hop.webp" in draft().source


def test_what_is_used_stays_and_what_is_not_goes(reader):
    send_files(reader, ("a.jpg", photograph((60, 40))))
    show(reader, "![Hình](media/a.webp)")
    page = reader.get(reader.post(f"{MEDIA}/a.webp/remove").headers["Location"])
    assert "lessons/01-lesson-1.md shows it" in page.text
    show(reader, "Không còn.")
    reader.post(f"{MEDIA}/a.webp/remove")
    reader.post(f"{MEDIA}/a.webp/remove")
    assert names() == []


def test_a_file_is_replaced(reader):
    send_files(reader, ("a.jpg", photograph((60, 40))))
    path = f"{MEDIA}/a.webp/replace"
    send_files(reader, ("c.png", photograph((20, 40), kind="PNG")), path=path, field="file")
    assert "20 × 40" in reader.get(f"{MEDIA}/a.webp").text
    refused = send_files(reader, ("c.mp4", film()), path=path, field="file")
    assert "a picture by a picture" in reader.get(refused.headers["Location"]).text


def test_the_original_is_for_trainers_alone(reader, site, make):
    content = photograph((60, 40))
    send_files(reader, ("Ảnh.jpg", content))
    address = f"{MEDIA}/anh.webp/original"
    response = reader.client.get(address)
    assert response.data == content
    assert response.content_type == "application/octet-stream"
    assert "attachment" in response.headers["Content-Disposition"]
    reviewer = make.person("rà")
    make.role(reviewer, "reviewer")
    assert site.reader("rà").client.get(address).status_code == 403
    # No address of media leads there, whoever asks.
    [(named, file)] = list_course_media(basics())
    for name in (f"{named.original_sha256}.original", f"{named.original_sha256}.jpg"):
        assert reader.client.get(f"/media/{name}").status_code == 404
    served = reader.client.get(f"/media/{file.sha256}.webp")
    assert CAMERA.encode() not in served.data


def test_reviewers_look_and_change_nothing(site, make, course):
    make.role(make.person("rà"), "reviewer")
    make.photograph(get_course("basics"))
    reviewer = site.reader("rà")
    assert "photo.webp" in reviewer.get(MEDIA).text
    page = reviewer.get(f"{MEDIA}/photo.webp")
    assert not page.all(".//form[@enctype='multipart/form-data']")
    send_files(reviewer, ("a.jpg", b"x"), status=403)


def test_a_library_of_many_files_asks_no_more_than_one_of_few(reader):
    send_files(reader, ("a.jpg", photograph((60, 40))))
    reader.get(MEDIA)
    with counted_queries() as few:
        reader.get(MEDIA)
    files = [(f"b{number}.vi.vtt", CAPTIONS + b"\n" * number) for number in range(20)]
    send_files(reader, *files)
    with counted_queries() as many:
        reader.get(MEDIA)
    assert len(many) == len(few) <= 12


# Served.


def test_a_film_is_given_from_any_place_of_it(reader):
    send_files(reader, ("a.mp4", film(place="")))
    [(_named, file)] = list_course_media(basics())
    address = f"/media/{file.sha256}.mp4"
    whole = reader.client.get(address)
    assert whole.data == film(place="")
    assert whole.headers["Accept-Ranges"] == "bytes"
    assert whole.content_type == "video/mp4"
    part = reader.client.get(address, headers={"Range": "bytes=4-7"})
    assert (part.status_code, part.data) == (206, b"ftyp")
    assert part.headers["Content-Range"] == f"bytes 4-7/{len(whole.data)}"
    beyond = reader.client.get(address, headers={"Range": "bytes=99999999-"})
    assert beyond.status_code == 416


def test_files_are_taken_away_and_never_opened_as_pages(reader):
    pdf = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
    send_files(reader, ("a.pdf", pdf), ("a.vi.vtt", CAPTIONS))
    files = {file.extension: file for _named, file in list_course_media(basics())}
    document = reader.client.get(f"/media/{files['pdf'].sha256}.pdf")
    assert document.headers["Content-Disposition"] == "attachment"
    captions = reader.client.get(f"/media/{files['vtt'].sha256}.vtt")
    assert captions.content_type == "text/vtt; charset=utf-8"
    for response in (document, captions):
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response.headers["Content-Security-Policy"]


# Pages from elsewhere.

EMBED = "![Phim](https://vtv.vn/embed/1)"


def allow(site, make, host="vtv.vn"):
    make.role(make.person("quan"), "administrator")
    administrator = site.reader("quan")
    administrator.post("/organisation/embeds", {"host": f"https://{host}/x"})
    return administrator


@pytest.fixture
def shown(make, trainer):
    texts = bundle_texts("basics")
    texts["lessons/01-lesson-1.md"] = lesson_source("lesson-1", text=EMBED)
    return make.publish(make.draft(texts))


LESSON_PAGE = "/courses/basics/lessons/lesson-1"


def test_a_page_from_elsewhere_is_a_link_until_its_site_is_allowed(shown, site, make):
    make.person("hoa")
    learner = site.reader("hoa")
    before = learner.client.get(LESSON_PAGE)
    assert "data-frame" not in before.text
    assert "frame-src" not in before.headers["Content-Security-Policy"]
    administrator = allow(site, make)
    after = learner.client.get(LESSON_PAGE)
    assert 'data-frame="https://vtv.vn/embed/1"' in after.text
    assert "<iframe" not in after.text
    policy = after.headers["Content-Security-Policy"]
    assert policy.endswith("frame-src https://vtv.vn https://www.vtv.vn")
    administrator.post("/organisation/embeds/vtv.vn/remove")
    assert "data-frame" not in learner.client.get(LESSON_PAGE).text


def test_a_sensitive_lesson_shows_nothing_from_elsewhere(site, make, trainer):
    texts = bundle_texts(
        "basics", more="sensitive: violence\nneutral_title: {vi: Kỹ năng, en: Skills}"
    )
    texts["lessons/01-lesson-1.md"] = lesson_source("lesson-1", text=EMBED)
    make.publish(make.draft(texts))
    allow(site, make)
    make.person("hoa")
    assert "data-frame" not in site.reader("hoa").client.get(LESSON_PAGE).text


def test_the_list_takes_hosts_and_nothing_else(site, make):
    administrator = allow(site, make)
    for wrong in ("", "localhost", "a b", "vtv.vn; script-src *"):
        administrator.post("/organisation/embeds", {"host": wrong}, 422)
    administrator.post("/organisation/embeds", {"host": "www.vtv.vn"})
    page = administrator.get("/organisation/embeds")
    assert page.text.count("vtv.vn") - page.text.count("Remove vtv.vn") >= 1
    assert len(page.all(".//form[@action='/organisation/embeds/vtv.vn/remove']")) == 1


def test_the_preview_offers_what_learners_will_see(shown, site, make):
    allow(site, make)
    reader = site.reader("giang")
    form = {"path": "lessons/01-lesson-1.md", "source": draft().source}
    answer = reader.client.post(f"{COURSE}/preview", data=form)
    assert "data-frame" in json.loads(answer.text)["html"]
    policy = reader.client.get(LESSON).headers["Content-Security-Policy"]
    assert "frame-src https://vtv.vn" in policy
    db.session.rollback()
