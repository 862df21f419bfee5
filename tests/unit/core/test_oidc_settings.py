"""What the settings say of a provider of identities."""

import pytest

from core.oidc_settings import read_oidc_settings

GIVEN = {
    "SEN_OIDC_ISSUER": "https://sso.example/realms/office",
    "SEN_OIDC_CLIENT_ID": "sen",
    "SEN_OIDC_CLIENT_SECRET": "secret",
}


def read(**more):
    settings = read_oidc_settings({**GIVEN, **more})
    assert settings is not None
    return settings


def test_without_an_issuer_there_is_no_provider():
    assert read_oidc_settings({}) is None
    assert read_oidc_settings({"SEN_OIDC_ISSUER": " "}) is None


def test_what_is_not_said_has_a_default():
    settings = read()
    assert settings.name == "sso.example"
    assert settings.claims == {"email": "email", "full_name": "name"}
    assert settings.adds_people is False


def test_claims_are_mapped_to_what_is_known_of_a_person():
    claims = " employee_code = employeeNumber ,unit=department,"
    settings = read(SEN_OIDC_CLAIMS=claims)
    assert settings.claims == {
        "email": "email",
        "full_name": "name",
        "employee_code": "employeeNumber",
        "unit": "department",
    }


def test_an_issuer_is_taken_to_the_letter():
    assert read(SEN_OIDC_ISSUER="https://sso.example/").issuer == "https://sso.example/"


@pytest.mark.parametrize("value", ["1", "yes", "Yes"])
def test_people_may_be_added(value):
    assert read(SEN_OIDC_CREATE=value).adds_people


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SEN_OIDC_ISSUER", "http://sso.example"),
        ("SEN_OIDC_ISSUER", "sso.example"),
        ("SEN_OIDC_ISSUER", "https://"),
        ("SEN_OIDC_CLIENT_ID", ""),
        ("SEN_OIDC_CLIENT_SECRET", ""),
        ("SEN_OIDC_CREATE", "perhaps"),
        ("SEN_OIDC_CLAIMS", "username=sub"),
        ("SEN_OIDC_CLAIMS", "email"),
        ("SEN_OIDC_CLAIMS", "email="),
    ],
)
def test_a_wrong_setting_is_named(name, value):
    with pytest.raises(ValueError, match=name):
        read_oidc_settings({**GIVEN, name: value})


def test_a_provider_on_this_machine_needs_no_https():
    assert read(SEN_OIDC_ISSUER="http://localhost:9400").issuer == "http://localhost:9400"
