"""A trainer finds who has her course, and nobody else; and allows one person more."""

from datetime import UTC, datetime

import pytest

from core.database import db
from quizzes.models import Attempt, QuizException
from tests.counting import MOST_QUERIES, counted_queries
from tests.factories.courses import bundle_texts, quiz_source
from tests.factories.learning import RIGHT
from tests.pages.reader import read_strictly, text_of
from tests.pages.studio import COURSE, has_button

PAGE = f"{COURSE}/quizzes/final/exceptions"
GOOD = {
    "extra_minutes": "10",
    "extra_attempts": "1",
    "closes_on": "2026-12-01",
    "note": "Gãy tay.",
}


@pytest.fixture
def course(make):
    texts = bundle_texts("basics")
    texts["quizzes/final.md"] = quiz_source(settings="time_limit: 20m\nattempts: 1")
    return make.publish(make.draft(texts, key="basics"))


@pytest.fixture
def unit(make, course):
    unit = make.unit("Phòng Thu")
    make.assignment(course, unit)
    return unit


@pytest.fixture
def learner(make, unit, course):
    person = make.person("hoa", unit, full_name="Đỗ Thị Hoa")
    make.assignment(course, unit)
    return person


@pytest.fixture
def address(learner):
    return f"{PAGE}/{learner.uuid}"


def rows(page):
    [table] = [each for each in page.all(".//table") if each.get("id") == "exceptions"]
    return [[text_of(cell) for cell in row] for row in table.findall(".//tbody/tr")]


def test_the_results_of_the_quiz_lead_there(reader):
    results = reader.get(reader.get(COURSE).links()["Results: Kiểm tra"])
    assert results.links()["Exceptions"] == PAGE


@pytest.mark.parametrize("words", ["hoa", "do thi", "Đỗ Thị Hoa", "thi hoa", "{code}"])
def test_who_has_the_course_is_found_by_name_or_code(reader, learner, address, words):
    page = reader.get(f"{PAGE}?q={words.format(code=learner.employee_code)}")
    assert page.links()["Đỗ Thị Hoa"] == address


@pytest.mark.parametrize("words", ["oa", "hoa lan", "%", "_", "x" * 900])
def test_what_nobody_is_called_finds_nobody(reader, learner, words):
    page = reader.get(f"{PAGE}?q={words}")
    assert "Nobody who has this course is called so." in page.text


def test_who_does_not_have_the_course_is_not_there(make, reader, learner):
    other = make.person("mai", full_name="Lê Thị Mai")
    assert "Nobody who has this course" in reader.get(f"{PAGE}?q=mai").text
    for path in ("", "/remove", "/reopen/1"):
        reader.post(f"{PAGE}/{other.uuid}{path}", GOOD, 404)
    reader.get(f"{PAGE}/{other.uuid}", 404)
    assert db.session.query(QuizException).count() == 0


def test_nobody_is_listed_before_somebody_is_looked_for(reader, learner):
    assert "Đỗ Thị Hoa" not in reader.get(PAGE).text


def test_what_was_allowed_stands_in_the_list_and_can_be_changed(reader, address):
    assert reader.post(address, GOOD).location == PAGE
    [row] = rows(reader.get(PAGE))
    assert row[:4] == ["Đỗ Thị Hoa", "10", "1", "1 Dec 2026"]
    assert "Gãy tay." in row[4]
    assert "Phạm Thị Giang" in row[4]
    [kept] = db.session.query(QuizException)
    assert kept.closes_at == datetime(2026, 12, 1, 17, tzinfo=UTC)
    page = reader.get(address)
    values = {each.get("name"): each.get("value") for each in page.all(".//input")}
    assert (values["extra_minutes"], values["closes_on"]) == ("10", "2026-12-01")


def test_what_was_allowed_is_taken_back(reader, address):
    reader.post(address, GOOD)
    assert has_button(reader.get(address), "Take the exception back")
    for _ in range(2):
        reader.post(f"{address}/remove")
    assert not has_button(reader.get(address), "Take the exception back")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("extra_minutes", "-1", "Number must be between 0 and 600."),
        ("extra_minutes", "601", "Number must be between 0 and 600."),
        ("extra_minutes", "", "This field is required."),
        ("extra_attempts", "zwei", "Not a valid integer value."),
        ("closes_on", "morgen", "Not a valid date value."),
        ("note", "x" * 301, "Please use at most 300 characters."),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_kept(reader, address, field, value, words):
    page = read_strictly(reader.post(address, GOOD | {field: value}, 422))
    assert words in page.text
    assert db.session.query(QuizException).count() == 0


def test_an_attempt_that_runs_is_told_and_has_more_time_at_once(
    make, reader, course, learner, address
):
    uuid = make.attempt(learner, course)
    assert "An attempt runs until" not in reader.get(address).text  # it was over long ago
    db.session.query(Attempt).update(
        {"started_at": datetime(2026, 11, 20, 8, tzinfo=UTC), "accepts_until": None}
    )
    db.session.commit()
    assert "An attempt runs until" in reader.get(address).text
    reader.post(address, GOOD)
    db.session.expire_all()
    attempt = db.session.query(Attempt).filter_by(uuid=uuid).one()
    assert attempt.deadline_at == datetime(2026, 11, 20, 8, 30, tzinfo=UTC)


def test_an_ended_attempt_is_reopened(make, reader, course, learner, address):
    make.graded_attempt(learner, course, RIGHT)
    page = reader.get(address)
    assert has_button(page, "Reopen attempt 1")
    assert reader.post(f"{address}/reopen/1").location == address
    page = reader.get(address)
    assert "Attempt 1 is open again." in page.text
    assert not has_button(page, "Reopen attempt 1")
    reader.post(f"{address}/reopen/1")
    assert "There is an attempt that runs already" in reader.get(address).text
    reader.post(f"{address}/reopen/2", status=404)


def test_where_no_time_is_left_the_page_says_what_to_do(make, reader, course, learner, address):
    make.graded_attempt(learner, course, RIGHT)
    db.session.query(Attempt).update({"submitted_at": Attempt.deadline_at})
    db.session.commit()
    reader.post(f"{address}/reopen/1")
    assert "Give more minutes" in reader.get(address).text


def test_lists_ask_no_more_where_more_is_allowed(make, reader, course, unit, address):
    reader.post(address, GOOD)
    reader.get(f"{PAGE}?q=thi")
    with counted_queries() as few:
        reader.get(f"{PAGE}?q=thi")
    others = [make.person(unit=unit) for _ in range(4)]
    make.assignment(course, unit)
    for other in others:
        reader.post(f"{PAGE}/{other.uuid}", GOOD)
    reader.get(PAGE)
    with counted_queries() as many:
        reader.get(f"{PAGE}?q=thi")
    assert len(few) == len(many) <= MOST_QUERIES


def test_of_a_sensitive_quiz_nobody_learns_who_has_it(make, reader, unit):
    more = "sensitive: violence\nneutral_title: {vi: Khóa 7}"
    sensitive = make.publish(make.draft(bundle_texts("k-7f3a", more=more), key="k-7f3a"))
    person = make.person("mai", unit, full_name="Lê Thị Mai")
    make.assignment(sensitive, unit)
    for path in ("", "?q=mai", f"/{person.uuid}"):
        reader.get(f"/studio/courses/k-7f3a/quizzes/final/exceptions{path}", 404)


def test_a_reviewer_allows_nothing(make, site, address):
    make.role(make.person("lan"), "reviewer")
    visitor = site.reader("lan")
    visitor.get(PAGE, 403)
    visitor.post(address, GOOD, 403)
