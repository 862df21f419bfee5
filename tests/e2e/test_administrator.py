"""An administrator adds, changes and deactivates a person, who then cannot sign in."""

import re

from playwright.sync_api import expect

from scripts.tour import PASSWORD

NAME = "Nguyễn Thị Ánh Tuyết"


def sign_in(visitor, username, password):
    page = visitor.open("/sign-in")
    page.locator(".sign-in-form input[name=username]").fill(username)
    page.locator(".sign-in-form input[name=password]").fill(password)
    page.locator(".sign-in-form button[type=submit]").click()
    return page


def test_a_person_is_added_changed_and_deactivated(server, visit):
    administrator, password = visit(server), "kem dừa mát lạnh"
    page = administrator.sign_in("quantri")
    administrator.open("/people")
    page.locator("main a[href*='/people/new']").click()
    page.locator("input[name=full_name]").fill(NAME)
    page.locator("input[name=username]").fill("tuyet.nta")
    page.locator("select[name=unit]").select_option(index=3)
    page.locator("main form.form button[type=submit]").click()
    page.locator("main form:has(input[name=as][value=page]) button").click()
    code = page.locator(".password-slip-password").inner_text()
    page.locator("main .actions a").last.click()
    expect(page.locator("h1")).to_have_text(NAME)

    newcomer = visit(server)
    newcomer.forgive("422", "401")
    theirs = newcomer.open(f"/activate#{code}")
    theirs.locator("input[name=new]").fill(password)
    theirs.locator("input[name=repeated]").fill(password)
    theirs.locator("main form.form button[type=submit]").click()
    theirs.wait_for_url(f"{server.url}/")
    expect(theirs.locator("h1")).to_contain_text(NAME)
    expect(theirs.locator(".next-step")).to_have_count(1)

    page.locator("input[name=position]").fill("Chuyên viên một cửa")
    page.locator("main form.form button[type=submit]").first.click()
    expect(page.locator("input[name=position]")).to_have_value("Chuyên viên một cửa")
    page.locator("a[href$='/deactivate']").click()
    page.locator("form[action$='/deactivate'] button").click()
    expect(page.locator("form[action$='/reactivate']")).to_be_visible()

    newcomer.open("/")
    assert newcomer.path == "/sign-in"
    sign_in(newcomer, "tuyet.nta", password)
    expect(theirs.locator(".error-summary")).to_be_visible()
    assert newcomer.path == "/sign-in"


def test_a_mistake_keeps_everything_typed_and_says_so_at_the_field(common_server, visit):
    administrator = visit(common_server)
    administrator.forgive("422")
    page = administrator.sign_in("quantri")
    administrator.open("/people/new")
    page.locator("input[name=full_name]").fill(NAME)
    page.locator("input[name=username]").fill("hocvien")
    page.locator("input[name=email]").fill("không phải thư")
    page.locator("main form.form button[type=submit]").click()
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.locator("input[name=full_name]")).to_have_value(NAME)
    expect(page.locator("input[name=email]")).to_have_value("không phải thư")
    expect(page.locator("input[name=email]")).to_have_attribute("aria-invalid", "true")


def test_a_password_changed_signs_the_other_devices_out(server, visit):
    phone, desk = visit(server), visit(server, width=1280)
    desk.sign_in("hocvien")
    page = phone.sign_in("hocvien")
    phone.open("/account/password")
    page.locator("input[type=password]").nth(0).fill(PASSWORD)
    for field in page.locator("main input[type=password]").all()[1:]:
        field.fill("một câu dài dễ nhớ")
    page.locator("main form.form button[type=submit]").click()
    expect(page).to_have_url(re.compile(r"/$"))
    desk.open("/record")
    assert desk.path == "/sign-in"
