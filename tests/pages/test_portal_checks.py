"""The buttons that check one question: what is shown after a try, and what stays hidden."""

import pytest

from tests.factories.learning import BEGAN, RIGHT, WRONG
from tests.pages.quizzes import (
    buttons,
    form_of,
    item_of,
    publish_quiz,
    responses,
    set_clock,
    state_of,
)

OTHER = "2"


@pytest.fixture
def learner(make):
    return make.person("hoa")


@pytest.fixture
def reader(site, learner):
    set_clock(BEGAN)
    return site.reader("hoa")


@pytest.fixture
def begin(make, learner, reader):
    def begin_quiz(settings):
        course = publish_quiz(make, settings)
        return f"/attempts/{make.attempt(learner, course)}"

    return begin_quiz


@pytest.fixture
def attempt(begin):
    return begin("feedback: interactive")


def check(reader, attempt, position, **fields):
    """Press the button beside a question; the page it leads to."""
    data = form_of(reader.get(attempt), **fields) | {"check": str(position)}
    return reader.get(reader.post(f"{attempt}/check", data).location)


def source(page):
    return page.response.get_data(as_text=True)


def test_only_a_quiz_that_checks_has_the_buttons(begin, reader):
    assert "Check" not in buttons(reader.get(begin("feedback: after_submit")))


def test_a_wrong_try_shows_its_hint_and_not_what_is_right(reader, learner, attempt):
    page = check(reader, attempt, 1, q1=WRONG)
    assert "Not right yet. You can try 1 more time." in page.text
    assert "Gợi ý 1." in page.text
    for hidden in ("Vì sao 1.", "Khen 1.", "Gợi ý 2.", "Correct"):
        assert hidden not in source(page), hidden
    assert item_of(learner, 1).tries == [[1]]


def test_before_any_try_no_hint_is_in_the_page(reader, attempt):
    assert "Gợi ý" not in source(reader.get(attempt))


def test_what_is_right_is_explained_and_locked(reader, learner, attempt):
    page = check(reader, attempt, 2, q2=RIGHT)
    assert "Vì sao 2." in page.text
    assert "Vì sao 1." not in source(page)
    assert page.all(".//input[@name='q2']") == []
    assert len(page.all(".//input[@name='q1']")) == 3
    assert item_of(learner, 2).is_finished


def test_after_the_last_try_it_is_explained_and_locked(reader, learner, attempt):
    check(reader, attempt, 1, q1=WRONG)
    page = check(reader, attempt, 1, q1=OTHER)
    assert "Vì sao 1." in page.text
    assert "Not right yet" not in page.text
    assert page.all(".//input[@name='q1']") == []


def test_checking_saves_what_else_the_form_holds(reader, learner, attempt):
    check(reader, attempt, 1, q1=WRONG, q2=RIGHT, flag3="1")
    assert responses(learner) == [[1], [0], None]
    assert item_of(learner, 3).is_flagged
    assert item_of(learner, 2).tries == []


def test_checking_what_is_done_with_loses_nothing_else(reader, learner, attempt):
    """From a page left open: the question was checked meanwhile in another window."""
    stale = form_of(reader.get(attempt))
    check(reader, attempt, 1, q1=RIGHT)
    data = stale | {"q1": WRONG, "q2": RIGHT, "check": "1"}
    reader.post(f"{attempt}/check", data)
    assert responses(learner) == [[0], [0], None]


def test_checking_nothing_says_nothing_and_costs_nothing(reader, learner, attempt):
    page = check(reader, attempt, 1)
    assert "Not right yet" not in page.text
    assert item_of(learner, 1).tries == []


def test_a_question_is_checked_on_its_own_page(begin, reader):
    attempt = begin("feedback: immediate\npage: one")
    page = check(reader, f"{attempt}", 1, q1=WRONG)
    assert page.path == attempt
    assert "Vì sao 1." in page.text
    assert page.all(".//legend") == []


def test_a_script_is_told_that_a_checked_question_takes_nothing_more(reader, learner, attempt):
    check(reader, attempt, 1, q1=RIGHT)
    answer = reader.client.post(
        f"{attempt}/responses",
        json={"position": 1, "values": [WRONG]},
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 422
    assert answer.json["message"] == "This question was checked already."
    assert responses(learner)[0] == [0]


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({}, 400),
        ({"check": ""}, 400),
        ({"check": "x"}, 400),
        ({"check": "9" * 5000}, 400),
        ({"check": "4"}, 404),
        ({"check": "0"}, 400),
        ({"check": "1", "shown": "1", "q1": "9"}, 400),
        ({"check": "1", "shown": "1", "q1": ["0", "1"]}, 400),
        ({"check": "1", "shown": "1", "q1": "\x00"}, 400),
        ({"check": "1", "shown": ["1", "2"], "q1": "0", "q2": "x"}, 400),
    ],
)
def test_a_check_that_makes_no_sense_changes_nothing(reader, learner, attempt, data, status):
    before = state_of(learner)
    reader.post(f"{attempt}/check", data, status)
    assert state_of(learner) == before
    assert item_of(learner, 1).tries == []


def test_a_quiz_that_checks_nothing_refuses_to(begin, reader, learner):
    attempt = begin("feedback: after_submit")
    reader.post(f"{attempt}/check", {"check": "1", "shown": "1", "q1": RIGHT}, 404)
    assert responses(learner) == [None] * 3


def test_a_check_is_nobody_elses_and_not_for_later(make, site, reader, learner, attempt):
    make.person("other")
    data = {"check": "1", "shown": "1", "q1": RIGHT}
    site.reader("other").post(f"{attempt}/check", data, 404)
    assert responses(learner) == [None] * 3
    reader.post(f"{attempt}/submit", {"confirmed": "1"})
    assert reader.post(f"{attempt}/check", data).location == f"{attempt}/review"
    assert responses(learner) == [None] * 3
