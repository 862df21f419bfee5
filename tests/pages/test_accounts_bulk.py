"""Many people at once: chosen one by one or found by a filter, asked once more, done in one go."""

import io
from datetime import UTC, date, datetime

import openpyxl
import pytest
from sqlalchemy import select

from accounts.models import ActivationCode, AuditEntry, Placement, RoleGrant
from core import clock
from core.database import db
from notices.models import Mail
from tests.counting import counted_queries
from tests.pages.people import find, key_of
from tests.pages.reader import read_strictly, text_of

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def office(make):
    """The province with an office and a division; administrators of the whole and the office."""
    clock.set_source(lambda: NOW)
    make.organisation()
    province = make.unit("BHXH tỉnh")
    units = {"province": province, "office": make.unit("BHXH cơ sở", province)}
    units["division"] = make.unit("Phòng Thu", province)
    make.role(make.person("chief", province, "Võ Minh Khang"), "administrator")
    make.role(make.person("local", units["office"], "Lê Văn Tâm"), "administrator", units["office"])
    for name in ("hoa", "mai", "lan"):
        make.person(name, units["office"], f"Nguyễn Thị {name.title()}")
    make.person("dao", units["division"], "Trần Thị Đào")
    return units


def chosen(*usernames, **values):
    return {"person": [str(find(name).uuid) for name in usernames], "whom": "chosen"} | values


def unit_of(username):
    person_id = find(username).id
    query = select(Placement.unit_id).where(
        Placement.person_id == person_id, Placement.valid_to.is_(None)
    )
    return db.session.scalar(query)


def sent_by(page):
    """What the form of a confirmation would send."""
    fields: dict[str, list[str]] = {}
    for control in page.all(".//main//form[@class='form']//input"):
        fields.setdefault(control.get("name"), []).append(control.get("value", ""))
    return fields


def ask(reader, data, status=200):
    return read_strictly(reader.post("/people/bulk", data, status))


def entries():
    db.session.rollback()
    query = select(AuditEntry).where(AuditEntry.action.not_like("sign_in%"))
    return [(each.action, each.details) for each in db.session.scalars(query)]


def test_those_chosen_are_moved_together(site, office):
    reader = site.reader("chief")
    page = ask(reader, chosen("hoa", "mai", action="move"))
    assert "2 people" in page.text
    form = sent_by(page) | {"to": key_of(office["division"])}
    for _ in range(2):
        reader.post("/people/bulk/move", form)
    assert {unit_of(name) for name in ("hoa", "mai")} == {office["division"].unit_id}
    assert unit_of("lan") == office["office"].unit_id
    before = select(Placement).where(Placement.valid_to.is_not(None))
    assert {each.valid_to for each in db.session.scalars(before)} == {date(2026, 11, 23)}
    assert entries() == [("person.moved", {"unit": key_of(office["division"]), "people": 2})]


def test_all_that_a_filter_finds_are_deactivated_but_oneself(site, office):
    reader, victim = site.reader("local"), site.reader("hoa")
    data = {"whom": "all", "filter-unit": key_of(office["office"]), "action": "deactivate"}
    page = ask(reader, data)
    assert "3 people" in page.text
    reader.post("/people/bulk/deactivate", sent_by(page))
    assert not any(find(name).is_active for name in ("hoa", "mai", "lan"))
    assert find("local").is_active
    assert victim.client.get("/account").status_code == 303
    assert entries() == [("person.deactivated", {"people": 3})]


def test_the_same_people_get_a_role(site, office):
    reader = site.reader("chief")
    data = {"whom": "all", "filter-words": "nguyen", "action": "role"}
    page = ask(reader, data)
    form = sent_by(page) | {"role": "manager", "unit": key_of(office["office"])}
    reader.post("/people/bulk/role", form | {"until": "2020-01-01"}, 422)
    reader.post("/people/bulk/role", form)
    grants = list(db.session.scalars(select(RoleGrant).where(RoleGrant.role == "manager")))
    assert {each.person_id for each in grants} == {find(n).id for n in ("hoa", "mai", "lan")}
    assert {each.unit_id for each in grants} == {office["office"].unit_id}


def test_slips_are_printed_for_those_chosen(site, office):
    reader = site.reader("chief")
    page = ask(reader, chosen("hoa", "dao", action="slips"))
    (form,) = page.all(".//main//form[@class='form']")
    assert form.get("action") == "/people/slips"
    assert len(sent_by(page)["person"]) == 2


def buttons_of(page):
    return [text_of(button) for button in page.all(".//main//form//button")]


def test_links_are_mailed_to_those_chosen_who_have_an_address(site, office, monkeypatch):
    monkeypatch.setitem(site.app.config, "BASE_URL", "https://sen.example")
    find("hoa").email = "hoa@office.example"
    db.session.commit()
    reader = site.reader("chief")
    page = ask(reader, chosen("hoa", "dao", action="slips"))
    assert "1 has an e-mail address" in page.text
    assert buttons_of(page) == ["Print slips", "Send links by mail"]
    reader.post("/people/slips", sent_by(page) | {"as": "mail"})
    said = text_of(reader.get("/people").all(".//*[@role='status']")[0])
    assert "Links mailed: 1. Without an e-mail address: 1." in said
    codes = list(db.session.scalars(select(ActivationCode)))
    assert [(each.person_id, each.channel) for each in codes] == [(find("hoa").id, "mail")]
    (mail,) = db.session.scalars(select(Mail))
    assert (mail.to_address, mail.has_link) == ("hoa@office.example", True)
    assert entries() == [("slips.issued", {"count": 1})]


def test_no_link_is_offered_where_none_can_be_mailed(site, office, monkeypatch):
    find("hoa").email = "hoa@office.example"
    db.session.commit()
    reader = site.reader("chief")
    assert buttons_of(ask(reader, chosen("hoa", action="slips"))) == ["Print slips"]
    monkeypatch.setitem(site.app.config, "BASE_URL", "https://sen.example")
    assert buttons_of(ask(reader, chosen("dao", action="slips"))) == ["Print slips"]


def test_more_slips_than_are_made_at_once_are_made_in_parts(site, office, monkeypatch):
    monkeypatch.setattr("accounts.slip_sheets.MOST_AT_ONCE", 2)
    reader = site.reader("chief")
    wanted = {"whom": "all", "filter-words": "", "action": "slips"}
    page = ask(reader, wanted)
    assert "At most 2 slips are made at once" in page.text
    assert buttons_of(page) == ["1 to 2", "3 to 4", "5 to 5"]
    found = []
    for first in ("1", "3", "5"):
        page = ask(reader, wanted | {"part": first})
        found += sent_by(page)["person"]
    assert "1 of 5 people" in page.text
    assert set(found) == {str(find(name).uuid) for name in ("local", "hoa", "mai", "lan", "dao")}
    for nonsense in ("2", "x", "-1"):
        assert "At most 2" in ask(reader, wanted | {"part": nonsense}).text


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_those_chosen_are_exported_and_that_is_written_down(site, office, kind):
    reader = site.reader("local")
    page = ask(reader, {"whom": "all", "action": "export"})
    response = reader.post("/people/bulk/export", sent_by(page) | {"format": kind}, 200)
    if kind == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(response.data))
        text = str([list(row) for row in book.active.iter_rows(values_only=True)])
    else:
        text = response.get_data(as_text=True)
    assert "Nguyễn Thị Hoa" in text
    assert "Trần Thị Đào" not in text
    assert entries() == [("people.exported", {"people": 4, "format": kind})]


def test_nobody_reaches_further_by_choosing(site, office, make):
    make.role(find("mai"), "organiser")
    reader = site.reader("local")
    for name in ("dao", "chief", "mai"):
        for action in ("slips", "move", "role", "deactivate"):
            reader.post("/people/bulk", chosen(name, action=action))
        reader.post("/people/bulk/deactivate", chosen(name, count="1"))
        to = key_of(office["office"])
        reader.post("/people/bulk/move", chosen(name, count="1", to=to))
        role = {"role": "manager", "unit": to, "begins_on": "2026-11-23"}
        reader.post("/people/bulk/role", chosen(name, count="1", **role))
        assert find(name).is_active
    assert unit_of("dao") == office["division"].unit_id
    assert db.session.scalars(select(RoleGrant).where(RoleGrant.role == "manager")).all() == []
    page = ask(reader, chosen("hoa", "dao", action="move"))
    assert "1 person" in page.text
    form = sent_by(page)
    reader.post("/people/bulk/move", form | {"to": key_of(office["division"])}, 422)
    role = {"role": "manager", "unit": key_of(office["division"]), "begins_on": "2026-11-23"}
    reader.post("/people/bulk/role", form | role, 422)


def test_where_others_are_found_meanwhile_it_is_asked_anew(site, office, make):
    reader = site.reader("chief")
    form = sent_by(ask(reader, {"whom": "all", "filter-words": "nguyen", "action": "deactivate"}))
    make.person("new", office["division"], "Nguyễn Thị Mới")
    page = read_strictly(reader.post("/people/bulk/deactivate", form, 409))
    assert "4 people" in page.text
    assert find("hoa").is_active


def test_the_last_administrator_stays(site, office, make):
    make.role(find("dao"), "administrator", office["province"])
    reader = site.reader("dao")
    reader.post("/people/bulk", chosen("chief", action="deactivate"))
    assert find("chief").is_active


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"action": "move"},
        {"action": "nonsense", "whom": "all"},
        {"person": "nonsense", "action": "move"},
        {"person": "nonsense", "whom": "all", "filter-words": "\u202ezzz", "action": "move"},
    ],
)
def test_nonsense_leads_back(site, office, data):
    assert site.reader("chief").post("/people/bulk", data).location == "/people"


def test_many_are_done_in_few_queries(site, office, make):
    for number in range(120):
        make.person(f"p{number}", office["office"], f"Phạm Thị Số {number}")
    reader = site.reader("chief")
    form = sent_by(ask(reader, {"whom": "all", "filter-words": "pham", "action": "deactivate"}))
    with counted_queries() as many:
        reader.post("/people/bulk/deactivate", form)
    assert len(many) <= 25
    assert not find("p119").is_active


def names_in(page):
    return [text_of(link) for link in page.all(".//tbody//a")]


def test_the_list_is_filtered_by_role_and_by_who_never_came(site, office):
    reader = site.reader("chief")
    page = reader.get("/people?role=administrator")
    assert names_in(page) == ["Võ Minh Khang", "Lê Văn Tâm"]
    assert text_of(page.all(".//tbody/tr")[0]).endswith("Administrator")
    assert "Võ Minh Khang" not in names_in(reader.get("/people?state=never"))
    assert len(names_in(reader.get("/people?state=never&role=nonsense"))) == 5
    found = [text_of(row) for row in reader.get("/people").all(".//tbody/tr")]
    assert sum("Never signed in" in row for row in found) == 5


def test_the_list_is_sorted_by_unit(site, office):
    reader = site.reader("chief")
    assert names_in(reader.get("/people?sort=unit"))[0] == "Võ Minh Khang"
    assert names_in(reader.get("/people?sort=-unit"))[0] == "Trần Thị Đào"
    assert names_in(reader.get("/people?sort=-name"))[0] == "Lê Văn Tâm"
