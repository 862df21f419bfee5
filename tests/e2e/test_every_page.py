"""What holds on every page: no violation axe finds, nothing wider than a phone, no complaint."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from scripts.tour import TOUR, look_around
from tests.e2e.server import Server

NARROW, PHONE, DESK = 320, 360, 1280


@pytest.fixture(scope="module")
def found(common_server: Server) -> dict[str, str]:
    """The identifiers that addresses of the tour need."""
    return look_around(common_server.url)


@pytest.fixture
def open_stop(common_server, visit, found):
    """Open a page of the tour as the one whose it is."""

    def open_it(stop, **options):
        visitor = visit(common_server, reduced_motion="reduce", **options)
        if stop.status >= 400:
            visitor.forgive(f"status of {stop.status}")
        if stop.account:
            visitor.sign_in(stop.account)
        response = visitor.page.goto(visitor.base_url + stop.at(found))
        assert response.status == stop.status
        return visitor

    return open_it


@pytest.mark.parametrize("stop", TOUR, ids=lambda stop: stop.name)
def test_a_page_is_accessible_and_fits_the_smallest_phone(open_stop, stop):
    page = open_stop(stop).page
    expect(page.locator("h1")).to_have_count(1)
    problems = []
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            problems += [f"{width} {scheme}: {each}" for each in violations(page)]
    assert not problems, "\n".join(problems)
    page.set_viewport_size({"width": NARROW, "height": 640})
    for size in ("text-m", "text-xl"):
        page.evaluate("size => { document.documentElement.className = size; }", size)
        assert page.evaluate(TOO_WIDE) == [], size


TOO_WIDE = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const all = [...document.querySelectorAll("body *")];
  const wide = all.filter((each) => each.getBoundingClientRect().right > root.clientWidth + 1);
  return [root.scrollWidth, ...wide.map((each) => each.tagName + "." + each.className)].slice(0, 9);
}"""


def violations(page):
    response = Axe().run(page).response
    return [
        f"{each['id']}: {[node['target'] for node in each['nodes']][:3]}"
        f" {json.dumps(each['nodes'][0].get('any', [{}])[:1], ensure_ascii=False)[:300]}"
        for each in response["violations"]
    ]
