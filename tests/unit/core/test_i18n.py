"""Texts in the reader's language, and days as the reader writes them."""

from datetime import UTC, date, datetime

import pytest
from flask import g

from app import ROOT, create_app
from core.i18n import (
    current_language,
    format_clock,
    format_day,
    format_moment,
    localised,
)
from core.settings import load_settings

EVENING = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)  # half past one on the 24th in Viet Nam


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    environ = {"SEN_INSTANCE": str(tmp_path_factory.mktemp("i18n"))}
    return create_app(load_settings(ROOT, environ))


@pytest.fixture(params=["vi", "en"])
def language(site, request):
    with site.test_request_context("/"):
        g.person_language = request.param
        yield request.param


def test_days_and_times_are_written_in_the_organisations_zone(language):
    written = {
        "vi": ("24/11/2026", "01:30 24/11/2026", "01:30"),
        "en": ("24 Nov 2026", "24 Nov 2026, 01:30", "01:30"),
    }
    assert (format_day(EVENING), format_moment(EVENING), format_clock(EVENING)) == written[language]


def test_a_day_is_no_moment_and_keeps_its_date(language):
    assert format_day(date(2026, 12, 5)) == {"vi": "05/12/2026", "en": "5 Dec 2026"}[language]


def test_nothing_is_written_of_what_is_not_there(language):
    assert (format_day(None), format_moment(None), format_clock(None)) == ("", "", "")


def test_a_text_is_given_in_the_readers_language(language):
    text = localised({"vi": "Bài", "en": "Lesson"})
    assert text.language == language
    assert text.__html__() == {"vi": "Bài", "en": "Lesson"}[language]


def test_a_text_in_another_language_says_so(site):
    with site.test_request_context("/"):
        g.person_language = "en"
        assert localised({"vi": "<b>"}).__html__() == '<span lang="vi">&lt;b&gt;</span>'
        assert str(localised({})) == str(localised(None)) == ""


@pytest.mark.parametrize(
    ("cookie", "language"), [("en", "en"), ("vi", "vi"), ("xx", "vi"), ("", "vi")]
)
def test_a_visitors_cookie_chooses_the_language(site, cookie, language):
    with site.test_request_context("/", headers={"Cookie": f"sen_language={cookie}"}):
        assert current_language() == language
