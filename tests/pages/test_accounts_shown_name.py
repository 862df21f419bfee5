"""How one is addressed, and what one is told by mail: chosen on one's own page."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from accounts.models import Person
from accounts.personal_data import PART
from core import clock
from core.database import db
from core.mail_settings import MailServer
from tests.counting import counted_queries
from tests.pages.reader import text_of

FULL = "Nguyễn Thị Ngọc Lan"


@pytest.fixture
def lan(make):
    make.organisation()
    person = make.person("lan", make.unit("Phòng Thu"), FULL)
    person.email = "lan@office.example"
    db.session.commit()
    return person


@pytest.fixture
def reader(site, lan):
    return site.reader("lan")


def stored() -> Person:
    db.session.rollback()
    return db.session.scalars(select(Person).where(Person.username == "lan")).one()


def choose(reader, name, status=303):
    return reader.post("/account/name", {"shown_name": name}, status)


def in_frame(page) -> str:
    return text_of(page.all(".//*[@class='menu-person-name']")[0])


def test_the_chosen_name_stands_in_the_frame_and_the_greeting_and_nowhere_else(
    reader, make, lan
) -> None:
    make.role(lan, "administrator")
    assert in_frame(reader.get("/account")) == FULL
    choose(reader, "  Chị Lan ")
    page = reader.get("/account")
    assert in_frame(page) == "Chị Lan"
    assert page.document.find(".//input[@name='shown_name']").get("value") == "Chị Lan"
    assert FULL in page.text
    assert reader.get("/").heading == "Hello, Chị Lan"
    record = reader.get("/record")
    assert FULL in text_of(record.all(".//main")[0])
    assert "Chị Lan" not in text_of(record.all(".//main")[0])
    people = reader.get("/people")
    assert "Chị Lan" not in text_of(people.all(".//main")[0])


@pytest.mark.parametrize("emptied", ["", "   "])
def test_an_emptied_name_is_the_full_name_again(reader, emptied) -> None:
    choose(reader, "Lan")
    choose(reader, emptied)
    assert stored().shown_name == ""
    assert in_frame(reader.get("/account")) == FULL


def test_a_name_is_kept_composed(reader) -> None:
    choose(reader, "Ngo\u0323c Lan")
    assert stored().shown_name == "Ngọc Lan"


@pytest.mark.parametrize(
    "name", ["x" * 161, "\u200b", "Lan\u202eevil", "Lan\u0007", "a\nb", "\u3164", "Lan\u00a0"]
)
def test_what_is_too_long_or_cannot_be_seen_is_refused_at_the_field(reader, name) -> None:
    answer = choose(reader, name if name != "Lan\u00a0" else "L\u00a0n", 422)
    page = answer.get_data(as_text=True)
    assert "error-summary" in page
    assert 'id="shown_name-errors"' in page
    assert stored().shown_name == ""


def test_a_name_that_looks_like_markup_stays_text(reader) -> None:
    choose(reader, "<b>Lan</b>")
    assert in_frame(reader.get("/account")) == "<b>Lan</b>"


def test_the_chosen_name_costs_no_query(reader) -> None:
    reader.get("/help")
    with counted_queries() as before:
        reader.get("/help")
    choose(reader, "Lan")
    with counted_queries() as after:
        reader.get("/help")
    assert len(after) == len(before)


def test_choosing_to_be_told_is_remembered_and_shown(reader) -> None:
    box = ".//input[@name='is_told']"
    assert reader.get("/account").document.find(box).get("checked") is not None
    reader.post("/account/notifications")
    assert stored().is_told_of_changes is False
    assert reader.get("/account").document.find(box).get("checked") is None
    reader.post("/account/notifications", {"is_told": "y"})
    assert stored().is_told_of_changes is True


def test_without_an_address_there_is_nothing_to_choose(reader, lan) -> None:
    stored().email = None
    db.session.commit()
    page = reader.get("/account")
    assert page.document.find(".//input[@name='is_told']") is None
    assert "knows no e-mail address of yours" in page.text


def test_the_page_says_where_no_mail_is_sent(reader, app, monkeypatch) -> None:
    assert "Sen sends no mail yet" in reader.get("/account").text
    settings = app.extensions["settings"]
    server = MailServer("smtp", "127.0.0.1", 25, "", "")
    monkeypatch.setitem(app.extensions, "settings", replace(settings, mail_server=server))
    assert "Sen sends no mail yet" not in reader.get("/account").text


def test_both_choices_are_taken_along_and_go_with_the_person(reader, lan) -> None:
    choose(reader, "Chị Lan")
    reader.post("/account/notifications")
    held = json.loads(reader.client.get("/account/data.json").get_data(as_text=True))
    assert held["person"][0]["shown_name"] == "Chị Lan"
    assert held["person"][0]["is_told_of_changes"] is False
    assert "Chị Lan" in reader.get("/account/data").text
    person_id = stored().id
    PART.anonymise_person(person_id, clock.now())
    db.session.commit()
    gone = db.session.get_one(Person, person_id)
    assert (gone.shown_name, gone.is_told_of_changes) == ("", True)
