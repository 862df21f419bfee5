"""The outbox: for administrators of the whole, and without links that let somebody in."""

import pytest
from sqlalchemy import select

from accounts.models import AuditEntry, AuditPseudonym
from core.database import db
from notices.models import Mail
from tests.counting import counted_queries
from tests.pages.people import find

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


def looks():
    db.session.rollback()
    query = select(AuditEntry).where(AuditEntry.action == "person.looked_at")
    return list(db.session.scalars(query))


def test_a_look_at_somebody_s_mail_is_written_down(office, site):
    mail = office.mail()
    address, mail_id = f"/notices/outbox/{mail.uuid}", mail.id
    reader = site.reader("chief")
    for reads, username in ((0, None), (1, "hoa"), (1, "chief")):
        mail = db.session.get_one(Mail, mail_id)
        mail.person_id = find(username).id if username else None
        db.session.commit()
        reader.get(address)
        assert len(looks()) == reads
    (look,) = looks()
    reference = db.session.get_one(AuditPseudonym, look.about_reference)
    assert (look.subject, reference.person_id) == ("mail", find("hoa").id)


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
