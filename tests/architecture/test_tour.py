"""The tour of scripts/tour.py, which axe and the pictures follow, leaves no page out."""

from collections import defaultdict

import pytest

from scripts.tour import TOUR
from tests.architecture.access import INVENTORY

NO_PAGES = {
    "accounts.audit_csv",
    # One comes here from a form whose session had ended.
    "accounts.carry_on",
    # A file is first to be checked, outside of requests.
    "accounts.import_run",
    "accounts.import_progress",
    "accounts.import_rows",
    "accounts.import_problems",
    "accounts.own_data_json",
    # In the demo no unit is closed.
    "accounts.closed_unit",
    # Nobody comes here without being half in, having a passkey, or a provider in the settings.
    "accounts.second_step",
    "accounts.show_passkey",
    "accounts.oidc_ask",
    "accounts.oidc_callback",
    "assets.asset_file",
    "assets.favicon",
    "assets.robots",
    "health.healthz",
    "health.readyz",
    "media.media_file",
    # The demo writes to nobody.
    "notices.show_mail",
    "reports.completion_chart",
    "reports.completion_csv",
    "reports.completion_xlsx",
}
SOMETHING = defaultdict(
    lambda: "00000000-0000-4000-8000-000000000000", goal="/reports/goals/basics/office"
)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_the_tour_passes_every_page(app):
    pages = {name.split()[1] for name in INVENTORY if name.startswith("GET")} - NO_PAGES
    routes = app.url_map.bind("localhost")
    stops = [stop.at(SOMETHING) for stop in TOUR if stop.status != 404]
    assert {routes.match(path)[0] for path in stops} == pages


def test_no_two_stops_share_a_name():
    names = [stop.name for stop in TOUR]
    assert len(names) == len(set(names))
