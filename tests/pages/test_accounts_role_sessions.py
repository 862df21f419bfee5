"""Sessions end when a role changes: given, taken, begun or ended by its days, or with its unit."""

from datetime import UTC, datetime

import pytest

from core import clock
from tests.pages.people import find, key_of

# The first moment of each of these days here, but for the Monday, on which all begins.
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
WEDNESDAY = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
THURSDAY = datetime(2026, 11, 25, 17, 0, tzinfo=UTC)
MANAGER = {"role": "manager", "begins_on": "2026-11-23", "until": ""}


@pytest.fixture
def at():
    """Say what time it is."""

    def set_time(now):
        clock.set_source(lambda: now)

    set_time(MONDAY)
    return set_time


@pytest.fixture
def units(make, at):
    """An office with a team and a neighbour in it; the chief, and Hoa of the team."""
    make.organisation()
    office = make.unit("BHXH cơ sở")
    units = {"office": office, "team": make.unit("Tổ Một cửa", office)}
    units["other"] = make.unit("Tổ Thu", office)
    make.role(make.person("chief", office), "administrator")
    make.person("hoa", units["team"])
    return units


@pytest.fixture
def sign_in(site, units):
    """A session on a trusted device: it goes on over days."""

    def begin(username):
        reader = site.reader()
        form = {"username": username, "password": "sen-test-2026", "is_trusted": "y"}
        assert reader.client.post("/sign-in", data=form).status_code == 303
        assert is_in(reader)
        return reader

    return begin


def is_in(reader):
    return reader.client.get("/account").status_code == 200


def roles_of(username):
    return f"/people/{find(username).uuid}/roles"


def test_a_role_that_is_given_ends_the_sessions_of_its_holder(sign_in, units):
    hoa, chief = sign_in("hoa"), sign_in("chief")
    chief.post(roles_of("hoa"), MANAGER | {"unit": key_of(units["team"])})
    assert not is_in(hoa)
    assert is_in(chief)


def test_a_role_that_is_taken_back_ends_the_sessions_of_its_holder(sign_in, units, make):
    make.role(find("hoa"), "manager", units["team"])
    hoa, chief = sign_in("hoa"), sign_in("chief")
    chief.post(f"{roles_of('hoa')}/1/revoke")
    assert not is_in(hoa)
    assert is_in(chief)


def test_a_role_given_to_many_ends_the_sessions_of_each_who_did_not_hold_it(sign_in, units, make):
    make.person("mai", units["team"])
    hoa, mai, chief = sign_in("hoa"), sign_in("mai"), sign_in("chief")
    chosen = [str(find(name).uuid) for name in ("hoa", "mai")]
    form = MANAGER | {"unit": key_of(units["team"]), "person": chosen, "count": "2"}
    chief.post("/people/bulk/role", form)
    assert [is_in(each) for each in (hoa, mai, chief)] == [False, False, True]
    hoa = sign_in("hoa")
    chief.post("/people/bulk/role", form)
    assert is_in(hoa)


def test_who_gives_herself_a_role_stays_here_and_is_signed_out_elsewhere(sign_in, units, at):
    here, elsewhere = sign_in("chief"), sign_in("chief")
    here.post(roles_of("chief"), MANAGER | {"unit": ""})
    assert (is_in(here), is_in(elsewhere)) == (True, False)
    at(WEDNESDAY)
    assert is_in(here)


def test_a_role_that_begins_later_ends_on_its_first_day_the_sessions_there_are(sign_in, units, at):
    chief = sign_in("chief")
    later = {"unit": key_of(units["team"]), "begins_on": "2026-11-25"}
    chief.post(roles_of("hoa"), MANAGER | later)
    hoa = sign_in("hoa")
    hoa.get("/reports/completion", 403)
    at(WEDNESDAY)
    assert not is_in(hoa)
    hoa = sign_in("hoa")
    hoa.get("/reports/completion")
    at(THURSDAY)
    assert is_in(hoa)
    assert is_in(chief)


def test_a_role_that_is_over_ends_the_sessions_there_are(sign_in, units, at):
    form = {"role": "inspector", "unit": key_of(units["team"]), "until": "2026-11-24"}
    sign_in("chief").post(roles_of("hoa"), MANAGER | form)
    hoa = sign_in("hoa")
    hoa.get("/reports/completion")
    at(WEDNESDAY)
    assert not is_in(hoa)
    hoa = sign_in("hoa")
    hoa.get("/reports/completion", 403)
    at(THURSDAY)
    assert is_in(hoa)


def test_a_role_that_was_taken_back_before_its_day_ends_nothing_on_it(sign_in, units, at):
    chief = sign_in("chief")
    chief.post(roles_of("hoa"), MANAGER | {"unit": "", "begins_on": "2026-11-25"})
    chief.post(f"{roles_of('hoa')}/1/revoke")
    hoa = sign_in("hoa")
    at(WEDNESDAY)
    assert is_in(hoa)


def test_a_unit_that_is_closed_ends_the_sessions_of_who_held_a_role_in_it(sign_in, units, make):
    make.role(find("hoa"), "manager", units["other"])
    hoa, chief = sign_in("hoa"), sign_in("chief")
    chief.post(f"/units/{key_of(units['other'])}/close")
    assert not is_in(hoa)
    assert is_in(chief)


def test_a_unit_that_goes_up_in_another_ends_the_sessions_of_who_held_a_role_in_it(
    sign_in, units, make
):
    for name in ("hoa", "chief"):
        make.role(find(name), "manager", units["team"])
    hoa, here, elsewhere = sign_in("hoa"), sign_in("chief"), sign_in("chief")
    here.post(f"/units/{key_of(units['team'])}/merge", {"target": key_of(units["other"])})
    assert [is_in(each) for each in (hoa, here, elsewhere)] == [False, True, False]
