"""What no page of ours sends: refused with a clear word, the attempt unharmed, never an error."""

import json
from datetime import timedelta
from itertools import product
from uuid import UUID

import pytest

from core import clock
from portal.heard import word_of
from tests.factories.learning import BEGAN, RIGHT, WRONG
from tests.pages.quizzes import (
    JSON,
    attempts_of,
    item_of,
    publish_quiz,
    responses,
    sent,
    set_clock,
    state_of,
)

MINUTE = timedelta(minutes=1)
SECRET = "only-for-tests-0123456789"
HUGE = 10**40


@pytest.fixture
def learner(make):
    return make.person("hoa")


@pytest.fixture
def reader(site, learner):
    set_clock(BEGAN)
    return site.reader("hoa")


@pytest.fixture
def attempt(make, reader, learner):
    course = publish_quiz(make, "feedback: interactive")
    return f"/attempts/{make.attempt(learner, course)}"


def save(reader, attempt, body):
    """Send JSON as it stands; lone surrogates go as escapes."""
    return reader.client.post(
        f"{attempt}/responses",
        data=body if isinstance(body, bytes) else json.dumps(body),
        content_type="application/json",
        headers=JSON,
    )


STRANGE_VALUES = [
    "\x00",
    "0\x00",
    "\ud800",
    "\udfff",
    "0\ud83d",
    "\ud83d\ude00",
    " 0",
    "0 ",
    "٠",
    "０",
]
FLAGS = [
    {"flagged": True},
    {"flagged": True, "position": None},
    {"flagged": True, "position": "first"},
    {"flagged": True, "position": []},
    {"flagged": False, "position": float("inf")},
    {"flagged": False, "position": float("nan")},
    {"flagged": "yes", "position": 1},
    {"flagged": None, "position": 1},
]
NUMBERS: list[object] = ["x", "", None, [], {}, float("nan"), float("inf"), "\ud800", "9" * 5000]


def test_values_that_no_text_can_hold_or_no_choice_has_are_refused(reader, learner, attempt):
    before = state_of(learner)
    for value in STRANGE_VALUES:
        answer = save(reader, attempt, sent(values=[value]))
        assert (answer.status_code, answer.json["error"]) == (400, 400), value
    assert state_of(learner) == before


def test_a_flag_that_makes_no_sense_is_refused(reader, learner, attempt):
    for body in FLAGS:
        assert save(reader, attempt, body).status_code == 400, body
    for position in (0, 4, -1, 999, HUGE):
        body = {"flagged": True, "position": position}
        assert save(reader, attempt, body).status_code == 404, body
    assert not any(item.is_flagged for item in attempts_of(learner)[0].items)


@pytest.mark.parametrize("name", ["age", "spent", "sequence"])
def test_a_number_that_is_none_is_refused(reader, learner, attempt, name):
    for value in NUMBERS:
        assert save(reader, attempt, sent() | {name: value}).status_code == 400, value
    assert responses(learner) == [None] * 3


def test_a_number_that_nobody_believes_is_taken_as_far_as_it_can_be(reader, learner, attempt):
    believable = product(("age", "spent"), (-1, -HUGE, HUGE, 10**9, 1.5))
    for sequence, (name, value) in enumerate(believable, 1):
        body = sent(sequence=sequence, heard=word(attempt, BEGAN)) | {name: value}
        assert save(reader, attempt, body).status_code == 200, body
    item = item_of(learner, 1)
    assert item.given_at == BEGAN
    assert 0 <= item.spent_ms < 2**31


def word(attempt, at):
    return word_of(SECRET, UUID(attempt.removeprefix("/attempts/")), at)


def save_from_two(reader, attempt, heard):
    """At the desk an answer now; then from the phone one that claims to be ten minutes old."""
    set_clock(BEGAN + 5 * MINUTE)
    save(reader, attempt, sent(values=[RIGHT], client="desk", heard=word(attempt, BEGAN)))
    set_clock(BEGAN + 10 * MINUTE)
    old = sent(values=[WRONG], client="phone", age=9 * 60_000, heard=heard)
    assert save(reader, attempt, old).status_code == 200


def test_an_old_answer_of_another_device_does_not_undo_a_newer_one(reader, learner, attempt):
    save_from_two(reader, attempt, word(attempt, BEGAN))
    assert responses(learner)[0] == [0]


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "1764000000000.c2lnbmF0dXJl",
        "\x00",
        "\ud800",
        "x" * 10**5,
        None,
        5,
        {"a": 1},
        ["word"],
    ],
)
def test_a_forged_word_is_as_good_as_none_and_makes_no_answer_older(
    reader, learner, attempt, forged
):
    save_from_two(reader, attempt, forged)
    assert responses(learner)[0] == [1]


def test_a_word_about_another_attempt_is_forged(reader, learner, attempt):
    other = "/attempts/5a1c4f0e-0000-4000-8000-000000000000"
    save_from_two(reader, attempt, word(other, BEGAN))
    assert responses(learner)[0] == [1]


def test_each_answer_is_answered_with_a_new_word(reader, learner, attempt):
    set_clock(BEGAN + MINUTE)
    assert save(reader, attempt, sent()).json["heard"] == word(attempt, BEGAN + MINUTE)
    (form,) = reader.get(attempt).all(".//form[@data-heard]")
    assert form.get("data-heard") == word(attempt, BEGAN + MINUTE)


@pytest.mark.parametrize("size", [4, 10])
@pytest.mark.parametrize("path", ["responses", "check", "submit"])
@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded"])
def test_megabytes_are_too_much(reader, learner, attempt, size, path, kind):
    content = b'{"position": 1, "values": ["' + b"0" * (size * 1024 * 1024) + b'"]}'
    response = reader.client.post(f"{attempt}/{path}", data=content, content_type=kind)
    assert response.status_code == 413
    assert state_of(learner)[0][1:] == ("in_progress", None, [None] * 3)


def test_a_form_that_names_a_question_very_often_is_read_once(reader, learner, attempt):
    """Reading what the page held of it each time would keep a server busy for hours."""
    was = "[" + ",".join(['"x"'] * 100_000) + "]"
    data = {"shown": ["1"] * 100_000, "was1": was, "q1": RIGHT}
    reader.post(f"{attempt}/responses", data)
    assert responses(learner)[0] == [0]


@pytest.mark.parametrize("path", ["responses", "check", "submit"])
def test_a_form_of_senseless_fields_changes_nothing(reader, learner, attempt, path):
    data = {
        "shown": ["", "0", "-1", "1000", "x", "1e1", "²", "9" * 5000],
        "was1": "[" * 5000,
        "flag": "1",
        "q": "0",
        "q4": "0",
        "go_to": "//example.org",
        "at": "x",
        "page": "-1",
    }
    status = 400 if path == "check" else 303
    reader.post(f"{attempt}/{path}", data, status)
    assert state_of(learner)[0][1:] == ("in_progress", None, [None] * 3)


def test_what_is_no_json_though_it_says_so_is_refused_everywhere(reader, learner, attempt):
    for body in (b"", b"{", b"\xff", b"\x00", b"[" * 9999, b"null", b"true", b"1e999"):
        assert save(reader, attempt, body).status_code == 400, body[:9]
    for path in ("check", "submit"):
        for body in (b"{", b"[]", b'{"confirmed": 1}'):
            reader.client.post(
                f"{attempt}/{path}", data=body, content_type="application/json", headers=JSON
            )
    assert state_of(learner)[0][1:] == ("in_progress", None, [None] * 3)


def test_nothing_is_taken_in_an_attempt_of_somebody_else_or_of_nobody(make, site, learner, attempt):
    make.person("other")
    other = site.reader("other")
    nowhere = "/attempts/5a1c4f0e-0000-4000-8000-000000000000"
    for address in (attempt, nowhere):
        for body in (sent(), {"flagged": True, "position": 1}, sent(heard=word(attempt, BEGAN))):
            assert save(other, address, body).status_code == 404
        for path in ("responses", "check", "submit"):
            data = {"shown": "1", "q1": RIGHT, "check": "1", "confirmed": "1"}
            other.post(f"{address}/{path}", data, 404)
        for path in ("", "?page=1", "?page=summary", "/review"):
            other.get(f"{address}{path}", 404)
    assert state_of(learner)[0][1:] == ("in_progress", None, [None] * 3)


def test_after_it_was_submitted_nothing_is_taken_whatever_is_sent(reader, learner, attempt):
    reader.post(f"{attempt}/submit", {"confirmed": "1"})
    before = state_of(learner)
    for body in (sent(), sent(values=["9"]), {"flagged": True, "position": 1}):
        answer = save(reader, attempt, body)
        assert answer.status_code == 409
        assert answer.json["message"] == "This attempt was submitted already."
    for path in ("responses", "check", "submit"):
        data = {"shown": "1", "q1": RIGHT, "check": "1", "confirmed": "1"}
        assert reader.post(f"{attempt}/{path}", data).location == f"{attempt}/review"
    assert state_of(learner) == before


def test_the_clock_of_the_server_is_the_only_one(reader, learner, attempt):
    """Nothing that a device says of itself opens what is over."""
    assert clock.now() == BEGAN
    body = sent(age=HUGE, heard=word(attempt, BEGAN - MINUTE))
    save(reader, attempt, body)
    assert item_of(learner, 1).saved_at == BEGAN
    assert item_of(learner, 1).given_at == BEGAN - MINUTE
