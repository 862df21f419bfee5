"""kill -9 of the browser in the middle of many attempts: what it showed as saved is there."""

import pytest

from quizzes.attempts import response_value
from quizzes.content import from_json
from scripts.chromium import find_chromium
from tests.conftest import skip_or_fail
from tests.torture.chromium import choose, chosen, expect_saved, kill, opened
from tests.torture.conftest import ATTEMPTS
from tests.torture.herd import ANSWERS, Herd
from tests.torture.place import QUESTIONS, QUIZ, make_people
from tests.torture.records import find_lost


@pytest.fixture
def executable():
    """Chromium."""
    found = find_chromium()
    if found is None:
        skip_or_fail("chromium", "Chromium is not installed (SEN_TEST_CHROMIUM names another)")
    return found


def test_nothing_shown_as_saved_is_lost_where_the_browser_is_killed(
    on_sqlite, playwright, executable, tmp_path
):
    place, profile = on_sqlite, tmp_path / "profile"
    person_id, cookie = make_people(place, 1).popitem()
    herd = Herd(place.server.port, QUIZ, make_people(place, ATTEMPTS), QUESTIONS)
    given: dict[int, str] = {}
    with herd.running():
        for number in (1, 2, 3):
            herd.allow(ANSWERS * number // 3)
            with opened(playwright, executable, profile, place.server.url, cookie) as page:
                begin(page, place.server.url)
                assert given.items() <= chosen(page).items()
                given = answer(page, (number - 1) * 3 + 1)
                kill(profile)
            assert kept_of(place, person_id, given) == given
        herd.wait_for_answers()
        herd.submit(list(herd.takers))
        herd.wait_for_submissions()
    assert find_lost(place.records.kept(), herd.shown) == []
    assert [each.state for each in place.records.attempts()].count("graded") == ATTEMPTS
    assert len(place.records.attempts()) == ATTEMPTS + 1


def begin(page, url):
    """Begin the attempt, or go on with it."""
    page.goto(url + QUIZ)
    page.locator("main form[method=post] button[type=submit]").first.click()
    page.wait_for_selector("form.attempt")


def answer(page, first):
    """Answer two questions, and begin with a third; what is shown as saved by then."""
    for position in (first, first + 1):
        choose(page, position, 1 + position % 3)
        expect_saved(page)
    shown = chosen(page)
    choose(page, first + 2, 2)
    return shown


def kept_of(place, person_id, given):
    """What the database holds of the questions that were answered, as the page's values."""
    kept = place.records.kept()
    return {
        position: value
        for position, value in given.items()
        if kept[person_id, position].response
        == response_value(from_json(kept[person_id, position].content), [value])
    }
