"""The invented organisation."""

from collections import Counter
from datetime import date

import pytest

from demo.accounts import ACCOUNTS, OFFICE
from demo.names import place_name
from demo.organisation import OrganisationPlan, plan_organisation, share_out

OPENED_ON = date(2026, 5, 25)


@pytest.fixture(scope="module")
def plan() -> OrganisationPlan:
    return plan_organisation(240, 1, OPENED_ON)


def test_it_has_a_province_office_eight_divisions_and_seven_offices(plan):
    assert Counter(unit.level for unit in plan.units) == {
        "province": 1,
        "division": 8,
        "office": 7,
    }


def test_it_has_as_many_people_as_were_asked_for_in_units_of_the_planned_size(plan):
    assert len(plan.people) == 240
    in_units = Counter(person.unit_key for person in plan.people)
    assert in_units == {unit.key: unit.size for unit in plan.units}


def test_more_women_than_men_work_there(plan):
    women = sum(person.sex == "female" for person in plan.people)
    assert 0.55 < women / len(plan.people) < 0.62


def test_everybody_has_a_username_of_their_own_without_diacritics(plan):
    usernames = [person.username for person in plan.people]
    assert len(set(usernames)) == len(usernames)
    assert all(username.isascii() for username in usernames)
    assert len({person.employee_code for person in plan.people}) == len(plan.people)


def test_the_five_accounts_are_among_them_each_in_their_unit(plan):
    placed = {person.username: person.unit_key for person in plan.people if person.account}
    assert placed == {account.username: account.unit_key for account in ACCOUNTS}
    assert placed["hocvien"] == placed["quanly"] == OFFICE


def test_every_office_has_one_director(plan):
    directors = Counter(person.unit_key for person in plan.people if person.position == "Giám đốc")
    offices = {unit.key for unit in plan.units if unit.level != "division"}
    assert directors == dict.fromkeys(offices, 1)


def test_the_same_seed_gives_the_same_people_and_another_seed_others(plan):
    assert plan_organisation(240, 1, OPENED_ON) == plan
    assert plan_organisation(240, 2, OPENED_ON).people != plan.people


@pytest.mark.parametrize("people", [120, 1_000, 5_000, 20_000])
def test_any_size_can_be_made_with_offices_of_a_likely_size(people):
    plan = plan_organisation(people, 7, OPENED_ON)
    assert len(plan.people) == people
    assert all(2 <= unit.size <= 90 for unit in plan.units)
    assert len({unit.key for unit in plan.units}) == len(plan.units)


def test_no_two_places_have_the_same_name():
    names = [place_name(number) for number in range(1_000)]
    assert len(set(names)) == len(names)


def test_shares_sum_up_to_the_whole():
    assert share_out(10, [1, 1, 1]) == [3, 4, 3]
    assert sum(share_out(997, [3, 5, 7, 11])) == 997
