"""Help, quick exit and the calendar behind it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core import clock
from core.database import db
from safety import queries
from safety.operations import load_helplines, record_check
from tests.counting import counted_queries
from tests.pages.reader import read_strictly, text_of

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _november(app):
    clock.set_source(lambda: NOW)


def numbers_on(page):
    return [text_of(link) for link in page.all(".//a") if link.get("href", "").startswith("tel:")]


def test_help_is_open_to_everybody_and_shows_the_emergency_numbers(site):
    page = site.reader().get("/help")
    assert set(numbers_on(page)) == {"111", "112", "113", "114", "115"}
    assert page.links()["113"] == "tel:113"


def test_help_stands_on_every_page_and_so_does_the_way_out(site, make):
    make.person("hoa", make.unit())
    paths = ["/help", "/sign-in", "/nothing-here"]
    pages = [site.reader().get(path, 404 if "nothing" in path else 200) for path in paths]
    pages.append(site.reader("hoa").get("/account/password"))
    for page in pages:
        assert "/help" in page.links().values(), page.path
        exits = [form for form in page.all(".//form") if form.get("action") == "/quick-exit"]
        assert [(form.get("method"), form.get("data-exit-url")) for form in exits] == [
            ("post", "/calendar")
        ]


@pytest.mark.parametrize(
    ("days_ago", "is_shown"), [(0, True), (180, True), (181, False), (-1, False)]
)
def test_other_lines_are_shown_while_a_check_of_them_is_good(site, days_ago, is_shown):
    load_helplines(NOW)
    line = queries.find_helpline("1800 8027")
    assert line is not None
    record_check(line, "Lê Thị Hoa", date(2026, 11, 23) - timedelta(days=days_ago))
    db.session.commit()
    numbers = numbers_on(site.reader().get("/help"))
    assert ("1800 8027" in numbers) is is_shown
    assert len(numbers) == 5 + is_shown


def test_help_answers_questions_about_sen_too(site, make):
    make.person("hoa", make.unit())
    page = site.reader("hoa").get("/help")
    asked = [text_of(summary) for summary in page.all(".//main//details/summary")]
    assert len(asked) == 5
    assert "It cannot hide everything" in page.text


def test_who_forgot_a_password_is_led_to_a_link_or_a_slip(site, make):
    make.person("hoa", make.unit())
    assert site.reader().get("/help").links()["Quên mật khẩu?"] == "/forgot-password"
    page = site.reader("hoa").get("/help")
    assert page.links()["Password forgotten?"] == "/forgot-password"
    assert "ask the administrator of your office, often the IT officer, for a slip" in page.text
    assert "password on paper" not in page.text


def test_help_asks_little_of_the_database(site):
    client = site.client()
    client.get("/help")
    with counted_queries() as queries_sent:
        client.get("/help")
    assert len(queries_sent) <= 2


def test_quick_exit_leads_away_without_token_session_or_database(site, make, monkeypatch):
    monkeypatch.setitem(site.app.config, "WTF_CSRF_ENABLED", True)
    make.person("hoa", make.unit())
    client = site.client()
    with counted_queries() as queries_sent:
        response = client.post("/quick-exit", headers={"Cookie": "sen=nonsense"})
    assert (response.status_code, response.location) == (303, "/calendar")
    assert response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers
    assert queries_sent == []


def test_quick_exit_leads_where_the_office_wants(site, monkeypatch):
    monkeypatch.setitem(site.app.config, "EXIT_URL", "https://weather.example")
    assert site.client().post("/quick-exit").location == "https://weather.example"
    page = site.reader().get("/help")
    forms = [form for form in page.all(".//form") if form.get("action") == "/quick-exit"]
    assert forms[0].get("data-exit-url") == "https://weather.example"


def test_quick_exit_is_not_an_address_to_visit(site):
    assert site.client().get("/quick-exit").status_code == 405


def test_the_calendar_says_nothing_of_where_it_stands(site):
    response = site.client().get("/calendar")
    page = read_strictly(response)
    text = response.get_data(as_text=True).casefold()
    for word in ("sen", "lotus", "favicon", "/help", "quick", "thoát"):
        assert word not in text.replace("present", ""), word
    assert page.all(".//link[@rel='icon']")
    assert not page.all(".//script")


def test_the_calendar_shows_this_month_and_marks_today(site):
    page = site.reader().get("/calendar")
    assert "tháng 11 năm 2026" in page.heading
    today = [cell for cell in page.all(".//td") if cell.get("aria-current") == "date"]
    assert [text_of(cell) for cell in today] == ["23 15"]


def test_one_can_leaf_through_the_calendar(site):
    reader = site.reader()
    reader.post("/preferences/language", {"language": "en"})
    page = reader.get("/calendar?month=2026-12")
    assert "December 2026" in page.heading
    targets = {link.get("rel"): link.get("href") for link in page.all(".//nav/a")}
    assert targets["prev"] == "/calendar?month=2026-11"
    assert targets["next"] == "/calendar?month=2027-01"
    assert "prev" not in {
        link.get("rel") for link in reader.get("/calendar?month=1970-01").all(".//nav/a")
    }
    assert "November 2026" in reader.get("/calendar?month=nonsense").heading
