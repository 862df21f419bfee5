"""What is believed of a provider's claims."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.oidc import read_person, unit_named

MAPPING = {"email": "email", "full_name": "name", "employee_code": "number", "unit": "department"}
ISSUER = "https://sso.example"


@dataclass(frozen=True)
class Unit:
    id: int
    key: str
    name: str


UNITS = [
    Unit(1, "van-phong", "Văn phòng"),
    Unit(2, "co-so-1", "Cơ sở"),
    Unit(3, "co-so-2", "Cơ sở"),
]


def read(**claims):
    return read_person(ISSUER, {"sub": "1", **claims}, MAPPING)


def test_texts_are_tidied():
    person = read(name="  Nguye\u0302\u0303n  Thị\tHoa ", number=["NV1"])
    assert (person.full_name, person.employee_code) == ("Nguyễn Thị Hoa", "NV1")


@pytest.mark.parametrize("verified", [True, "true"])
def test_a_verified_address_is_believed(verified):
    assert read(email="hoa@office.example", email_verified=verified).email == "hoa@office.example"


@pytest.mark.parametrize("verified", [None, False, "false", 1, "True!", [True]])
def test_any_other_is_not(verified):
    assert read(email="hoa@office.example", email_verified=verified).email is None


@pytest.mark.parametrize(
    ("said", "email"), [({}, None), ({"upn_verified": True}, "chief@office.example")]
)
def test_another_claim_is_not_verified_by_what_is_said_of_the_address(said, email):
    own = {"sub": "1", "email": "own@home.example", "email_verified": True}
    claims = own | {"upn": "chief@office.example"} | said
    person = read_person(ISSUER, claims, MAPPING | {"email": "upn"})
    assert person is not None
    assert person.email == email


@pytest.mark.parametrize(
    "value", [None, 7, [], ["a", "b"], {}, "", " ", "\u200b", "a\u0000b", "x" * 41]
)
def test_what_is_no_fit_text_is_not_known(value):
    assert read(number=value).employee_code is None


@pytest.mark.parametrize("subject", [None, 7, "", "x" * 256, "a\nb", "a\u0000b", ["1"]])
def test_without_a_subject_to_remember_there_is_nobody(subject):
    assert read(sub=subject) is None


@pytest.mark.parametrize(
    ("text", "unit_id"),
    [
        ("van-phong", 1),
        ("VAN-PHONG", 1),
        ("văn PHÒNG", 1),
        ("co-so-2", 3),
        ("Cơ sở", None),
        ("elsewhere", None),
        (None, None),
    ],
)
def test_a_unit_is_found_by_key_or_by_a_name_that_only_it_has(text, unit_id):
    found = unit_named(text, UNITS)
    assert (found.id if found else None) == unit_id


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(st.dictionaries(st.sampled_from(["sub", "email", "email_verified", "name"]), ANYTHING))
def test_no_claims_whatever_lead_to_an_error(claims):
    read_person(ISSUER, claims, MAPPING)
