"""A second factor in Chromium: passkeys by its virtual authenticator, an app, codes on paper."""

import time
from datetime import UTC, datetime

import pyotp
import pytest
from playwright.sync_api import expect

from scripts.chromium import INTRANET
from tests.e2e.looks import DESK, violations

SECOND_FACTOR = "/account/second-factor"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def at_localhost(server, visit):
    """A visitor on http://localhost, where browsers have passkeys."""
    return visit(server, base_url=f"http://localhost:{server.port}")


def with_authenticator(visitor):
    """Give the visitor's page a finger to touch; what speaks to it."""
    cdp = visitor.context.new_cdp_session(visitor.page)
    cdp.send("WebAuthn.enable")
    found = cdp.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return cdp, found["authenticatorId"]


def set_finger(cdp, authenticator, is_right):
    values = {"authenticatorId": authenticator, "isUserVerified": is_right}
    cdp.send("WebAuthn.setUserVerified", values)


def sign_out(visitor):
    visitor.page.locator("details.menu > summary").click()
    visitor.page.locator(".menu-person button").click()
    expect(visitor.page.locator("input[name=password]")).to_be_visible()


def add_passkey(visitor):
    page = visitor.open(f"{SECOND_FACTOR}/passkeys/new")
    page.locator("input[name=name]").fill("Điện thoại")
    page.locator(".passkey button").click()
    page.wait_for_url("**/recovery-codes")
    codes = page.locator(".recovery-codes code").all_text_contents()
    page.locator("form[action$='/kept'] button").click()
    page.wait_for_url(f"**{SECOND_FACTOR}")
    return codes


def code_of(secret):
    """What the app shows, early enough in its thirty seconds to be typed."""
    left = 30 - time.time() % 30
    if left < 5:
        time.sleep(left)
    return pyotp.TOTP(secret).at(datetime.now(UTC))


def check(page):
    """What axe finds on a page outside the tour, narrow and wide, light and dark."""
    problems = []
    for width in (360, DESK):
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            problems += violations(page)
    page.set_viewport_size({"width": 360, "height": 740})
    assert problems == []


def test_a_passkey_is_added_and_signs_in_without_a_password(at_localhost):
    visitor = at_localhost
    page = visitor.sign_in("hocvien")
    with_authenticator(visitor)
    assert len(add_passkey(visitor)) == 10
    expect(page.locator("main")).to_contain_text("Điện thoại")
    page.get_by_role("link", name="Điện thoại").click()
    check(page)
    sign_out(visitor)
    page = visitor.open("/sign-in?next=/record")
    page.locator(".passkey button").click()
    page.wait_for_url("**/record")
    expect(page.locator("h1")).to_be_visible()


def test_a_passkey_is_the_second_step_after_the_password(at_localhost):
    visitor = at_localhost
    page = visitor.sign_in("hocvien")
    with_authenticator(visitor)
    add_passkey(visitor)
    sign_out(visitor)
    visitor.open("/sign-in?next=/record")
    visitor.fill_in_sign_in("hocvien")
    page.wait_for_url("**/sign-in/second-step")
    check(page)
    page.locator(".passkey button").click()
    page.wait_for_url("**/record")


def test_a_wrong_finger_is_told_and_another_way_stays_open(at_localhost):
    visitor = at_localhost
    page = visitor.sign_in("hocvien")
    cdp, authenticator = with_authenticator(visitor)
    codes = add_passkey(visitor)
    sign_out(visitor)
    visitor.fill_in_sign_in("hocvien")
    page.wait_for_url("**/sign-in/second-step")
    set_finger(cdp, authenticator, False)
    page.locator(".passkey button").click()
    expect(page.locator(".passkey-problem")).to_be_visible()
    page.locator("details.disclosure > summary").click()
    page.locator("input[name=recovery_code]").fill(codes[0])
    page.locator("details.disclosure button").click()
    page.wait_for_url(f"{visitor.base_url}/")


def test_the_same_device_is_not_added_twice(at_localhost):
    visitor = at_localhost
    page = visitor.sign_in("hocvien")
    with_authenticator(visitor)
    add_passkey(visitor)
    visitor.open(f"{SECOND_FACTOR}/passkeys/new")
    page.locator(".passkey button").click()
    expect(page.locator(".passkey-problem")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_an_app_works_on_plain_http_with_and_without_scripts(server, visit, scripts):
    """There browsers have no passkeys, and the pages say so."""
    options = {"base_url": f"http://{INTRANET}:{server.port}", "java_script_enabled": scripts}
    visitor = visit(server, **options)
    visitor.forgive("Cross-Origin-Opener-Policy")
    page = visitor.sign_in("hocvien")
    visitor.open(SECOND_FACTOR)
    expect(page.locator(f"a[href$='{SECOND_FACTOR}/passkeys/new']")).to_have_count(0)
    page.locator(f"a[href$='{SECOND_FACTOR}/app']").click()
    expect(page.locator("img.totp-picture")).to_be_visible()
    secret = page.locator(".totp-key").inner_text().replace(" ", "")
    page.locator("input[name=code]").fill(code_of(secret))
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/recovery-codes")
    codes = page.locator(".recovery-codes code").all_text_contents()
    if scripts:
        check(page)
    page.locator("form[action$='/kept'] button").click()
    sign_out(visitor)
    visitor.fill_in_sign_in("hocvien")
    page.wait_for_url("**/sign-in/second-step")
    page.locator("details.disclosure > summary").click()
    page.locator("input[name=recovery_code]").fill(codes[0].upper())
    page.locator("details.disclosure button").click()
    page.wait_for_url(f"{visitor.base_url}/")


def test_a_demanded_factor_is_set_up_before_anything_else(server, visit):
    server.execute("UPDATE organisation SET second_factor_roles = '[\"manager\"]'")
    visitor = visit(server)
    page = visitor.open("/reports/completion")
    visitor.fill_in_sign_in("quanly")
    page.wait_for_url(f"**{SECOND_FACTOR}")
    check(page)
    page.locator(f"a[href$='{SECOND_FACTOR}/app']").click()
    secret = page.locator(".totp-key").inner_text().replace(" ", "")
    page.locator("input[name=code]").fill(code_of(secret))
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/recovery-codes")
    page.locator("form[action$='/kept'] button").click()
    page.wait_for_url("**/reports/completion")
