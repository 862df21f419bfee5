"""What holds on every page: no violation axe finds, nothing wider than a phone, no complaint."""

import pytest
from playwright.sync_api import expect

from scripts.tour import TOUR, look_around
from tests.e2e.looks import check_looks
from tests.e2e.server import Server
from tests.e2e.worker import working


@pytest.fixture(scope="module")
def found(common_server: Server) -> dict[str, str]:
    """The identifiers that addresses of the tour need."""
    with working(common_server):
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
    check_looks(page)
