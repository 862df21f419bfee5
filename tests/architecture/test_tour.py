"""The tour of scripts/tour.py, which axe and the pictures follow, leaves no page out."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from scripts.screenshots import README, README_PICTURES
from scripts.tour import ADMINISTRATOR, LEARNER, ORGANISER, TOUR, TRAINER
from tests.architecture.access import INVENTORY

NO_PAGES = {
    "accounts.audit_csv",
    # One comes here from a form whose session had ended.
    "accounts.carry_on",
    "accounts.import_progress",
    "accounts.import_problems",
    "accounts.own_data_json",
    # In the demo no unit is closed.
    "accounts.closed_unit",
    # In the demo no course has changed what people have to know.
    "portal.changes",
    # Nobody comes here without being half in, having a passkey, or a provider in the settings.
    "accounts.second_step",
    "accounts.show_passkey",
    "accounts.oidc_ask",
    "accounts.oidc_callback",
    "accounts.signed_out",
    "assets.asset_file",
    "assets.favicon",
    "assets.robots",
    "health.healthz",
    "health.readyz",
    "media.media_file",
    # The demo writes to nobody.
    "notices.show_mail",
    # No quiz of the starter course is for practice.
    "portal.practise",
    "reports.completion_chart",
    "reports.completion_csv",
    "reports.completion_xlsx",
    # No lesson of the starter course leaves a gap to fill.
    "studio.organisation_text",
    # The demo asks nothing that is marked by hand.
    "studio.mark",
    # Downloads.
    "studio.question_list_template",
    "studio.question_list_xlsx",
    "studio.media_original",
    "studio.regrade_progress",
    "studio.statistics_choices",
    "studio.statistics_csv",
    "studio.statistics_progress",
    "studio.statistics_spread",
    "studio.statistics_xlsx",
}
SOMETHING = defaultdict(
    lambda: "00000000-0000-4000-8000-000000000000", goal="/reports/goals/basics/office"
)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_the_tour_passes_every_page(app):
    pages = {name.split()[1] for name in INVENTORY if name.startswith("GET")} - NO_PAGES
    routes = app.url_map.bind("localhost")
    stops = [stop.at(SOMETHING) for stop in TOUR if stop.status != 404]
    assert {routes.match(path.partition("?")[0])[0] for path in stops} == pages


def test_the_readme_shows_the_pictures_of_every_journey():
    stops = {stop.name: stop for stop in TOUR}
    accounts = {stops[picture.stop].account for picture in README_PICTURES}
    assert accounts == {LEARNER, TRAINER, ORGANISER, ADMINISTRATOR}
    text = Path("README.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"\(docs/screenshots/([^)]+)\)", text))
    assert shown == {picture.file for picture in README_PICTURES}
    assert shown == {path.name for path in README.iterdir()}


def test_no_two_stops_share_a_name():
    names = [stop.name for stop in TOUR]
    assert len(names) == len(set(names))
