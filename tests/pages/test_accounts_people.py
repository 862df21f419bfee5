"""People, as administrators see them."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from accounts.models import Placement, SignInSession
from core.database import db
from tests.counting import counted_queries
from tests.pages.people import fields_of, find, key_of
from tests.pages.reader import read_strictly, text_of


@pytest.fixture
def office(make):
    """A small organisation: the province, an office in it with a team, and a division."""
    make.organisation()
    province = make.unit("BHXH tỉnh")
    units = {"province": province, "office": make.unit("BHXH cơ sở", province)}
    units["team"] = make.unit("Tổ Một cửa", units["office"])
    units["division"] = make.unit("Phòng Thu", province)
    chief = make.person("chief", province, "Võ Minh Khang", "male")
    make.role(chief, "administrator")
    local = make.person("local", units["office"], "Lê Văn Tâm", "male")
    make.role(local, "administrator", units["office"])
    make.person("hoa", units["team"], "Nguyễn Thị Hoa")
    make.person("dao", units["division"], "Trần Thị Đào")
    return units


def names_in(page):
    return [text_of(link) for link in page.all(".//tbody//a")]


# --- The list ------------------------------------------------------------------------------------


def test_the_list_is_sorted_as_a_vietnamese_register(site, office):
    page = site.reader("chief").get("/people")
    assert names_in(page) == ["Trần Thị Đào", "Nguyễn Thị Hoa", "Võ Minh Khang", "Lê Văn Tâm"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("hoa", ["Nguyễn Thị Hoa"]),
        ("nguyen HOA", ["Nguyễn Thị Hoa"]),
        ("Đào", ["Trần Thị Đào"]),
        ("dao", ["Trần Thị Đào"]),
        ("thi", ["Trần Thị Đào", "Nguyễn Thị Hoa"]),
        ("hi", []),
        ("local", ["Lê Văn Tâm"]),
        ("%", []),
        ("_", []),
        ("nobody", []),
    ],
)
def test_a_person_is_found_without_diacritics_by_the_beginnings_of_words(
    site, office, words, found
):
    assert names_in(site.reader("chief").get(f"/people?words={words}".replace("%", "%25"))) == found


def test_a_person_is_found_by_her_code(site, office):
    code = find("hoa").employee_code
    page = site.reader("chief").get(f"/people?words={code.lower()}")
    assert names_in(page) == ["Nguyễn Thị Hoa"]


def test_the_list_is_filtered_by_a_unit_and_all_below_it(site, office):
    page = site.reader("chief").get(f"/people?unit={key_of(office['office'])}")
    assert names_in(page) == ["Nguyễn Thị Hoa", "Lê Văn Tâm"]


def test_a_unit_that_is_not_there_filters_nothing(site, office):
    assert len(names_in(site.reader("chief").get("/people?unit=nonsense&state=nonsense"))) == 4


def test_deactivated_people_are_listed_when_asked_for(site, office):
    reader = site.reader("chief")
    reader.post(f"/people/{find('hoa').uuid}/deactivate")
    assert "Nguyễn Thị Hoa" not in names_in(reader.get("/people"))
    assert names_in(reader.get("/people?state=deactivated")) == ["Nguyễn Thị Hoa"]
    assert len(names_in(reader.get("/people?state=all"))) == 4


def test_the_list_asks_the_same_of_the_database_however_many_there_are(site, office, make):
    client = site.reader("chief").client
    client.get("/people")
    with counted_queries() as few:
        client.get("/people")
    for number in range(60):
        make.person(f"p{number}", office["team"], f"Nguyễn Thị Số {number}")
    with counted_queries() as many:
        page = read_strictly(client.get("/people"))
    assert len(names_in(page)) == 50
    assert len(many) == len(few) <= 5
    assert len(names_in(read_strictly(client.get("/people?page=2")))) == 14
    assert len(names_in(read_strictly(client.get("/people?page=999")))) == 14


# --- Who may -------------------------------------------------------------------------------------


def test_only_administrators_see_people(site, office, make):
    make.role(find("dao"), "manager")
    for path in ("/people", "/people/new", f"/people/{uuid4()}", "/units", "/units/new"):
        site.reader("dao").get(path, 403)
        assert site.client().get(path).status_code == 303
    assert site.client().post("/people/new").status_code == 401


def test_an_administrator_of_a_unit_sees_only_what_is_in_it(site, office):
    reader = site.reader("local")
    page = reader.get("/people")
    assert names_in(page) == ["Nguyễn Thị Hoa", "Lê Văn Tâm"]
    assert "Phòng Thu" not in page.text
    reader.get(f"/people/{find('hoa').uuid}")
    for username in ("dao", "chief"):
        uuid = find(username).uuid
        for path in ("", "/deactivate", "/slip"):
            reader.get(f"/people/{uuid}{path}", 404)
        for path in ("", "/deactivate", "/reactivate", "/slip"):
            reader.post(f"/people/{uuid}{path}", status=404)
    assert names_in(reader.get(f"/people?unit={key_of(office['division'])}&state=all")) == [
        "Nguyễn Thị Hoa",
        "Lê Văn Tâm",
    ]


def test_an_administrator_of_a_unit_places_nobody_outside_it(site, office):
    reader = site.reader("local")
    uuid = find("hoa").uuid
    fields = fields_of(reader.get(f"/people/{uuid}"))
    reader.post(f"/people/{uuid}", fields | {"unit": key_of(office["division"])}, 422)
    reader.post(
        "/people/new",
        {"full_name": "Ai Đó", "username": "ai", "unit": key_of(office["province"])},
        422,
    )


def test_an_account_with_roles_beyond_ones_reach_is_left_alone(site, office, make):
    make.role(find("hoa"), "manager")
    reader = site.reader("local")
    uuid = find("hoa").uuid
    page = reader.get(f"/people/{uuid}")
    assert not page.all(".//main//form")
    for path in ("", "/deactivate", "/reactivate", "/slip"):
        reader.post(f"/people/{uuid}{path}", status=403)
    site.reader("chief").get(f"/people/{uuid}/slip")


def test_a_role_in_a_closed_unit_gives_nothing(site, office, make):
    office["team"].valid_to = office["team"].valid_from
    db.session.commit()
    make.role(find("dao"), "administrator", office["team"])
    site.reader("dao").get("/people", 403)


# --- Adding --------------------------------------------------------------------------------------


def test_adding_a_person_leads_to_the_slip(site, office):
    reader = site.reader("chief")
    fields = fields_of(reader.get("/people/new")) | {
        "full_name": "  Phạm   Thị Lan ",
        "username": "Lan.PT",
        "employee_code": "nv-9",
        "email": "Lan@Office.example",
        "unit": key_of(office["team"]),
        "position": "Chuyên viên",
        "sex": "female",
        "birth_year": "1990",
    }
    response = reader.post("/people/new", fields)
    lan = find("lan.pt")
    assert response.location == f"/people/{lan.uuid}/slip"
    assert lan.password_hash is None
    assert (lan.full_name, lan.employee_code, lan.email) == (
        "Phạm Thị Lan",
        "NV-9",
        "lan@office.example",
    )
    assert lan.search_key == "pham thi lan"


def test_a_form_cannot_be_bent_to_renew_somebody_elses_password(site, office):
    reader = site.reader("chief")
    hoa = find("hoa")
    fields = {"uuid": str(hoa.uuid), "full_name": "Hoa", "username": "hoa"}
    reader.post("/people/new", fields | {"unit": key_of(office["team"])}, 422)
    site.reader("hoa")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"full_name": ""}, "full_name"),
        ({"username": ""}, "username"),
        ({"username": "two words"}, "username"),
        ({"username": "HOA"}, "username"),
        ({"username": "dao@office.example"}, "username"),
        ({"email": "no address"}, "email"),
        ({"email": "Dao@Office.example"}, "email"),
        ({"employee_code": "code"}, "employee_code"),
        ({"birth_year": "long ago"}, "birth_year"),
        ({"birth_year": "85"}, "birth_year"),
        ({"unit": "nonsense"}, "unit"),
        ({"sex": "nonsense"}, "sex"),
        ({"full_name": "x" * 161}, "full_name"),
        ({"full_name": "   "}, "full_name"),
        ({"full_name": "\u200b\u3164"}, "full_name"),
        ({"username": "la\u200bn"}, "username"),
        ({"username": "la\u202en"}, "username"),
        ({"username": "ß" * 79 + "a"}, "username"),
        ({"username": "ﬃ" * 40}, "username"),
        ({"employee_code": "ß" * 30}, "employee_code"),
        ({"email": "İ" * 200 + "@x.y"}, "email"),
        ({"birth_year": "9" * 400}, "birth_year"),
        ({"rank": "x" * 121}, "rank"),
        ({"started_on": "nonsense"}, "started_on"),
        ({"started_on": "0001-01-01"}, "started_on"),
        ({"ended_on": "9999-12-31"}, "ended_on"),
        ({"started_on": "2026-01-02", "ended_on": "2026-01-01"}, "ended_on"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_the_rest_is_kept(site, office, wrong, field):
    dao = find("dao")
    dao.email = "dao@office.example"
    db.session.commit()
    if wrong.get("employee_code") == "code":
        wrong = {"employee_code": dao.employee_code.lower()}
    reader = site.reader("chief")
    typed = {"full_name": "Phạm Lan", "username": "lan", "position": "Chuyên viên", "phone": "099"}
    typed |= {"unit": key_of(office["team"]), "sex": "female", "language": "vi"} | wrong
    page = read_strictly(reader.post("/people/new", typed, 422))
    assert page.all(f".//ul[@id='{field}-errors']"), page.text
    assert len(page.all(".//ul[@class='field-errors']")) == 1
    kept = fields_of(page)
    for name in {"full_name", "username", "position", "phone", "email"} & set(typed):
        assert kept[name] == typed[name].strip()


# --- Changing ------------------------------------------------------------------------------------


def test_a_person_is_changed_and_moved_and_where_she_was_stays_on_record(site, office):
    reader = site.reader("chief")
    hoa = find("hoa")
    fields = fields_of(reader.get(f"/people/{hoa.uuid}"))
    assert fields["unit"] == key_of(office["team"])
    fields |= {"full_name": "Nguyễn Thị Hoà", "unit": key_of(office["division"])}
    reader.post(f"/people/{hoa.uuid}", fields)
    assert find("hoa").full_name == "Nguyễn Thị Hoà"
    query = select(Placement).where(Placement.person_id == hoa.id).order_by(Placement.id)
    before, after = db.session.scalars(query)
    assert (before.unit_id, before.valid_to) == (office["team"].unit_id, after.valid_from)
    assert (after.unit_id, after.valid_to) == (office["division"].unit_id, None)


def test_rank_and_days_of_employment_are_kept_and_shown(site, office):
    reader = site.reader("chief")
    hoa = find("hoa")
    days = {"rank": "Chuyên viên chính", "started_on": "2020-02-29", "ended_on": "2090-01-31"}
    reader.post(f"/people/{hoa.uuid}", fields_of(reader.get(f"/people/{hoa.uuid}")) | days)
    hoa = find("hoa")
    assert (hoa.rank, str(hoa.started_on), str(hoa.ended_on)) == tuple(days.values())
    assert days.items() <= fields_of(reader.get(f"/people/{hoa.uuid}")).items()


def test_the_last_administrator_is_given_no_last_day(site, office):
    reader, uuid = site.reader("chief"), find("chief").uuid
    fields = fields_of(reader.get(f"/people/{uuid}")) | {"ended_on": "2090-01-31"}
    page = read_strictly(reader.post(f"/people/{uuid}", fields, 422))
    assert page.all(".//ul[@id='ended_on-errors']")
    assert find("chief").ended_on is None


def test_saving_what_stands_changes_nothing(site, office):
    reader = site.reader("chief")
    hoa = find("hoa")
    reader.post(f"/people/{hoa.uuid}", fields_of(reader.get(f"/people/{hoa.uuid}")))
    query = select(Placement).where(Placement.person_id == hoa.id)
    assert len(db.session.scalars(query).all()) == 1


def test_a_name_that_somebody_has_is_refused_when_changing_too(site, office):
    reader = site.reader("chief")
    hoa = find("hoa")
    fields = fields_of(reader.get(f"/people/{hoa.uuid}")) | {"username": "Dao", "phone": "099"}
    page = read_strictly(reader.post(f"/people/{hoa.uuid}", fields, 422))
    assert page.all(".//ul[@id='username-errors']")
    assert fields_of(page)["phone"] == "099"
    assert find("hoa").phone is None


def test_the_roles_somebody_holds_are_shown(site, office):
    page = site.reader("chief").get(f"/people/{find('local').uuid}")
    assert "Administrator: BHXH cơ sở" in page.text
    assert "whole organisation" in site.reader("chief").get(f"/people/{find('chief').uuid}").text


# --- Accounts ------------------------------------------------------------------------------------


def test_deactivating_asks_once_more_and_ends_all_sessions(site, office):
    reader, victim = site.reader("chief"), site.reader("hoa")
    uuid = find("hoa").uuid
    reader.get(f"/people/{uuid}/deactivate")
    reader.post(f"/people/{uuid}/deactivate")
    assert victim.client.get("/account/password").status_code == 303
    ended = db.session.scalars(
        select(SignInSession.ended_at).where(SignInSession.person_id == find("hoa").id)
    )
    assert all(ended)
    reader.post(f"/people/{uuid}/reactivate")
    assert victim.client.get("/account/password").status_code == 303
    site.reader("hoa")


def test_nobody_deactivates_oneself(site, office, make):
    make.role(find("dao"), "administrator")
    reader = site.reader("chief")
    uuid = find("chief").uuid
    assert "/deactivate" not in str(reader.get(f"/people/{uuid}").links())
    reader.post(f"/people/{uuid}/deactivate")
    assert find("chief").is_active


def test_an_administrator_of_a_unit_may_go(site, office):
    site.reader("chief").post(f"/people/{find('local').uuid}/deactivate")
    assert not find("local").is_active


def test_the_old_password_is_good_until_the_slip_is_used(site, office):
    reader, victim = site.reader("chief"), site.reader("hoa")
    uuid = find("hoa").uuid
    reader.get(f"/people/{uuid}/slip")
    response = reader.post(f"/people/{uuid}/slip", {"as": "page"}, 200)
    assert response.headers["Cache-Control"] == "no-store"
    assert victim.client.get("/account/password").status_code == 200


def test_one_changes_ones_own_password_where_the_old_one_is_asked_for(site, office):
    reader = site.reader("chief")
    response = reader.post(f"/people/{find('chief').uuid}/slip")
    assert response.location == "/account/password"
    site.reader("chief")


def test_a_person_who_is_not_there_is_not_found(site, office):
    site.reader("chief").get(f"/people/{uuid4()}", 404)
    site.reader("chief").get("/people/nonsense", 404)
