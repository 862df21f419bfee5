"""A quiz's front page: what awaits one, and why it cannot be begun now."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.counting import MOST_QUERIES, counted_queries
from tests.factories.learning import BEGAN
from tests.pages.quizzes import QUIZ, allow, attempts_of, publish_quiz, set_clock
from tests.pages.reader import text_of

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def learner(make):
    return make.person("hoa", full_name="Lê Thị Hoa")


@pytest.fixture
def reader(site, learner):
    set_clock(BEGAN)
    return site.reader("hoa")


def begin(make, learner, course, at=BEGAN):
    return f"/attempts/{make.attempt(learner, course, at=at)}"


def take(make, learner, course, *values, at=BEGAN):
    uuid = make.attempt(learner, course, at=at)
    given = {position: [value] for position, value in enumerate(values, 1)}
    return make.submitted(uuid, learner, given, at)


def facts(page):
    """What there is to know before starting."""
    terms, descriptions = page.all(".//dl//dt"), page.all(".//dl//dd")
    return dict(zip(map(text_of, terms), map(text_of, descriptions), strict=True))


def has_start(page):
    return [form for form in page.all(".//main//form") if form.get("action") is None] != []


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("", {"Questions": "3", "Attempts": "as many as you like"}),
        ("attempts: 2\ndelay: 1d", {"Attempts": "2", "Between attempts": "1 day"}),
        ("delay: 1h30m", {"Between attempts": "1 hour 30 minutes"}),
        ("time_limit: 90s", {"Time": "1 minute 30 seconds"}),
        ("pass_mark: 66.5", {"To pass": "66.5%"}),
        ("closes: 2026-12-15", {"Open until": "16 Dec 2026, 00:00"}),
    ],
)
def test_the_front_page_says_what_awaits_one(make, reader, settings, said):
    publish_quiz(make, settings)
    assert facts(reader.get(QUIZ)).items() >= said.items()


def test_extra_time_and_attempts_are_told_to_whom_they_are_given(make, learner, reader):
    course = publish_quiz(make, "attempts: 1\ntime_limit: 20m")
    take(make, learner, course)
    allow(learner, extra_minutes=10, extra_attempts=2)
    told = facts(reader.get(QUIZ))
    assert (told["Time"], told["Attempts"]) == ("30 minutes", "3")


OPENS = datetime(2026, 11, 30, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("settings", "now", "words"),
    [
        ("opens: 2026-12-01", OPENS - MINUTE, "This quiz opens on 1 Dec 2026, 00:00."),
        ("closes: 2026-11-30", OPENS, "This quiz closed on 1 Dec 2026, 00:00."),
        ("closes: 2026-12-01 08:00", OPENS + 9 * HOUR, "This quiz closed on 1 Dec 2026, 08:00."),
    ],
)
def test_whoever_comes_too_early_or_too_late_is_told_when(
    make, site, learner, settings, now, words
):
    publish_quiz(make, settings)
    set_clock(now)
    reader = site.reader("hoa")
    page = reader.get(QUIZ)
    assert words in page.text
    assert not has_start(page)
    assert words in reader.get(reader.post(QUIZ).location).text
    assert attempts_of(learner) == []


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("attempts: 1", "You have used all attempts at this quiz."),
        ("delay: 1h", "You can take it again from 20 Nov 2026, 11:00."),
    ],
)
def test_whoever_may_not_take_it_again_is_told_why(make, learner, reader, settings, words):
    course = publish_quiz(make, settings)
    take(make, learner, course, "1")
    page = reader.get(QUIZ)
    assert words in page.text
    assert not has_start(page)
    assert reader.post(QUIZ).location == QUIZ
    assert len(attempts_of(learner)) == 1


def test_an_open_attempt_is_gone_on_with_whatever_hinders_another(make, learner, reader):
    course = publish_quiz(make, "attempts: 1")
    address = begin(make, learner, course)
    page = reader.get(QUIZ)
    assert "Continue the quiz" in page.text
    assert "used all attempts" not in page.text
    assert reader.post(QUIZ).location == address


def test_an_attempt_whose_time_is_over_is_not_offered_to_go_on_with(make, learner, reader):
    """Pressing "Continue" would begin another one, and use it up."""
    course = publish_quiz(make, "attempts: 2\ntime_limit: 20m")
    address = begin(make, learner, course)
    set_clock(BEGAN + 25 * MINUTE)
    page = reader.get(QUIZ)
    assert "Continue the quiz" not in page.text
    assert "Take it again" in page.text
    assert "Not yet passed" not in page.text
    assert page.links()["Attempt 1"] == f"{address}/review"
    assert "The time was over" in reader.get(reader.client.get(f"{address}/review").location).text


def test_beginning_where_the_last_attempt_is_over_marks_it_and_says_why_not(make, learner, reader):
    course = publish_quiz(make, "attempts: 1\ntime_limit: 20m")
    begin(make, learner, course)
    set_clock(BEGAN + 25 * MINUTE)
    assert "used all attempts" in reader.get(QUIZ).text
    assert reader.post(QUIZ).location == QUIZ
    assert [attempt.state for attempt in attempts_of(learner)] == ["expired"]


def test_the_delay_runs_from_the_deadline_of_an_attempt_whose_time_is_over(make, learner, reader):
    course = publish_quiz(make, "delay: 1h\ntime_limit: 20m")
    begin(make, learner, course)
    set_clock(BEGAN + 25 * MINUTE)
    assert "You can take it again from 20 Nov 2026, 11:20." in reader.get(QUIZ).text


@pytest.mark.parametrize(
    ("review", "is_shown"),
    [("open", True), ("after_close", True), ("none", False), ("{score: [closed]}", False)],
)
def test_a_score_that_is_not_to_be_shown_stands_nowhere_on_the_front_page(
    make, learner, reader, review, is_shown
):
    course = publish_quiz(make, f"pass_mark: 60\nreview: {review}")
    take(make, learner, course, "0")
    text = reader.get(QUIZ).text
    assert "Not yet passed" in text
    assert ("33%" in text) is is_shown
    assert ("Your best score" in text) is is_shown


def test_the_front_page_asks_no_more_of_the_database_for_more_attempts(make, learner, reader):
    course = publish_quiz(make, "attempts: 9")
    take(make, learner, course, "1")
    reader.get(QUIZ)
    counts = []
    for _turn in range(3):
        take(make, learner, course, "1")
        with counted_queries() as statements:
            reader.get(QUIZ)
        counts.append(len(statements))
    assert len(set(counts)) == 1
    assert counts[0] <= MOST_QUERIES
