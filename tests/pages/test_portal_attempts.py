"""Taking a quiz: whose it is, what is saved, what is refused, what is marked."""

from typing import Any

import pytest
from sqlalchemy import select

from core.database import db
from quizzes.models import Attempt
from tests.concurrency import do_at_once
from tests.factories.learning import RIGHT, WRONG

QUIZ = "/courses/basics/quizzes/final"
JSON = {"Accept": "application/json"}


@pytest.fixture
def course(make):
    return make.course("basics")


@pytest.fixture
def learner(make, course):
    return make.person("hoa", full_name="Lê Thị Hoa")


@pytest.fixture
def reader(site, learner):
    return site.reader("hoa")


@pytest.fixture
def attempt(make, learner, course):
    return f"/attempts/{make.attempt(learner, course)}"


def state_of(learner):
    """All that is kept of this person's attempts."""
    db.session.expire_all()
    query = select(Attempt).where(Attempt.person_id == learner.id).order_by(Attempt.id)
    return [
        (each.uuid, each.state, each.points, [item.response for item in each.items])
        for each in db.session.scalars(query)
    ]


def responses(learner):
    return state_of(learner)[-1][-1]


def sent(position=1, values=(RIGHT,), **more):
    return {"position": position, "values": list(values), "client": "page", "sequence": 1} | more


def test_the_front_page_names_the_learner_and_asks_whether_it_is_her(reader):
    page = reader.get(QUIZ)
    assert "You take this quiz as Lê Thị Hoa." in page.text
    assert "Not you?" in page.text


def test_starting_leads_to_the_attempt_and_starting_again_to_the_same(reader):
    first, second = reader.post(QUIZ), reader.post(QUIZ)
    assert first.location.startswith("/attempts/")
    assert first.location == second.location


def test_two_starts_at_once_give_one_attempt(app, reader, learner):
    client = reader.client
    cookie = client.get_cookie("sen").value
    starts = [lambda: start_with(app, cookie) for _turn in range(2)]
    locations = do_at_once(app, starts)
    assert len(set(locations)) == 1
    assert len(state_of(learner)) == 1


def start_with(app, cookie):
    client = app.test_client()
    client.set_cookie("sen", cookie)
    return client.post(QUIZ).location


def submit_with(app, cookie, path, data):
    client = app.test_client()
    client.set_cookie("sen", cookie)
    return client.post(path, data=data).status_code


def test_five_submits_at_once_mark_once(app, reader, learner, attempt):
    cookie = reader.client.get_cookie("sen").value
    data = {"shown": "1", "q1": RIGHT, "confirmed": "1"}
    submits = [lambda: submit_with(app, cookie, f"{attempt}/submit", data) for _turn in range(5)]
    assert do_at_once(app, submits) == [303] * 5
    ((_uuid, state, points, _responses),) = state_of(learner)
    assert (state, points) == ("graded", 1)


def test_an_answer_is_saved_as_it_is_given_and_its_time_is_told(reader, learner, attempt):
    response = reader.client.post(f"{attempt}/responses", json=sent(), headers=JSON)
    assert response.status_code == 200
    assert ":" in response.json["saved"]
    assert responses(learner) == [[0], None, None]
    page = reader.get(attempt)
    assert len(page.all(".//input[@checked]")) == 1
    assert "1 of 3 answered" in page.text


def test_a_form_without_scripts_saves_all_it_shows(reader, learner, attempt):
    data = {"shown": ["1", "2", "3"], "q1": RIGHT, "q3": WRONG}
    response = reader.post(f"{attempt}/responses", data)
    assert response.location == attempt
    assert responses(learner) == [[0], None, [1]]


def test_submitting_with_open_questions_asks_first_and_loses_nothing(reader, learner, attempt):
    data = {"shown": ["1", "2", "3"], "q1": RIGHT}
    response = reader.post(f"{attempt}/submit", data)
    assert response.location == f"{attempt}?open=1"
    assert "2 questions are not answered yet" in reader.get(response.location).text
    assert responses(learner) == [[0], None, None]
    confirmed = reader.post(f"{attempt}/submit", data | {"confirmed": "1"})
    assert confirmed.location == f"{attempt}/review"


@pytest.mark.parametrize("address", ["responses", "submit"])
def test_a_page_left_open_erases_nothing_that_another_one_saved(reader, learner, attempt, address):
    reader.post(f"{attempt}/responses", {"shown": ["1", "2"], "q1": RIGHT, "q2": RIGHT})
    stale = {"shown": ["1", "2", "3"], "was1": "[]", "was2": "[]", "was3": "[]", "q3": WRONG}
    reader.post(f"{attempt}/{address}", stale | {"confirmed": "1"})
    assert responses(learner) == [[0], [0], [1]]


def test_what_is_taken_back_on_a_page_is_taken_back(reader, learner, attempt):
    reader.post(f"{attempt}/responses", {"shown": ["1", "2"], "q1": RIGHT, "q2": RIGHT})
    reader.post(
        f"{attempt}/responses", {"shown": ["1", "2"], "was1": '["0"]', "was2": '["0"]', "q2": "0"}
    )
    assert responses(learner) == [None, [0], None]


def test_the_review_gives_score_verdict_and_explanations(reader, attempt):
    data = {"shown": ["1", "2", "3"], "q1": RIGHT, "q2": RIGHT, "q3": WRONG}
    reader.post(f"{attempt}/submit", data)
    page = reader.get(f"{attempt}/review")
    assert "Passed" in page.text
    assert "66%" in page.text
    assert "2 of 3 points" in page.text
    for number in (1, 2, 3):
        assert f"Giải thích {number}." in page.text


def test_whoever_has_not_passed_yet_may_try_again(reader, attempt):
    reader.post(f"{attempt}/submit", {"confirmed": "1"})
    page = reader.get(f"{attempt}/review")
    assert "Not yet passed" in page.text
    assert QUIZ in page.links().values()


def test_the_attempt_shows_neither_key_nor_explanations(reader, attempt):
    source = reader.get(attempt).response.get_data(as_text=True)
    assert "Giải thích" not in source


def test_an_open_attempt_has_no_review_and_a_submitted_one_no_questions(reader, attempt):
    assert reader.client.get(f"{attempt}/review").location == attempt
    reader.post(f"{attempt}/submit", {"confirmed": "1"})
    assert reader.client.get(attempt).location == f"{attempt}/review"


def test_a_late_answer_is_told_that_the_attempt_is_closed(reader, learner, attempt):
    reader.post(f"{attempt}/submit", {"confirmed": "1"})
    before = state_of(learner)
    response = reader.client.post(f"{attempt}/responses", json=sent(), headers=JSON)
    assert response.status_code == 409
    assert response.json["location"] == f"{attempt}/review"
    form = reader.post(f"{attempt}/responses", {"shown": "1", "q1": RIGHT})
    assert form.location == f"{attempt}/review"
    assert state_of(learner) == before


@pytest.mark.parametrize("who", ["colleague", "manager"])
def test_an_attempt_is_nobody_elses(make, site, learner, attempt, who):
    other = make.person(who)
    make.role(other, "manager")
    make.role(other, "administrator")
    before = state_of(learner)
    reader = site.reader(who)
    for path in (attempt, f"{attempt}/review"):
        reader.get(path, 404)
    for path in ("responses", "submit"):
        reader.post(f"{attempt}/{path}", {"shown": "1", "q1": RIGHT, "confirmed": "1"}, 404)
    response = reader.client.post(f"{attempt}/responses", json=sent(), headers=JSON)
    assert response.status_code == 404
    assert state_of(learner) == before


def test_an_attempt_is_nothing_to_whoever_is_not_signed_in(site, learner, attempt):
    client = site.client()
    assert client.get(attempt).location.startswith("/sign-in")
    assert client.post(f"{attempt}/submit").status_code == 401
    answer = client.post(f"{attempt}/responses", json=sent(), headers=JSON)
    assert answer.status_code == 401
    assert answer.json["error"] == 401
    assert state_of(learner)[0][1] == "in_progress"


HUGE = 10**40
NOWHERE = "5a1c4f0e-0000-4000-8000-000000000000"


NOT_ASKED = [sent(position=position) for position in (4, 0, -1, HUGE)]
SENSELESS = [
    sent(position="first"),
    sent(position=None),
    sent(position=float("inf")),
    sent(values=["9"]),
    sent(values=["0", "1"]),
    sent(values=["\x00"]),
    sent(values=["٣"]),
    sent(values=[None]),
    sent(values=[{}]),
    sent() | {"values": "0"},
    sent(sequence=HUGE),
    sent(sequence=-1),
    sent(client="\x00"),
    sent(client={"a": 1}),
    sent(client="x" * 99),
    {"position": 1},
    {"position": 1, "values": 5},
    {"position": 1, "values": {}, "sequence": None},
    [],
    "text",
    5,
]
NO_JSON = [
    b"", b"null", b"{", b"\xff\xfe", b'{"position": 1, "values": ["\xff"]}', b"\x00", b"[" * 9999,
]  # fmt: skip
SENSELESS_FORMS: list[dict[str, Any]] = [
    {"shown": "1", "q1": "9"},
    {"shown": "1", "q1": "\x00"},
    {"shown": "1", "q1": ["0", "1"]},
    {"shown": "1", "q1": b"\xff\xfe"},
    {"shown": ["1", "2"], "q1": RIGHT, "q2": "x"},
]


def test_answers_that_make_no_sense_are_refused_and_change_nothing(reader, learner, attempt):
    before = state_of(learner)
    for status, bodies in ((404, NOT_ASKED), (400, SENSELESS)):
        for body in bodies:
            response = reader.client.post(f"{attempt}/responses", json=body, headers=JSON)
            assert (response.status_code, response.json["error"]) == (status, status), body
    assert state_of(learner) == before


def test_a_body_that_is_no_json_is_refused(reader, learner, attempt):
    before = state_of(learner)
    for content in NO_JSON:
        response = reader.client.post(
            f"{attempt}/responses", data=content, content_type="application/json", headers=JSON
        )
        assert response.status_code == 400, content[:50]
    assert state_of(learner) == before


@pytest.mark.parametrize("path", ["responses", "submit"])
def test_a_form_that_makes_no_sense_is_refused_whole(reader, learner, attempt, path):
    before = state_of(learner)
    for data in SENSELESS_FORMS:
        response = reader.client.post(f"{attempt}/{path}", data=data | {"confirmed": "1"})
        assert response.status_code == 400, data
    assert state_of(learner) == before


@pytest.mark.parametrize("path", ["responses", "submit"])
@pytest.mark.parametrize("content_type", ["application/json", "application/x-www-form-urlencoded"])
def test_three_megabytes_are_too_much(reader, learner, attempt, path, content_type):
    before = state_of(learner)
    content = b"q1=" + b"0" * (3 * 1024 * 1024)
    response = reader.client.post(f"{attempt}/{path}", data=content, content_type=content_type)
    assert response.status_code == 413
    assert state_of(learner) == before


def test_an_attempt_that_is_not_there_is_not_found(reader):
    for path in (NOWHERE, "1", "x", "%00", f"{NOWHERE}0"):
        reader.get(f"/attempts/{path}", 404)
        reader.post(f"/attempts/{path}/submit", status=404)
        reader.post(f"/attempts/{path}/responses", status=404)


def test_a_question_that_the_form_names_and_the_attempt_does_not_ask_is_passed_over(
    reader, learner, attempt
):
    reader.post(f"{attempt}/responses", {"shown": ["1", "99", "x", ""], "q1": RIGHT, "q99": "0"})
    assert responses(learner) == [[0], None, None]


def test_an_attempt_keeps_its_questions_when_the_quiz_changes(make, site, learner):
    draft = make.draft(key="moving")
    uuid = make.attempt(learner, make.publish(draft))
    statement = "UPDATE draft_files SET source = replace(source, 'Câu hỏi 1?', 'Câu mới?')"
    db.session.execute(db.text(statement))
    db.session.commit()
    make.publish(draft)
    text = site.reader("hoa").get(f"/attempts/{uuid}").text
    assert "Câu hỏi 1?" in text
    assert "Câu mới?" not in text
