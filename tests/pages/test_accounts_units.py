"""The tree of units, as administrators see it."""

import pytest
from sqlalchemy import select

from accounts import queries
from accounts.models import UnitPeriod
from core.database import db
from tests.counting import counted_queries
from tests.pages.reader import read_strictly, text_of


@pytest.fixture
def office(make):
    """A province with an office, in it a team, and a division."""
    province = make.unit("BHXH tỉnh")
    units = {"province": province, "office": make.unit("BHXH cơ sở", province)}
    units["team"] = make.unit("Tổ Một cửa", units["office"])
    units["division"] = make.unit("Phòng Thu", province)
    make.role(make.person("chief", province), "administrator")
    make.role(make.person("local", units["office"]), "administrator", units["office"])
    make.person("hoa", units["team"])
    return units


def key_of(period):
    return period.unit.key


def find(key):
    """The unit as it is today; it has to be there."""
    unit = queries.find_unit(key)
    assert unit is not None
    return unit


def rows_of(page):
    return [[text_of(cell) for cell in row] for row in page.all(".//tbody/tr")]


def test_the_tree_counts_people_in_units_and_below(site, office):
    page = site.reader("chief").get("/units")
    assert rows_of(page) == [
        ["BHXH tỉnh", "1", "3"],
        ["BHXH cơ sở", "1", "2"],
        ["Tổ Một cửa", "1", "1"],
        ["Phòng Thu", "–", "0"],
    ]


def test_the_tree_asks_the_same_of_the_database_however_large_it_is(site, office, make):
    client = site.reader("chief").client
    client.get("/units")
    with counted_queries() as few:
        client.get("/units")
    for number in range(30):
        make.person(unit=make.unit(f"Đội {number}", office["office"]))
    with counted_queries() as many:
        client.get("/units")
    assert len(few) == len(many) <= 5


def test_an_administrator_of_a_unit_sees_it_and_what_is_below(site, office):
    reader = site.reader("local")
    assert [row[0] for row in rows_of(reader.get("/units"))] == ["BHXH cơ sở", "Tổ Một cửa"]
    for name in ("province", "division"):
        reader.get(f"/units/{key_of(office[name])}", 404)
        reader.post(f"/units/{key_of(office[name])}", {"name": "x"}, 404)
        reader.post(f"/units/{key_of(office[name])}/close", status=404)
    page = reader.get("/units/new")
    assert "Phòng Thu" not in page.text


def test_a_unit_is_added_under_another(site, office):
    reader = site.reader("chief")
    fields = {"name": "Phòng Chế độ", "kind": "Phòng", "parent": key_of(office["province"])}
    assert reader.post("/units/new", fields).location == "/units"
    rows = rows_of(reader.get("/units"))
    assert rows[-1][0].startswith("Phòng Chế độ")
    assert find("phong-che-do").path == f"{office['province'].path}{_last_id()}/"


def _last_id():
    return db.session.scalar(select(UnitPeriod.unit_id).order_by(UnitPeriod.id.desc()).limit(1))


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"name": "  "}, {"name": "\u200b"}, {"parent": "nonsense"}, {"name": "x" * 201}],
)
def test_a_unit_that_is_wrong_is_refused_and_what_was_typed_is_kept(site, office, wrong):
    fields = {"name": "Phòng", "kind": "Loại", "parent": key_of(office["province"])} | wrong
    page = read_strictly(site.reader("chief").post("/units/new", fields, 422))
    assert len(page.all(".//ul[@class='field-errors']")) == 1
    assert page.all(".//input[@name='kind']")[0].get("value") == "Loại"


def test_an_administrator_of_a_unit_adds_nothing_outside_it(site, office):
    fields = {"name": "Phòng", "parent": key_of(office["province"])}
    site.reader("local").post("/units/new", fields, 422)


def test_a_unit_is_renamed_from_today_on(site, office):
    reader = site.reader("chief")
    key = key_of(office["division"])
    reader.post(f"/units/{key}", {"name": "Phòng Thu mới", "parent": key_of(office["province"])})
    assert find(key).name == "Phòng Thu mới"
    assert reader.get(f"/units/{key}").heading == "Phòng Thu mới"


def test_a_unit_moves_with_all_below_it(site, office):
    reader = site.reader("chief")
    key = key_of(office["office"])
    reader.post(f"/units/{key}", {"name": "BHXH cơ sở", "parent": key_of(office["division"])})
    team = find(key_of(office["team"]))
    above = [office[name].unit_id for name in ("province", "division", "office")]
    assert team.path == "/" + "".join(f"{unit_id}/" for unit_id in (*above, team.id))


def test_a_unit_does_not_move_under_itself(site, office):
    reader = site.reader("chief")
    for name in ("office", "team"):
        fields = {"name": "BHXH cơ sở", "parent": key_of(office[name])}
        reader.post(f"/units/{key_of(office['office'])}", fields, 422)


def test_the_top_of_the_tree_and_of_ones_reach_stay_where_they_are(site, office):
    for username, name in (("chief", "province"), ("local", "office")):
        reader = site.reader(username)
        page = reader.get(f"/units/{key_of(office[name])}")
        assert not page.all(".//select[@name='parent']")
        fields = {"name": "Tên mới", "parent": key_of(office["team"])}
        reader.post(f"/units/{key_of(office[name])}", fields)
        assert find(key_of(office[name])).path == office[name].path


def test_only_an_empty_unit_is_closed(site, office):
    reader = site.reader("chief")
    for name in ("office", "team"):
        assert "move its people" in reader.get(f"/units/{key_of(office[name])}/close").text
        reader.post(f"/units/{key_of(office[name])}/close", status=422)
        assert queries.find_unit(key_of(office[name]))
    top = key_of(office["province"])
    assert "neither closed nor merged" in reader.get(f"/units/{top}").text
    reader.get(f"/units/{top}/close", 403)
    reader.post(f"/units/{top}/close", status=403)
    assert queries.find_unit(top)
    key = key_of(office["division"])
    assert reader.post(f"/units/{key}/close").location == "/units"
    reader.get(f"/units/{key}", 404)
    assert "Phòng Thu" not in [row[0] for row in rows_of(reader.get("/units"))]
