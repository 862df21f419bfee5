"""Signing in with a provider of identities, in Chromium."""

import pytest
from playwright.sync_api import expect

from tests.e2e.test_second_factor import check
from tests.provider import CLIENT_ID, CLIENT_SECRET, running_provider


@pytest.fixture(scope="module")
def provider():
    with running_provider() as running:
        yield running


@pytest.fixture
def oidc_server(start_server, provider):
    """A server whose people sign in there."""
    return start_server(
        SEN_OIDC_ISSUER=provider.issuer,
        SEN_OIDC_CLIENT_ID=CLIENT_ID,
        SEN_OIDC_CLIENT_SECRET=CLIENT_SECRET,
        SEN_OIDC_NAME="Cổng SSO",
        SEN_OIDC_CLAIMS="employee_code=employeeNumber",
    )


def code_of(server, username):
    query = "SELECT employee_code FROM persons WHERE username = :username"
    return server.execute(query, username=username)[0][0]


@pytest.mark.parametrize("scripts", [True, False])
def test_somebody_signs_in_at_the_provider_and_comes_to_where_she_was_going(
    oidc_server, provider, visit, scripts
):
    provider.know("hoa", employeeNumber=code_of(oidc_server, "hocvien"))
    visitor = visit(oidc_server, java_script_enabled=scripts)
    page = visitor.open("/record")
    page.locator(".sign-in-else a").first.click()
    page.locator("input[name=sub]").fill("hoa")
    page.get_by_role("button", name="Authorize").click()
    if not scripts:
        page.wait_for_url("**/sign-in/oidc/callback?*")
        page.locator("main form button").click()
    page.wait_for_url(f"{oidc_server.url}/record")
    expect(page.locator("h1")).to_be_visible()


def test_signing_out_here_leads_to_signing_out_there_and_back(oidc_server, provider, visit):
    provider.know("hoa", employeeNumber=code_of(oidc_server, "hocvien"))
    visitor = visit(oidc_server)
    page = visitor.open("/account")
    page.locator(".sign-in-else a").first.click()
    page.locator("input[name=sub]").fill("hoa")
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url(f"{oidc_server.url}/account")
    page.locator("summary.bar-link").click()
    page.locator("form[action='/sign-out'] button").click()
    page.wait_for_url(f"{oidc_server.url}/signed-out")
    check(page)
    page.locator("main a[href*='end_session']").click()
    page.locator("form[action*='end_session'] button").first.click()
    page.wait_for_url(f"{oidc_server.url}/sign-in")


def test_somebody_unknown_is_told_so_and_finds_back(oidc_server, provider, visit):
    provider.know("nobody", employeeNumber="NV-NOBODY")
    visitor = visit(oidc_server)
    visitor.forgive("403")
    page = visitor.open("/sign-in")
    page.locator(".sign-in-else a").first.click()
    page.locator("input[name=sub]").fill("nobody")
    page.get_by_role("button", name="Authorize").click()
    expect(page.locator("main a.button")).to_be_visible()
    check(page)
    page.locator("main a.button").click()
    expect(page.locator("input[name=password]")).to_be_visible()


def test_when_the_provider_is_away_the_page_says_so(start_server, visit):
    server = start_server(
        SEN_OIDC_ISSUER="http://localhost:9",
        SEN_OIDC_CLIENT_ID=CLIENT_ID,
        SEN_OIDC_CLIENT_SECRET=CLIENT_SECRET,
    )
    visitor = visit(server)
    visitor.forgive("503")
    page = visitor.open("/sign-in")
    page.locator(".sign-in-else a").first.click()
    expect(page.locator("h1")).to_contain_text("localhost")
    check(page)
    page.locator("main a.button").click()
    visitor.fill_in_sign_in("hocvien")
    page.wait_for_url(f"{server.url}/")
