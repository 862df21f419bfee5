"""The way in with a slip: scanned, typed without scripts, over plain http, and by mail."""

import re

import pytest
from playwright.sync_api import expect

from scripts.chromium import INTRANET
from tests.e2e.server import free_port
from tests.e2e.test_second_factor import check
from tests.e2e.test_sign_in import DEMO

NEW = "kem dừa mát lạnh"
NAME = "Nguyễn Thị Ánh Tuyết"
CODE = re.compile(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}")


def make_slip(server, visit, **options):
    """An administrator adds somebody and shows the slip; its code and where the picture leads."""
    administrator = visit(server, width=1280, **options)
    page = administrator.sign_in("quantri")
    administrator.open("/people/new")
    page.locator("input[name=full_name]").fill(NAME)
    page.locator("input[name=username]").fill("tuyet.nta")
    page.locator("select[name=unit]").select_option(index=3)
    page.locator("main form.form button[type=submit]").click()
    page.wait_for_url("**/slip")
    slip = page.url
    page.locator("main form:has(input[name=as][value=page]) button").click()
    code = page.locator(".password-slip-password").inner_text()
    assert CODE.fullmatch(code)
    return page, slip, code


def choose(page):
    expect(page.locator("main")).to_contain_text(NAME)
    page.locator("input[name=new]").fill(NEW)
    page.locator("input[name=repeated]").fill(NEW)
    page.locator("main form.form button[type=submit]").click()


def test_a_scanned_slip_lets_in_and_leaves_its_code_nowhere(server, visit):
    page, _, code = make_slip(server, visit)
    check(page)
    newcomer = visit(server)
    asked = []
    newcomer.context.on("request", lambda request: asked.append(request.url))
    theirs = newcomer.open(f"/activate#{code}")
    expect(theirs.locator("input[name=new]")).to_be_visible()
    check(theirs)
    assert code not in theirs.url
    theirs.locator("#show-password").check()
    expect(theirs.locator("input[name=new]")).to_have_attribute("type", "text")
    choose(theirs)
    expect(theirs).to_have_url(f"{server.url}/")
    expect(theirs.locator("h1")).to_contain_text(NAME)
    sent = [url.partition("#")[0] for url in asked]
    assert not any(code in url or code.replace("-", "") in url for url in sent)


def test_a_slip_is_read_too_where_the_page_stood_open_already(server, visit):
    _, _, code = make_slip(server, visit)
    newcomer = visit(server)
    theirs = newcomer.open("/activate#main")
    expect(theirs.locator("input[name=code]")).to_have_value("")
    theirs.goto(f"{server.url}/activate#{code}")
    choose(theirs)
    expect(theirs).to_have_url(f"{server.url}/")


def test_a_printed_slip_is_a_pdf_and_the_one_before_is_good_no_longer(server, visit):
    page, slip, code = make_slip(server, visit)
    page.goto(slip)
    check(page)
    with page.expect_download() as download:
        page.locator("main .actions form").first.locator("button").click()
    assert download.value.suggested_filename == "sen-tuyet.nta.pdf"
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    newcomer = visit(server)
    newcomer.forgive("422")
    theirs = newcomer.open(f"/activate#{code}")
    expect(theirs.locator(".error-summary")).to_be_visible()


def test_without_scripts_on_plain_http_the_code_is_typed(server, visit):
    intranet = f"http://{INTRANET}:{server.port}"
    _, _, code = make_slip(server, visit, java_script_enabled=False)
    newcomer = visit(server, base_url=intranet, java_script_enabled=False)
    newcomer.forgive("Cross-Origin-Opener-Policy")
    theirs = newcomer.open(f"/activate#{code}")
    theirs.locator("input[name=code]").fill(code.lower().replace("-", " "))
    theirs.locator("main form.form button[type=submit]").click()
    expect(theirs.locator("[data-show-password]")).to_be_hidden()
    choose(theirs)
    expect(theirs).to_have_url(f"{intranet}/")
    expect(theirs.locator("h1")).to_contain_text(NAME)


@pytest.fixture
def mailing_server(start_server):
    """A server that knows its own address, so that links may be mailed, and works on jobs."""
    port = free_port()
    command = [*DEMO, "--port", str(port)]
    return start_server(command=command, port=port, SEN_BASE_URL=f"http://127.0.0.1:{port}")


def mailed_link(server, page):
    """The link in the mail, which a job writes a moment later; the demo keeps it."""
    for _ in range(100):
        found = server.execute("SELECT link FROM mails WHERE link <> ''")
        if found:
            return found[0][0]
        page.wait_for_timeout(200)
    raise AssertionError("no mail was written")


def test_a_forgotten_password_is_renewed_by_mail(mailing_server, visit):
    server = mailing_server
    server.execute("UPDATE persons SET email = 'hoa@office.example' WHERE username = 'hocvien'")
    learner = visit(server)
    page = learner.open("/sign-in")
    page.locator("main a[href='/forgot-password']").click()
    page.locator("input[name=name]").fill("hocvien")
    page.locator("main form.form button[type=submit]").click()
    expect(page).to_have_url(f"{server.url}/forgot-password?sent=1")
    link = mailed_link(server, page)
    assert link.startswith(f"{server.url}/activate#")
    page.goto(link)
    expect(page.locator("input[name=new]")).to_be_visible()
    page.locator("input[name=new]").fill(NEW)
    page.locator("input[name=repeated]").fill(NEW)
    page.locator("main form.form button[type=submit]").click()
    expect(page).to_have_url(f"{server.url}/")
    used = visit(server)
    used.forgive("422")
    theirs = used.open("/")
    theirs.goto(link)
    expect(theirs.locator(".error-summary")).to_be_visible()
