"""One's own settings: language, text size, password."""

import pytest

from accounts.models import Person
from core.database import db

PASSWORD = "sen-test-2026"
NEW = "một câu ngắn mới"


@pytest.fixture
def hoa(make):
    return make.person("hoa", make.unit())


def change(client, current=PASSWORD, new=NEW, repeated=NEW):
    form = {"current": current, "new": new, "repeated": repeated}
    return client.post("/account/password", data=form)


def test_a_visitors_language_is_remembered_on_the_device(site):
    reader = site.reader()
    assert reader.get("/help").document.get("lang") == "vi"
    response = reader.post("/preferences/language", {"language": "en", "next": "/help"})
    assert response.location == "/help"
    assert reader.get("/help").document.get("lang") == "en"
    assert site.reader().get("/help").document.get("lang") == "vi"


def test_a_persons_language_is_remembered_wherever_she_signs_in(site, hoa):
    site.reader("hoa").post("/preferences/language", {"language": "vi"})
    assert site.reader("hoa").get("/help").document.get("lang") == "vi"
    site.reader("hoa").post("/preferences/language", {"language": "en"})
    assert site.reader("hoa").get("/help").document.get("lang") == "en"


def test_a_language_that_is_not_spoken_changes_nothing(site, hoa):
    reader = site.reader("hoa")
    reader.post("/preferences/language", {"language": "xx"})
    assert reader.get("/help").document.get("lang") == "en"


def test_text_grows_and_shrinks_in_steps_that_end(site, hoa):
    reader = site.reader("hoa")
    sizes = []
    for step in ["larger"] * 4 + ["smaller"] * 4 + ["nonsense"]:
        reader.post("/preferences/text-size", {"step": step})
        sizes.append(site.reader("hoa").get("/help").document.get("class"))
    assert sizes == [
        *("text-l", "text-xl", "text-xl", "text-xl"),
        *("text-l", "text-m", "text-s", "text-s", "text-s"),
    ]


def test_a_visitors_text_size_is_remembered_on_the_device(site):
    reader = site.reader()
    reader.post("/preferences/text-size", {"step": "larger"})
    assert reader.get("/help").document.get("class") == "text-l"


def test_a_shared_computer_keeps_no_preference(site, hoa):
    reader = site.reader()
    reader.post("/sign-in", {"username": "hoa", "password": PASSWORD, "is_shared": "y"})
    response = reader.post("/preferences/language", {"language": "vi"})
    assert "sen_language" not in str(response.headers)


def test_a_preference_leads_back_within_this_site_alone(site):
    client = site.client()
    fields = {"language": "en", "next": "//evil.example"}
    assert client.post("/preferences/language", data=fields).location == "/"


def test_the_password_page_asks_for_the_present_and_the_new_one(site, hoa):
    page = site.reader("hoa").get("/account/password")
    names = {field.get("name") for field in page.all(".//main//input")}
    assert names == {"csrf_token", "current", "new", "repeated"}


def test_changing_ones_password_ends_all_sessions_but_this_one(site, hoa):
    here, elsewhere = site.reader("hoa").client, site.reader("hoa").client
    assert change(here).status_code == 303
    assert here.get("/account/password").status_code == 200
    assert elsewhere.get("/account/password").status_code == 303
    site.reader("hoa", NEW)


@pytest.mark.parametrize(
    "fields",
    [
        {"current": "not this one"},
        {"new": "short", "repeated": "short"},
        {"repeated": "something else"},
        {"new": "", "repeated": ""},
        {"current": ""},
        {"new": "x" * 201, "repeated": "x" * 201},
        {"new": " " * 12, "repeated": " " * 12},
        {"new": "\u200b" * 12, "repeated": "\u200b" * 12},
    ],
)
def test_a_wrong_change_is_refused_at_the_field(site, hoa, fields):
    client = site.reader("hoa").client
    response = change(client, **fields)
    assert response.status_code == 422
    assert "field-errors" in response.get_data(as_text=True)
    site.reader("hoa", PASSWORD)


def test_ones_username_is_no_password(site, make):
    make.person("nguyen.thi.hoa", make.unit())
    client = site.reader("nguyen.thi.hoa").client
    name = "Nguyen.Thi.HOA"
    assert change(client, new=name, repeated=name).status_code == 422
    longer = f"{name} 2026"
    assert change(client, new=longer, repeated=longer).status_code == 422
    sentence = f"{name} thích trồng rau"
    assert change(client, new=sentence, repeated=sentence).status_code == 303


def test_guessing_the_present_password_is_slowed_down(site, hoa):
    client = site.reader("hoa").client
    for _ in range(5):
        change(client, current="guess")
    response = change(client)
    assert response.status_code == 422
    assert db.session.get_one(Person, hoa.id).password_set_at is None
