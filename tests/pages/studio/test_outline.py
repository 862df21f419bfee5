"""The outline of a course: beginning one, adding, moving, renaming, copying, removing."""

import re

import pytest

from core.database import db
from courses.operations import rekey_course
from courses.operations.beginning import KeyRefused
from courses.queries import find_course, list_draft_files
from tests.counting import MOST_QUERIES, counted_queries
from tests.factories.courses import PUBLISHED, bundle_texts
from tests.pages.reader import text_of
from tests.pages.studio import COURSE, HOME, basics, draft, publish, send

OUTLINE = f"{COURSE}/outline"
NEW = "/studio/new-course"
FORM = {"title": "Nghe và nói", "programme": "womens-skills", "language": "vi"}


def order():
    return [each["lesson"] if "lesson" in each else each["quiz"] for each in items()]


def items():
    db.session.expire_all()
    return basics().manifest["activities"]


def paths():
    return [file.path for file in list_draft_files(basics())]


def test_a_course_from_nothing_to_learners(site, make, reader):
    assert NEW in reader.get(HOME).links().values()
    reader.post(NEW, FORM)
    course = "/studio/courses/nghe-va-noi"
    page = reader.get(course)
    assert "Nothing yet" in page.text
    reader.post(f"{course}/outline/add", {"title": "Lắng nghe", "kind": "lesson"})
    reader.post(f"{course}/outline/add", {"title": "Tự kiểm tra", "kind": "quiz"})
    page = reader.get(course)
    assert "Publish the course" in text_of(page.document)
    assert page.text.count("What was put in to begin with still stands here") == 2
    form = {e.get("name"): e.get("value") for e in page.all(".//input") if e.get("name") == "draft"}
    reader.post(f"{course}/publish", form)
    make.person("hoa")
    learner = site.reader("hoa")
    assert "Lắng nghe" in learner.get("/courses/nghe-va-noi").text


def test_sent_twice_a_course_a_lesson_and_a_copy_are_begun_once(reader):
    for _time in range(2):
        reader.post(NEW, FORM)
        reader.post(f"{OUTLINE}/add", {"title": "Thêm", "kind": "lesson"})
        reader.post(f"{OUTLINE}/lesson/lesson-1/duplicate", {"copy": "lesson-1-2"})
    assert find_course("nghe-va-noi-2") is None
    assert order() == ["lesson-1", "lesson-1-2", "lesson-2", "final", "them"]


def test_another_course_of_the_same_title_gets_another_key(reader):
    reader.post(NEW, FORM)
    reader.post("/studio/courses/nghe-va-noi/outline/add", {"title": "x", "kind": "lesson"})
    reader.post(NEW, FORM)
    assert find_course("nghe-va-noi-2") is not None


def test_a_sensitive_course_has_a_key_and_names_that_tell_nothing(reader):
    form = {**FORM, "title": "Bạo lực gia đình", "is_sensitive": "y", "neutral_title": ""}
    page = send(reader, NEW, 422, **form)
    assert "Please write a title that tells nothing" in page.text
    assert "tells what the course is about" in send(
        reader, NEW, 422, **{**form, "neutral_title": "Chống bạo lực"}
    ).text  # fmt: skip
    for _time in range(2):
        address = reader.post(NEW, {**form, "neutral_title": "Bài ngắn 3"}).headers["Location"]
    assert re.fullmatch("/studio/courses/k-[0-9a-f]{8}", address)
    reader.post(f"{address}/outline/add", {"title": "Bạo hành", "kind": "lesson"})
    course = find_course(address.rpartition("/")[2])
    assert course is not None
    assert [file.path for file in list_draft_files(course)] == [
        "course.yml", "lessons/01-lesson.md",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 201},
        {"programme": "none"},
        {"language": "fr"},
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(reader, wrong):
    page = send(reader, NEW, 422, **{**FORM, "neutral_title": "Giữ nguyên", **wrong})
    assert "Giữ nguyên" in {field.get("value") for field in page.all(".//input")}
    assert find_course("nghe-va-noi") is None


def test_letters_that_no_file_can_hold_are_left_out(reader):
    reader.post(NEW, {**FORM, "title": "Nghe\u0001 và\ufffe nói\u0085"})
    reader.post(f"{OUTLINE}/lesson/lesson-1", {"vi": "Một\u0002", "is_required": "y"})
    assert find_course("nghe-va-noi") is not None
    assert "title: Một\n" in draft().source


def test_the_key_of_a_course_that_nobody_has_seen_can_be_another(reader, make):
    reader.post(NEW, FORM)
    course = find_course("nghe-va-noi")
    assert course is not None
    rekey_course(course, "nghe-noi", PUBLISHED)
    db.session.commit()
    assert "key: nghe-noi\n" in list_draft_files(course)[0].source
    for key in ("basics", "Không", "a--b", ""):
        with pytest.raises(KeyRefused):
            rekey_course(course, key, PUBLISHED)
    with pytest.raises(KeyRefused):
        rekey_course(basics(), "other", PUBLISHED)


@pytest.mark.parametrize(
    ("move", "after"),
    [
        ("lesson/lesson-2|lesson/lesson-1", ["lesson-2", "lesson-1", "final"]),
        ("lesson/lesson-1|", ["lesson-2", "final", "lesson-1"]),
        ("lesson/lesson-1|lesson/lesson-1", ["lesson-1", "lesson-2", "final"]),
    ],
)
def test_the_arrows_move_without_scripts(reader, move, after):
    reader.post(OUTLINE, {"move": move})
    assert order() == after


def test_every_arrow_of_the_page_says_where_it_leads(reader):
    values = [each.get("value") for each in reader.get(COURSE).all(".//button[@name='move']")]
    assert values == [
        "lesson/lesson-1|lesson/lesson-1", "lesson/lesson-1|quiz/final",
        "lesson/lesson-2|lesson/lesson-1", "lesson/lesson-2|",
        "quiz/final|lesson/lesson-2", "quiz/final|",
    ]  # fmt: skip


@pytest.mark.parametrize("move", ["", "x", "lesson", "file/../x|"])
def test_a_move_that_names_nothing_is_refused(reader, move):
    reader.post(OUTLINE, {"move": move}, 400)
    assert draft("course.yml").version == 1


def test_two_who_change_the_outline_at_once_both_have_their_way(reader):
    reader.post(OUTLINE, {"move": "quiz/final|lesson/lesson-1"})
    reader.post(OUTLINE, {"move": "lesson/lesson-2|lesson/lesson-1"})
    assert order() == ["final", "lesson-2", "lesson-1"]
    reader.post(f"{OUTLINE}/lesson/lesson-2/remove", {})
    answer = reader.post(OUTLINE, {"move": "lesson/lesson-1|lesson/lesson-2"})
    assert answer.status_code == 303
    assert "The outline was changed meanwhile" in reader.get(COURSE).text
    assert order() == ["final", "lesson-1"]


def test_a_quiz_is_renamed_and_made_practice(reader):
    reader.post(f"{OUTLINE}/quiz/final", {"vi": "Ôn tập", "role": "practice", "is_required": "y"})
    assert "title: Ôn tập" in draft("quizzes/final.md").source
    assert items()[2] == {"quiz": "final", "role": "practice"}
    assert basics().manifest.get("completion") is None
    page = send(reader, f"{OUTLINE}/quiz/final", 422, vi="Giữ", role="boss")
    assert "Giữ" in {field.get("value") for field in page.all(".//input")}


def test_removing_asks_first_says_what_stays_and_keeps_the_published_course(site, make, reader):
    page = reader.get(f"{OUTLINE}/lesson/lesson-1/remove")
    assert "record" in page.text
    assert "lessons/01-lesson-1.md" in paths()
    for _time in range(2):
        reader.post(f"{OUTLINE}/lesson/lesson-1/remove", {}, 303 if not _time else 404)
    assert "lessons/01-lesson-1.md" not in paths()
    assert order() == ["lesson-2", "final"]
    make.person("hoa")
    site.reader("hoa").get("/courses/basics/lessons/lesson-1")
    publish(reader, is_material="no")
    site.reader("hoa").get("/courses/basics/lessons/lesson-1", 404)


def test_a_bank_is_begun_and_a_text_that_nobody_meets_is_let_in(reader, make):
    reader.post(f"{OUTLINE}/add", {"title": "Luật", "kind": "bank"})
    assert "banks/luat.md" in paths()
    source = draft("course.yml").source.replace("  - lesson: lesson-2\n", "")
    reader.post(f"{COURSE}/files/course.yml", {"source": source, "version": 1})
    assert "met by no learner" in reader.get(COURSE).text
    reader.post(f"{OUTLINE}/list", {"name": "lesson/lesson-2"})
    assert order() == ["lesson-1", "final", "lesson-2"]


@pytest.mark.parametrize(
    "path",
    [NEW, COURSE, f"{OUTLINE}/add", f"{OUTLINE}/quiz/final", f"{OUTLINE}/lesson/lesson-1/remove"],
)
def test_the_pages_ask_little(reader, path):
    reader.get(path)
    with counted_queries() as queries:
        reader.get(path)
    assert len(queries) <= MOST_QUERIES, queries


def test_a_course_that_cannot_be_read_still_shows_its_texts(reader, make):
    reader.post(f"{COURSE}/files/course.yml", {"source": "sen: [", "version": 1})
    page = reader.get(COURSE)
    assert f"{COURSE}/files/lessons/01-lesson-1.md" in page.links().values()
    assert page.all(".//button[@name='move']") == []
    reader.post(OUTLINE, {"move": "lesson/lesson-1|"})
    assert bundle_texts("basics")["lessons/01-lesson-1.md"] in draft().source
