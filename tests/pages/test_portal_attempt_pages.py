"""An attempt page by page: one question on each, the summary, and when the time is over."""

from datetime import timedelta

import pytest

from core.database import db
from tests.counting import MOST_QUERIES, counted_queries
from tests.factories.learning import BEGAN, RIGHT, WRONG
from tests.pages.quizzes import (
    JSON,
    attempts_of,
    buttons,
    form_element,
    form_of,
    item_of,
    press,
    publish_quiz,
    responses,
    sent,
    set_clock,
    state_of,
)
from tests.pages.reader import text_of

MINUTE = timedelta(minutes=1)


@pytest.fixture
def learner(make):
    return make.person("hoa", full_name="Lê Thị Hoa")


@pytest.fixture
def reader(site, learner):
    set_clock(BEGAN)
    return site.reader("hoa")


@pytest.fixture
def begin(make, learner, reader):
    """Begins an attempt at a quiz with these settings; gives its address."""

    def begin_quiz(settings="", **more):
        course = publish_quiz(make, settings, **more)
        return f"/attempts/{make.attempt(learner, course)}"

    return begin_quiz


@pytest.fixture
def attempt(begin):
    return begin("page: one")


def asked(page):
    """The questions on a page, by their first words."""
    return [text_of(legend) for legend in page.all(".//legend")]


def navigator(page):
    """How each question is told to stand."""
    (nav,) = page.all(".//nav[@class='question-navigator']")
    return [text_of(place) for place in nav.iter("li")]


def test_one_question_stands_on_a_page(reader, attempt):
    assert asked(reader.get(attempt)) == ["Question 1 of 3Câu 1?"]
    assert asked(reader.get(f"{attempt}?page=3")) == ["Question 3 of 3Câu 3?"]


@pytest.mark.parametrize("page", ["0", "4", "-1", "x", "٣٣", "²", "9" * 5000, "1 ", "", "1;"])
def test_a_page_that_is_not_there_is_the_first_that_is_open(reader, attempt, page):
    reader.post(f"{attempt}/responses", {"shown": "1", "q1": RIGHT})
    assert asked(reader.get(f"{attempt}?page={page}")) == ["Question 2 of 3Câu 2?"]


def test_going_on_and_back_saves_without_scripts(reader, learner, attempt):
    page = press(reader, reader.get(attempt), "Next", q1=RIGHT)
    assert asked(page) == ["Question 2 of 3Câu 2?"]
    assert responses(learner) == [[0], None, None]
    page = press(reader, page, "Back", q2=WRONG)
    assert asked(page) == ["Question 1 of 3Câu 1?"]
    assert responses(learner) == [[0], [1], None]
    assert [box.get("value") for box in page.all(".//input[@checked]")] == [RIGHT]


def test_the_navigator_saves_and_says_how_each_question_stands(reader, learner, attempt):
    page = reader.get(attempt)
    (nav,) = page.all(".//nav[@class='question-navigator']")
    third = list(nav.iter("button"))[2]
    data = form_of(page, q1=RIGHT, flag1="1", **{third.get("name"): third.get("value")})
    page = reader.get(reader.post(third.get("formaction"), data).location)
    assert asked(page) == ["Question 3 of 3Câu 3?"]
    assert navigator(page) == [
        "Question 1, answered, to look at again",
        "Question 2, not answered",
        "Question 3, not answered",
    ]
    assert responses(learner) == [[0], None, None]


def test_the_first_question_has_no_way_back_and_the_last_leads_to_the_summary(reader, attempt):
    first, last = reader.get(attempt), reader.get(f"{attempt}?page=3")
    assert "Back" not in buttons(first)
    assert "Next" not in buttons(last)
    page = press(reader, last, "To the summary", q3=RIGHT)
    assert page.heading == "Before you submit"


def test_the_summary_names_what_is_unanswered_and_what_is_flagged(reader, learner, attempt):
    reader.post(f"{attempt}/responses", {"shown": ["1", "2"], "q1": RIGHT, "flag2": "1"})
    page = reader.get(f"{attempt}?page=summary")
    assert "2 questions are not answered yet" in page.text
    lines = [text_of(line) for line in page.all(".//ul[@class='plain lines']/li")]
    assert lines == [
        "Question 1 answered",
        "Question 2 not answeredto look at again",
        "Question 3 not answered",
    ]
    assert page.links()["Question 3"] == f"{attempt}?page=3#q3"
    reader.post(f"{attempt}/submit", {"confirmed": "1"})
    assert state_of(learner)[0][1] == "graded"


def test_the_summary_says_when_everything_is_answered(reader, attempt):
    given = {"shown": ["1", "2", "3"], "q1": RIGHT, "q2": RIGHT, "q3": RIGHT}
    reader.post(f"{attempt}/responses", given)
    page = reader.get(f"{attempt}?page=summary")
    assert "Every question is answered." in page.text
    assert "not answered" not in page.text


def test_a_quiz_on_one_page_has_its_summary_too(begin, reader):
    assert reader.get(f"{begin()}?page=summary").heading == "Before you submit"


def test_submitting_from_a_page_names_what_is_open_elsewhere(reader, learner, attempt):
    data = form_of(reader.get(f"{attempt}?page=2"), q2=RIGHT)
    page = reader.get(reader.post(f"{attempt}/submit", data).location)
    assert "2 questions are not answered yet" in page.text
    assert page.links()["Question 3"] == f"{attempt}?page=3#q3"
    assert "Submit all the same" in buttons(page)
    assert responses(learner) == [None, [0], None]


def test_enter_in_a_field_saves_and_goes_on_rather_than_back_or_elsewhere(reader, attempt):
    """A browser presses the first button of a form when Enter is pressed in a field."""
    for number, target in ((1, "2"), (2, "3"), (3, "summary")):
        first = next(form_element(reader.get(f"{attempt}?page={number}")).iter("button"))
        assert first.get("formaction") == f"{attempt}/responses"
        assert (first.get("name"), first.get("value")) == ("go_to", target)


@pytest.mark.parametrize("feedback", ["after_submit", "immediate"])
def test_enter_in_a_field_of_a_whole_page_saves_and_checks_nothing(begin, reader, feedback):
    address = begin(f"feedback: {feedback}")
    first = next(form_element(reader.get(address)).iter("button"))
    assert first.get("formaction") == f"{address}/responses"
    assert first.get("name") is None


def test_a_flag_is_kept_by_script_and_by_form(reader, learner, attempt):
    flagged = {"position": 2, "flagged": True}
    answer = reader.client.post(f"{attempt}/responses", json=flagged, headers=JSON)
    assert answer.status_code == 200
    assert item_of(learner, 2).is_flagged
    page = reader.get(f"{attempt}?page=2")
    assert page.all(".//input[@name='flag2'][@checked]")
    reader.post(f"{attempt}/responses", {"shown": "2"})
    assert not item_of(learner, 2).is_flagged


@pytest.mark.parametrize("target", ["999", "x", "", "//example.org", "summary#x", "9" * 5000])
def test_a_form_leads_nowhere_but_within_the_attempt(reader, attempt, target):
    location = reader.post(f"{attempt}/responses", {"shown": "1", "go_to": target}).location
    assert location.startswith(attempt)
    reader.get(location)


def test_a_page_says_until_when_it_runs(begin, reader):
    address = begin("time_limit: 20m")
    set_clock(BEGAN + 5 * MINUTE)
    page = reader.get(address)
    assert "Until 20 Nov 2026, 10:20" in page.text
    assert page.all(".//p[@data-module='deadline'][@data-seconds='900']")


def test_when_the_time_is_over_the_page_says_so_and_leads_to_the_result(begin, reader, learner):
    address = begin("time_limit: 20m")
    reader.client.post(f"{address}/responses", json=sent(), headers=JSON)
    set_clock(BEGAN + 21 * MINUTE)
    assert len(asked(reader.get(address))) == 3
    set_clock(BEGAN + 21 * MINUTE + timedelta(seconds=1))
    for path in (address, f"{address}?page=summary", f"{address}?page=2"):
        page = reader.get(path)
        assert "The time was over at 20 Nov 2026, 10:20." in page.text
        assert asked(page) == []
    assert state_of(learner)[0][1] == "in_progress"
    response = reader.post(f"{address}/submit", {"confirmed": "1", "shown": "2", "q2": RIGHT})
    assert response.location == f"{address}/review"
    assert "what was saved until then counts" in reader.get(response.location).text
    assert state_of(learner)[0][1:] == ("expired", 1, [[0], None, None])


@pytest.mark.parametrize("address", ["responses", "check"])
def test_a_form_that_comes_too_late_leads_to_the_result_of_what_was_saved(
    begin, reader, learner, address
):
    attempt = begin("time_limit: 20m\nfeedback: immediate")
    reader.client.post(f"{attempt}/responses", json=sent(), headers=JSON)
    set_clock(BEGAN + 30 * MINUTE)
    data = {"shown": "2", "q2": RIGHT, "check": "2"}
    assert reader.post(f"{attempt}/{address}", data).location == f"{attempt}/review"
    assert state_of(learner)[0][1:] == ("expired", 1, [[0], None, None])


def test_an_answer_that_comes_too_late_is_told_so_and_ends_the_attempt(begin, reader, learner):
    address = begin("time_limit: 20m")
    set_clock(BEGAN + 30 * MINUTE)
    answer = reader.client.post(f"{address}/responses", json=sent(), headers=JSON)
    assert answer.status_code == 409
    assert answer.json["location"] == f"{address}/review"
    assert "time" in answer.json["message"]
    assert state_of(learner)[0][1:] == ("expired", 0, [None] * 3)


@pytest.mark.parametrize("settings", ["", "page: one", "page: one\nfeedback: interactive"])
def test_a_page_asks_few_things_of_the_database_however_many_questions(
    make, begin, reader, settings
):
    counts = []
    for key, questions in (("basics", 2), ("longer", 20)):
        address = begin(settings, questions=questions, key=key)
        reader.get(address)
        for path in (address, f"{address}?page=summary"):
            with counted_queries() as statements:
                reader.get(path)
            counts.append(len(statements))
            assert len(statements) <= MOST_QUERIES
    assert counts[:2] == counts[2:]


def test_saving_asks_few_things_of_the_database(begin, reader):
    address = begin(questions=20)
    reader.client.post(f"{address}/responses", json=sent(), headers=JSON)
    with counted_queries() as statements:
        reader.client.post(f"{address}/responses", json=sent(sequence=2), headers=JSON)
    assert len(statements) <= 4


def test_the_other_page_of_a_retake_shows_what_was_right_and_asks_the_rest(begin, make, reader):
    address = begin("retake: wrong\npage: one")
    reader.post(f"{address}/submit", {"shown": ["1"], "q1": RIGHT, "confirmed": "1"})
    reader.post("/courses/basics/quizzes/final")
    page = reader.get(f"/attempts/{newest(reader)}?page=1")
    assert asked(page) == []
    assert "1 of 3 answered" in page.text
    page = reader.get(f"/attempts/{newest(reader)}")
    assert asked(page) == ["Question 2 of 3Câu 2?"]


def newest(reader):
    location = reader.post("/courses/basics/quizzes/final").location
    return location.removeprefix("/attempts/")


def test_answers_of_the_attempt_before_are_not_shown_in_another(begin, reader, learner):
    address = begin()
    reader.post(f"{address}/submit", {"shown": ["1"], "q1": RIGHT, "confirmed": "1"})
    page = reader.get(f"/attempts/{newest(reader)}")
    assert page.all(".//input[@checked]") == []
    db.session.rollback()
    assert len(attempts_of(learner)) == 2
