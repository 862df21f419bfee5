"""The learner's pages: home, courses, lessons, record."""

from datetime import UTC, datetime

import pytest

from accounts.models import Person
from core import clock
from core.database import db
from tests.counting import MOST_QUERIES, counted_queries
from tests.factories.learning import RIGHT
from tests.pages.reader import text_of

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
STARTED = ("/", "/courses", "/record", "/courses/basics", "/courses/basics/lessons/lesson-1")
QUIZ = "/courses/basics/quizzes/final"


@pytest.fixture(autouse=True)
def now():
    clock.set_source(lambda: NOW)


@pytest.fixture
def course(make):
    return make.course("basics")


@pytest.fixture
def learner(make, course):
    unit = make.unit()
    person = make.person("hoa", unit, full_name="Lê Thị Hoa")
    make.assignment(course, unit)
    return person


@pytest.fixture
def reader(site, learner):
    return site.reader("hoa")


def speak(person, language):
    db.session.get_one(Person, person.id).language = language
    db.session.commit()


def button(page, words):
    found = [each for each in page.all(".//button") if words in text_of(each)]
    assert found, f"{page.path} has no button {words}"
    return found[0]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_are_sound_in_both_languages_and_ask_little(reader, learner, language):
    speak(learner, language)
    for path in (*STARTED, QUIZ, "/courses/basics/lessons/lesson-2"):
        reader.get(path)
        with counted_queries() as queries:
            page = reader.get(path)
        assert page.document.get("lang") == language
        assert len(queries) <= MOST_QUERIES, queries


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_of_an_attempt_are_sound_in_both_languages_and_ask_little(
    make, site, learner, course, language
):
    speak(learner, language)
    done, open_one = make.graded_attempt(learner, course, RIGHT), make.attempt(learner, course)
    reader = site.reader("hoa")
    for path in (f"/attempts/{done}/review", f"/attempts/{open_one}", QUIZ, "/record"):
        with counted_queries() as queries:
            assert reader.get(path).document.get("lang") == language
        assert len(queries) <= MOST_QUERIES, queries


def test_a_record_of_a_lesson_is_sound_in_both_languages(make, site, learner, course):
    make.lessons_read(learner, course)
    for language in ("vi", "en"):
        speak(learner, language)
        page = site.reader("hoa").get("/record/basics/lessons/lesson-1")
        assert "Một đoạn văn ngắn." in page.text


def count_queries(reader, path):
    reader.get(path)
    with counted_queries() as queries:
        page = reader.get(path)
    assert "Khóa học thử" in page.text
    return len(queries)


def test_more_courses_need_no_more_queries(make, reader, learner, course):
    paths = ("/", "/courses", "/record")
    make.lessons_read(learner, course)
    few = [count_queries(reader, path) for path in paths]
    for _number in range(4):
        make.lessons_read(learner, make.course(lessons=4))
    assert [count_queries(reader, path) for path in paths] == few


def test_whoever_is_not_signed_in_is_asked_to(site, course):
    client = site.client()
    for path in (*STARTED, QUIZ):
        response = client.get(path)
        assert response.status_code == 303
        assert response.location.startswith("/sign-in")


def test_home_shows_one_next_step_with_its_due_day(reader):
    page = reader.get("/")
    assert "Lê Thị Hoa" in page.heading
    steps = page.all(".//section[@class='next-step']")
    assert len(steps) == 1
    assert "Bài 1" in text_of(steps[0])
    assert "15 Dec 2026" in text_of(steps[0])


def test_the_next_step_leads_to_where_one_was_reading(reader):
    reader.post("/courses/basics/lessons/lesson-2/place", {"anchor": "bai-2"}, 204)
    assert "/courses/basics/lessons/lesson-2#bai-2" in reader.get("/").links().values()


def test_looking_back_at_a_finished_lesson_keeps_the_place(reader):
    reader.post("/courses/basics/lessons/lesson-1/read")
    reader.post("/courses/basics/lessons/lesson-2/place", {"anchor": "s-b"}, status=204)
    reader.post("/courses/basics/lessons/lesson-1/place", {"anchor": "s-a"}, status=204)
    assert "/courses/basics/lessons/lesson-2#s-b" in reader.get("/").links().values()


def test_a_place_that_is_no_heading_leads_nowhere_strange(reader):
    for anchor in ("", "a b", "a#b", "<script>", "x" * 500, "..", "%2e"):
        reader.post("/courses/basics/lessons/lesson-1/place", {"anchor": anchor}, 204)
        step = reader.get("/").all(".//section[@class='next-step']")[0]
        href = step.find(".//a").get("href")
        assert href.partition("#")[0] == "/courses/basics/lessons/lesson-1"
        assert len(href) < 140


def test_home_thanks_whoever_has_done_everything(make, reader, learner, course):
    make.lessons_read(learner, course)
    make.graded_attempt(learner, course, RIGHT, RIGHT, RIGHT)
    page = reader.get("/")
    assert "All done" in page.text
    assert page.all(".//section[@class='next-step']") == []


def test_home_of_somebody_without_courses_leads_to_them(make, site, course):
    make.person("new")
    assert "/courses" in site.reader("new").get("/").links().values()


def test_reading_all_lessons_leads_through_the_course_to_the_quiz(reader):
    reader.get("/courses/basics/lessons/lesson-1")
    first = reader.post("/courses/basics/lessons/lesson-1/read")
    assert first.location == "/courses/basics/lessons/lesson-2"
    assert reader.post("/courses/basics/lessons/lesson-2/read").location == QUIZ


def test_marking_a_lesson_read_twice_is_marking_it_once(reader):
    for _turn in range(2):
        reader.post("/courses/basics/lessons/lesson-1/read")
    page = reader.get("/record")
    assert page.text.count("Bài 1") == 1


def test_the_last_activity_completes_the_course_and_says_so(make, reader, learner, course):
    make.graded_attempt(learner, course, RIGHT, RIGHT, RIGHT)
    reader.post("/courses/basics/lessons/lesson-1/read")
    reader.post("/courses/basics/lessons/lesson-2/read")
    assert "You have completed this course." in reader.get("/courses/basics").text


def test_a_lesson_that_waits_its_turn_is_closed(make, site, learner):
    make.course("strict", more="completion: {lessons: all, quizzes: [final], order: in_turn}")
    reader = site.reader("hoa")
    assert reader.client.get("/courses/strict/lessons/lesson-2").status_code == 403
    assert reader.client.post("/courses/strict/lessons/lesson-2/read").status_code == 403
    assert reader.client.post("/courses/strict/quizzes/final").status_code == 403
    page = reader.get("/courses/strict/lessons/lesson-2", 403)
    assert "This lesson opens when the lessons before it are read." in page.text
    assert page.links()["Go on"] == "/courses/strict/lessons/lesson-1"
    assert "somebody else" not in page.text
    asked = {"Accept": "application/json"}
    check = reader.client.post("/courses/strict/lessons/lesson-2/checks/1", headers=asked)
    assert (check.status_code, "opens when" in check.json["message"]) == (403, True)
    links = reader.get("/courses/strict").links().values()
    assert "/courses/strict/lessons/lesson-1" in links
    assert "/courses/strict/lessons/lesson-2" not in links


@pytest.mark.parametrize(
    ("value", "said"), [("1", "Correct"), ("0", "Thiếu một."), (None, "Choose an answer first.")]
)
def test_a_check_is_answered_within_the_lesson(reader, value, said):
    data = {"check-1-answer": value} if value else {}
    path = "/courses/basics/lessons/lesson-1/checks/1"
    response = reader.client.post(path, data=data)
    assert response.status_code == 200
    assert said in response.get_data(as_text=True)
    as_json = reader.client.post(path, data=data, headers={"Accept": "application/json"})
    assert said in as_json.json["html"]


def test_a_lesson_keeps_the_key_of_its_check_to_itself(reader):
    page = reader.get("/courses/basics/lessons/lesson-1")
    source = page.response.get_data(as_text=True)
    assert "Thiếu một." not in source
    assert "Đếm trên ngón tay." not in source


def test_a_check_that_is_not_there_is_not_found(reader):
    for number in (0, 2, 99, 10**30):
        path = f"/courses/basics/lessons/lesson-1/checks/{number}"
        assert reader.client.post(path).status_code == 404


def test_the_record_keeps_the_text_that_was_read(make, site, learner):
    draft = make.draft(key="moving")
    make.lessons_read(learner, make.publish(draft))
    statement = "UPDATE draft_files SET source = replace(source, 'Một đoạn văn ngắn.', 'Văn mới.')"
    db.session.execute(db.text(statement))
    db.session.commit()
    make.publish(draft)
    reader = site.reader("hoa")
    assert "Văn mới." in reader.get("/courses/moving/lessons/lesson-1").text
    record = reader.get("/record/moving/lessons/lesson-1")
    assert "Một đoạn văn ngắn." in record.text
    assert "Văn mới." not in record.text


NOWHERE = (
    "/courses/nowhere",
    "/courses/basics/lessons/nowhere",
    "/courses/basics/lessons/final",
    "/courses/basics/quizzes/nowhere",
    "/courses/basics/quizzes/lesson-1",
    "/courses/%00",
    "/courses/basics/lessons/%00",
    f"/courses/{'x' * 3000}",
    "/courses/%ff%fe",
    "/record/basics/lessons/lesson-1",
    "/record/nowhere/lessons/lesson-1",
    "/record/%00/lessons/%00",
)


def test_what_is_not_there_is_not_found(reader):
    for path in NOWHERE:
        reader.get(path, 404)


def test_a_draft_is_nothing_to_learners(make, reader):
    make.draft(key="secret")
    reader.get("/courses/secret", 404)
    assert "secret" not in reader.get("/courses").response.get_data(as_text=True)
