"""Signing in: the demo's accounts, the keyboard, a shared computer, http and https."""

import re

import pytest
from playwright.sync_api import expect

from scripts.chromium import INTRANET
from scripts.tour import PASSWORD
from tests.e2e.editor import text_of, write_at_end
from tests.e2e.quiz import COURSE, answer, begin_quiz, checked, expect_checked
from tests.e2e.server import free_port

ACCOUNTS = ("hocvien", "giangvien", "quanly", "banvstbpn", "quantri")
DEMO = ["-m", "flask", "--app", "app", "demo", "serve"]


@pytest.fixture
def demo_server(start_server):
    """The demo as `make run` serves it."""
    port = free_port()
    return start_server(command=[*DEMO, "--port", str(port)], port=port)


def test_a_newcomer_sees_five_accounts_and_signs_in_with_each(demo_server, visit):
    newcomer = visit(demo_server)
    page = newcomer.open("/")
    expect(page.locator(".demo-accounts li")).to_have_count(5)
    expect(page.locator("main")).to_contain_text(PASSWORD)
    for username in ACCOUNTS:
        entry = page.locator(".demo-accounts li", has_text=username)
        entry.get_by_role("button").click()
        expect(page).to_have_url(f"{demo_server.url}/")
        page.locator("details.menu > summary").click()
        page.locator(".menu-person button").click()
        expect(page).to_have_url(f"{demo_server.url}/sign-in")


def test_a_wrong_password_keeps_the_name_and_says_what_is_wrong(common_server, visit):
    visitor = visit(common_server)
    visitor.forgive("422")
    page = visitor.open("/sign-in")
    page.locator("input[name=username]").fill("hocvien")
    page.locator("input[name=password]").fill("sai mật khẩu")
    page.locator(".sign-in-form button[type=submit]").click()
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.locator("input[name=username]")).to_have_value("hocvien")
    expect(page.locator("input[name=password]")).to_have_value("")


def test_signing_in_leads_to_where_one_wanted_to_be(common_server, visit):
    visitor = visit(common_server)
    page = visitor.open("/record")
    assert visitor.path == "/sign-in"
    visitor.fill_in_sign_in("hocvien")
    expect(page).to_have_url(f"{common_server.url}/record")


def test_a_shared_computer_forgets_after_twenty_idle_minutes(server, visit):
    visitor = visit(server)
    page = visitor.sign_in("hocvien", is_shared=True)
    responses = []
    page.on("response", lambda response: responses.append(response))
    visitor.open("/record")
    shown = [each for each in responses if each.url.endswith("/record")]
    assert shown[0].header_value("cache-control") == "no-store"
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0
    server.execute(
        "UPDATE sign_in_sessions SET last_used_at = datetime(last_used_at, '-20 minutes')"
    )
    visitor.open("/record")
    assert visitor.path == "/sign-in"
    page.go_back()
    expect(page.locator("main")).not_to_contain_text("Lê Thị Hoa")


def test_a_page_left_alone_on_a_shared_computer_gives_way_to_the_sign_in_page(server, visit):
    visitor = visit(server)
    page = visitor.page
    page.clock.install()
    visitor.sign_in("hocvien", is_shared=True)
    visitor.open("/record")
    page.clock.fast_forward("19:00")
    page.keyboard.press("Shift")
    page.clock.fast_forward("19:30")
    expect(page.locator("main h1")).to_be_visible()
    assert visitor.path == "/record"
    page.clock.fast_forward("01:00")
    page.wait_for_url("**/sign-in?next=/record")
    assert server.execute("SELECT count(*) FROM sign_in_sessions WHERE ended_at IS NULL") == [(0,)]
    page.go_back()
    expect(page.locator("main")).not_to_contain_text("Lê Thị Hoa")


def test_a_page_is_not_left_while_somebody_works_in_another_window(server, visit):
    visitor = visit(server)
    # Both windows sign out at once: for one of them it is done already.
    visitor.forgive("400")
    visitor.context.clock.install()
    page = visitor.sign_in("hocvien", is_shared=True)
    other = visitor.context.new_page()
    other.goto(f"{server.url}/courses")
    for _ in range(2):
        visitor.context.clock.fast_forward("15:00")
        other.keyboard.press("Shift")
        page.wait_for_timeout(500)
    assert visitor.path == "/"
    visitor.context.clock.fast_forward("21:00")
    page.wait_for_url(re.compile("/sign-in"))
    other.wait_for_url(re.compile("/sign-in"))


def test_one_s_own_page_is_left_alone(server, visit):
    visitor = visit(server)
    visitor.page.clock.install()
    page = visitor.sign_in("hocvien")
    visitor.open("/record")
    page.clock.fast_forward("02:00:00")
    expect(page.locator("main h1")).to_be_visible()
    assert visitor.path == "/record"


def test_answers_that_could_not_be_saved_go_along_when_the_page_gives_way(server, visit):
    visitor = visit(server)
    visitor.forgive("401", "400")
    visitor.page.clock.install()
    visitor.sign_in("hocvien", is_shared=True)
    page = begin_quiz(visitor)
    server.execute("UPDATE sign_in_sessions SET ended_at = created_at")
    path = visitor.path
    answer(page, 1)
    expect(page.locator("[data-save-state]")).to_have_class("save-state save-state-unsaved")
    given = checked(page)
    page.clock.fast_forward("20:30")
    page.wait_for_url(re.compile("/sign-in"))
    visitor.fill_in_sign_in("hocvien", is_shared=True)
    page.wait_for_url("**/carry-on/*")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"**{path}")
    expect_checked(page, given)


def refuse_post(route):
    return route.abort() if route.request.method == "POST" else route.fallback()


def test_a_text_that_was_not_saved_is_there_again_after_the_page_gave_way(server, visit):
    visitor = visit(server)
    visitor.page.clock.install()
    page = visitor.sign_in("giangvien", is_shared=True)
    path = f"/studio{COURSE}/files/lessons/01-sex-and-gender.md"
    visitor.open(path)
    expect(page.locator("[data-choose]")).to_be_visible()
    page.route(re.compile(r"^[^?]*/files/"), refuse_post)
    visitor.forgive("ERR_FAILED")
    write_at_end(page, "Chưa kịp lưu.")
    expect(page.locator("[data-save-state]")).to_have_class("save-state save-state-unsaved")
    page.clock.fast_forward("20:30")
    page.wait_for_url(re.compile("/sign-in"))
    visitor.fill_in_sign_in("giangvien", is_shared=True)
    page.wait_for_url(f"**{path}")
    page.unroute_all()
    page.locator("[data-take]").click()
    expect(text_of(page)).to_have_value(re.compile("Chưa kịp lưu."))


def test_one_s_own_device_stays_signed_in_over_an_idle_hour(server, visit):
    visitor = visit(server)
    visitor.sign_in("hocvien")
    server.execute("UPDATE sign_in_sessions SET last_used_at = datetime(last_used_at, '-1 hour')")
    visitor.open("/record")
    assert visitor.path == "/record"


def test_signing_out_leaves_nothing_behind_the_back_button(common_server, visit):
    visitor = visit(common_server)
    page = visitor.sign_in("hocvien", is_shared=True)
    visitor.open("/record")
    page.locator("details.menu > summary").click()
    page.locator(".menu-person button").click()
    expect(page.locator("input[name=password]")).to_be_visible()
    page.go_back()
    expect(page.locator("main")).not_to_contain_text("Lê Thị Hoa")
    cookies = {each["name"] for each in visitor.context.cookies()}
    assert cookies <= {"sen", "sen_language", "sen_text_size"}


def test_an_intranet_without_certificates_works(common_server, visit):
    """There a page is no secure context: what needs one must not be missed."""
    visitor = visit(common_server, base_url=f"http://{INTRANET}:{common_server.port}")
    visitor.forgive("Cross-Origin-Opener-Policy")
    page = visitor.sign_in("hocvien")
    assert not page.evaluate("isSecureContext")
    expect(page.locator(".next-step")).to_be_visible()
    assert {each["secure"] for each in visitor.context.cookies()} == {False}


def test_behind_https_every_cookie_is_secure(https_site, visit):
    visitor = visit(https_site.server, base_url=https_site.url, ignore_https_errors=True)
    page = visitor.sign_in("hocvien")
    page.locator(".foot button[name=language][value=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    cookies = visitor.context.cookies()
    assert {each["secure"] for each in cookies} == {True}
    assert {each["httpOnly"] for each in cookies} == {True}
    assert {each["sameSite"] for each in cookies} == {"Lax"}
