"""`flask people create-admin`."""

import pytest

from accounts import queries
from core import clock
from core.database import db
from tests.conftest import Site

PASSWORD = "một câu đủ dài"
ARGUMENTS = ["people", "create-admin", "--username", "Khang", "--name", "Võ Minh  Khang"]
WITH_OFFICE = [*ARGUMENTS, "--organisation", "BHXH tỉnh", "--password-stdin"]


def run(app, arguments, typed=f"{PASSWORD}\n"):
    result = app.test_cli_runner().invoke(args=arguments, input=typed)
    db.session.rollback()
    return result


def test_the_first_administrator_sets_up_the_office_and_signs_in(app):
    result = run(app, WITH_OFFICE)
    assert result.exit_code == 0, result.output
    assert "Võ Minh Khang can sign in as khang." in result.output
    organisation = queries.find_organisation()
    assert organisation is not None
    assert organisation.name == "BHXH tỉnh"
    assert [unit.name for unit in queries.list_units()] == ["BHXH tỉnh"]
    page = Site(app).reader("khang", PASSWORD).get("/people")
    assert "Võ Minh Khang" in page.text


def test_a_second_administrator_joins_the_office_that_is_there(app, make):
    run(app, WITH_OFFICE)
    again = ["people", "create-admin", "--username", "lan", "--name", "Lan", "--password-stdin"]
    assert run(app, again).exit_code == 0
    assert len(queries.list_units()) == 1
    assert len(queries.list_whole_administrators(clock.today("Asia/Ho_Chi_Minh"))) == 2


def test_what_is_not_given_is_asked_for(app):
    typed = f"khang\nVõ Minh Khang\nBHXH tỉnh\n{PASSWORD}\n{PASSWORD}\n"
    result = run(app, ["people", "create-admin"], typed)
    assert result.exit_code == 0, result.output
    assert PASSWORD not in result.output


@pytest.mark.parametrize(
    ("arguments", "typed", "reason"),
    [
        (WITH_OFFICE, "short\n", "The password needs 10 to 200"),
        (WITH_OFFICE, "", "The password needs 10 to 200"),
        ([*WITH_OFFICE, "--username", "two words"], f"{PASSWORD}\n", "without spaces"),
        ([*WITH_OFFICE, "--name", "  "], f"{PASSWORD}\n", "The name is empty"),
        ([*WITH_OFFICE, "--organisation", " "], f"{PASSWORD}\n", "--organisation"),
    ],
)
def test_what_is_wrong_is_refused_and_changes_nothing(app, arguments, typed, reason):
    result = run(app, arguments, typed)
    assert result.exit_code == 1
    assert reason in result.output
    assert queries.find_organisation() is None
    assert queries.find_person_by_username("khang") is None


def test_a_name_that_is_taken_is_refused(app):
    run(app, WITH_OFFICE)
    result = run(app, [*ARGUMENTS, "--password-stdin"])
    assert result.exit_code == 1
    assert "is called Khang already" in result.output


def test_the_demo_is_refused(app, make):
    make.organisation().is_demo = True
    db.session.commit()
    result = run(app, WITH_OFFICE)
    assert result.exit_code == 1
    assert "demo" in result.output
    assert queries.find_person_by_username("khang") is None


def test_a_role_is_granted_in_a_unit_or_everywhere(app, make):
    office = make.unit()
    person = make.person("minh", office)
    key = queries.list_units()[0].key
    assert run(app, ["people", "grant", "minh", "manager", "--unit", key]).exit_code == 0
    assert run(app, ["people", "grant", "minh", "trainer"]).exit_code == 0
    reader = Site(app).reader("minh")
    reader.get("/reports/completion")
    reader.get("/studio")
    assert person.username == "minh"


@pytest.mark.parametrize(
    "arguments",
    [["nobody", "manager"], ["minh", "manager", "--unit", "nowhere"], ["minh", "emperor"]],
)
def test_a_role_that_cannot_be_granted_changes_nothing(app, make, arguments):
    make.person("minh", make.unit())
    assert run(app, ["people", "grant", *arguments]).exit_code != 0
    Site(app).reader("minh").get("/studio", status=403)
