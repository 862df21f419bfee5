"""The outbox: for administrators of the whole, and without links that let somebody in."""

import pytest

from tests.counting import counted_queries

URL = "https://sen.example/password/abc"


@pytest.fixture
def office(make):
    make.organisation()
    province = make.unit("BHXH tỉnh")
    office = make.unit("BHXH cơ sở", province)
    make.role(make.person("chief", province), "administrator")
    make.role(make.person("local", office), "administrator", office)
    make.person("hoa", office)
    return make


def test_an_empty_outbox_says_so_and_that_no_mail_is_sent(office, site):
    page = site.reader("chief").get("/notices/outbox")
    assert "Nothing was written" in page.text
    assert "No mail server is set up" in page.text


def test_a_mail_is_listed_and_read(office, site):
    office.mail(subject="A word <b>")
    reader = site.reader("chief")
    page = reader.get("/notices/outbox")
    assert "A word <b>" in page.text
    assert "hoa@office.example" in page.text
    assert "Kept, not sent" in page.text


def test_a_link_that_lets_somebody_in_is_seen_by_nobody(office, site):
    mail = office.mail(url=URL)
    reader = site.reader("chief")
    page = reader.get(f"/notices/outbox/{mail.uuid}")
    assert "[the link is hidden]" in page.text
    assert URL not in page.response.get_data(as_text=True)


@pytest.mark.parametrize("username", ["local", "hoa"])
def test_the_outbox_is_not_for_others(office, site, username):
    mail = office.mail()
    reader = site.reader(username)
    for path in ("/notices/outbox", f"/notices/outbox/{mail.uuid}"):
        assert reader.client.get(path).status_code == 403


def test_a_long_outbox_costs_no_more_queries(office, site):
    reader = site.reader("chief")
    office.mail()
    reader.get("/notices/outbox")
    with counted_queries() as few:
        reader.get("/notices/outbox")
    for number in range(60):
        office.mail(subject=f"Mail {number}")
    with counted_queries() as many:
        reader.get("/notices/outbox")
    assert len(many) == len(few)
