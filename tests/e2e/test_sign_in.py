"""Signing in: the demo's accounts, the keyboard, a shared computer, http and https."""

import ssl
import subprocess
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from shutil import which
from threading import Thread

import pytest
from playwright.sync_api import expect

from scripts.chromium import INTRANET
from scripts.tour import PASSWORD
from tests.conftest import skip_or_fail
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


class _Proxy(BaseHTTPRequestHandler):
    """Ends TLS and hands on to the server behind, saying that the line is https."""

    protocol_version = "HTTP/1.1"
    port = 0

    def log_message(self, *_args):
        """Say nothing."""

    def do_GET(self):
        """Hand on."""
        length = int(self.headers.get("Content-Length") or 0)
        headers = dict(self.headers) | {
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "127.0.0.1",
            "X-Forwarded-Host": self.headers["Host"],
        }
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=30)) as behind:
            behind.request(self.command, self.path, self.rfile.read(length), headers)
            self.answer(behind.getresponse())

    def answer(self, response: HTTPResponse):
        """Send an answer back as it came."""
        content = response.read()
        self.send_response_only(response.status, response.reason)
        for name, value in response.headers.items():
            if name.lower() not in ("connection", "content-length", "transfer-encoding"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_GET  # noqa: N815 - the names of http.server


@pytest.fixture
def https_url(start_server, tmp_path):
    """A server behind a proxy that ends TLS; its https address."""
    openssl = which("openssl") or ""
    if not openssl:
        skip_or_fail("openssl", "OpenSSL is not installed")
    pem = tmp_path / "certificate.pem"
    make = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout"
    subprocess.run(
        [openssl, *make.split(), pem, "-out", f"{pem}.crt"], check=True, stderr=subprocess.DEVNULL
    )
    server = start_server(SEN_TRUSTED_PROXIES="1")
    handler = type("Proxy", (_Proxy,), {"port": server.port})
    proxy = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{pem}.crt", pem)
    proxy.socket = context.wrap_socket(proxy.socket, server_side=True)
    Thread(target=proxy.serve_forever, daemon=True).start()
    yield f"https://localhost:{proxy.server_port}"
    proxy.shutdown()
    proxy.server_close()


def test_behind_https_every_cookie_is_secure(https_url, common_server, visit):
    visitor = visit(common_server, base_url=https_url, ignore_https_errors=True)
    page = visitor.sign_in("hocvien")
    page.locator(".foot button[name=language][value=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    cookies = visitor.context.cookies()
    assert {each["secure"] for each in cookies} == {True}
    assert {each["httpOnly"] for each in cookies} == {True}
    assert {each["sameSite"] for each in cookies} == {"Lax"}
