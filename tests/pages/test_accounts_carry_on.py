"""A form that came after its session had ended goes on when its person signs in again."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from accounts.models import KeptRequest, SignInSession
from accounts.sessions import KEPT_FOR
from core import clock
from core.database import db
from quizzes.models import AttemptItem
from tests.factories.learning import RIGHT, WRONG
from tests.factories.people import PASSWORD

END = update(SignInSession).values(ended_at=SignInSession.created_at)
ANSWERS = {"shown": ["1", "2"], "q1": RIGHT, "q2": WRONG}


@pytest.fixture
def learner(make):
    return make.person("hoa", full_name="Lê Thị Hoa")


@pytest.fixture
def attempt(make, learner):
    return f"/attempts/{make.attempt(learner, make.course('basics'))}"


@pytest.fixture
def reader(site, attempt):
    """She is on the page of her attempt when the session ends."""
    reader = site.reader("hoa")
    db.session.execute(END)
    db.session.commit()
    return reader


def kept_count() -> int | None:
    return db.session.scalar(select(func.count()).select_from(KeptRequest))


def answered() -> int | None:
    query = select(func.count()).select_from(AttemptItem)
    return db.session.scalar(query.where(AttemptItem.response.is_not(None)))


def hidden_fields(page) -> dict[str, list[str]]:
    """What the page would send."""
    fields: dict[str, list[str]] = {}
    for control in page.all(".//main//form//input"):
        if control.get("name") != "csrf_token":
            fields.setdefault(control.get("name"), []).append(control.get("value"))
    return fields


def send_answers(reader, attempt):
    """Press "save" on the page whose session has ended; gives the way on after signing in."""
    response = reader.client.post(f"{attempt}/responses", data=ANSWERS)
    assert response.status_code == 303
    assert response.location.startswith("/sign-in?next=/carry-on/")
    return response.location


def test_what_was_answered_goes_on_after_signing_in_again(reader, attempt) -> None:
    reader.client.set_cookie("sen_language", "en")
    sign_in_url = send_answers(reader, attempt)
    assert "Your session had ended" in reader.get(sign_in_url).text
    data = {"username": "hoa", "password": PASSWORD}
    way_on = reader.client.post(sign_in_url, data=data).location
    page = reader.get(way_on)
    (form,) = page.all(".//main//form")
    assert form.get("action") == f"{attempt}/responses"
    assert hidden_fields(page) == {**ANSWERS, "q1": [RIGHT], "q2": [WRONG]}
    assert answered() == 0
    assert reader.client.post(form.get("action"), data=hidden_fields(page)).location == attempt
    assert answered() == 2


def test_nobody_else_gets_what_was_kept(reader, attempt, make, site) -> None:
    way_on = send_answers(reader, attempt).removeprefix("/sign-in?next=")
    make.person("khac")
    assert site.reader("khac").client.get(way_on).location == "/"


def test_it_is_kept_for_an_hour(reader, attempt, site) -> None:
    way_on = send_answers(reader, attempt).removeprefix("/sign-in?next=")
    later = clock.now() + KEPT_FOR + timedelta(minutes=1)
    clock.set_source(lambda: later)
    reader.sign_in("hoa", PASSWORD)
    assert reader.client.get(way_on).location == "/"


def test_of_one_person_only_the_last_few_are_kept(reader, attempt) -> None:
    for _turn in range(8):
        send_answers(reader, attempt)
    assert kept_count() == 5


def test_too_much_is_not_kept(reader, attempt) -> None:
    data = ANSWERS | {"more": "x" * 262_144}
    assert reader.client.post(f"{attempt}/responses", data=data).status_code == 401
    assert kept_count() == 0


def test_a_stranger_leaves_nothing_behind(app, attempt) -> None:
    response = app.test_client().post(f"{attempt}/responses", data=ANSWERS)
    assert response.status_code == 401
    assert kept_count() == 0


def test_a_closed_account_leaves_nothing_behind(reader, attempt, learner) -> None:
    learner.deactivated_at = datetime(2026, 1, 1, tzinfo=UTC)
    assert reader.client.post(f"{attempt}/responses", data=ANSWERS).status_code == 401
    assert kept_count() == 0


@pytest.mark.parametrize(
    ("path", "data"),
    [("/account/name", {"shown_name": "Chị Hoa"}), ("/account/notifications", {})],
)
def test_what_one_chooses_for_oneself_goes_on(reader, path, data) -> None:
    way_on = reader.client.post(path, data=data).location
    target = reader.client.post(way_on, data={"username": "hoa", "password": PASSWORD}).location
    page = reader.get(target)
    (form,) = page.all(".//main//form")
    assert (form.get("action"), hidden_fields(page)) == (
        path,
        {name: [value] for name, value in data.items()},
    )
    assert reader.client.post(path, data=hidden_fields(page)).location == "/account"


@pytest.mark.parametrize(
    "path", ["/account/password", "/people/new", "/units/new", "/reports/goals/new"]
)
def test_passwords_and_what_is_privileged_are_not_kept(reader, make, learner, path) -> None:
    make.role(learner, "administrator")
    make.role(learner, "organiser")
    data = {"current": PASSWORD, "full_name": "A"}
    assert reader.client.post(path, data=data).status_code == 401
    assert kept_count() == 0


def test_a_script_is_told_and_asks_for_the_page(reader, attempt) -> None:
    answer = {"position": 1, "values": [RIGHT], "client": "page", "sequence": 1}
    headers = {"Accept": "application/json"}
    response = reader.client.post(f"{attempt}/responses", json=answer, headers=headers)
    assert response.status_code == 401
    assert kept_count() == 0


@pytest.fixture
def strict(app):
    """Forms need their token, as they are served."""
    app.config["WTF_CSRF_ENABLED"] = True
    yield app
    app.config["WTF_CSRF_ENABLED"] = False


def test_a_page_from_before_signing_in_again_is_sent_by_a_press(site, attempt, strict) -> None:
    strict.config["WTF_CSRF_ENABLED"] = False
    reader = site.reader("hoa")
    strict.config["WTF_CSRF_ENABLED"] = True
    response = reader.client.post(f"{attempt}/responses", data=ANSWERS | {"csrf_token": "old"})
    assert response.status_code == 303
    page = reader.get(response.location)
    assert not page.all(".//main//form[@data-module]")
    token = page.all(".//main//form//input[@name='csrf_token']")[0].get("value")
    data = hidden_fields(page) | {"csrf_token": token}
    assert reader.client.post(f"{attempt}/responses", data=data).location == attempt
    assert answered() == 2
