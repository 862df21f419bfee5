"""Who holds what, giving and taking back, as administrators do it."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from sqlalchemy import select

from accounts.models import RoleGrant
from core import clock
from core.database import db
from courses.models import Programme
from tests.counting import counted_queries
from tests.factories.importing import add_import
from tests.pages.people import fields_of, find, key_of
from tests.pages.reader import read_strictly, text_of

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def office(make):
    """The province with an office and a team in it, and a division; administrators of both."""
    clock.set_source(lambda: NOW)
    make.organisation()
    province = make.unit("BHXH tỉnh")
    units = {"province": province, "office": make.unit("BHXH cơ sở", province)}
    units["team"] = make.unit("Tổ Một cửa", units["office"])
    units["division"] = make.unit("Phòng Thu", province)
    make.role(make.person("chief", province, "Võ Minh Khang"), "administrator")
    make.role(make.person("local", units["office"], "Lê Văn Tâm"), "administrator", units["office"])
    make.person("hoa", units["team"], "Nguyễn Thị Hoa")
    make.person("dao", units["division"], "Trần Thị Đào")
    make.course("basics")
    return units


def path(username):
    return f"/people/{find(username).uuid}/roles"


def grants_of(username):
    query = select(RoleGrant).where(RoleGrant.person_id == find(username).id)
    return list(db.session.scalars(query.order_by(RoleGrant.id)))


def typed(**values):
    return {"role": "manager", "unit": "", "begins_on": "2026-11-23", "until": ""} | values


def test_a_role_is_given_and_shown_where_it_stands(site, office):
    reader = site.reader("chief")
    form = fields_of(reader.get(path("hoa")))
    assert form["begins_on"] == "2026-11-23"
    reader.post(path("hoa"), form | typed(unit=key_of(office["office"]), until="2027-03-31"))
    (grant,) = grants_of("hoa")
    assert (grant.unit_id, grant.valid_to) == (office["office"].unit_id, date(2027, 4, 1))
    assert grant.granted_by_id == find("chief").id
    page = reader.get(path("hoa"))
    for words in ("Manager", "BHXH cơ sở", "31 Mar 2027", "Võ Minh Khang", "In force"):
        assert words in page.text
    reader.post(path("hoa"), typed(unit=key_of(office["office"]), until="2027-03-31"))
    assert len(grants_of("hoa")) == 1


def test_a_trainer_is_tied_to_a_programme(site, office):
    reader = site.reader("chief")
    reader.post(path("hoa"), typed(role="trainer", programme="gender-equality"))
    (grant,) = grants_of("hoa")
    assert (grant.programme_key, grant.unit_id) == ("gender-equality", None)
    site.reader("hoa").get("/studio")


def test_a_programme_says_which_language_its_name_is_in(site, office, make):
    db.session.add(Programme(key="own", titles={"vi": "Chuyên đề riêng"}, position=9))
    db.session.commit()
    make.role(find("hoa"), "trainer", programme="own")
    reader = site.reader("chief")
    page = reader.get(path("hoa"))
    [choice] = [each for each in page.all(".//option") if each.get("value") == "own"]
    assert (choice.text, choice.get("lang"), len(choice)) == ("Chuyên đề riêng", "vi", 0)
    for address in (path("hoa"), f"/people/{find('hoa').uuid}", "/people/roles"):
        spans = reader.get(address).all(".//main//span[@lang='vi']")
        assert [each.text for each in spans] == ["Chuyên đề riêng"], address


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"role": "king"}, "role"),
        ({"unit": "nonsense"}, "unit"),
        ({"role": "trainer", "unit": "office"}, "unit"),
        ({"programme": "gender-equality"}, "programme"),
        ({"role": "trainer", "programme": "nonsense"}, "programme"),
        ({"begins_on": ""}, "begins_on"),
        ({"begins_on": "2026-11-22"}, "begins_on"),
        ({"begins_on": "9999-12-31"}, "begins_on"),
        ({"until": "2026-11-22"}, "until"),
        ({"until": "nonsense"}, "until"),
        ({"role": "inspector"}, "until"),
        ({"role": "inspector", "until": "2028-01-01"}, "until"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(site, office, wrong, field):
    if wrong.get("unit") == "office":
        wrong = wrong | {"unit": key_of(office["office"])}
    page = read_strictly(site.reader("chief").post(path("hoa"), typed(**wrong), 422))
    assert page.all(f".//ul[@id='{field}-errors']"), page.text
    assert len(page.all(".//ul[@class='field-errors']")) == 1
    assert grants_of("hoa") == []


def test_a_role_is_taken_back_and_stays_to_be_seen(site, office, make):
    make.role(find("hoa"), "manager", office["team"])
    reader, manager = site.reader("chief"), site.reader("hoa")
    manager.get("/reports/completion")
    reader.post(f"{path('hoa')}/1/revoke")
    reader.post(f"{path('hoa')}/1/revoke")
    assert manager.client.get("/account").status_code == 303
    (grant,) = grants_of("hoa")
    assert (grant.revoked_at, grant.revoked_by_id) == (NOW, find("chief").id)
    page = reader.get(path("hoa"))
    assert "Taken back on 23 Nov 2026, Võ Minh Khang" in page.text
    assert not page.all(".//main//form[@action]")
    site.reader("hoa").get("/reports/completion", 403)


@pytest.mark.parametrize("number", ["0", "2", "9" * 40, "x"])
def test_a_role_that_is_not_there_is_not_found(site, office, make, number):
    make.role(find("hoa"), "manager")
    site.reader("chief").post(f"{path('hoa')}/{number}/revoke", status=404)
    site.reader("chief").get(f"/people/{uuid4()}/roles", 404)


def test_the_last_administrator_cannot_be_revoked(site, office):
    reader = site.reader("chief")
    reader.post(f"{path('chief')}/1/revoke")
    assert "last administrator" in reader.get(path("chief")).text
    assert grants_of("chief")[0].revoked_at is None


def test_who_gives_her_own_role_back_is_led_away(site, office, make):
    make.role(find("dao"), "administrator")
    reader = site.reader("dao")
    assert reader.post(f"{path('dao')}/1/revoke").location == "/account"
    reader.get("/account")
    reader.get("/people", 403)


def test_an_administrator_of_a_unit_gives_roles_within_it_only(site, office, make):
    reader = site.reader("local")
    offered = {option.get("value") for option in reader.get(path("hoa")).all(".//option")}
    assert "trainer" not in offered
    assert not {"", key_of(office["division"])} & offered
    own, foreign = key_of(office["office"]), key_of(office["division"])
    for wrong in ({"unit": ""}, {"unit": foreign}, {"unit": own, "role": "trainer"}):
        reader.post(path("hoa"), typed(**wrong), 422)
    reader.post(path("hoa"), typed(unit=own))
    assert len(grants_of("hoa")) == 1
    for way in ("", "/1/revoke"):
        reader.post(path("dao") + way, typed(unit=own), 404)
    reader.get(path("dao"), 404)


def test_nobody_below_the_whole_changes_ones_own_roles(site, office):
    reader = site.reader("local")
    page = reader.get(path("local"))
    assert not page.all(".//main//form")
    reader.post(path("local"), typed(unit=key_of(office["office"])), 403)
    reader.post(f"{path('local')}/1/revoke", status=403)


def test_roles_beyond_ones_reach_are_left_alone(site, office, make):
    make.role(find("hoa"), "manager", office["team"])
    make.role(find("hoa"), "organiser")
    reader = site.reader("local")
    assert not reader.get(path("hoa")).all(".//main//form")
    reader.post(f"{path('hoa')}/1/revoke", status=403)


def names_in(page):
    return [text_of(link) for link in page.all(".//tbody//a")]


def test_the_list_says_who_holds_what_within_reach(site, office, make):
    hoa = find("hoa")
    make.role(find("dao"), "manager", office["division"])
    later, over = make.role(hoa, "manager", office["team"]), make.role(hoa, "organiser")
    later.valid_from, over.valid_to = date(2027, 1, 1), date(2026, 1, 1)
    db.session.commit()
    reader = site.reader("chief")
    assert names_in(reader.get("/people/roles")) == ["Trần Thị Đào", "Võ Minh Khang", "Lê Văn Tâm"]
    for query, names in (
        ("role=manager", ["Trần Thị Đào"]),
        ("state=upcoming", ["Nguyễn Thị Hoa"]),
        ("state=ended", ["Nguyễn Thị Hoa"]),
        ("state=revoked", []),
        (f"unit={key_of(office['division'])}", ["Trần Thị Đào"]),
        ("role=nonsense&state=nonsense&unit=nonsense&page=9", 3),
    ):
        found = names_in(reader.get(f"/people/roles?{query}"))
        assert found == names or len(found) == names
    assert names_in(site.reader("local").get("/people/roles?state=all")) == [
        "Nguyễn Thị Hoa",
        "Nguyễn Thị Hoa",
        "Lê Văn Tâm",
    ]


def test_the_list_asks_the_same_however_many_there_are(site, office, make):
    client = site.reader("chief").client
    for number in range(60):
        make.role(make.person(f"p{number}", office["team"]), "manager", office["team"])
    with counted_queries() as many:
        page = read_strictly(client.get("/people/roles"))
    assert len(names_in(page)) == 50
    assert len(many) <= 7


def test_the_page_of_a_person_says_in_which_programme(site, office, make):
    make.role(find("hoa"), "trainer", programme="gender-equality")
    page = site.reader("chief").get(f"/people/{find('hoa').uuid}")
    assert "Trainer: Gender equality" in page.text


def test_who_is_to_hold_more_tomorrow_is_left_alone_today(site, office, make):
    make.role(find("hoa"), "administrator").valid_from = date(2026, 11, 24)
    db.session.commit()
    reader, uuid = site.reader("local"), find("hoa").uuid
    assert not reader.get(f"/people/{uuid}").all(".//main//form")
    for way in ("", "/deactivate", "/reactivate"):
        reader.post(f"/people/{uuid}{way}", status=403)


def test_a_second_factor_of_who_is_to_hold_more_tomorrow_is_left_alone(site, office, make):
    make.role(find("hoa"), "administrator").valid_from = date(2026, 11, 24)
    db.session.commit()
    address = f"/people/{find('hoa').uuid}/second-factor"
    reader = site.reader("local")
    reader.get(address, 403)
    for way in ("remove", "unlink"):
        reader.post(f"{address}/{way}", status=403)


def test_files_checked_with_a_wider_reach_go_with_the_role(site, office, make):
    make.role(find("dao"), "administrator")
    make.role(find("dao"), "administrator", office["office"])
    uuid = add_import("dao", "Mã NV,Họ và tên\nX1,Trần Thị Mới\n")
    address = f"/people/import/{uuid}"
    assert "Võ Minh Khang" in site.reader("dao").get(f"{address}/rows/missing").text
    site.reader("chief").post(f"{path('dao')}/1/revoke")
    reader = site.reader("dao")
    for page in (address, f"{address}/rows/missing", f"{address}/problems"):
        reader.get(page, 404)
