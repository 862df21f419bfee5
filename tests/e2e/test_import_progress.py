"""The page that waits for an import says what is amiss, and never waits for ever."""

import re

import pytest
from playwright.sync_api import expect

from scripts.tour import STAFF
from tests.e2e.looks import check_looks
from tests.e2e.worker import working

FAILED = "UPDATE jobs SET state = 'failed', error = 'tried', finished_at = created_at"
LATE = "UPDATE jobs SET created_at = '2026-01-01 00:00:00'"
RUN = re.compile(r"/people/import/[0-9a-f-]{36}$")


@pytest.fixture
def wait(server, visit):
    """Send a file that no worker checks; gives the administrator who looks on."""

    def send(**options):
        administrator = visit(server, reduced_motion="reduce", **options)
        page = administrator.sign_in("quantri")
        administrator.open("/people/import")
        staff = {"name": "staff.csv", "mimeType": "text/csv", "buffer": STAFF.encode()}
        page.locator("input[type=file]").set_input_files(staff)
        page.locator("main form.form button[type=submit]").click()
        page.locator("main form.form button[type=submit]").click()
        expect(page).to_have_url(RUN)
        return administrator

    return send


def note(page, name):
    return page.locator(f"[data-note={name}]")


def jobs_of(server, change):
    server.execute(f"{change} WHERE kind = 'people.import'")


def test_a_connection_that_breaks_is_said_and_found_again(server, wait):
    administrator = wait()
    administrator.forgive("ERR_INTERNET_DISCONNECTED")
    page = administrator.page
    expect(page.locator("progress")).to_be_visible()
    expect(note(page, "lost")).to_be_hidden()
    administrator.context.set_offline(True)
    expect(note(page, "lost")).to_be_visible()
    check_looks(page)
    administrator.context.set_offline(False)
    expect(note(page, "lost")).to_be_hidden(timeout=20_000)
    with working(server):
        expect(page.locator(".tiles")).to_be_visible(timeout=30_000)


def test_who_is_signed_out_meanwhile_comes_back_after_signing_in(server, wait):
    administrator = wait()
    administrator.forgive("401")
    page, address = administrator.page, administrator.path
    server.execute("UPDATE sign_in_sessions SET ended_at = created_at")
    page.wait_for_url(re.compile(r"/sign-in\?next="))
    administrator.fill_in_sign_in("quantri")
    page.wait_for_url(f"**{address}")
    expect(page.locator("progress")).to_be_visible()


def test_work_that_failed_is_said_and_can_be_tried_again(server, wait):
    page = wait().page
    jobs_of(server, FAILED)
    expect(page.locator(".notice-danger")).to_be_visible()
    expect(page.locator("progress")).to_have_count(0)
    check_looks(page)
    page.locator("main .actions a").click()
    page.locator("main form.form button[type=submit]").click()
    with working(server):
        expect(page.locator(".tiles")).to_be_visible(timeout=30_000)


def test_a_file_that_was_discarded_meanwhile_is_not_waited_for(server, wait):
    administrator = wait()
    administrator.forgive("404")
    server.execute("DELETE FROM import_runs")
    expect(administrator.page.locator("main")).to_have_attribute("id", "main")
    expect(administrator.page.locator("progress")).to_have_count(0)


def test_work_that_does_not_begin_is_said_and_at_last_no_longer_looked_for(server, wait):
    administrator = wait()
    page = administrator.page
    jobs_of(server, LATE)
    expect(note(page, "late")).to_be_visible()
    check_looks(page)
    page.clock.install()
    page.reload()
    expect(note(page, "late")).to_be_visible()
    page.clock.fast_forward("11:00")
    expect(note(page, "stopped")).to_be_visible()
    expect(note(page, "late")).to_be_hidden()
    check_looks(page)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.clock.fast_forward("11:00")
    page.wait_for_timeout(500)
    assert asked == []
    note(page, "stopped").locator("a").click()
    expect(note(page, "stopped")).to_be_hidden()


def test_a_server_that_never_answers_is_not_waited_for(wait):
    administrator = wait()
    administrator.forgive("ERR_FAILED", "ERR_ABORTED")
    page = administrator.page
    page.route("**/progress", lambda _route: None)
    page.clock.install()
    page.reload()
    for _try in range(8):
        page.clock.fast_forward("00:16")
        page.wait_for_timeout(200)
    expect(note(page, "lost")).to_be_visible()


def test_without_scripts_the_page_loads_itself_anew_and_says_what_is_amiss(server, wait):
    page = wait(java_script_enabled=False).page
    expect(page.locator("progress")).to_be_visible()
    jobs_of(server, LATE)
    expect(note(page, "late")).to_be_visible()
    jobs_of(server, FAILED)
    expect(page.locator(".notice-danger")).to_be_visible()
