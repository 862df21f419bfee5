"""Marking page by page: without a name, by criteria, and never over somebody else unseen."""

import pytest

from core.database import db
from quizzes.models import Attempt, AttemptItem
from tests.counting import MOST_QUERIES, counted_queries
from tests.factories.courses import bundle_texts, get_course, get_file, with_essay
from tests.pages.reader import read_strictly, text_of
from tests.pages.studio import COURSE

PAGE = f"{COURSE}/quizzes/final/marking"
GOOD = {"points-0": "1,5", "points-1": "1", "comment": "Rất cụ thể.", "seen": ""}


@pytest.fixture
def course(make):
    return make.publish(make.draft(with_essay(bundle_texts("basics"))))


@pytest.fixture
def learner(make):
    return make.person("hoc", full_name="Đỗ Thị Hoa")


@pytest.fixture
def address(make, learner, course):
    """Where an answer of hers is marked."""
    return f"{PAGE}/{make.handed_in(learner, course, 'Tôi sẽ <hỏi thăm>.')}/4"


def send(reader, address, status=303, **fields):
    return reader.post(address, GOOD | fields, status)


def item():
    db.session.expire_all()
    return db.session.query(AttemptItem).filter(AttemptItem.position == 4).one()


def test_the_course_says_how_many_answers_wait(reader, address):
    assert reader.get(COURSE).links()["Marking: 1 waits: Kiểm tra"] == PAGE


def test_the_list_leads_to_each_answer_and_names_nobody(reader, address):
    page = reader.get(PAGE)
    assert page.links()["Viết một việc bạn sẽ làm."] == address
    assert "Đỗ Thị Hoa" not in page.text


def test_where_nothing_waits_the_list_says_so(reader):
    assert "Nothing waits" in reader.get(PAGE).text


def test_an_answer_stands_with_its_rubric_and_whose_it_is_only_when_asked(reader, address):
    page = reader.get(address)
    for words in ("Tôi sẽ <hỏi thăm>.", "Nêu một việc cụ thể", "From 0 to 2 points", "Ví dụ:"):
        assert words in page.text
    assert "Đỗ Thị Hoa" not in page.text
    named = page.links()["Show whose it is"]
    assert "Đỗ Thị Hoa" in reader.get(named).text


def test_marks_lead_on_to_the_next_answer_and_to_the_list_at_the_end(make, reader, course, address):
    other = f"{PAGE}/{make.handed_in(make.person(), course)}/4"
    assert send(reader, address).location == other
    assert send(reader, other).location == PAGE
    page = reader.get(PAGE)
    assert "Marked last" in page.text
    assert "2.5 of 3 points" in page.text


def test_the_learner_reads_points_and_the_word_once_the_attempt_has_its_result(
    site, reader, address
):
    review = f"/attempts/{address.split('/')[-2]}/review"
    visitor = site.reader("hoc")
    assert "A trainer reads what you wrote" in visitor.get(review).text
    send(reader, address)
    page = visitor.get(review)
    rubric = [text_of(each) for each in page.all(".//ul[@class='rubric']/li")]
    assert rubric == ["Nêu một việc cụ thể 1.5 of 2 points", "Nói rõ khi nào 1 of 1 point"]
    assert "Rất cụ thể." in page.text


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ("", "Please give points."),
        ("2.5", "Please give from 0 to 2 points."),
        ("-1", "Please give from 0 to 2 points."),
        ("hai", "Not a valid decimal value."),
        ("NaN", "Not a valid decimal value."),
        ("1" * 13, "Not a valid decimal value."),
    ],
)
def test_points_that_cannot_be_are_told_and_what_was_typed_stays(reader, address, points, words):
    page = read_strictly(send(reader, address, 422, **{"points-0": points}))
    assert words in page.text
    assert "Rất cụ thể." in page.text
    assert item().marked_at is None


def test_the_later_of_two_sees_what_the_other_gave_and_may_then_decide(make, site, reader, address):
    make.role(make.person("lan", full_name="Lê Thị Lan"), "trainer")
    send(site.reader("lan"), address)
    page = read_strictly(send(reader, address, 409, **{"points-0": "0", "comment": "Thiếu."}))
    assert "Lê Thị Lan gave 2.5 of 3 points" in page.text
    assert "Their word to the learner: Rất cụ thể." in page.text
    [seen] = [each for each in page.all(".//input") if each.get("name") == "seen"]
    typed = {each.get("name"): each.get("value") for each in page.all(".//input")}
    assert typed["points-0"] == "0"
    send(reader, address, **{"points-0": "0", "seen": seen.get("value")})
    assert item().points == 1


def test_nonsense_about_what_was_seen_saw_nothing(reader, address):
    send(reader, address, seen="gestern")
    assert item().points is not None


def test_lists_ask_no_more_where_more_waits(make, reader, course, address):
    reader.get(PAGE)
    with counted_queries() as few:
        reader.get(PAGE)
    for _ in range(5):
        make.handed_in(make.person(), course)
    with counted_queries() as many:
        reader.get(PAGE)
    assert len(few) == len(many) <= MOST_QUERIES


def test_what_goes_on_or_is_not_marked_by_hand_is_not_there(reader, address):
    reader.get(address[:-1] + "1", 404)
    db.session.query(Attempt).update({"state": "in_progress"})
    db.session.commit()
    reader.get(address, 404)


def test_answers_to_a_quiz_that_became_sensitive_are_nobodys_to_read(make, reader):
    course = make.publish(make.draft(with_essay(bundle_texts("k-7f3a")), key="k-7f3a"))
    uuid = make.handed_in(make.person(), course)
    more = "sensitive: violence\nneutral_title: {vi: Khóa 7}"
    for name, text in bundle_texts("k-7f3a", more=more).items():
        get_file(get_course("k-7f3a"), name).source = text
    make.publish(get_course("k-7f3a"))
    reader.get("/studio/courses/k-7f3a/quizzes/final/marking", 404)
    reader.get(f"/studio/courses/k-7f3a/quizzes/final/marking/{uuid}/4", 404)
    assert "Marking" not in reader.get("/studio/courses/k-7f3a").text


def test_a_reviewer_marks_nothing(make, site, address):
    make.role(make.person("lan"), "reviewer")
    visitor = site.reader("lan")
    for path in (PAGE, address):
        visitor.get(path, 403)
    send(visitor, address, 403)
    assert "Marking" not in visitor.get(COURSE).text
